import { dayInShanghai, type PlainDate } from '@zhucan/kernel'
import { precedenceOf, type ValueSource } from './precedence.ts'

/** What one source said about a person on one occasion. A field that is absent or null was not said. */
export interface Assertion {
  readonly id: string
  readonly source: ValueSource
  /** First day from which it is said to hold. */
  readonly validFrom: PlainDate
  /** When we learnt it, in ms since 1970. */
  readonly recordedAt: number
  readonly fields: Readonly<Record<string, unknown>>
}

/** Field → value, nulls left out. */
export type Values = Readonly<Record<string, unknown>>

/** What was true on a day, as far as we know now: of every field the value whose source is believed first. */
export function asOf(history: readonly Assertion[], day: PlainDate): Values {
  return valuesOf(winners(history.filter((said) => said.validFrom <= day)))
}

/** What we would have shown at a moment (ms since 1970): nothing learnt later, nothing that began later. */
export function knownAt(history: readonly Assertion[], moment: number): Values {
  const learnt = history.filter((said) => said.recordedAt <= moment)
  return asOf(learnt, dayInShanghai(moment))
}

/** What one source says by now, whoever is believed: its own latest word on every field. */
export function lastSaid(history: readonly Assertion[], source: ValueSource, day: PlainDate): Values {
  return asOf(
    history.filter((said) => said.source === source),
    day,
  )
}

/** Of every field the assertion whose value is shown on a day; the others are the losers that stay visible. */
export function shownBy(history: readonly Assertion[], day: PlainDate): Readonly<Record<string, Assertion>> {
  return Object.fromEntries(winners(history.filter((said) => said.validFrom <= day)))
}

function winners(history: readonly Assertion[]): Map<string, Assertion> {
  const best = new Map<string, Assertion>()
  for (const said of history) {
    for (const [field, value] of Object.entries(said.fields)) {
      if (value === null || value === undefined) continue
      const other = best.get(field)
      if (other === undefined || isBelieved(field, said, other)) best.set(field, said)
    }
  }
  return best
}

function valuesOf(best: Map<string, Assertion>): Values {
  return Object.fromEntries([...best].map(([field, said]) => [field, said.fields[field]]))
}

/** By source, then by the later beginning, then by what was learnt later; the id only makes it the same every time. */
function isBelieved(field: string, said: Assertion, other: Assertion): boolean {
  const rank = precedenceOf(field, said.source) - precedenceOf(field, other.source)
  if (rank !== 0) return rank < 0
  if (said.validFrom !== other.validFrom) return said.validFrom > other.validFrom
  if (said.recordedAt !== other.recordedAt) return said.recordedAt > other.recordedAt
  return said.id > other.id
}
