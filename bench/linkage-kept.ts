import { join } from 'node:path'
import { type Analysis, sqlText } from '@zhucan/analysis'
import {
  assignPairs,
  identityPlan,
  identityThresholds,
  keepLinkage,
  linkageTables,
  prepareRegister,
  relinkChanged,
  scoreAgainst,
  scoreSides,
} from '@zhucan/matching'
import type { BenchResult } from './bench.ts'
import { engineOver, openSides, type Sides, withSides } from './linkage-sides.ts'

const size = Number(process.env.KEPT_ROWS ?? 200_000)
const plan = identityPlan()

/** One in a hundred of a register changed, and a new file, against what was kept; `KEPT_ROWS` sets the size. */
export async function run(): Promise<BenchResult> {
  return withSides(size, async (sides) => {
    await using analysis = await engineOver(sides.dir, '2GB')
    await openSides(analysis, sides)
    const full = await timed(() => linkFull(analysis))
    const keeping = await timed(() => keepLinkage(analysis, keptIn(sides), { plan, report: full.value }))
    const changed = await timed(() => relink(analysis, sides))
    const file = await linkNew(analysis, sides)
    const baseline = full.cpu
    return {
      ...{ ours: changed.cpu, baseline, unit: 'CPU-s' },
      baselineIs: 'a full run over the same two files: reading, pairs, training, choosing',
      cases: {
        '1 % of the register changed': { ours: changed.cpu, baseline, unit: 'CPU-s' },
        'a new file against the index': { ours: file.cpu, baseline, unit: 'CPU-s' },
      },
      figures: {
        rows: size,
        'full, s': full.wall,
        'changed, s': changed.wall,
        'new file, s': file.wall,
        'keeping a run, CPU-s': keeping.cpu,
        'making the index, CPU-s': file.index,
      },
    }
  })
}

async function timed<Value>(work: () => Promise<Value>) {
  const start = performance.now()
  const before = process.cpuUsage()
  const value = await work()
  const { user, system } = process.cpuUsage(before)
  return { value, cpu: rounded((user + system) / 1e6), wall: rounded((performance.now() - start) / 1000) }
}

const rounded = (value: number) => Number(value.toFixed(2))

async function linkFull(analysis: Analysis) {
  const report = await scoreSides(analysis, { plan, sides: { left: 'people', right: 'rows' } })
  await assignPairs(analysis, identityThresholds, true)
  return report
}

const keptIn = ({ dir }: Sides) => join(dir, 'kept')

/** Every hundredth person moves to another door and telephone. */
async function relink(analysis: Analysis, sides: Sides): Promise<void> {
  await analysis.run(
    `create table moved as select * replace ('9组99号' as address, '19900000000' as phone) from people where row_no % 100 = 7;
     create table gone as select row_no from moved`,
  )
  await relinkChanged(analysis, keptIn(sides), { plan, now: 'moved', gone: 'gone' })
  await assignPairs(analysis, identityThresholds, true)
}

async function linkNew(analysis: Analysis, { dir }: Sides) {
  const path = (table: string) => join(dir, `index-${table}.parquet`)
  const index = await timed(async () => {
    const shares = await prepareRegister(analysis, plan, 'people')
    for (const table of linkageTables(plan).register)
      await analysis.copyToParquet(`select * from ${table}`, path(table))
    await analysis.run('drop table linkage_left')
    return shares
  })
  const file = await timed(async () => {
    const kept = (table: string) => `read_parquet(${sqlText(path(table))})`
    await scoreAgainst(analysis, { plan, rows: 'rows', kept, shares: [...index.value] })
    await assignPairs(analysis, identityThresholds, true)
  })
  return { ...file, index: index.cpu }
}
