import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Analysis, openAnalysis } from '@zhucan/analysis'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { pairTable } from './blocking.ts'
import { duckdb, type Engine } from './dialect.ts'
import type { Plan } from './plan.ts'
import { compareAll } from './train.ts'

const plan: Plan = {
  id: 'names',
  fields: [{ source: 'name', columns: { name: 'VARCHAR' }, derive: (raw) => [raw] }],
  computed: [],
  counted: [],
  comparisons: [
    {
      id: 'name',
      missing: '(l.name is null or r.name is null)',
      levels: [{ id: 'same', when: 'l.name = r.name', start: 0.9 }],
    },
  ],
  rules: [],
}
const [before, after] = duckdb.keepsSides!

let dir: string
let analysis: Analysis

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'zhucan-sides-'))
  analysis = await openAnalysis({ dir })
  for (const side of ['left', 'right'])
    await analysis.run(
      `create table linkage_${side} as select * from (values (1, 'Li'), (2, 'Wu'), (3, 'Xu')) t(row_no, name)`,
    )
})
afterAll(async () => {
  await analysis.close()
  rmSync(dir, { recursive: true, force: true })
})

/** Compares so many of the nine pairs; tells the settings that were made around it, and the patterns found. */
async function compare(pairs: number) {
  const set: string[] = []
  const engine: Engine = {
    ...analysis,
    run: (sql) => {
      if (sql.startsWith('set ')) set.push(sql)
      return analysis.run(sql)
    },
  }
  await analysis.run(
    `create or replace table ${pairTable} as select l.row_no as a, r.row_no as b, 1::bigint as rules
     from linkage_left l cross join linkage_right r order by a, b limit ${pairs}`,
  )
  const blocking = { rules: [], pairs, taken: [], refused: [], contained: [], within: [] }
  const counts = compareAll(engine, { plan, blocking, shares: new Map(), u: [[]] })
  return { set, counts: await counts.catch(String) }
}

const setNow = async () => {
  const [row] = await analysis.rows<{ value: string }>(
    `select value from duckdb_settings() where name = 'disabled_optimizers'`,
  )
  return row!.value
}

it('pairs stream past tables of rows where there are more of them, and only then', async () => {
  const many = await compare(9)
  expect(many.set).toEqual([before, after])
  expect(many.counts).toMatchObject([{ count: 3 }, { count: 6 }])
  const few = await compare(2)
  expect(few.set).toEqual([])
  expect(few.counts).toMatchObject([{ count: 1 }, { count: 1 }])
})

it('the engine plans as ever after a comparison that failed', async () => {
  await analysis.run('alter table linkage_right rename column name to other')
  expect((await compare(9)).counts).toContain('name')
  expect(await setNow()).toBe('')
})
