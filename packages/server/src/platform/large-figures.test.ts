import { describe, expect, it } from 'vitest'
import { openLargeFigures } from './large-figures.ts'

describe('large figures', () => {
  it('are kept for ten seconds under their own name', () => {
    const figures = openLargeFigures()
    figures.keep('county', 150_000, 1_000)
    expect(figures.find('county', 'somebody', 10_999)).toBe(150_000)
    expect(figures.find('county', 'somebody', 11_000)).toBeUndefined()
    expect(figures.find('another county', 'somebody', 1_001)).toBeUndefined()
  })

  it('are never older for somebody than what they did themselves', () => {
    const figures = openLargeFigures()
    figures.keep('county', 150_000, 1_000)
    figures.wrote('clerk', 1_000)
    expect(figures.find('county', 'clerk', 1_001), 'begun before the act was over').toBeUndefined()
    expect(figures.find('county', 'colleague', 1_001)).toBe(150_000)
    figures.keep('county', 149_999, 1_002)
    expect(figures.find('county', 'clerk', 1_003)).toBe(149_999)
  })

  it('do not grow without end', () => {
    const figures = openLargeFigures()
    for (let n = 0; n < 2_001; n++) figures.keep(`place ${n}`, n, 1_000)
    expect(figures.find('place 0', 'somebody', 1_001)).toBeUndefined()
    expect(figures.find('place 2000', 'somebody', 1_001)).toBe(2_000)
  })
})
