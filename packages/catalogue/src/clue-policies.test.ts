import { addDays, plainDate } from '@zhucan/kernel'
import { describe, expect, it } from 'vitest'
import { clueColour, cluePolicies, cluePolicy, colourDays, policyDue } from './clue-policies.ts'
import { refuseBenefit } from './clue-work.ts'
import { localDecision } from './legal-sources.ts'

const day = plainDate('2026-11-21')
const village = '990101001200'

describe('the deadline of a clue', () => {
  it.each([
    [null, 'clear'],
    [4, 'clear'],
    [3, 'blue'],
    [0, 'blue'],
    [-1, 'orange'],
    [-7, 'orange'],
    [-8, 'red'],
  ])('due in %s days is %s', (days, colour) => {
    const due = days === null ? null : addDays(day, days)
    expect(clueColour(due, day, colourDays(village, day))).toBe(colour)
  })

  it('follows the line of the county from the day it holds', () => {
    const row = { fact: 'clue.redDays', region: '990101000000', from: day, value: 1 } as const
    const rows = [...cluePolicies, { ...row, source: localDecision, basis: 'practice' as const }]
    expect(cluePolicy('clue.redDays', village, day, rows)).toBe(1)
    expect(cluePolicy('clue.redDays', '990102001200', day, rows)).toBe(7)
    expect(cluePolicy('clue.redDays', village, addDays(day, -1), rows)).toBe(7)
    expect(clueColour(addDays(day, -2), day, colourDays(village, day, rows))).toBe('red')
  })

  it('is given by policy where nobody sets one', () => {
    expect([3, 4, 5].map((holder) => policyDue(holder as 3, village, day))).toEqual([
      addDays(day, 30),
      addDays(day, 15),
      addDays(day, 10),
    ])
  })
})

describe('what takes a benefit away', () => {
  const ground = { verdict: 'true', hasEvidence: true, isOwnFinding: false, secondLook: null } as const
  it.each([
    [ground, null],
    [{ ...ground, secondLook: 'agrees' as const }, null],
    [{ ...ground, verdict: null }, 'benefit-needs-true'],
    [{ ...ground, verdict: 'unknown' as const }, 'benefit-needs-true'],
    [{ ...ground, hasEvidence: false }, 'benefit-needs-evidence'],
    [{ ...ground, isOwnFinding: true }, 'benefit-needs-other-person'],
    [{ ...ground, secondLook: 'differs' as const }, 'benefit-second-look-differs'],
  ])('%o: %s', (on, refusal) => {
    expect(refuseBenefit(on)).toBe(refusal)
  })
})
