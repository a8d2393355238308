import { dayInShanghai } from '@zhucan/kernel'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isBackupDue, lastHour } from './due.ts'
import { outlived } from './retention.ts'

const start = Date.UTC(2026, 0, 1)
const backups = fc
  .array(fc.integer({ min: 0, max: 800 * 24 }), { minLength: 1, maxLength: 200 })
  .map((hours) =>
    hours.map((hour, n) => ({ id: String(n), createdAt: new Date(start + hour * 3_600_000).toISOString() })),
  )
const rule = fc.record({
  daily: fc.integer({ min: 1, max: 10 }),
  weekly: fc.integer({ min: 0, max: 6 }),
  monthly: fc.integer({ min: 0, max: 14 }),
})

describe('retention', () => {
  it('keeps the newest, one a day for the newest days, and no more than the rule counts', () => {
    fc.assert(
      fc.property(backups, rule, (all, keep) => {
        const gone = new Set(outlived(all, keep))
        const kept = all.filter((one) => !gone.has(one))
        const newest = all.reduce((a, b) => (b.createdAt > a.createdAt ? b : a)).createdAt
        expect(kept.some(({ createdAt }) => createdAt === newest)).toBe(true)
        expect(kept.length).toBeLessThanOrEqual(keep.daily + keep.weekly + keep.monthly)
        const days = [...new Set(all.map(({ createdAt }) => dayInShanghai(Date.parse(createdAt))))].sort()
        for (const day of days.slice(-keep.daily))
          expect(kept.some(({ createdAt }) => dayInShanghai(Date.parse(createdAt)) === day)).toBe(true)
        expect(outlived(kept, keep)).toEqual([])
      }),
    )
  })
})

describe('the hour of the backup', () => {
  const policy = { enabled: true, at: '02:30', since: new Date('2026-11-01T00:00:00+08:00') }
  const at = (text: string) => Date.parse(`2026-11-${text}:00+08:00`)
  const run = (text: string, state: string) => ({ askedAt: new Date(at(text)), state })

  it('is today’s, or yesterday’s before it has come', () => {
    expect(lastHour('02:30', at('22T02:30'))).toBe(at('22T02:30'))
    expect(lastHour('02:30', at('22T02:29'))).toBe(at('21T02:30'))
  })

  it('is made up when it was missed, once, and a failed one is tried again after an hour', () => {
    expect(isBackupDue(policy, [run('20T02:30', 'done')], at('22T11:00'))).toBe(true)
    expect(isBackupDue(policy, [run('22T10:59', 'running')], at('22T11:00'))).toBe(false)
    expect(isBackupDue(policy, [run('22T10:30', 'failed')], at('22T11:00'))).toBe(false)
    expect(isBackupDue(policy, [run('22T09:30', 'failed')], at('22T11:00'))).toBe(true)
    expect(isBackupDue({ ...policy, enabled: false }, [], at('22T11:00'))).toBe(false)
    expect(isBackupDue({ ...policy, since: new Date(at('22T03:00')) }, [], at('22T11:00'))).toBe(false)
  })
})
