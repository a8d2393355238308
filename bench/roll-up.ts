import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Analysis, openAnalysis, rollUp, rollUpWeights, sumPlaces, sumRegions } from '@zhucan/analysis'
import { factsCatalogue, type IndicatorDefinition, indicators } from '@zhucan/catalogue'
import { categories } from '@zhucan/kernel'
import { type CompiledIndicator, compileIndicator, factTableColumns } from '@zhucan/rules'
import { type BenchResult, medianSeconds } from './bench.ts'

const people = 5_000_000
const villages = 25_000
const wanted = 40

/** What the catalogue counts of persons and households, and the same by category for severe holders and for women. */
function fortyIndicators(): CompiledIndicator[] {
  const own = indicators.filter(
    (each) => each.source === 'computed' && (each.over === 'person' || each.over === 'household'),
  )
  const [holders] = own.filter(({ code }) => code === 'holders') as [IndicatorDefinition]
  const further = ['person.level <= 2', 'person.sex == "female"'].flatMap((extra, group) =>
    categories.map(({ code }) => ({
      ...holders,
      code: `${code}-${group}`,
      numerator: {
        ...holders.numerator,
        when: `person.isHolder && person.category == "${code}" && ${extra}`,
      },
    })),
  )
  return [...own, ...further].slice(0, wanted).map((each) => compileIndicator(each)!)
}

/** An even value of a fact from the row's number, unknown in one of nineteen. */
function cell(fact: string, type: string, at: number): string {
  const values = factsCatalogue[fact]?.values?.map(({ value }) =>
    typeof value === 'number' ? value : `'${value}'`,
  )
  const spread = `((i * ${1_000_003 + at * 15_838}) >> 7)`
  const pick =
    values && `(array_value(${values.join(', ')})::${type}[])[1 + (${spread} % ${values.length})::int]`
  const known = pick ?? (type === 'BOOLEAN' ? `(${spread} % 2 = 0)` : `(${spread} % 240 - 20)::${type}`)
  return `case when (i * ${31 + at * 2}) % 19 = 0 then null else ${known} end`
}

async function makeFacts(analysis: Analysis, forty: readonly CompiledIndicator[]): Promise<void> {
  const used = new Set(forty.flatMap(({ facts }) => facts))
  const cells = factTableColumns(factsCatalogue)
    .filter(({ fact }) => used.has(fact))
    .map(({ fact, quoted, type }, at) => `${cell(fact, type, at)} as ${quoted}`)
  const village = `(i // ${people / villages})`
  await analysis.run(`create table fact as select
    (990100000000 + ${village} // 2000 * 1000000 + (${village} // 20 % 100 + 1) * 1000 + ${village} % 20 + 1)::bigint as region,
    ((i * 77) % 10 < 9) as "person_isHolder", ${cells.join(', ')} from range(${people}) r(i)`)
}

/** Processor seconds of all threads: on a machine that others use as well, the wall clock says little. */
async function processorSeconds(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return Number(((user + system) / 1e6).toFixed(2))
}

/** Forty indicators of five million people, from the fact table to every region of five levels. */
export async function run(): Promise<BenchResult> {
  const dir = mkdtempSync(join(tmpdir(), 'zhucan-bench-'))
  try {
    await using analysis = await openAnalysis({ dir, memoryLimit: '3GB', threads: 2 })
    const forty = fortyIndicators()
    await makeFacts(analysis, forty)
    const columns = forty.map((each) => ({ name: each.code, sql: each.sqlFor('f', rollUpWeights) }))
    const range = { lo: 990_000_000_000n, hi: 999_999_999_999n }
    const inEngine = async () => {
      await sumPlaces(analysis, { table: 'fact', columns })
      await sumRegions(analysis, { columns, range })
    }
    let figures = 0
    const readOut = async () => {
      figures = 0
      for await (const batch of rollUp(analysis, { table: 'fact', columns, range }))
        figures += batch.reduce((sum, { counts }) => sum + counts.length, 0)
    }
    const plain = () =>
      analysis.run('create or replace table plain as select region, count(*) as n from fact group by region')
    return {
      ours: await medianSeconds(3, inEngine),
      baseline: await medianSeconds(3, plain),
      unit: 's',
      baselineIs: 'one plain count a village in the same engine; the bar is 2 s on two free cores',
      cases: {
        'processor time': {
          ours: await processorSeconds(inEngine),
          baseline: await processorSeconds(plain),
          unit: 'CPU s',
        },
        'every figure read out': {
          ours: await processorSeconds(readOut),
          baseline: await processorSeconds(plain),
          unit: 'CPU s',
        },
      },
      figures: { people, villages, indicators: forty.length, figures },
    }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}
