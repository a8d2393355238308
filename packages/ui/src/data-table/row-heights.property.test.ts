import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRowHeights, mostCommon } from './row-heights.ts'

const lists = fc.record({
  count: fc.integer({ min: 1, max: 1_500 }),
  measured: fc.array(fc.tuple(fc.nat(1_499), fc.integer({ min: 20, max: 300 })), { maxLength: 60 }),
})

/** The same, added up row by row. */
function plainly(count: number, measured: readonly (readonly [number, number])[]) {
  const heights = Array.from({ length: count }, () => 45)
  for (const [index, height] of measured) heights[index] = height
  const tops = [0]
  for (const height of heights) tops.push((tops.at(-1) ?? 0) + height)
  return tops
}

describe('heights of a long list', () => {
  it('has every row where adding up puts it, and finds each by any pixel of it', () => {
    fc.assert(
      fc.property(lists, ({ count, measured }) => {
        const known = measured.filter(([index]) => index < count)
        const heights = createRowHeights(count, 45)
        heights.note(known)
        const tops = plainly(count, known)
        const isWrong = (index: number) =>
          heights.topOf(index) !== tops[index] ||
          heights.indexAt(tops[index] ?? 0) !== index ||
          heights.indexAt((tops[index + 1] ?? 0) - 1) !== index
        expect(Array.from({ length: count }, (_, index) => index).filter(isWrong)).toEqual([])
        expect(heights.topOf(count)).toBe(tops[count])
      }),
      { numRuns: 40 },
    )
  })

  it('stays within the list beyond its ends', () => {
    const heights = createRowHeights(300, 45)
    expect(heights.indexAt(-20)).toBe(0)
    expect(heights.indexAt(1e9)).toBe(299)
  })

  it('tells whether anything moved', () => {
    const heights = createRowHeights(300, 45)
    expect(heights.note([[4, 45]])).toBe(false)
    expect(heights.note([[4, 90]])).toBe(true)
    expect(heights.note([[4, 90.2]])).toBe(false)
  })
})

describe('mostCommon', () => {
  it('gives the height most rows have', () => {
    expect(mostCommon([45, 66, 45])).toBe(45)
    expect(mostCommon([])).toBeUndefined()
  })
})
