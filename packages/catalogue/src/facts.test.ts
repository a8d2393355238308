import { describe, expect, it } from 'vitest'
import { factsCatalogue, files, ruleById, rules } from './index.ts'

describe.each(Object.entries(factsCatalogue))('the fact %s', (name, fact) => {
  it('carries its subject in its name', () => {
    expect(name).toMatch(/^(person|household|policy)\.[a-z][A-Za-z]*$/)
    expect(name.split('.')[0]).toBe(fact.subject)
    expect(fact.source === 'policy').toBe(fact.subject === 'policy')
  })

  it('has what its sentences need', () => {
    expect(fact.sentences === undefined).toBe(fact.type !== 'bool')
    if (fact.type === 'text') expect(fact.values?.length).toBeGreaterThan(1)
    const sourceExists =
      ['register', 'policy'].includes(fact.source) || files.some(({ id }) => id === fact.source)
    expect(sourceExists).toBe(true)
  })
})

describe('the rules', () => {
  it('are found by id', () => {
    expect(rules.map(({ id }) => ruleById(id))).toEqual(rules)
    expect(ruleById('no-such-rule')).toBeNull()
  })

  it('look at living people only, but for the one about payments after death', () => {
    const others = rules.filter(({ id, subject }) => subject === 'person' && id !== 'dead-but-paid')
    expect(
      others.filter(({ when }) => !when.includes('person.alive &&') && !when.includes('person.alive\n')),
    ).toEqual([])
    expect(others.filter(({ when }) => when.includes('isDead'))).toEqual([])
  })
})
