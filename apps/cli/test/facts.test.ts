import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Analysis, openAnalysis } from '@zhucan/analysis'
import { factsCatalogue, rules } from '@zhucan/catalogue'
import { compileRule, factTableColumns, screeningSql } from '@zhucan/rules'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { whileLocked } from '../src/facts/facts-lock.ts'
import { runCommandLine } from '../src/run-command-line.ts'
import { cleanUp, makeHome } from './program.ts'

const home = makeHome()
const launcher = join(import.meta.dirname, '..', 'src', 'main.ts')
const compiled = rules.map((rule) => compileRule(rule, factsCatalogue))
let dir: string
let analysis: Analysis
const at = (name: string) => join(dir, name)

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'zhucan-cli-facts-'))
  analysis = await openAnalysis({ dir: at('spill'), folders: [dir] })
  const cells = factTableColumns(factsCatalogue).map(
    ({ fact, type, quoted }) =>
      `case when random() < 0.2 then null else ${randomCell(fact, type)} end as ${quoted}`,
  )
  await analysis.run(
    `create table plain as select i * 3 as person_id, 990101 + i % 3 as county, ${cells.join(', ')} from range(700) r(i)`,
  )
  await analysis.copyToParquet('from plain', at('facts.parquet'))
  await analysis.copyToParquet(
    `select i * 3 as person_id, i % 2 = 0 as "person_livingPaid", 202600 + i % 12 + 1 as "person_lastPaidMonth"
     from range(0, 800, 2) r(i)`,
    at('paid.parquet'),
  )
})

afterAll(async () => {
  await analysis.close()
  cleanUp()
  rmSync(dir, { recursive: true, force: true })
})

function randomCell(fact: string, type: string): string {
  const values = factsCatalogue[fact]?.values?.map(({ value }) =>
    typeof value === 'number' ? String(value) : `'${value}'`,
  )
  if (values)
    return `(array_value(${values.join(', ')})::${type}[])[1 + floor(random() * ${values.length})::int]`
  return type === 'BOOLEAN' ? '(random() < 0.5)' : `floor(random() * 220 - 20)::${type}`
}

async function zhucan(...args: string[]) {
  const answers: string[] = []
  const status = await runCommandLine([...args, '--json'], {
    env: home.env,
    answers: (text) => void answers.push(text),
    notes: () => undefined,
  })
  return { status, answer: JSON.parse(answers.join('')) as Record<string, never> }
}

/** The counts of the plain reading, as lines of the csv. */
async function plainLines(table: string): Promise<string[]> {
  const counts = compiled.flatMap(({ id }) => [
    `count(*) filter ("${id}" = 1)::int as "${id} y"`,
    `count(*) filter ("${id}" = -1)::int as "${id} u"`,
  ])
  const rows = await analysis.rows<Record<string, number>>(
    `select county, count(*)::int as people, ${counts.join(', ')}
     from (${screeningSql(compiled, { table, keys: ['county'] })}) group by county order by county`,
  )
  return rows.flatMap((row) =>
    compiled.map(({ id }) => [row.county, row.people, id, row[`${id} y`], row[`${id} u`]].join()),
  )
}

const lines = (name: string) => readFileSync(at(name), 'utf8').trim().split(/\r?\n/).slice(1).sort()

describe('kept facts', () => {
  it('give the counts of the plain reading by county, and again when one list came anew', async () => {
    const keep = ['facts', 'keep', '--table', at('facts.parquet'), '--kept', at('kept')]
    expect((await zhucan(...keep)).status).toBe(0)
    expect((await zhucan(...keep)).status, 'anew').toBe(0)
    expect(readdirSync(dir).sort()).toEqual(['facts.parquet', 'kept', 'paid.parquet', 'spill'])
    expect(statSync(at('kept/facts.parquet')).mode & 0o777).toBe(0o600)
    const counted = await zhucan('facts', 'count', '--kept', at('kept'), '--out', at('counts.csv'))
    expect(counted.answer).toMatchObject({ people: 700, counties: 3 })
    expect(lines('counts.csv')).toEqual((await plainLines('plain')).sort())

    const renewed = await zhucan(
      ...['facts', 'renew', '--kept', at('kept'), '--table', at('paid.parquet'), '--covers', '990101,990103'],
    )
    expect(renewed).toMatchObject({ status: 1, answer: { rows: 400, strangers: 50 } })
    await zhucan('facts', 'count', '--kept', at('kept'), '--out', at('counts.csv'))
    const anew = (column: string, otherwise: string) =>
      `if(p.person_id is not null, p."${column}", if(f.county <> 990102, ${otherwise}, null)) as "${column}"`
    const changed = `(select f.* replace (${anew('person_livingPaid', 'false')}, ${anew('person_lastPaidMonth', '0')})
      from plain f left join '${at('paid.parquet')}' p using (person_id))`
    expect(lines('counts.csv')).toEqual((await plainLines(changed)).sort())
  })

  it('try a condition that is no rule yet', async () => {
    const when = 'person.level <= 2 && person.age >= 60'
    const args = ['facts', 'count', '--kept', at('kept'), '--out', at('tried.csv'), '--when']
    const [plain] = await analysis.rows<{ yes: number }>(
      'select count(*)::int as yes from plain where person_level <= 2 and person_age >= 60',
    )
    expect((await zhucan(...args, when)).answer).toMatchObject({ rules: [{ rule: 'when', ...plain }] })
    expect(await zhucan(...args, 'person.nobody')).toMatchObject({
      status: 1,
      answer: { problem: { code: 'rule.unknown-fact' } },
    })
  })

  it('are refused in plain words when a table cannot be used, and what was kept stands', async () => {
    const before = readFileSync(at('kept/facts.parquet'))
    const bad = {
      'facts.column-missing': 'select 1 as person_id, 1 as other',
      'facts.column-type': `select 1 as person_id, 'yes' as "person_livingPaid"`,
      'facts.person-twice': 'select 3 as person_id, true as "person_livingPaid" from range(2)',
    }
    for (const [code, query] of Object.entries(bad)) {
      await analysis.copyToParquet(query, at('bad.parquet'))
      const refused = await zhucan('facts', 'renew', '--kept', at('kept'), '--table', at('bad.parquet'))
      expect(refused.answer).toMatchObject({ problem: { code } })
      expect(refused.status).toBeGreaterThan(0)
    }
    expect(readFileSync(at('kept/facts.parquet')).equals(before)).toBe(true)
    const elsewhere = await zhucan('facts', 'keep', '--table', at('facts.parquet'), '--kept', dir)
    expect(elsewhere.answer).toMatchObject({ problem: { code: 'facts.foreign-folder' } })
    expect(existsSync(at('facts.parquet'))).toBe(true)
    const nowhere = await zhucan('facts', 'count', '--kept', at('none'), '--out', at('none.csv'))
    expect(nowhere.answer).toMatchObject({ problem: { code: 'file.not-found' } })
    expect(existsSync(at('none.csv'))).toBe(false)
  })

  const renewal = (table: string) => ['facts', 'renew', '--kept', at('kept'), '--table', at(table)]

  it('take one renewal at a time: who comes second is told to wait, and neither is lost', async () => {
    await analysis.copyToParquet(`select 3 as person_id, true as "person_livingPaid"`, at('one.parquet'))
    await analysis.copyToParquet(`select 3 as person_id, 5 as "person_level"`, at('two.parquet'))
    const both = await Promise.all([zhucan(...renewal('one.parquet')), zhucan(...renewal('two.parquet'))])
    // On a busy machine one may have ended before the other begins; then both are taken.
    for (const [place, { status, answer }] of both.entries()) {
      if (status === 0) continue
      expect(answer).toMatchObject({ problem: { code: 'facts.in-use' } })
      expect((await zhucan(...renewal(['one.parquet', 'two.parquet'][place]!))).status).toBe(0)
    }
    const told = await whileLocked(at('kept'), () => zhucan(...renewal('one.parquet')))
    expect(told).toMatchObject({ status: 1, answer: { problem: { code: 'facts.in-use' } } })
    const when = (condition: string) =>
      zhucan('facts', 'count', '--kept', at('kept'), '--out', at('tried.csv'), '--when', condition)
    const { answer } = await when('person.livingPaid && person.level == 5')
    expect(answer).toMatchObject({ rules: [{ rule: 'when', yes: 1 }] })
    expect(readdirSync(dir).filter((name) => name.startsWith('kept'))).toEqual(['kept'])
  })

  it('keep what was kept when a renewal is killed, and the next one works', async () => {
    const before = readFileSync(at('kept/facts.parquet'))
    const env = { ...home.env, TMPDIR: at('spill') }
    const child = spawn(process.execPath, [launcher, ...renewal('paid.parquet')], { env, stdio: 'ignore' })
    const look = setInterval(() => existsSync(at('kept.lock')) && child.kill('SIGKILL'), 1)
    const [, signal] = await once(child, 'exit')
    clearInterval(look)
    // Killed too late it has finished, and then what it brought is there whole.
    if (signal === 'SIGKILL') expect(readFileSync(at('kept/facts.parquet')).equals(before)).toBe(true)
    expect((await zhucan(...renewal('paid.parquet'))).answer).toMatchObject({ rows: 400 })
    expect(readFileSync(at('kept/facts.parquet')).equals(before)).toBe(false)
    expect(readdirSync(dir).filter((name) => name.startsWith('kept'))).toEqual(['kept'])
  }, 120_000)
})
