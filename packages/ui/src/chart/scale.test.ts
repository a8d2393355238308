import { describe, expect, it } from 'vitest'
import { namedPlaces, ticksTo } from './scale.ts'

describe('ticksTo', () => {
  it('ends at or above the most, in whole round steps', () => {
    expect(ticksTo(0)).toEqual([0, 1])
    expect(ticksTo(3)).toEqual([0, 1, 2, 3])
    expect(ticksTo(278)).toEqual([0, 100, 200, 300])
    expect(ticksTo(1_000)).toEqual([0, 500, 1_000])
  })

  it('never has more than six lines, whatever the number', () => {
    for (let most = 0; most < 3_000; most += 7) {
      const ticks = ticksTo(most)
      expect(ticks.length).toBeLessThanOrEqual(6)
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(most)
    }
  })
})

describe('namedPlaces', () => {
  it('names all where there is room, and always the last', () => {
    expect([...namedPlaces(4, 9)]).toEqual([3, 2, 1, 0])
    expect([...namedPlaces(12, 4)]).toEqual([11, 8, 5, 2])
    expect([...namedPlaces(12, 0)]).toEqual([11])
  })
})
