import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  endsBenefit,
  isLinked,
  type LinkAction,
  type LinkStand,
  linkActions,
  linkActionsOf,
  stepLink,
} from './link-states.ts'

const act = fc.record({
  action: fc.constantFrom(...(Object.keys(linkActions) as LinkAction[])),
  by: fc.constantFrom('a', 'b', 'c'),
})

describe('the machine of a pair', () => {
  it('never links what may end a benefit by one person alone, whatever is done', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
        let pair: LinkStand = { state: 'review', needsTwo: true, decidedBy: null }
        for (const { action, by } of acts) {
          const step = stepLink(pair, action, by)
          if (!('to' in step)) continue
          if (isLinked(step.to)) {
            expect(pair.state).toBe('awaiting-second')
            expect(pair.decidedBy).not.toBe(by)
          }
          pair = { ...pair, state: step.to, decidedBy: by }
        }
      }),
    )
  })
  it('always leaves a way on, except for rows that went to somebody else', () => {
    for (const state of [
      'linked',
      'review',
      'awaiting-second',
      'accepted',
      'rejected',
      'unsure',
      'unlinked',
    ] as const)
      expect(linkActionsOf({ state, needsTwo: false, decidedBy: 'x' }, 'y').length).toBeGreaterThan(0)
    expect(linkActionsOf({ state: 'superseded', needsTwo: false, decidedBy: 'x' }, 'y')).toEqual([])
  })
  it('knows which rows may end a benefit', () => {
    expect(endsBenefit({ endsBenefits: true }, {})).toBe(true)
    expect(endsBenefit({ endsBenefits: { assistance: ['tekun'] } }, { assistance: 'tekun' })).toBe(true)
    expect(endsBenefit({ endsBenefits: { assistance: ['tekun'] } }, { assistance: 'dibao' })).toBe(false)
    expect(endsBenefit({}, { assistance: 'tekun' })).toBe(false)
  })
})
