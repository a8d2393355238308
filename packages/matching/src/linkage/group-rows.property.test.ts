import fc from 'fast-check'
import { expect, it } from 'vitest'
import { groupRows, type WeighedPair } from './group-rows.ts'

const options = { join: 0, unseen: -5 }
const row = fc.integer({ min: 1, max: 12 })
const pairs = fc
  .uniqueArray(fc.tuple(row, row), {
    selector: ([a, b]) => `${Math.min(a, b)} ${Math.max(a, b)}`,
    maxLength: 40,
  })
  .chain((found) =>
    fc.tuple(
      ...found
        .filter(([a, b]) => a !== b)
        .map(([a, b]) =>
          fc.record({
            a: fc.constant(Math.min(a, b)),
            b: fc.constant(Math.max(a, b)),
            weight: fc.integer({ min: -6, max: 15 }),
          }),
        ),
    ),
  )

function mean(rows: readonly number[], found: readonly WeighedPair[]): number {
  let sum = 0
  let count = 0
  for (const [at, a] of rows.entries())
    for (const b of rows.slice(at + 1)) {
      sum +=
        found.find((pair) => pair.a === Math.min(a, b) && pair.b === Math.max(a, b))?.weight ?? options.unseen
      count += 1
    }
  return sum / count
}

it('puts each row into one group at most, and only groups that agree on the whole', () => {
  fc.assert(
    fc.property(pairs, (found) => {
      const groups = groupRows(found, options)
      const rows = groups.flatMap((group) => group.rows)
      expect(new Set(rows).size).toBe(rows.length)
      for (const group of groups) expect(mean(group.rows, found)).toBeGreaterThanOrEqual(options.join)
    }),
  )
})

it('does not depend on the order of the pairs', () => {
  const shown = (found: readonly WeighedPair[]) =>
    groupRows(found, options)
      .map(({ rows }) => [...rows].sort((x, y) => x - y).join())
      .sort()
  fc.assert(
    fc.property(pairs, (found) => {
      expect(shown(found.toReversed())).toEqual(shown(found))
    }),
  )
})

it('does not chain strangers through one likeness', () => {
  const two = (a: number, b: number) => ({ a, b, weight: 12 })
  const found = [two(1, 2), two(1, 3), two(2, 3), two(4, 5), two(4, 6), two(5, 6), { a: 3, b: 4, weight: 3 }]
  expect(groupRows(found, options).map(({ rows }) => rows.length)).toEqual([3, 3])
})
