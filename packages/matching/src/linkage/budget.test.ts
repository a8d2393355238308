import { expect, it } from 'vitest'
import { budgetFor } from './budget.ts'

it.each([
  ['a list against a nation', { left: 38_000_000, right: 1_500_000 }, 15_000_000, 90_000_000],
  ['the same the other way round', { left: 1_500_000, right: 38_000_000 }, 15_000_000, 90_000_000],
  ['a small list against a nation', { left: 38_000_000, right: 5000 }, 200_000, 2_000_000],
])('gives %s as many pairs as its rows need', (_what, size, rule, total) => {
  expect(budgetFor({ ...size, dedupe: false })).toEqual({ rule, total })
})

it('gives rows that look for duplicates twenty pairs each', () => {
  const size = { left: 50_000, right: 50_000, dedupe: true }
  expect(budgetFor(size)).toEqual({ rule: 1_000_000, total: 6_000_000 })
})
