import type { ClueColour, ClueState } from '@zhucan/catalogue'
import { regionLevel } from '@zhucan/kernel'

/** How many clues share a state, a rule, a colour and a level, wherever they are. */
export interface ClueGroup {
  state: ClueState
  rule: string
  severity: string
  colour: ClueColour
  holder: number
  count: number
}

/** How many clues share the beginnings of their two places. */
export interface PlaceGroup {
  hukou: string
  residence: string
  count: number
}

/** The same of one state, rule and colour. */
export interface CellGroup extends PlaceGroup {
  state: ClueState
  rule: string
  colour: ClueColour
}

/** What the counts of a filter are added up from; cells only where they are asked for. */
export interface ClueSums {
  groups: ClueGroup[]
  places: PlaceGroup[]
  cells: CellGroup[]
}

/** A region right below the one asked for. */
export interface Child {
  code: string
  name: string
}

const prefixLengths = [0, 2, 4, 6, 9, 12] as const
const prefixOf = (code: string): string => code.slice(0, prefixLengths[regionLevel(code)])

/** How many digits of a place are needed to tell these regions apart. */
export const placeWidth = (children: readonly Child[]): number =>
  Math.max(0, ...children.map(({ code }) => prefixOf(code).length))

/** Adds groups up by one of their columns, in its order. */
export function sumBy<Key extends keyof ClueGroup>(groups: readonly ClueGroup[], key: Key) {
  const sums = new Map<ClueGroup[Key], number>()
  for (const group of groups) sums.set(group[key], (sums.get(group[key]) ?? 0) + group.count)
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1))
}

/** Each state by the colours of its deadlines. */
export const sumDue = (groups: readonly ClueGroup[]) =>
  [...Map.groupBy(groups, ({ state }) => state)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([state, own]) => sumBy(own, 'colour').map(([colour, count]) => ({ state, colour, count })))

/** How many clues of a region share a state, a rule and a colour. */
export interface ClueCell {
  region: string
  state: ClueState
  rule: string
  colour: ClueColour
  count: number
}

/** Somebody registered in one region and living in another counts in both, as both see the clue in their list. */
function regionsBelow(children: readonly Child[]): (place: PlaceGroup) => Set<string> {
  const byPrefix = new Map(children.map((child) => [prefixOf(child.code), child.code]))
  const lengths = [...new Set([...byPrefix.keys()].map((prefix) => prefix.length))]
  const regionsOf = (place: string) => lengths.flatMap((length) => byPrefix.get(place.slice(0, length)) ?? [])
  return ({ hukou, residence }) => new Set([...regionsOf(hukou), ...regionsOf(residence)])
}

/** The clues of each region right below. */
export function sumByRegion(places: readonly PlaceGroup[], children: readonly Child[]) {
  const regionsOf = regionsBelow(children)
  const sums = new Map<string, number>()
  for (const place of places)
    for (const region of regionsOf(place)) sums.set(region, (sums.get(region) ?? 0) + place.count)
  return children.map(({ code, name }) => ({ region: code, name, count: sums.get(code) ?? 0 }))
}

/** The same by state, rule and colour. */
export function sumCells(groups: readonly CellGroup[], children: readonly Child[]): ClueCell[] {
  const regionsOf = regionsBelow(children)
  const cells = new Map<string, ClueCell>()
  for (const { count, ...group } of groups)
    for (const region of regionsOf({ ...group, count })) {
      const { state, rule, colour } = group
      const key = [region, state, rule, colour].join(' ')
      const cell = cells.get(key)
      if (cell) cell.count += count
      else cells.set(key, { region, state, rule, colour, count })
    }
  return [...cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell)
}
