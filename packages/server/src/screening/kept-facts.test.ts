import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Analysis, openAnalysis } from '@zhucan/analysis'
import { factsCatalogue } from '@zhucan/catalogue'
import { plainDate } from '@zhucan/kernel'
import { compileRule } from '@zhucan/rules'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { countKept, keepFactTable, renewFacts } from './kept-facts.store.ts'

const since = plainDate('2026-01-01')
const rules = [
  compileRule({ id: 'paid', when: 'person.livingPaid', since }, factsCatalogue),
  compileRule({ id: 'old', when: 'person.age >= 60', since }, factsCatalogue),
]
const people = 200
const paid = (from: number) =>
  `(select i::int as person_id, i >= ${from} as "person_livingPaid" from range(${people}) t(i))`
const aged = (years: number) =>
  `(select i::int as person_id, ${years} + i // 100 as "person_age" from range(${people}) t(i))`

let folder = ''
let analysis: Analysis
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhucan-kept-facts-'))
  analysis = await openAnalysis({ dir: join(folder, 'spill'), folders: [folder] })
})
afterAll(async () => {
  await analysis.close()
  await rm(folder, { recursive: true, force: true })
})

test.each([
  ['the layout', 'parquet_kv_metadata'],
  ['the facts', 'order by county'],
])('a count beside a renewal is of one version, also if that comes right after %s', async (_what, sql) => {
  const kept = join(folder, sql.replaceAll(' ', '-'))
  await keepFactTable(analysis, kept, {
    rows: `(select *, 990101 as county, true as "person_livingPaid" from ${aged(20)})`,
    facts: ['person.age', 'person.livingPaid'],
  })
  let isRenewed = false
  const renewing: Analysis = {
    ...analysis,
    rows: async <Row extends object>(query: string) => {
      const found = await analysis.rows<Row>(query)
      if (query.includes(sql) && !isRenewed) {
        isRenewed = true
        await renewFacts(analysis, kept, { facts: ['person.livingPaid'], rows: paid(150) })
        await renewFacts(analysis, kept, { facts: ['person.age'], rows: aged(59) })
      }
      return found
    },
  }
  const counted = await countKept(renewing, kept, rules)
  expect(isRenewed).toBe(true)
  expect(counted).toEqual([
    { county: 990101, people, rules: { paid: { yes: 50, cannotSay: 0 }, old: { yes: 100, cannotSay: 0 } } },
  ])
})
