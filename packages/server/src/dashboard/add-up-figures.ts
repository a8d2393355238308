import { regionLevel } from '@zhucan/kernel'
import type { ClueGroup, PeopleGroup } from './dashboard.store.ts'

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
export function sumMatrix(groups: readonly PeopleGroup[]) {
  const cells = new Map<string, { category: string; level: number; count: number }>()
  for (const { kind, category, level, count } of groups) {
    if (kind !== 'holder' || category === null || level === null) continue
    const cell = cells.get(`${category} ${level}`)
    if (cell) cell.count += count
    else cells.set(`${category} ${level}`, { category, level, count })
  }
  return [...cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell)
}

/** Open and withdrawn clues of each rule. */
export function sumRules(groups: readonly ClueGroup[]): Map<string, { open: number; withdrawn: number }> {
  const sums = new Map<string, { open: number; withdrawn: number }>()
  for (const { rule, open, withdrawn } of groups) {
    const before = sums.get(rule) ?? { open: 0, withdrawn: 0 }
    sums.set(rule, { open: before.open + open, withdrawn: before.withdrawn + withdrawn })
  }
  return sums
}

/** Each region right below with its holders and open clues; who is registered in one and lives in another counts in both. */
export function sumPlaces(
  { people, clues }: { people: readonly PeopleGroup[]; clues: readonly ClueGroup[] },
  children: readonly Child[],
) {
  const byPrefix = new Map(children.map(({ code }) => [prefixOf(code), code]))
  const lengths = [...new Set([...byPrefix.keys()].map(({ length }) => length))]
  const regionsOf = (place: string) => lengths.flatMap((length) => byPrefix.get(place.slice(0, length)) ?? [])
  const both = ({ hukou, residence }: { hukou: string; residence: string }) =>
    new Set([...regionsOf(hukou), ...regionsOf(residence)])
  const holders = new Map<string, number>()
  const open = new Map<string, number>()
  for (const group of people)
    if (group.kind === 'holder') for (const region of both(group)) addTo(holders, region, group.count)
  for (const group of clues) for (const region of both(group)) addTo(open, region, group.open)
  return children.map(({ code, name }) => ({
    code,
    name,
    holders: holders.get(code) ?? 0,
    clues: open.get(code) ?? 0,
  }))
}
