import { plainDate } from '@zhucan/kernel'
import { describe, expect, it } from 'vitest'
import { periodsUntil, trendOf } from './clue-trend.ts'

const day = plainDate('2026-11-22')

describe('periods', () => {
  it('are weeks from Monday, the present one as far as it has come', () => {
    expect(periodsUntil(day, 'week', 2)).toEqual([
      { from: '2026-11-09', to: '2026-11-15' },
      { from: '2026-11-16', to: '2026-11-22' },
    ])
    expect(periodsUntil(plainDate('2026-11-16'), 'week', 1)).toEqual([
      { from: '2026-11-16', to: '2026-11-16' },
    ])
    expect(periodsUntil(plainDate('2024-03-01'), 'week', 1)).toEqual([
      { from: '2024-02-26', to: '2024-03-01' },
    ])
  })

  it('are months over the turn of a year', () => {
    expect(periodsUntil(plainDate('2026-01-31'), 'month', 3)).toEqual([
      { from: '2025-11-01', to: '2025-11-30' },
      { from: '2025-12-01', to: '2025-12-31' },
      { from: '2026-01-01', to: '2026-01-31' },
    ])
  })

  it('leave no day out and tell none twice', () => {
    for (const step of ['week', 'month'] as const) {
      const periods = periodsUntil(day, step, 12)
      expect(periods).toHaveLength(12)
      const gaps = periods.slice(1).filter(({ from }, place) => {
        const before = periods[place]
        return !before || Date.parse(from) - Date.parse(before.to) !== 86_400_000
      })
      expect(gaps).toEqual([])
    }
  })
})

describe('trend', () => {
  const periods = periodsUntil(day, 'week', 3)
  const clue = (since: string, done: string | null, count = 1) => ({
    since: plainDate(since),
    done: done === null ? null : plainDate(done),
    count,
  })

  it('counts what was found before the first period as open in it', () => {
    expect(trendOf([clue('2025-01-01', null, 7)], periods).map(({ found, open }) => [found, open])).toEqual([
      [0, 7],
      [0, 7],
      [0, 7],
    ])
  })

  it('moves a clue from found to finished, and takes it out of the open ones', () => {
    const points = trendOf([clue('2026-11-03', '2026-11-16', 2), clue('2026-11-15', '2026-11-15')], periods)
    expect(points.map(({ found, finished, open }) => [found, finished, open])).toEqual([
      [2, 0, 2],
      [1, 1, 2],
      [0, 2, 0],
    ])
  })
})
