import { expect, test } from 'vitest'
import { chanceOfAtLeast } from './drawn-chance.ts'

test('is what counting all draws gives', () => {
  // Of 5 with 2 hits, 3 drawn: 10 draws, 1 without a hit, 6 with one, 3 with both.
  const draw = { size: 5, drawn: 3, hits: 2 }
  expect([0, 1, 2, 3].map((least) => Number(chanceOfAtLeast(least, draw).toFixed(6)))).toEqual([
    1, 0.9, 0.3, 0,
  ])
})

test('holds for draws whose terms no number could hold', () => {
  expect(chanceOfAtLeast(50_000, { size: 200_000, drawn: 100_000, hits: 100_000 })).toBeCloseTo(0.5, 2)
})
