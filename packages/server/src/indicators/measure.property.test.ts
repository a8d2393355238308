import { type FigurePolicyRow, figurePolicies, indicatorByCode } from '@zhucan/catalogue'
import { addDays, decimal, decimalText, plainDate, subtractDecimals } from '@zhucan/kernel'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alarmsOf, type Signs } from './alarms.ts'
import { type Asked, measure, shownValue } from './measure.ts'

const year = { periodFrom: plainDate('2026-01-01'), periodTo: plainDate('2026-12-31') }
const floor = (target: string): Asked => ({ ...year, form: 'floor', target })
let policy: readonly FigurePolicyRow[] = figurePolicies
const codes = (alarms: { code: string }[]) => alarms.map(({ code }) => code)
const signsIn = (signs: Signs) => alarmsOf(signs, '990100000000', { day: plainDate('2026-11-21'), policy })

describe('completion', () => {
  it('of the figures that were printed', () => {
    expect(measure('130.96', floor('52.5'), plainDate('2020-12-31')).percent).toBe('249.45')
    expect(measure('60.07', floor('42'), plainDate('2020-12-31')).percent).toBe('143.02')
    expect(measure('250253', floor('252813'), plainDate('2026-06-30')).left).toBe('2560')
  })

  it('in money of a hundred million, exact to the yuan', () => {
    expect(measure('13096000000', floor('5250000000'), plainDate('2026-12-31')).percent).toBe('249.45')
    expect(measure('9999999999.99', floor('10000000000'), plainDate('2026-12-31'))).toMatchObject({
      percent: '100.00',
      left: '0.01',
      status: 'on-time',
    })
  })

  it.each([
    ['2026-01-01', '0.27'],
    ['2026-07-02', '50.14'],
    ['2026-12-31', '100.00'],
    ['2025-12-31', '0.00'],
    ['2027-03-01', '100.00'],
  ])('time passed on %s is %s %%', (day, passed) => {
    expect(measure('1', floor('2'), plainDate(day)).timePassed).toBe(passed)
  })

  it.each([
    ['90', 'ahead'],
    ['52', 'on-time'],
    ['46', 'on-time'],
    ['40', 'behind'],
    ['20', 'far-behind'],
    ['100', 'reached'],
  ])('%s of a hundred in the middle of the year is %s', (value, status) => {
    expect(measure(value, floor('100'), plainDate('2026-07-02')).status).toBe(status)
  })

  it('after the last day there is reached and missed only', () => {
    expect(measure('99', floor('100'), plainDate('2027-01-01')).status).toBe('missed')
    expect(measure('100', floor('100'), plainDate('2027-01-01')).status).toBe('reached')
  })

  it('goes by the stated schedule where the work is not even', () => {
    const schedule = indicatorByCode('vocational-training')!.schedule!
    const spring = measure('15', floor('100'), plainDate('2026-03-31'), schedule)
    expect(spring.expected).toEqual({ even: '24.66', schedule: '12.00' })
    expect(spring.status).toBe('on-time')
    expect(measure('15', floor('100'), plainDate('2026-03-31')).status).toBe('behind')
    expect(measure('1', floor('100'), plainDate('2026-04-15'), schedule).expected.schedule).toBe('17.00')
  })

  it('a rate is held, not collected; a ceiling must not be passed; zero is zero', () => {
    const day = plainDate('2026-02-01')
    expect(measure('89.99', { ...year, form: 'rate', target: '90' }, day).status).toBe('on-time')
    expect(measure('60', { ...year, form: 'rate', target: '90' }, day).status).toBe('far-behind')
    expect(measure('11', { ...year, form: 'ceiling', target: '10' }, day).status).toBe('missed')
    expect(measure('10', { ...year, form: 'ceiling', target: '10' }, day).status).toBe('on-time')
    expect(measure('0', { ...year, form: 'zero-state', target: null }, day).status).toBe('reached')
    expect(measure('3', { ...year, form: 'zero-state', target: null }, day)).toMatchObject({
      status: 'behind',
      percent: null,
      left: '-3',
    })
    expect(measure('100.00', { ...year, form: 'full-coverage', target: null }, day).status).toBe('reached')
    expect(measure(null, floor('5'), day).status).toBe('no-figure')
  })

  it('value and what is left make the target, to the last digit', () => {
    const money = fc.bigInt({ min: 0n, max: 10n ** 14n }).map((units) => decimalText({ units, scale: 2 }))
    fc.assert(
      fc.property(money, money, fc.integer({ min: -40, max: 500 }), (value, target, offset) => {
        const measured = measure(value, floor(target), addDays(year.periodFrom, offset))
        expect(decimalText(subtractDecimals(decimal(target), decimal(value)))).toBe(measured.left)
        expect(Number(measured.timePassed)).toBeGreaterThanOrEqual(0)
        expect(Number(measured.timePassed)).toBeLessThanOrEqual(100)
      }),
    )
  })

  it('what a schedule expects never falls from day to day', () => {
    const schedule = indicatorByCode('vocational-training')!.schedule!
    let last = -1
    for (let n = 0; n < 370; n++) {
      const { expected } = measure('1', floor('100'), addDays(year.periodFrom, n), schedule)
      expect(Number(expected.schedule)).toBeGreaterThanOrEqual(last)
      last = Number(expected.schedule)
    }
    expect(last).toBe(100)
  })
})

describe('a rate', () => {
  const rate = { kind: 'rate', rounding: { digits: 2, mode: 'half-up' } } as const

  it('is divided from the sums and is no mean of rates', () => {
    expect(shownValue(rate, '1', '2')).toBe('50.00')
    expect(shownValue(rate, '90', '98')).toBe('91.84')
    expect(shownValue(rate, '91', '100')).toBe('91.00')
  })

  it('of nothing is nothing, and a paper that truncates is followed', () => {
    expect(shownValue(rate, '0', '0')).toBeNull()
    expect(shownValue({ ...rate, rounding: { digits: 2, mode: 'down' } }, '2421', '2450')).toBe('98.81')
    expect(shownValue(rate, '2421', '2450')).toBe('98.82')
  })

  it('lies between those of its parts', () => {
    const part = fc
      .tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 500 }))
      .map(([a, b]) => [a, a + b + 1] as const)
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), (parts) => {
        const sum = (at: 0 | 1) => String(parts.reduce((total, each) => total + each[at], 0))
        const whole = Number(shownValue(rate, sum(0), sum(1)))
        const rates = parts.map(([a, b]) => Number(shownValue(rate, String(a), String(b))))
        expect(whole).toBeGreaterThanOrEqual(Math.min(...rates))
        expect(whole).toBeLessThanOrEqual(Math.max(...rates))
      }),
    )
  })
})

describe('alarms', () => {
  it('ask when a figure is too good', () => {
    expect(codes(signsIn({ kind: 'count', value: '130', percent: '249.45' }))).toEqual(['above-double'])
    expect(codes(signsIn({ kind: 'count', value: '130', percent: '200.00' }))).toEqual([])
    expect(codes(signsIn({ kind: 'count', value: '160', previous: '100' }))).toEqual(['jump'])
    expect(codes(signsIn({ kind: 'count', value: '9', previous: '3' }))).toEqual([])
    expect(codes(signsIn({ kind: 'count', value: '90', previous: '100', isRunningSum: true }))).toEqual([
      'fell',
    ])
  })

  it('ask when places agree too well', () => {
    expect(codes(signsIn({ kind: 'count', value: '48', children: ['12', '12', '12', '12'] }))).toEqual([
      'all-equal',
    ])
    expect(codes(signsIn({ kind: 'count', value: '0', children: ['0', '0', '0', '0'] }))).toEqual([])
    expect(
      codes(signsIn({ kind: 'rate', value: '100.00', children: ['100.00', '100.00', '100.00', '100.00'] })),
    ).toEqual(['all-hundred'])
    const tens = ['120', '350', '80', '260', '90']
    expect(codes(signsIn({ kind: 'count', value: '900', children: tens }))).toEqual(['round-numbers'])
    expect(
      codes(signsIn({ kind: 'count', value: '900', children: ['121', '350', '83', '260', '97'] })),
    ).toEqual([])
    expect(
      codes(signsIn({ kind: 'count', value: '9', childPercents: ['100.00', '100.00', '100.00', '100.00'] })),
    ).toEqual(['exactly-target'])
  })

  it('say that a figure is old, incomplete or half judged', () => {
    expect(
      codes(signsIn({ kind: 'rate', value: '80.00', ageDays: 36, missing: 1, unknown: 20, judged: 100 })),
    ).toEqual(['stale', 'incomplete', 'cannot-say'])
    expect(codes(signsIn({ kind: 'rate', value: '80.00', ageDays: 35, unknown: 10, judged: 90 }))).toEqual([])
  })

  it('hold as an office set them for its place, and say the number that holds', () => {
    const old = { kind: 'count', value: '5', ageDays: 36 } as const
    expect(signsIn(old).map(({ text }) => text.zh)).toEqual(['数字已超过35天没有更新。'])
    const [first] = figurePolicies.filter(({ fact }) => fact === 'figure.staleDays')
    policy = [...figurePolicies, { ...first!, region: '990100000000', value: 90 }]
    expect(codes(signsIn(old))).toEqual([])
    expect(codes(alarmsOf(old, '990200000000', { day: plainDate('2026-11-21'), policy }))).toEqual(['stale'])
    policy = figurePolicies
  })
})
