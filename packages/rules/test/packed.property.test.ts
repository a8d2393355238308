import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Analysis, openAnalysis } from '@zhucan/analysis'
import { type FactsCatalogue, factsCatalogue, rules } from '@zhucan/catalogue'
import { plainDate } from '@zhucan/kernel'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FactRow, FactValue } from '../src/evaluate-term.ts'
import {
  blocksSql,
  type CompiledRule,
  compileRule,
  countColumns,
  countPackedSql,
  type FactRange,
  factRangesSql,
  inWords,
  type PackedLayout,
  packedLayout,
  packSql,
  renewedSql,
  slotsSql,
  wordsSql,
} from '../src/index.ts'
import { parseCondition } from '../src/parse-condition.ts'
import { anyCondition, anyRow, testFacts } from './arbitrary-conditions.ts'
import { factRowsSql } from './fact-values-sql.ts'

let folder: string
let analysis: Analysis

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhucan-packed-'))
  analysis = await openAnalysis({ dir: folder, threads: 1 })
})

afterAll(async () => {
  await analysis?.close()
  await rm(folder, { recursive: true, force: true })
})

/** More people in one county than a block holds, few in another. */
const countyOf = (n: number): number => (n % 7 === 3 ? 990102 : 990101)

/** Packs rows as the product does, all facts in one go or fact by fact; leaves them in the table `kept`. */
async function pack(rows: readonly FactRow[], facts: FactsCatalogue, size: number): Promise<PackedLayout> {
  await analysis.run(
    `create or replace table plain as select n as person_id, if(n % 7 = 3, 990102, 990101) as county, * exclude (n)
     from ${factRowsSql(rows, facts)} v;
     create or replace table slots as ${slotsSql('plain')};
     create or replace table kept as ${blocksSql('slots')}`,
  )
  let layout: PackedLayout = {}
  const names = Object.keys(facts)
  for (let from = 0; from < names.length; from += size)
    layout = await renew({ kept: layout, facts, names: names.slice(from, from + size), rows: 'plain' })
  return layout
}

interface Renewal {
  kept: PackedLayout
  facts: FactsCatalogue
  names: readonly string[]
  rows: string
  elsewhere?: { facts: FactRow; where?: string }
}

async function renew({ kept, facts, names, rows, elsewhere }: Renewal): Promise<PackedLayout> {
  const [ranges] = await analysis.rows<Record<string, FactRange>>(factRangesSql(names, facts, rows))
  const renewed = packedLayout(ranges!, facts, elsewhere?.facts)
  const words = inWords(renewed)
  await analysis.run(`create or replace table words as ${wordsSql(words, facts, { rows, slots: 'slots' })}`)
  let layout = kept
  for (const [at, word] of words.entries()) {
    await analysis.run(
      `create or replace table packed as ${packSql(words, at, 'words')};
     create or replace table next as ${renewedSql({ kept: layout, renewed: word }, facts, { kept: 'kept', packed: 'packed', ...(elsewhere && { elsewhere }) })};
     drop table kept; alter table next rename to kept`,
    )
    layout = { ...layout, ...word }
  }
  return layout
}

type Counts = Record<string, Record<string, number>>

/** What JavaScript's own reading of each rule counts, person by person. */
function countPlainly(compiled: readonly CompiledRule[], rows: readonly FactRow[]): Counts {
  const names = compiled.flatMap(({ id }) => Object.values(countColumns(id)))
  const counts: Counts = {}
  rows.forEach((row, n) => {
    counts[countyOf(n)] ??= Object.fromEntries(['people', ...names].map((name) => [name, 0]))
    const county = counts[countyOf(n)]!
    county.people! += 1
    for (const rule of compiled) {
      const { answer } = rule.evaluate(row)
      if (answer === 'clue') county[countColumns(rule.id).yes]! += 1
      if (answer === 'cannot-say') county[countColumns(rule.id).cannotSay]! += 1
    }
  })
  return counts
}

async function countPacked(compiled: readonly CompiledRule[], layout: PackedLayout): Promise<Counts> {
  const answers = await analysis.rows<Record<string, bigint>>(countPackedSql(compiled, layout, 'kept'))
  return Object.fromEntries(
    answers.map(({ county, ...counts }) => [
      Number(county),
      Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, Number(count)])),
    ]),
  )
}

const conditions = fc.array(anyCondition({ nullTests: true, dates: true }), { minLength: 1, maxLength: 8 })
const people = (facts: FactsCatalogue) =>
  fc.array(anyRow(facts, { unknowns: true }), { minLength: 1, maxLength: 150, size: 'max' })

function compileAll(texts: readonly string[]): CompiledRule[] {
  fc.pre(texts.every((text) => parseCondition(text, { facts: testFacts }).term !== null))
  return texts.map((when, n) =>
    compileRule({ id: `rule-${n}`, when, since: plainDate('2026-01-01') }, testFacts),
  )
}

describe('packed facts', () => {
  it('give the counts of the plain three-valued reading, whatever the rules, facts and unknowns', async () => {
    await fc.assert(
      fc.asyncProperty(
        conditions,
        people(testFacts),
        fc.constantFrom(1, 4, 10),
        async (texts, rows, size) => {
          const compiled = compileAll(texts)
          const layout = await pack(rows, testFacts, size)
          expect(await countPacked(compiled, layout)).toEqual(countPlainly(compiled, rows))
        },
      ),
      { numRuns: 20 },
    )
  })

  it('give the counts of the shipped rules', async () => {
    const compiled = rules.map((rule) => compileRule(rule, factsCatalogue))
    await fc.assert(
      fc.asyncProperty(people(factsCatalogue), async (rows) => {
        const layout = await pack(rows, factsCatalogue, 20)
        expect(await countPacked(compiled, layout)).toEqual(countPlainly(compiled, rows))
      }),
      { numRuns: 5 },
    )
  })

  it('take the facts of one list anew and leave the others as they were', async () => {
    const names = ['some.int', 'some.kind', 'some.bool', 'some.date', 'other.money']
    const known = anyRow(testFacts, { unknowns: true })
    const change = fc.tuple(people(testFacts), fc.infiniteStream(fc.option(known, { freq: 2 })), known)
    await fc.assert(
      fc.asyncProperty(conditions, change, async (texts, [rows, changes, absent]) => {
        const compiled = compileAll(texts)
        const kept = await pack(rows, testFacts, 10)
        const listed = rows.map(() => changes.next().value as FactRow | null)
        const only = (row: FactRow): Record<string, FactValue> =>
          Object.fromEntries(names.map((name) => [name, row[name]]))
        const blank = Object.fromEntries(names.map((name) => [name, null]))
        const after = rows.map((row, n) => {
          const anew = listed[n] ?? (countyOf(n) === 990101 ? absent : blank)
          return { ...row, ...only(anew) }
        })
        const lines = listed.map((row) => ({ ...blank, ...row }))
        const onList = listed.flatMap((row, n) => (row ? [n] : []))
        const list = `(select n as person_id, * exclude (n) from ${factRowsSql(lines, testFacts)} v
          where n in (${[-1, ...onList].join(', ')}))`
        const elsewhere = { facts: only(absent), where: 'k.county = 990101' }
        const layout = await renew({ kept, facts: testFacts, names, rows: list, elsewhere })
        expect(await countPacked(compiled, layout)).toEqual(countPlainly(compiled, after))
      }),
      { numRuns: 10 },
    )
  })
})
