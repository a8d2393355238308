import { addMonths, monthOf, type PlainDate } from '@zhucan/kernel'
import { makeHouseholds } from './people/households.ts'
import type { Household } from './people/model.ts'
import { type Area, makeArea } from './places.ts'

/** Everything that decides a demo set; two equal plans make equal bytes. */
export interface Plan {
  persons: number
  seed: number
  day: PlainDate
  area: Area
  /** Months YYYYMM of the payment list, oldest first; the last one ended before the day. */
  paidMonths: readonly number[]
  /** Every household with register rows, village by village; may be gone through again and again. */
  households: Iterable<Household>
}

const PAID_MONTHS = 3
/** Up to here the people of a set are kept; above, each pass makes them anew, so that memory does not grow. */
const KEPT_PERSONS = 20_000

/** Lays out places and months for a set of `persons` register rows as seen on `day`. */
export function makePlan({ persons, seed, day }: { persons: number; seed: number; day: PlainDate }): Plan {
  const paidMonths = Array.from({ length: PAID_MONTHS }, (_, index) =>
    monthOf(addMonths(day, index - PAID_MONTHS)),
  )
  const base: Plan = { persons, seed, day, area: makeArea(persons, seed), paidMonths, households: [] }
  const made = { [Symbol.iterator]: () => makeHouseholds(base) }
  return { ...base, households: persons > KEPT_PERSONS ? made : [...made] }
}
