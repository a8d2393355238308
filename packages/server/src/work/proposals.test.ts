import { describe, expect, it } from 'vitest'
import type { ConfirmedItem } from '../notices/index.ts'
import { lastDay, proposeWork } from './proposals.ts'

const place = { noticeId: 'n', start: 0, end: 1 }
const helpers = [
  { id: 'a', name: '清河县民政局', kind: 'member-department' },
  { id: 'b', name: '清河县教育局', kind: 'member-department' },
]
const items: ConfirmedItem[] = [
  {
    ...{ ...place, id: '1', section: '一', quote: '推荐残疾人上岗就业不少于1000人', kind: 'target' },
    value: { indicator: '推荐残疾人上岗就业', comparator: '>=', value: 1000, unit: '人' },
  },
  {
    ...{ ...place, id: '2', section: '一', quote: '基本康复服务覆盖率达到90%', kind: 'target' },
    value: { indicator: '基本康复服务覆盖率', comparator: '>=', value: 0.9, unit: '%', by: '2027-06-30' },
  },
  {
    ...{
      ...place,
      id: '3',
      section: '二',
      quote: '（民政局、教育局牵头，财政局配合）',
      kind: 'responsibility',
    },
    value: { lead: ['民政局', '教育局'], support: ['财政局'] },
  },
  {
    ...{ ...place, id: '4', section: '二', quote: '于5月30日前报送总结', kind: 'deadline' },
    value: { date: '2026-05-30', action: '报送总结', to: '省残联' },
  },
  {
    ...{ ...place, id: '5', section: '二', quote: '全省现有持证残疾人10人', kind: 'fact' },
    value: { indicator: '持证残疾人', comparator: '=', value: 10, unit: '人' },
  },
]

describe('what a notice could become', () => {
  const [jobs, rate, duty, report, ...rest] = proposeWork(items, '2026-03-01', { helpers, day: '2026-11-21' })

  it('a figure to reach becomes a target on the indicator that its words mean', () => {
    expect(jobs).toMatchObject({
      ...{ kind: 'target', form: 'floor', value: '1000', periodFrom: '2026-01-01', periodTo: '2026-12-31' },
      indicators: expect.arrayContaining([
        expect.objectContaining({ code: 'placed-in-work', fitsUnit: true }),
      ]),
    })
    expect(jobs).toMatchObject({ indicators: { 0: { code: 'placed-in-work' } } })
    expect(rate).toMatchObject({ form: 'rate', value: '90', periodTo: '2027-06-30' })
  })

  it('persons and person-times are told apart', () => {
    if (jobs?.kind !== 'target') throw new Error('no target')
    const trained = jobs.indicators.filter(({ unit }) => unit === 'person-times')
    expect(trained.length).toBeGreaterThan(0)
    expect(trained.every(({ fitsUnit }) => !fitsUnit)).toBe(true)
  })

  it('of a duty the first listed leads, until the deadline of its section; what tells a state becomes nothing', () => {
    expect(duty).toMatchObject({
      lead: { printed: '民政局', organisationId: 'a' },
      supports: [
        { printed: '教育局', organisationId: 'b' },
        { printed: '财政局', organisationId: null },
      ],
      dueOn: '2026-05-30',
    })
    expect(report).toMatchObject({ title: '报送总结', dueOn: '2026-05-30', reportTo: '省残联' })
    expect(rest).toEqual([])
  })

  it.each([
    [{ year: 2026, month: 2, part: 'end' as const }, '2026-02-28'],
    [{ year: 2028, month: 2 }, '2028-02-29'],
    [{ year: 2026, month: 5, part: 'mid' as const }, '2026-05-20'],
    [{ year: null, month: 12, day: 20, every: 'year' as const }, '2026-12-20'],
    [{ year: null, month: 11, day: 21, every: 'year' as const }, '2026-11-21'],
    [{ year: null, month: 2, part: 'end' as const, every: 'year' as const }, '2027-02-28'],
    [{ year: null, month: 2, day: 29, every: 'year' as const }, '2027-02-28'],
    [{ year: null, month: 2, part: 'end' as const }, null],
  ])('%j ends on %s, seen from 21 November 2026', (date, day) => {
    expect(lastDay({ date, action: '', to: null }, '2026-11-21')).toBe(day)
  })
})
