import type { ClueColour, ClueState } from '@zhucan/catalogue'
import { regionLevel } from '@zhucan/kernel'

/** How many clues share a state, a rule, a colour, a level and the beginnings of their two places. */
export interface ClueGroup {
  state: ClueState
  rule: string
  severity: string
  colour: ClueColour
  holder: number
  hukou: string
  residence: string
  count: number
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

/** How many clues of a region share a state, a rule and a colour. */
export interface ClueCell {
  region: string
  state: ClueState
  rule: string
  colour: ClueColour
  count: number
}

/**
 * The groups by the regions right below. Somebody registered in one and living in another counts in both, as both see
 * the clue in their list.
 */
export function sumByRegion(groups: readonly ClueGroup[], children: readonly Child[]) {
  const byPrefix = new Map(children.map((child) => [prefixOf(child.code), child.code]))
  const lengths = [...new Set([...byPrefix.keys()].map((prefix) => prefix.length))]
  const regionsOf = (place: string) => lengths.flatMap((length) => byPrefix.get(place.slice(0, length)) ?? [])
  const cells = new Map<string, ClueCell>()
  const sums = new Map<string, number>()
  for (const { hukou, residence, state, rule, colour, count } of groups)
    for (const region of new Set([...regionsOf(hukou), ...regionsOf(residence)])) {
      const key = [region, state, rule, colour].join(' ')
      const cell = cells.get(key)
      if (cell) cell.count += count
      else cells.set(key, { region, state, rule, colour, count })
      sums.set(region, (sums.get(region) ?? 0) + count)
    }
  return {
    regions: children.map(({ code, name }) => ({ region: code, name, count: sums.get(code) ?? 0 })),
    cells: [...cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell),
  }
}
