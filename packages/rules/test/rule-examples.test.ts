import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { factsCatalogue, policyFor, rules } from '@zhucan/catalogue'
import { nation, plainDate } from '@zhucan/kernel'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { predicateOf, threeValued } from '../src/evaluate-term.ts'
import { type CompiledRule, compileRule, type FactRow } from '../src/index.ts'
import { parseCondition } from '../src/parse-condition.ts'
import { sqlOf } from '../src/sql-text.ts'

interface Example {
  readonly name: string
  /** Facts by dotted name; what is not named is unknown, policy facts are the national ones. */
  readonly facts: FactRow
  readonly answer: 'clue' | 'none' | 'cannot-say'
  readonly missing?: readonly string[]
}

const folder = fileURLToPath(new URL('../../catalogue/src/rules/', import.meta.url))
const policy = policyFor(nation, plainDate('2026-11-21'))

async function examplesOf(id: string): Promise<Example[]> {
  return parse(await readFile(`${folder}${id}.examples.yaml`, 'utf8')) as Example[]
}

const truths = { clue: true, none: false, 'cannot-say': null } as const

function answer(rule: CompiledRule, example: Example) {
  return rule.evaluate({ ...policy, ...example.facts })
}

const suites = await Promise.all(
  rules.map(async (definition) => ({
    id: definition.id,
    definition,
    rule: compileRule(definition, factsCatalogue),
    examples: await examplesOf(definition.id),
  })),
)

it('reads every rule of the catalogue', () => {
  expect(suites.length).toBeGreaterThanOrEqual(15)
})

describe.each(suites)('$id', ({ definition, rule, examples }) => {
  it.each(examples)('$name', (example) => {
    expect(answer(rule, example)).toEqual({ answer: example.answer, missing: example.missing ?? [] })
  })

  it('shows by some example why each of its clauses is there', () => {
    const { term } = parseCondition(definition.when, { facts: factsCatalogue })
    const clauses = term?.kind === 'all' ? term.operands : []
    const idle = clauses.filter((clause) => {
      const others = clauses.filter((each) => each !== clause).map((each) => predicateOf(each))
      const without = threeValued.all(others)
      return examples.every(({ facts, answer }) => without({ ...policy, ...facts }) === truths[answer])
    })
    expect(idle.map((clause) => sqlOf(clause))).toEqual([])
  })

  it('is told by sentences that say the same', () => {
    for (const example of examples) {
      for (const locale of ['zh', 'en'] as const) {
        const outcomes = rule.explain({ ...policy, ...example.facts }, locale).map(({ outcome }) => outcome)
        if (example.answer === 'clue') expect(outcomes.every((each) => each === true)).toBe(true)
        if (example.answer === 'none') expect(outcomes).toContain(false)
        if (example.answer === 'cannot-say') expect(outcomes).toContain(null)
      }
    }
  })

  it('has examples only of facts that exist', () => {
    const named = examples.flatMap((example) => Object.keys(example.facts))
    expect(named.filter((fact) => !Object.hasOwn(factsCatalogue, fact))).toEqual([])
  })
})
