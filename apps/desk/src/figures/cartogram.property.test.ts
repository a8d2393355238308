import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { heatOf, layOut, type Tile } from './cartogram.ts'

const places = fc
  .array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 60 })
  .map((weights) => weights.map((weight, at) => ({ key: String(at), weight })))

const overlap = (a: Tile, b: Tile) =>
  a.x + a.width > b.x + 1e-6 &&
  b.x + b.width > a.x + 1e-6 &&
  a.y + a.height > b.y + 1e-6 &&
  b.y + b.height > a.y + 1e-6

describe('the picture of regions', () => {
  it('fills the whole, overlaps nowhere, keeps the order, and is the same each time', () => {
    fc.assert(
      fc.property(places, (some) => {
        const tiles = layOut(some)
        expect(tiles.map(({ key }) => key)).toEqual(some.map(({ key }) => key))
        expect(tiles.reduce((sum, { width, height }) => sum + (width * height) / 100, 0)).toBeCloseTo(100, 4)
        for (const [at, tile] of tiles.entries())
          expect(tiles.slice(at + 1).some((other) => overlap(tile, other))).toBe(false)
        expect(layOut(some)).toEqual(tiles)
      }),
    )
  })

  it('gives twice the people twice the area, and everybody enough to be hit', () => {
    const area = ({ width, height }: Tile) => width * height
    const [a, b, c] = layOut([
      { key: 'a', weight: 200 },
      { key: 'b', weight: 100 },
      { key: 'c', weight: 0 },
    ]) as [Tile, Tile, Tile]
    expect(area(a) / area(b)).toBeCloseTo(2, 6)
    expect(area(c)).toBeGreaterThan(1000)
  })

  it('draws the least lightest, the greatest darkest, and the unknown apart', () => {
    expect(heatOf(['10', null, '20', '15'])).toEqual([0, null, 4, 2])
    expect(heatOf(['7', '7'])).toEqual([2, 2])
    expect(heatOf([null])).toEqual([null])
  })
})
