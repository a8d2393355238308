import { type HeaderMap, mapHeaders } from '@zhucan/catalogue'
import { problem } from '@zhucan/kernel'
import { identitySheet } from '@zhucan/matching'
import type { MatchMap, Side } from './match-map.ts'
import { findNumberColumns, numberKeys } from './number-columns.ts'
import type { FindColumns, FoundColumns } from './open-table.ts'

/**
 * Finds the columns that tell who a person is. A row with a number column is a header by itself; without one it takes a
 * name and something else about the person.
 */
export function identityFinder(map: MatchMap, side: Side): FindColumns {
  return (headers, hint) => {
    const byNumber = findNumberColumns(headers, side, map[side], hint)
    const meant = headers.map((header) => map[side].get(header) ?? header)
    const about = mapHeaders(identitySheet, meant)
    if (byNumber === null) return withoutNumber(headers, about)
    return {
      id: byNumber.id,
      places: { ...withoutNumbers(about), ...byNumber.numbers },
      // Between two rows that fit equally well, the one that says more about the person.
      score: byNumber.score + Object.keys(about).length / 1000,
    }
  }
}

function withoutNumber(headers: readonly string[], about: HeaderMap): FoundColumns | null {
  const known = Object.keys(withoutNumbers(about)).length
  if (about.name === undefined || known < 2) return null
  const id = headers.findIndex((header) => header.toLowerCase() === 'id')
  return { id: id < 0 ? null : id, places: withoutNumbers(about), score: Math.min(known / 20, 0.3) }
}

function withoutNumbers(about: HeaderMap): HeaderMap {
  return Object.fromEntries(
    Object.entries(about).filter(([key]) => !numberKeys.some((number) => number === key)),
  )
}

/** What linkage would need and a table does not have; what is left of a wrong number still holds a birth date. */
export function missingForLinkage({ places }: FoundColumns): ('name' | 'birth' | 'place')[] {
  const has = (...names: string[]) => names.some((name) => places[name] !== undefined)
  const missing: ('name' | 'birth' | 'place')[] = []
  if (!has('name')) missing.push('name')
  if (!has('birth', ...numberKeys)) missing.push('birth')
  if (!has('region', 'residence', 'address')) missing.push('place')
  return missing
}

/** Refuses a file, by its columns alone, that has not what a match takes. */
export type RefuseColumns = (file: string, found: FoundColumns) => void

/**
 * Without linkage a file needs numbers and nothing else; otherwise all that linkage compares, because whoever asked for
 * persons must not get numbers only without having said so.
 */
export function refuseLacking(exactOnly: boolean | undefined): RefuseColumns {
  return (file, found) => {
    const hasNumber = numberKeys.some((key) => found.places[key] !== undefined)
    if (exactOnly) {
      if (!hasNumber) throw problem('match.no-identity-column', { file })
      return
    }
    const missing = missingForLinkage(found).join(', ')
    if (missing !== '') throw problem(hasNumber ? 'match.only-exact' : 'match.cannot-link', { file, missing })
  }
}
