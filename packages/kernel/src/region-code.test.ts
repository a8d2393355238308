import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  fullRegionCode,
  isRegionCode,
  isWithin,
  nation,
  parentRegion,
  regionLevel,
  regionRange,
} from './region-code.ts'

describe('a region', () => {
  it.each([
    [nation, 0, null, '999999999999'],
    ['990000000000', 1, nation, '999999999999'],
    ['610000000000', 1, nation, '620000000000'],
    ['990100000000', 2, '990000000000', '990200000000'],
    ['990101000000', 3, '990100000000', '990102000000'],
    ['990101001000', 4, '990101000000', '990101002000'],
    ['990101001201', 5, '990101001000', '990101001202'],
    ['990999000000', 3, '990900000000', '991000000000'],
    ['990101999000', 4, '990101000000', '990102000000'],
  ])('%s has level %i, parent %s, end %s', (code, level, parent, hi) => {
    expect(regionLevel(code)).toBe(level)
    expect(parentRegion(code)).toBe(parent)
    expect(regionRange(code)).toEqual({ lo: code, hi })
  })

  it('without counties has its townships directly under the city', () => {
    expect(parentRegion('441900003000')).toBe('441900000000')
    expect(isWithin('441900003001', '441900000000')).toBe(true)
  })

  it('is made of shorter codes', () => {
    expect(fullRegionCode('990101')).toBe('990101000000')
    expect(fullRegionCode(' 990101001 ')).toBe('990101001000')
  })

  it.each(['', '99010', '99010100000a', '9901010000000', '999999999999', '９９０１０１００００００'])(
    '%j is none',
    (code) => {
      expect(isRegionCode(code)).toBe(false)
      if (code.length >= 12) expect(() => regionLevel(code)).toThrow('region.invalid')
    },
  )
})

describe('ranges', () => {
  const lengths = [0, 2, 4, 6, 9, 12]
  const digits = (n: number) =>
    fc.integer({ min: 1, max: 10 ** n - 1 }).map((value) => String(value).padStart(n, '0'))
  const village = fc
    .tuple(digits(2), digits(2), digits(2), digits(3), digits(3))
    .map((parts) => parts.join(''))
  const region = fc
    .tuple(village, fc.constantFrom(...lengths))
    .map(([code, length]) => code.slice(0, length).padEnd(12, '0'))
    .filter(isRegionCode)

  it('hold exactly the descendants', () => {
    fc.assert(
      fc.property(region, village.filter(isRegionCode), (ancestor, code) => {
        const prefix = ancestor.slice(0, lengths[regionLevel(ancestor)])
        expect(isWithin(code, ancestor)).toBe(code.startsWith(prefix))
        const own = (prefix + code.slice(prefix.length)).slice(0, 12)
        if (isRegionCode(own)) expect(isWithin(own, ancestor)).toBe(true)
      }),
    )
  })

  it('lie inside the range of the parent, and parents end at the nation', () => {
    fc.assert(
      fc.property(region, (code) => {
        const parent = parentRegion(code)
        if (parent === null) {
          expect(code).toBe(nation)
          return
        }
        expect(regionLevel(parent)).toBeLessThan(regionLevel(code))
        expect(regionRange(parent).lo <= regionRange(code).lo).toBe(true)
        expect(regionRange(parent).hi >= regionRange(code).hi).toBe(true)
        expect(isWithin(code, nation)).toBe(true)
      }),
    )
  })
})
