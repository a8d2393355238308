import { linkWords, personNameForms } from '@zhucan/catalogue'
import { identityPlan } from '@zhucan/matching'
import { expect, test } from 'vitest'

test('every comparison of the plan and each way of agreeing has words for who looks at it', () => {
  for (const { id, levels } of identityPlan().comparisons)
    expect(Object.keys(linkWords[id]?.levels ?? {})).toEqual([...levels.map((level) => level.id), 'differs'])
  expect(Object.keys(personNameForms)).toEqual(['han2', 'han3', 'han4', 'dotted', 'latin', 'none'])
})
