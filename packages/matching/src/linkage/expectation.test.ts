import { describe, expect, it } from 'vitest'
import { bits, learnM, type PatternCount, priorOdds, startM } from './expectation.ts'
import type { Comparison } from './plan.ts'

const comparison = (id: string): Comparison => ({
  id,
  missing: 'false',
  levels: [{ id: 'same', when: 'true', start: 0.7 }],
})
const comparisons = [comparison('a'), comparison('b'), comparison('c')]
const m = [0.9, 0.8, 0.6]
const u = [0.1, 0.05, 0.02]

/** Counts as they would be on average: 1,000 true pairs among 10,000. */
function expected(): PatternCount[] {
  const counts: PatternCount[] = []
  for (let pattern = 0; pattern < 8; pattern++) {
    const codes = [0, 1, 2].map((at) => ((pattern >> at) & 1 ? 1 : 2))
    const share = (chances: number[]) =>
      codes.reduce<number>((product, code, at) => product * (code === 1 ? chances[at]! : 1 - chances[at]!), 1)
    counts.push({ pattern: BigInt(pattern), codes, rules: 1n, count: 1000 * share(m) + 9000 * share(u) })
  }
  return counts
}

describe('learning', () => {
  it('finds the chances that made the counts, held halfway to the start', () => {
    const fixed = u.map((share) => [0, share, 1 - share])
    const learnt = learnM(comparisons, expected(), [{ rule: 0, open: [0, 1, 2] }], fixed, 1)
    for (const [at, share] of m.entries()) expect(learnt[at]![1]).toBeCloseTo((share + 0.7) / 2, 1)
    expect(bits({ m: learnt, u: fixed }, 2, 1)).toBeCloseTo(Math.log2(0.6 / 0.02), 0)
  })

  it('keeps the start where a rule decides the comparison or nothing was seen', () => {
    const fixed = u.map((share) => [0, share, 1 - share])
    const learnt = learnM(comparisons, expected(), [{ rule: 0, open: [0, 1] }], fixed)
    expect(learnt[2]).toEqual(startM(comparisons[2]!))
    expect(learnM(comparisons, [], [], fixed)).toEqual(comparisons.map(startM))
  })

  it('estimates how many pairs are true', () => {
    const counts = [
      { ratio: 1e9, count: 500 },
      { ratio: 1e-6, count: 100_000 },
    ]
    expect(priorOdds(counts, 1e6, 1000) * 1e6).toBeCloseTo(500, -1)
  })
  it('has odds even where one side is empty', () => expect(priorOdds([], 0, 0)).toBeGreaterThan(0))
})
