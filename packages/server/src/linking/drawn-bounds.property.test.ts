import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boundsOfDrawn } from './drawn-bounds.ts'

/** How many ways there are to take so many out of so many. */
const ways = (of: number, take: number): number =>
  take < 0 || take > of
    ? 0
    : Array.from({ length: take }).reduce((all: number, _, n) => (all * (of - n)) / (n + 1), 1)

const parts = fc
  .record({ size: fc.integer({ min: 1, max: 60 }), drawn: fc.integer({ min: 1, max: 60 }), hits: fc.nat(60) })
  .map(({ size, drawn, hits }) => ({ size, drawn: Math.min(size, drawn), all: Math.min(size, hits) }))

test('whatever is true, draws whose bounds leave it out come no more than five times in a hundred', () => {
  fc.assert(
    fc.property(parts, ({ size, drawn, all }) => {
      let missed = 0
      for (let hits = Math.max(0, drawn - (size - all)); hits <= Math.min(drawn, all); hits++) {
        const { low, high } = boundsOfDrawn({ size, drawn, hits })
        if (all < low || all > high)
          missed += (ways(all, hits) * ways(size - all, drawn - hits)) / ways(size, drawn)
      }
      expect(missed).toBeLessThanOrEqual(0.05 + 1e-9)
    }),
  )
})

test('bounds hold what was seen, turn round with the question, and close when all was drawn', () => {
  fc.assert(
    fc.property(parts, fc.double({ min: 0, max: 1, noNaN: true }), ({ size, drawn }, share) => {
      const hits = Math.round(drawn * share)
      const { low, high } = boundsOfDrawn({ size, drawn, hits })
      expect(low).toBeGreaterThanOrEqual(hits)
      expect(high).toBeLessThanOrEqual(size - (drawn - hits))
      expect(low).toBeLessThanOrEqual((size * hits) / drawn)
      expect(high).toBeGreaterThanOrEqual((size * hits) / drawn)
      expect(boundsOfDrawn({ size, drawn, hits: drawn - hits })).toEqual({
        low: size - high,
        high: size - low,
      })
      if (drawn === size) expect({ low, high }).toEqual({ low: hits, high: hits })
    }),
  )
})

test('many of very many come out as in the tables of Clopper and Pearson', () => {
  const { low, high } = boundsOfDrawn({ size: 10_000_000, drawn: 500, hits: 450 })
  expect(low / 1e7).toBeCloseTo(0.8703, 3)
  expect(high / 1e7).toBeCloseTo(0.9249, 3)
  expect(boundsOfDrawn({ size: 10_000_000, drawn: 30, hits: 30 }).low / 1e7).toBeCloseTo(0.8843, 3)
})
