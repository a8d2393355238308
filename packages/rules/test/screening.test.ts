import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Analysis, openAnalysis } from '@zhucan/analysis'
import { factsCatalogue, rules } from '@zhucan/catalogue'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileRule, factRowOf, factTableColumns, screeningAnswer, screeningSql } from '../src/index.ts'

const people = 20_000
const compiled = rules.map((rule) => compileRule(rule, factsCatalogue))
let folder: string
let analysis: Analysis

/** A random value of a fact's column as SQL, unknown in one of eight. */
function randomCell(fact: string, type: string): string {
  const values = factsCatalogue[fact]?.values
  const pick = (items: readonly string[]) =>
    `(array_value(${items.join(', ')})::${type}[])[1 + floor(random() * ${items.length})::int]`
  const known = values
    ? pick(values.map(({ value }) => (typeof value === 'number' ? String(value) : `'${value}'`)))
    : type === 'BOOLEAN'
      ? '(random() < 0.5)'
      : `floor(random() * 220 - 20)::${type}`
  return `CASE WHEN random() < 0.125 THEN NULL ELSE ${known} END`
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhucan-screening-'))
  analysis = await openAnalysis({ dir: folder })
  const cells = factTableColumns(factsCatalogue).map(
    ({ fact, quoted, type }) => `${randomCell(fact, type)} AS ${quoted}`,
  )
  await analysis.run(
    `create table fact as select i as person_id, ${cells.join(', ')} from range(${people}) r(i)`,
  )
})

afterAll(async () => {
  await analysis?.close()
  await rm(folder, { recursive: true, force: true })
})

describe('screening a county', () => {
  it(`judges ${people} people by all rules in one scan`, async () => {
    await analysis.run(`create table answer as ${screeningSql(compiled, { table: 'fact' })}`)
    expect(compiled.length).toBeGreaterThanOrEqual(10)
    const counts = compiled.map(({ id }) => `count(*) FILTER ("${id}" = 1)::int AS "${id}"`).join(', ')
    const [found] = await analysis.rows<Record<string, number>>(`select ${counts} from answer`)
    expect(Object.entries(found ?? {}).filter(([, count]) => count === 0)).toEqual([])
  })

  it('gives each person the answer that JavaScript gives', async () => {
    const sample = '(select * from fact where person_id % 100 = 0)'
    const facts = await analysis.rows<Record<string, null>>(`${sample} order by person_id`)
    const answers = await analysis.rows<Record<string, number>>(
      `${screeningSql(compiled, { table: sample })} order by person_id`,
    )
    const numbers = {
      clue: screeningAnswer.clue,
      none: screeningAnswer.none,
      'cannot-say': screeningAnswer.cannotSay,
    }
    const ours = facts.map((row) => {
      const person = factRowOf(row, factsCatalogue)
      return Object.fromEntries(compiled.map((rule) => [rule.id, numbers[rule.evaluate(person).answer]]))
    })
    expect(answers.map(({ person_id: _id, ...row }) => row)).toEqual(ours)
  })

  it('keeps the key columns it was asked for, whatever their names', () => {
    const sql = screeningSql(compiled.slice(0, 1), { table: '"my table"', keys: ['person_id', 'odd "name"'] })
    expect(sql).toMatch(/^SELECT\n {2}f\."person_id",\n {2}f\."odd ""name""",\n {2}CAST\(CASE \("f"\./)
    expect(sql).toMatch(/AS "certificate-expired"\nFROM "my table" AS f$/)
  })
})
