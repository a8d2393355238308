import { type Assertion, asOf, lastSaid, type Values } from '@zhucan/catalogue'
import type { PlainDate } from '@zhucan/kernel'
import type { Change } from './staged-rows.store.ts'

/** What a row of the register does to a person who is known already. */
export interface RegisterDiff {
  state: 'changed' | 'unchanged' | 'conflicting'
  /** What the register says that it has not said before. */
  said: Values
  /** Everything shown of the person once the row is applied. */
  shows: Values
  changes: Change[]
  /** The fields in which it says what the register said before. */
  repeats: string[]
}

/** When the row is taken in. */
export interface Occasion {
  day: PlainDate
  now: number
}

/**
 * Compares a row with a person's history. Blank cells say nothing: they never take a value away. A value that loses
 * against a source believed more makes the row 'conflicting' and is kept beside the one that is shown.
 */
export function diffPerson(history: readonly Assertion[], row: Values, occasion: Occasion): RegisterDiff {
  const lastWord = lastSaid(history, 'register', occasion.day)
  const said = newlySaid(lastWord, row)
  const repeats = Object.keys(row).filter((field) => isSaid(row[field]) && lastWord[field] === row[field])
  if (Object.keys(said).length === 0) return { state: 'unchanged', said: {}, shows: {}, changes: [], repeats }
  const before = asOf(history, occasion.day)
  const shows = asOf([...history, assertionOf(said, occasion)], occasion.day)
  const changes: Change[] = []
  let isConflicting = false
  for (const [field, to] of Object.entries(said)) {
    isConflicting ||= shows[field] !== to
    if (before[field] !== to) changes.push({ field, from: before[field] ?? null, to })
  }
  return { state: isConflicting ? 'conflicting' : 'changed', said, shows, changes, repeats }
}

const isSaid = (value: unknown): boolean => value !== null && value !== undefined

function newlySaid(before: Values, row: Values): Values {
  const fresh = Object.entries(row).filter(([field, value]) => isSaid(value) && before[field] !== value)
  return Object.fromEntries(fresh)
}

/** Later than anything of the same source and day; the real entry gets its own id when it is written. */
const assertionOf = (fields: Values, { day, now }: Occasion): Assertion => ({
  id: 'ffffffff',
  source: 'register',
  validFrom: day,
  recordedAt: now,
  fields,
})
