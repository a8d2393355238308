import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAnalysis } from '@zhucan/analysis'
import { factsCatalogue, rules } from '@zhucan/catalogue'
import { compileRule, factTableColumns, screeningSql } from '@zhucan/rules'
import { countKept, keepFactTable } from '@zhucan/server'
import { type BenchResult, medianSeconds } from './bench.ts'

const people = 150_000
const compiled = rules.map((rule) => compileRule(rule, factsCatalogue))
const ten = compiled.slice(0, 10)

/** A random value of a fact's column as SQL, unknown in one of eight. */
function randomCell(fact: string, type: string): string {
  const values = factsCatalogue[fact]?.values?.map(({ value }) =>
    typeof value === 'number' ? String(value) : `'${value}'`,
  )
  const pick =
    values && `(array_value(${values.join(', ')})::${type}[])[1 + floor(random() * ${values.length})::int]`
  const known = pick ?? (type === 'BOOLEAN' ? '(random() < 0.5)' : `floor(random() * 220 - 20)::${type}`)
  return `case when random() < 0.125 then null else ${known} end`
}

/** Ten rules over a city's fact table in DuckDB: one scan against one query a rule. */
export async function run(): Promise<BenchResult> {
  const dir = mkdtempSync(join(tmpdir(), 'zhucan-bench-'))
  try {
    await using analysis = await openAnalysis({ dir: join(dir, 'spill'), folders: [dir] })
    const cells = factTableColumns(factsCatalogue).map(
      ({ fact, quoted, type }) => `${randomCell(fact, type)} as ${quoted}`,
    )
    await analysis.run(
      `create table fact as select i as person_id, 990101 + i % 7 as county, ${cells.join(', ')} from range(${people}) r(i)`,
    )
    const scan = (some: typeof compiled) => () =>
      analysis.run(`create or replace table answer as ${screeningSql(some, { table: 'fact' })}`)
    const ours = await medianSeconds(5, scan(ten))
    const baseline = await medianSeconds(5, async () => {
      for (const rule of ten)
        await analysis.run(`create or replace table answer as ${screeningSql([rule], { table: 'fact' })}`)
    })
    const kept = join(dir, 'kept')
    const start = performance.now()
    await keepFactTable(analysis, kept, { rows: 'fact', facts: Object.keys(factsCatalogue) })
    const packing = Number(((performance.now() - start) / 1000).toFixed(3))
    const counted = await medianSeconds(5, () => countKept(analysis, kept, ten))
    return {
      ours,
      baseline,
      unit: 's',
      cases: { 'counts by county of packed facts': { ours: counted, baseline: ours, unit: 's' } },
      baselineIs: 'the same ten rules as ten queries over the same table; the bar is 2 s',
      figures: {
        people,
        'packing all facts, s': packing,
        'all rules, s': Number((await medianSeconds(5, scan(compiled))).toFixed(3)),
      },
    }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}
