import { describe, expect, it } from 'vitest'
import type { ListFigures } from './home.queries.ts'
import { sumCategories, summariseCategories, summariseLists, summariseTrend } from './summaries.ts'

const list = (ageDays: number): ListFigures => ({
  id: String(ageDays),
  fileType: 'deaths',
  title: `of ${ageDays} days`,
  rows: 1,
  matched: 1,
  invalid: 0,
  absent: 0,
  receivedOn: '2026-11-22',
  ageDays,
})

describe('what the charts say in words', () => {
  it('compares the open clues with those of the first period', () => {
    const points = [
      { from: '2026-11-09', to: '2026-11-15', found: 5, finished: 1, open: 30 },
      { from: '2026-11-16', to: '2026-11-22', found: 2, finished: 6, open: 26 },
    ]
    expect(summariseTrend(points)).toEqual({
      found: 7,
      finished: 7,
      open: 26,
      change: -4,
      since: '2026-11-15',
    })
    expect(summariseTrend([])).toBeNull()
  })

  it('names the newest and the oldest list and counts those over a quarter', () => {
    expect(summariseLists([list(92), list(3), list(93)])).toMatchObject({
      count: 3,
      newest: 3,
      oldest: { ageDays: 93 },
      old: 1,
    })
    expect(summariseLists([])).toBeNull()
  })

  it('parts holders at the line of severe levels', () => {
    const sums = sumCategories(
      ['vision', 'physical'],
      [
        { category: 'vision', level: 1, count: 2 },
        { category: 'physical', level: 2, count: 3 },
        { category: 'physical', level: 3, count: 5 },
      ],
    )
    expect(sums).toEqual([
      { category: 'vision', severe: 2, other: 0 },
      { category: 'physical', severe: 3, other: 5 },
    ])
    expect(summariseCategories(sums)).toEqual({
      most: 'physical',
      count: 8,
      share: 0.8,
      severe: 5,
      severeShare: 0.5,
    })
    expect(summariseCategories(sumCategories(['vision'], []))).toBeNull()
  })
})
