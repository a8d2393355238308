import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Environment } from '@marcbachmann/cel-js'
import { type Analysis, openAnalysis } from '@zhucan/analysis'
import { factsCatalogue, rules } from '@zhucan/catalogue'
import { createPool } from '@zhucan/db'
import { plainDate } from '@zhucan/kernel'
import { type TestDatabase, testDatabase } from '@zhucan/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FactRow, type Logic, predicateOf, threeValued } from '../src/evaluate-term.ts'
import { compileRule } from '../src/index.ts'
import { parseCondition } from '../src/parse-condition.ts'
import { screeningSql } from '../src/screening-sql.ts'
import { sqlOf } from '../src/sql-text.ts'
import type { Truth } from '../src/term.ts'
import { anyCondition, anyRow, testFacts } from './arbitrary-conditions.ts'
import { factRowsSql } from './fact-values-sql.ts'

type Query = (sql: string) => Promise<Record<string, unknown>[]>

let folder: string
let analysis: Analysis
let database: TestDatabase
let pool: ReturnType<typeof createPool>
let engines: Record<'DuckDB' | 'PostgreSQL', Query>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhucan-rules-'))
  analysis = await openAnalysis({ dir: folder, threads: 1 })
  database = await testDatabase()
  pool = createPool(database.appUrl, { max: 1 })
  engines = {
    DuckDB: (sql) => analysis.rows(sql),
    PostgreSQL: async (sql) => (await pool.query(sql)).rows,
  }
})

afterAll(async () => {
  await analysis?.close()
  await pool?.end()
  await database?.drop()
  await rm(folder, { recursive: true, force: true })
})

const batches = fc.tuple(
  fc.array(anyCondition({ nullTests: true, dates: true }), { minLength: 1, maxLength: 8 }),
  fc.array(anyRow(testFacts, { unknowns: true }), { minLength: 1, maxLength: 16 }),
)

/** Holds when JavaScript with this logic and the database agree on every condition for every row. */
function agreement(query: Query, logic: Logic) {
  return fc.asyncProperty(batches, async ([conditions, rows]) => {
    const terms = conditions.map((text) => parseCondition(text, { facts: testFacts }).term)
    // Products of products may pass the bound of whole numbers and are refused; everything else must be accepted.
    fc.pre(terms.every((term) => term !== null))
    const columns = terms.map((term, index) => `${sqlOf(term!, 'f')} AS e${index}`)
    const answers = await query(
      `SELECT ${columns.join(', ')} FROM ${factRowsSql(rows, testFacts)} AS f ORDER BY n`,
    )
    const predicates = terms.map((term) => predicateOf(term!, logic))
    const ours = rows.map((row) => predicates.map((decide) => decide(row)))
    expect(ours).toEqual(answers.map((row) => conditions.map((_text, index) => row[`e${index}`])))
  })
}

const twoValuedAnd: Logic = {
  ...threeValued,
  all: (operands) => (row) => operands.every((each) => each(row) === true),
}
const twoValuedOr: Logic = {
  ...threeValued,
  any: (operands) => (row) => operands.some((each) => each(row) === true),
}
const twoValuedNot: Logic = { ...threeValued, not: (operand) => (row) => operand(row) !== true }

describe.each(['DuckDB', 'PostgreSQL'] as const)('%s and JavaScript', (engine) => {
  it('give the same answer for every condition and row, unknowns included', async () => {
    await fc.assert(agreement(engines[engine], threeValued), { numRuns: 200 })
  })

  it.each([
    ['and', twoValuedAnd],
    ['or', twoValuedOr],
    ['not', twoValuedNot],
  ])('are told apart when %s forgets that a fact may be unknown', async (_name, logic) => {
    const outcome = await fc.check(agreement(engines[engine], logic), { numRuns: 200, endOnFailure: true })
    expect(outcome).toMatchObject({ failed: true, errorInstance: { name: 'AssertionError' } })
  })

  it('give the same answers for the shipped rules', async () => {
    const compiled = rules.map((rule) => compileRule(rule, factsCatalogue))
    const word: Record<number, string> = { 1: 'clue', 0: 'none', [-1]: 'cannot-say' }
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRow(factsCatalogue, { unknowns: true }), { minLength: 1, maxLength: 40 }),
        async (rows) => {
          const table = factRowsSql(rows, factsCatalogue)
          const answers = await engines[engine](
            `${screeningSql(compiled, { table, keys: ['n'] })} ORDER BY n`,
          )
          const theirs = answers.map((row) => compiled.map(({ id }) => word[Number(row[id])]))
          expect(rows.map((row) => compiled.map((rule) => rule.evaluate(row).answer))).toEqual(theirs)
        },
      ),
      { numRuns: 25 },
    )
  })
})

describe('a condition', () => {
  const complete = anyRow(testFacts, { unknowns: false })

  it('has an answer, and the CEL library agrees with it, when every fact is known', () => {
    const library = new Environment({ unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false })
    fc.assert(
      fc.property(anyCondition({ nullTests: false, dates: false }), complete, (text, row) => {
        const { term } = parseCondition(text, { facts: testFacts })
        fc.pre(term !== null)
        expect(predicateOf(term!)(row)).toBe(library.evaluate(text, nested(row)))
      }),
      { numRuns: 500 },
    )
  })

  it('names every fact that could still change an unknown answer', () => {
    const partial = anyRow(testFacts, { unknowns: true })
    fc.assert(
      fc.property(anyCondition({ nullTests: false, dates: true }), partial, complete, (when, row, known) => {
        fc.pre(parseCondition(when, { facts: testFacts }).term !== null)
        const rule = compileRule({ id: 'any', when, since: plainDate('2026-01-01') }, testFacts)
        const { answer, missing } = rule.evaluate(row)
        expect(missing.length > 0).toBe(answer === 'cannot-say')
        const rest = Object.keys(row).filter((name) => row[name] === null && !missing.includes(name))
        const filled = { ...row, ...Object.fromEntries(rest.map((name) => [name, known[name]])) }
        expect(rule.evaluate(filled)).toEqual({ answer, missing })
        expect(missing.every((name) => row[name] === null)).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  it.each(['zh', 'en'] as const)('is explained in %s by clauses that together give its answer', (locale) => {
    const partial = anyRow(testFacts, { unknowns: true })
    const truths: Record<string, Truth> = { clue: true, none: false, 'cannot-say': null }
    fc.assert(
      fc.property(anyCondition({ nullTests: true, dates: true }), partial, (when, row) => {
        fc.pre(parseCondition(when, { facts: testFacts }).term !== null)
        const rule = compileRule({ id: 'any', when, since: plainDate('2026-01-01') }, testFacts)
        const clauses = rule.explain(row, locale)
        const decide = threeValued.all(clauses.map((clause) => () => clause.outcome))
        expect(decide(row)).toBe(truths[rule.evaluate(row).answer])
        for (const { text } of clauses) expect(text).not.toMatch(/undefined|null|NaN|\[object|^$/)
      }),
      { numRuns: 1000 },
    )
  })
})

/** The library wants objects and bigint where we keep flat names and numbers. */
function nested(row: FactRow): Record<string, Record<string, unknown>> {
  const context: Record<string, Record<string, unknown>> = {}
  for (const [name, value] of Object.entries(row)) {
    const [owner, field] = name.split('.') as [string, string]
    context[owner] = { ...context[owner], [field]: typeof value === 'number' ? BigInt(value) : value }
  }
  return context
}
