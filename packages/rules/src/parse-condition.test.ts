import { factsCatalogue } from '@zhucan/catalogue'
import { isProblem, plainDate } from '@zhucan/kernel'
import { describe, expect, it } from 'vitest'
import { checkCondition, compileRule, maxConditionLength } from './index.ts'

const facts = {
  ...factsCatalogue,
  'person.bornOn': {
    type: 'date',
    subject: 'person',
    source: 'register',
    label: { zh: '出生日期', en: 'Birth date' },
  },
} as const

function faultsOf(text: string, subject?: 'person' | 'household') {
  return checkCondition(text, { facts, ...(subject && { subject }) }).map(
    ({ code, start, end, params }) => [code, text.slice(start, end), params] as const,
  )
}

describe('a condition', () => {
  it.each([
    'person.alive',
    '!person.alive || person.level <= 2',
    'person.level in [1, policy.nursingMaxLevelCognitive]',
    'person.selfPaidFen > policy.selfPaidLineFen * 2',
    'person.selfPaidFen - policy.selfPaidLineFen >= 500000',
    'person.bornOn >= date("2010-09-01")',
    'person.category == "mental" ? person.level <= 3 : person.level <= 2',
    'person.assistance == null',
    'person.assistance != null && person.assistance != "none"',
    'person.isDead == household.isRural',
    '-person.daysToExpiry > 30',
    "person.category == 'mental' // the single quotes and this remark are CEL too",
  ])('is accepted: %s', (text) => {
    expect(faultsOf(text)).toEqual([])
  })

  it.each([
    ['person.grade <= 2', 'rule.unknown-fact', 'person.grade', { fact: 'person.grade' }],
    ['alive', 'rule.unknown-fact', 'alive', { fact: 'alive' }],
    ['toString.constructor', 'rule.unknown-fact', 'toString.constructor', { fact: 'toString.constructor' }],
    ['person.level <= "2"', 'rule.wrong-type', 'person.level <= "2"', { found: 'text', expected: 'int' }],
    ['person.level', 'rule.wrong-type', 'person.level', { found: 'int', expected: 'bool' }],
    ['person.alive && person.age', 'rule.wrong-type', 'person.age', { found: 'int', expected: 'bool' }],
    [
      'person.selfPaidFen > person.age',
      'rule.wrong-type',
      'person.selfPaidFen > person.age',
      { found: 'int', expected: 'money' },
    ],
    ['person.sex + 1 > 2', 'rule.wrong-type', 'person.sex', { found: 'text', expected: 'int' }],
    [
      'person.bornOn > "2010-09-01"',
      'rule.wrong-type',
      'person.bornOn > "2010-09-01"',
      { found: 'text', expected: 'date' },
    ],
    [
      'person.bornOn > date("2010-02-30")',
      'rule.wrong-type',
      'date("2010-02-30")',
      { found: 'text', expected: 'date' },
    ],
    [
      'person.category == "mentel"',
      'rule.unknown-value',
      '"mentel"',
      expect.objectContaining({ value: 'mentel', allowed: expect.stringContaining('mental') }),
    ],
    [
      'person.assistance in ["dibao", "wubao"]',
      'rule.unknown-value',
      '"wubao"',
      expect.objectContaining({ value: 'wubao' }),
    ],
    ['person.level in []', 'rule.empty-list', '[]', {}],
    ['person.assistance in ["dibao", null]', 'rule.unsupported', 'null', { what: 'null' }],
    ['person.category < "mental"', 'rule.unsupported', 'person.category < "mental"', { what: '< text' }],
    ['(person.age + 1) == null', 'rule.unsupported', 'person.age + 1) == null', { what: 'null' }],
    ['person.age / 2 > 3', 'rule.unsupported', 'person.age / 2', { what: '/' }],
    ['person.age > 1.5', 'rule.unsupported', '1.5', { what: 'literal' }],
    ['has(person.age)', 'rule.unsupported', 'has(person.age)', { what: 'has()' }],
    ['person.sex.matches("a")', 'rule.unsupported', 'person.sex.matches("a")', { what: 'rcall' }],
    ['person["alive"]', 'rule.unsupported', 'person["alive"]', { what: '[]' }],
    ['person.sex == "a\\u0000"', 'rule.unsupported', '"a\\u0000"', { what: 'character' }],
    ['person.age > 9007199254740992', 'rule.number-too-large', '9007199254740992', {}],
    ['person.age * person.age > 1', 'rule.number-too-large', 'person.age * person.age', {}],
    [
      'person.selfPaidFen * person.selfPaidFen > 1',
      'rule.wrong-type',
      'person.selfPaidFen * person.selfPaidFen',
      expect.anything(),
    ],
    ['person.alive &&', 'rule.syntax', '', expect.anything()],
    ['', 'rule.syntax', '', expect.anything()],
  ])('is refused: %s', (text, code, place, params) => {
    const [first] = faultsOf(text)
    expect(first).toEqual([code, place, params])
  })

  it('is refused with all its faults at once', () => {
    expect(faultsOf('person.grade <= 2 && person.age && person.sex == "m"').map(([code]) => code)).toEqual([
      'rule.unknown-fact',
      'rule.wrong-type',
      'rule.unknown-value',
    ])
  })

  it('may not look at one person when it judges a household', () => {
    expect(faultsOf('household.size == 1', 'household')).toEqual([])
    expect(faultsOf('person.alive && household.size == 1', 'household')).toEqual([
      ['rule.wrong-subject', 'person.alive', { fact: 'person.alive' }],
    ])
  })

  it('may not be longer than a tree can be walked', () => {
    expect(faultsOf(`person.alive${' '.repeat(maxConditionLength)}`)[0]?.[0]).toBe('rule.too-long')
    const long = `person.alive${' && person.alive'.repeat(120)}`
    expect(faultsOf(long)).toEqual([])
    expect(faultsOf(`${'!'.repeat(98)}person.alive`)).toEqual([])
    expect(faultsOf(`${'!'.repeat(1900)}person.alive`)[0]?.[0]).toBe('rule.too-long')
    expect(faultsOf(`person.age${' + 1'.repeat(400)} > 3`)[0]?.[0]).toBe('rule.too-long')
    expect(faultsOf(`${'('.repeat(400)}person.alive${')'.repeat(400)}`)[0]?.[0]).toBe('rule.syntax')
  })

  it('that is wrong throws the first fault with line and place', () => {
    const rule = { id: 'mine', since: plainDate('2026-01-01'), when: 'person.alive\n&& person.grade > 2' }
    let thrown: unknown
    try {
      compileRule(rule, facts)
    } catch (error) {
      thrown = error
    }
    expect(isProblem(thrown, 'rule.unknown-fact') && thrown.params).toEqual({
      fact: 'person.grade',
      line: 2,
      position: 17,
      at: 'person.grade',
    })
  })

  it('has a version that follows its meaning, not its spelling', () => {
    const since = plainDate('2026-01-01')
    const version = (when: string) => compileRule({ id: 'mine', since, when }, facts).version
    expect(version('person.alive&&person.level<=2')).toBe(version('person.alive\n  && (person.level <= 2)'))
    expect(version('person.alive && person.level <= 2')).not.toBe(version('person.alive && person.level < 2'))
  })

  it('does not read a fact of the wrong type as unknown', () => {
    const rule = compileRule({ id: 'mine', since: plainDate('2026-01-01'), when: 'person.level <= 2' }, facts)
    expect(() => rule.evaluate({ 'person.level': '2' })).toThrow(
      'fact person.level is a string, not a number',
    )
    expect(rule.evaluate({ 'person.level': 2n }).answer).toBe('clue')
  })
})
