import { regionLevel } from '@zhucan/kernel'
import type { PeopleGroup, PlaceGroup } from './dashboard.store.ts'

interface Child {
  code: string
  name: string
}

const prefixLengths = [0, 2, 4, 6, 9, 12] as const
const prefixOf = (code: string): string => code.slice(0, prefixLengths[regionLevel(code)])

/** How many digits of a place are needed to tell these regions apart. */
export const placeWidth = (children: readonly Child[]): number =>
  Math.max(0, ...children.map(({ code }) => prefixOf(code).length))

function addTo<Key>(sums: Map<Key, number>, key: Key, count: number): void {
  sums.set(key, (sums.get(key) ?? 0) + count)
}

/** People by kind. */
export function sumKinds(groups: readonly PeopleGroup[]) {
  const sums = new Map<string, number>()
  for (const { kind, count } of groups) addTo(sums, kind, count)
  return [...sums].map(([kind, count]) => ({ kind, count }))
}

/** Holders by category and level. */
export const sumMatrix = (groups: readonly PeopleGroup[]) =>
  groups
    .flatMap(({ kind, category, level, count }) =>
      kind === 'holder' && category !== null && level !== null ? [{ category, level, count }] : [],
    )
    .sort((a, b) => (`${a.category} ${a.level}` < `${b.category} ${b.level}` ? -1 : 1))

/** Each region right below with its holders and open clues; who is registered in one and lives in another counts in both. */
export function sumPlaces(
  { holders, open }: { holders: readonly PlaceGroup[]; open: readonly PlaceGroup[] },
  children: readonly Child[],
) {
  const byPrefix = new Map(children.map(({ code }) => [prefixOf(code), code]))
  const lengths = [...new Set([...byPrefix.keys()].map(({ length }) => length))]
  const regionsOf = (place: string) => lengths.flatMap((length) => byPrefix.get(place.slice(0, length)) ?? [])
  const sumOf = (groups: readonly PlaceGroup[]) => {
    const sums = new Map<string, number>()
    for (const { hukou, residence, count } of groups)
      for (const region of new Set([...regionsOf(hukou), ...regionsOf(residence)])) addTo(sums, region, count)
    return sums
  }
  const people = sumOf(holders)
  const clues = sumOf(open)
  return children.map(({ code, name }) => ({
    code,
    name,
    holders: people.get(code) ?? 0,
    clues: clues.get(code) ?? 0,
  }))
}
