import { addDays, addMonths, dayNumber, type PlainDate, plainDate } from '@zhucan/kernel'

/** The steps a trend is told in. */
export const trendSteps = ['week', 'month'] as const
/** One of the steps a trend is told in. */
export type TrendStep = (typeof trendSteps)[number]

/** A week from Monday or a month from the first, both days included; the last one ends today. */
export interface Period {
  readonly from: PlainDate
  readonly to: PlainDate
}

/** So many clues were found on `since` and finished on `done`, or are still open. */
export interface ClueDays {
  readonly since: PlainDate
  readonly done: PlainDate | null
  readonly count: number
}

/** What happened in a period, and how many were open at its end. */
export interface TrendPoint extends Period {
  readonly found: number
  readonly finished: number
  readonly open: number
}

/** The day number of a Monday; weeks are told from Monday, as offices do. */
const aMonday = dayNumber(plainDate('2026-11-16'))

function firstDay(day: PlainDate, step: TrendStep): PlainDate {
  if (step === 'month') return plainDate(`${day.slice(0, 8)}01`)
  const behind = (((dayNumber(day) - aMonday) % 7) + 7) % 7
  return addDays(day, -behind)
}

/** The last `count` weeks or months, the oldest first; the present one is told as far as it has come. */
export function periodsUntil(day: PlainDate, step: TrendStep, count: number): Period[] {
  const last = firstDay(day, step)
  return Array.from({ length: count }, (_, place) => {
    const back = count - 1 - place
    const start = (steps: number) => (step === 'month' ? addMonths(last, steps) : addDays(last, steps * 7))
    return { from: start(-back), to: back === 0 ? day : addDays(start(1 - back), -1) }
  })
}

/** Found, finished and still open by period. A clue that was opened again counts as open all along. */
export function trendOf(days: readonly ClueDays[], periods: readonly Period[]): TrendPoint[] {
  const sum = (isMeant: (clue: ClueDays) => boolean) =>
    days.reduce((total, clue) => (isMeant(clue) ? total + clue.count : total), 0)
  return periods.map(({ from, to }) => ({
    from,
    to,
    found: sum(({ since }) => since >= from && since <= to),
    finished: sum(({ done }) => done !== null && done >= from && done <= to),
    open: sum(({ since, done }) => since <= to && (done === null || done > to)),
  }))
}
