import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  compareDecimals,
  decimal,
  decimalText,
  divideDecimals,
  multiplyDecimals,
  parseDecimal,
  percentOf,
  type RoundingMode,
  subtractDecimals,
} from './decimal.ts'

const percent = (a: string, b: string, mode: RoundingMode = 'half-up') => {
  const found = percentOf(decimal(a), decimal(b), { digits: 2, mode })
  return found && decimalText(found)
}

describe('exact decimals', () => {
  it.each([
    ['130.96', '52.5', 'half-up', '249.45'],
    ['60.07', '42', 'half-up', '143.02'],
    ['2421', '2450', 'half-up', '98.82'],
    ['2421', '2450', 'down', '98.81'],
    ['2374', '2421', 'half-up', '98.06'],
    ['285', '361', 'half-up', '78.95'],
    ['1', '8', 'half-up', '12.50'],
    ['10005', '1000000', 'half-even', '1.00'],
    ['10005', '1000000', 'half-up', '1.00'],
    ['100050', '10000000', 'half-up', '1.00'],
    ['10015', '1000000', 'half-even', '1.00'],
    ['-1', '3', 'half-up', '-33.33'],
    ['0', '7', 'half-up', '0.00'],
  ] as const)('%s of %s, %s, is %s %%', (a, b, mode, expected) => {
    expect(percent(a, b, mode)).toBe(expected)
  })

  it('ties go up, to the even neighbour or away', () => {
    const half = (mode: RoundingMode) =>
      ['5', '15', '25', '-5'].map((each) =>
        decimalText(divideDecimals(decimal(each), decimal(10), { digits: 0, mode })!),
      )
    expect(half('half-up')).toEqual(['1', '2', '3', '-1'])
    expect(half('half-even')).toEqual(['0', '2', '2', '0'])
    expect(half('down')).toEqual(['0', '1', '2', '0'])
  })

  it('252,813 less 250,253 leaves 2,560', () => {
    expect(decimalText(subtractDecimals(decimal('252813'), decimal('250253')))).toBe('2560')
  })

  it('says nothing about a share of nothing', () => {
    expect(percent('5', '0')).toBeNull()
  })

  it.each(['', '1,000', '1e3', '.5', '5.', '0x1', '１２', 'NaN', '1.1234567890123'])('%j is none', (text) => {
    expect(parseDecimal(text)).toBeNull()
  })

  const any = fc
    .tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.integer({ min: 0, max: 6 }))
    .map(([units, scale]) => ({ units, scale }))

  it('survive writing and reading, and what is taken away can be put back', () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        expect(parseDecimal(decimalText(a))).toEqual(a)
        expect(compareDecimals(subtractDecimals(a, b), { units: -b.units, scale: b.scale })).toBe(
          compareDecimals(a, decimal(0)),
        )
      }),
    )
  })

  it('a quotient times its divisor lies within half a last place', () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        fc.pre(b.units !== 0n)
        const q = divideDecimals(a, b, { digits: 3, mode: 'half-up' })!
        const back = multiplyDecimals(q, b, { digits: 12, mode: 'down' })
        const off = subtractDecimals(back, a)
        const width = multiplyDecimals(b, { units: 5n, scale: 4 }, { digits: 12, mode: 'down' })
        const size = (d: { units: bigint; scale: number }) => ({
          ...d,
          units: d.units < 0n ? -d.units : d.units,
        })
        expect(compareDecimals(size(off), size(width))).not.toBe(1)
      }),
    )
  })
})
