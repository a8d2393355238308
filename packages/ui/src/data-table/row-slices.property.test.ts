import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sliceOf } from './row-slices.ts'

const most = 8

const windows = fc
  .record({
    first: fc.nat(100_000),
    length: fc.nat(60),
    missing: fc.uniqueArray(fc.nat(60)),
    drawn: fc.uniqueArray(fc.nat(60)),
  })
  .map(({ first, length, missing, drawn }) => {
    const known = Array.from({ length }, (_, place) => first + place).filter(
      (index) => !missing.includes(index - first),
    )
    return { known, before: new Set(drawn.map((place) => first + place)) }
  })

describe('rows that come at once', () => {
  it('are drawn a few at a time, and none that stood there goes', () => {
    fc.assert(
      fc.property(windows, ({ known, before }) => {
        const now = sliceOf(known, before, most)
        const fresh = [...now].filter((index) => !before.has(index))
        expect(fresh.length).toBe(Math.min(most, known.filter((index) => !before.has(index)).length))
        expect(known.filter((index) => before.has(index)).every((index) => now.has(index))).toBe(true)
        expect([...now].every((index) => known.includes(index))).toBe(true)
      }),
    )
  })

  it('are all drawn after as many frames as they need', () => {
    fc.assert(
      fc.property(windows, ({ known, before }) => {
        let drawn = sliceOf(known, before, most)
        for (let frame = 0; frame < Math.ceil(known.length / most); frame++)
          drawn = sliceOf(known, drawn, most)
        expect([...drawn].sort((a, b) => a - b)).toEqual([...known])
      }),
    )
  })

  it('are drawn where one looks first', () => {
    expect([...sliceOf([10, 11, 12, 13, 14, 15, 16], new Set(), 3)].sort()).toEqual([12, 13, 14])
  })
})
