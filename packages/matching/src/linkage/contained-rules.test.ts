import { expect, it } from 'vitest'
import { keysBeyond, levelRules } from './contained-rules.ts'
import { identityImplies, identityRules } from './identity-rules.ts'
import type { Rule } from './plan.ts'

const rule = (id: string, ...keys: string[]): Rule => ({ id, keys, fixes: [] })
const [year, day] = [rule('year', 't.sound', 't.year'), rule('day', 't.sound', 't.birth')]

it('leaves out a rule whose keys settle those of a wider one', () => {
  const { widest, contained } = levelRules([day, year], [{ from: 'birth', to: 'year' }])
  expect({ widest, contained }).toEqual({ widest: [year], contained: [day] })
})

it('keeps both where nothing is said of their keys', () => {
  expect(levelRules([day, year], []).widest).toEqual([day, year])
})

it('keeps one of two rules that say the same', () => {
  const twin = rule('twin', 't.year', 't.sound')
  expect(levelRules([year, twin], []).widest).toEqual([year])
})

it('lets no rule of rare values stand for one of all', () => {
  const rare = { ...year, rare: { column: 'sound', most: 3 } }
  const implies = [{ from: 'birth', to: 'year' }]
  expect(levelRules([day, rare], implies).widest).toEqual([day, rare])
  expect(keysBeyond(day, rare, implies)).toBeNull()
})

it('says which keys tell the pairs of a rule from those of a wider one', () => {
  const implies = [{ from: 'birth', to: 'year' }]
  expect(keysBeyond(day, year, implies)).toEqual(['t.birth'])
  expect(keysBeyond(year, day, implies)).toBeNull()
})

it('joins two thirds of the rules for persons where codes of places are nested', () => {
  expect(levelRules(identityRules, identityImplies).widest).toHaveLength(12)
})
