import { plainDate } from '@zhucan/kernel'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { summariseFigure } from './figure-words.ts'
import { indicatorByCode } from './indicator-list.ts'
import {
  countedStates,
  type ReportAction,
  type ReportState,
  refuseReportMove,
  reportActions,
  reportStates,
} from './report-states.ts'
import { lastPeriod, periodAt, periodOf, periodsOfYear } from './reporting-periods.ts'

const rate = indicatorByCode('device-fitting-rate')!
const exited = indicatorByCode('poverty-exited')!

describe('the two sentences beside a chart', () => {
  it('say what the figure is, where it is highest and lowest, and what is missing', () => {
    const said = summariseFigure({
      indicator: rate,
      regionName: '甲市',
      day: '2026-09-30',
      value: '87.50',
      numerator: '1750',
      denominator: '2000',
      children: [
        { name: '清河县', value: '90.00' },
        { name: '白水县', value: '85.00' },
        { name: '东山县', value: null },
      ],
      missing: 1,
      unknown: 0,
    })
    expect(said.zh).toBe(
      '截至2026-09-30，甲市辅助器具适配率为87.50%（1,750 ÷ 2,000）。2个下级地区中，清河县最高（90.00%），白水县最低（85.00%）；1个地方没有数字。',
    )
    expect(said.en).toBe(
      'On 2026-09-30, 甲市: Device fitting rate 87.50% (1,750 ÷ 2,000). Of 2 regions below, 清河县 is highest (90.00%) and 白水县 lowest (85.00%); 1 place is missing.',
    )
  })

  it('name the unit, so that persons are not taken for person-times', () => {
    const base = { regionName: '某省', day: '2020-03-31', denominator: null, missing: 0, unknown: 0 }
    const said = summariseFigure({
      ...base,
      indicator: exited,
      value: '250253',
      numerator: '250253',
      children: [],
    })
    expect(said.zh).toBe('截至2020-03-31，某省建档立卡残疾人脱贫人数为250,253人。没有下级地区。')
    expect(said.en).toContain('250,253 persons')
  })

  it('say that there is nothing, and do not rank equals', () => {
    const base = {
      indicator: rate,
      regionName: '甲市',
      numerator: null,
      denominator: null,
      missing: 0,
      unknown: 12,
    }
    expect(summariseFigure({ ...base, day: null, value: null, children: [] }).zh).toBe(
      '甲市还没有“辅助器具适配率”的数字。没有下级地区；12条记录无法判断。',
    )
    const same = ['a', 'b', 'c'].map((name) => ({ name, value: '100.00' }))
    expect(summariseFigure({ ...base, day: '2026-01-01', value: '100.00', children: same }).en).toContain(
      'The 3 regions below all stand at 100.00%',
    )
  })
})

describe('periods', () => {
  it.each([
    ['2026-Q1', '2026-01-01', '2026-03-31'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2100-02', '2100-02-01', '2100-02-28'],
    ['2026', '2026-01-01', '2026-12-31'],
  ])('%s runs from %s to %s', (code, from, to) => {
    expect(periodOf(code)).toMatchObject({ from, to })
  })

  it.each(['2026-13', '2026-Q5', '26', '2026-1', ''])('%j is none', (code) => {
    expect(periodOf(code)).toBeNull()
  })

  it('the last one is over on its last day, not before', () => {
    expect(lastPeriod('quarter', plainDate('2026-09-30')).code).toBe('2026-Q3')
    expect(lastPeriod('quarter', plainDate('2026-09-29')).code).toBe('2026-Q2')
    expect(lastPeriod('month', plainDate('2026-01-15')).code).toBe('2025-12')
    expect(lastPeriod('year', plainDate('2026-11-21')).code).toBe('2025')
    expect(periodAt('quarter', plainDate('2026-11-21')).code).toBe('2026-Q4')
    expect(periodsOfYear('quarter', plainDate('2026-05-02')).map(({ code }) => code)).toEqual([
      '2026-Q1',
      '2026-Q2',
    ])
  })
})

describe('a reported figure', () => {
  const actions = Object.keys(reportActions) as ReportAction[]
  const states = Object.keys(reportStates) as ReportState[]

  it('once locked leaves the lock by a correction with its reason only', () => {
    for (const action of actions) {
      const refused = refuseReportMove(action, 'locked', { isOwn: false, reason: 'counted twice' })
      expect(refused === null).toBe(action === 'correct')
    }
    expect(refuseReportMove('correct', 'locked', { isOwn: false, reason: ' x ' })).toBe('reason')
  })

  it('never counts before somebody else has looked at it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...actions), fc.boolean()), { maxLength: 12 }),
        (moves) => {
          let state: ReportState = 'draft'
          let looked = false
          for (const [action, isOwn] of moves) {
            if (refuseReportMove(action, state, { isOwn, reason: 'for a reason' })) continue
            state = reportActions[action].to
            if (action === 'review') looked = !isOwn
            if (countedStates.includes(state)) expect(looked).toBe(true)
          }
          expect(states).toContain(state)
        },
      ),
    )
  })
})
