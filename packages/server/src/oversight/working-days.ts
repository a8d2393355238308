import { addDays, dayNumber, type PlainDate } from '@zhucan/kernel'

/** The day a number of working days later: Monday to Friday, public holidays not known. */
export function addWorkingDays(day: PlainDate, count: number): PlainDate {
  let reached = day
  for (let left = count; left > 0; ) {
    reached = addDays(reached, 1)
    // 1970-01-01 was a Thursday.
    const weekday = (dayNumber(reached) + 4) % 7
    if (weekday !== 0 && weekday !== 6) left--
  }
  return reached
}
