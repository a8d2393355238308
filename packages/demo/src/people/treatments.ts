import { addDays, type PlainDate, plainDate } from '@zhucan/kernel'
import type { Random } from '../random.ts'
import type { Treatment } from './model.ts'

/** One to four treatments with a long tail of cost; a few people pay over ten thousand yuan themselves. */
export function makeTreatments(random: Random, day: PlainDate): Treatment[] {
  const count = 1 + Math.floor(random.next() ** 3 * 4)
  return Array.from({ length: count }, () => {
    const selfPaidFen = Math.round(Math.exp(7.6 + 1.05 * random.normal()) * 100)
    const totalFen = Math.round(selfPaidFen / (0.2 + 0.5 * random.next()))
    return { settledOn: treatmentDay(random, day), totalFen, selfPaidFen }
  })
}

/** A day of the current year before the run, seldom of the year before. */
function treatmentDay(random: Random, day: PlainDate): PlainDate {
  const year = Number(day.slice(0, 4))
  if (random.chance(0.04)) return addDays(plainDate(`${year - 1}-01-01`), random.int(0, 364))
  const past = Math.max(0, Number(day.slice(5, 7)) * 30 - 31)
  return addDays(plainDate(`${year}-01-01`), random.int(0, past))
}
