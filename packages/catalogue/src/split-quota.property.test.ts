import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitQuota } from './split-quota.ts'
import { fromSteps, judgeSum, type TargetForm, targetForms, toSteps } from './target-forms.ts'

const sharers = fc.uniqueArray(
  fc.record({ key: fc.stringMatching(/^[0-9]{1,4}$/), weight: fc.integer({ min: 0, max: 5_000_000 }) }),
  { minLength: 1, maxLength: 40, selector: ({ key }) => key },
)
const whole = fc.integer({ min: 0, max: 2_000_000_000 })

describe('the largest remainder', () => {
  it('gives shares that add up, each within one step of the exact share', () => {
    fc.assert(
      fc.property(whole, sharers, (steps, all) => {
        const shares = splitQuota(steps, all)
        const total = all.reduce((sum, { weight }) => sum + weight, 0)
        if (total === 0) {
          expect(shares).toBeNull()
          return
        }
        expect([...shares!.values()].reduce((a, b) => a + b, 0)).toBe(steps)
        for (const { key, weight } of all) {
          const exact = (BigInt(steps) * BigInt(weight)) / BigInt(total)
          expect(shares!.get(key)! - Number(exact)).toBeGreaterThanOrEqual(0)
          expect(shares!.get(key)! - Number(exact)).toBeLessThanOrEqual(weight === 0 ? 0 : 1)
        }
      }),
      { examples: [[0, [{ key: '0', weight: 0 }]]] },
    )
  })

  it('is fair: more weight never gets less, equals differ by a step at most', () => {
    fc.assert(
      fc.property(whole, sharers, (steps, all) => {
        const shares = splitQuota(steps, all)
        if (!shares) return
        const ordered = [...all].sort((a, b) => a.weight - b.weight).map(({ key }) => shares.get(key)!)
        for (let i = 1; i < ordered.length; i++) {
          const [before, after] = [[...all].sort((a, b) => a.weight - b.weight)[i - 1]!, ordered[i]!]
          const here = [...all].sort((a, b) => a.weight - b.weight)[i]!
          expect(after).toBeGreaterThanOrEqual(ordered[i - 1]! - (here.weight === before.weight ? 1 : 0))
        }
      }),
    )
  })

  it('is stable: neither the order of the rows nor the size of the scale changes it', () => {
    fc.assert(
      fc.property(whole, sharers, fc.integer({ min: 1, max: 50 }), (steps, all, times) => {
        const shares = splitQuota(steps, all)
        const turned = splitQuota(steps, [...all].reverse())
        const scaled = splitQuota(
          steps,
          all.map(({ key, weight }) => ({ key, weight: weight * times })),
        )
        for (const { key } of all)
          expect([turned?.get(key), scaled?.get(key)]).toEqual([shares?.get(key), shares?.get(key)])
      }),
    )
  })

  it('any division fits every form that is summed', () => {
    fc.assert(
      fc.property(
        whole,
        sharers,
        fc.constantFrom(...(Object.keys(targetForms) as TargetForm[])),
        (w, all, form) => {
          const shares = splitQuota(w, all)
          if (shares) expect(judgeSum(form, w, [...shares.values()])).toEqual({ fits: true, difference: 0 })
        },
      ),
    )
  })
})

describe('a sum made by hand', () => {
  it.each([
    ['floor', [5, 6], { fits: true, difference: 1 }],
    ['floor', [5, 4], { fits: false, why: 'short', difference: -1 }],
    ['ceiling', [5, 4], { fits: true, difference: -1 }],
    ['ceiling', [5, 6], { fits: false, why: 'over', difference: 1 }],
    ['equals', [5, 5], { fits: true, difference: 0 }],
    ['equals', [5, 4], { fits: false, why: 'short', difference: -1 }],
    ['equals', [5, 6], { fits: false, why: 'over', difference: 1 }],
    ['rate', [10, 10], { fits: true, difference: 0 }],
  ] as const)('%s of ten by %j', (form, parts, verdict) => {
    expect(judgeSum(form, 10, parts)).toEqual(verdict)
  })
})

describe('steps of a figure', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e12 - 1 }),
        fc.integer({ min: 0, max: 4 }),
        (steps, decimals) => {
          expect(toSteps(fromSteps(steps, decimals), decimals)).toBe(steps)
        },
      ),
    )
  })

  it.each([
    ['52.5', 1, 525],
    ['52.50', 1, 525],
    ['52.55', 1, null],
    ['12', 0, 12],
    ['1.5', 0, null],
    ['-1', 0, null],
    ['', 0, null],
    ['1e3', 0, null],
  ])('%s with %i decimals', (text, decimals, steps) => {
    expect(toSteps(text, decimals)).toBe(steps)
  })
})
