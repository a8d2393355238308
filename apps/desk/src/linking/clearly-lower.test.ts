import { expect, test } from 'vitest'
import { standingOf } from './clearly-lower.ts'

const others = { hits: 270, of: 300 }

test('a small group that nobody found is told, a handful more or less is not', () => {
  expect(standingOf({ hits: 0, of: 4 }, others)).toBe('lower')
  expect(standingOf({ hits: 2, of: 8 }, others)).toBe('lower')
  expect(standingOf({ hits: 0, of: 1 }, others)).toBe('too-few')
  expect(standingOf({ hits: 2, of: 3 }, others)).toBe('too-few')
  expect(standingOf({ hits: 5, of: 6 }, others)).toBe('usual')
})

test('a large group is told from a tenth on, an empty one never', () => {
  expect(standingOf({ hits: 700, of: 1_000 }, { hits: 45_000, of: 50_000 })).toBe('lower')
  expect(standingOf({ hits: 82, of: 100 }, others)).toBe('usual')
  expect(standingOf({ hits: 0, of: 0 }, others)).toBe('usual')
  expect(standingOf({ hits: 0, of: 50 }, { hits: 0, of: 0 })).toBe('usual')
})

test('where few are found at all, so few are no wonder', () => {
  expect(standingOf({ hits: 0, of: 4 }, { hits: 70, of: 200 })).toBe('too-few')
  expect(standingOf({ hits: 0, of: 40 }, { hits: 70, of: 200 })).toBe('lower')
})
