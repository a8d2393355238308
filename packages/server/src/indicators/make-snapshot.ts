import { join } from 'node:path'
import { type Analysis, openAnalysis, type RollUpCount, rollUp, rollUpWeights } from '@zhucan/analysis'
import type { IndicatorBase } from '@zhucan/catalogue'
import { regionRange } from '@zhucan/kernel'
import type { CompiledIndicator } from '@zhucan/rules'
import { type Ctx, inSession, insertAudit, type Server, setProgress, type User } from '../platform/index.ts'
import { asProblem } from '../platform/problem-response.ts'
import { buildRecords, countRecords, keepRecords, streamRecords } from './counting.store.ts'
import { bases, neededColumns, readyOver } from './ready-indicators.ts'
import { keepSeenChanges } from './recount.store.ts'
import {
  copyValues,
  finishSnapshot,
  getSnapshot,
  listSources,
  thinSnapshots,
  type ValueRow,
} from './snapshots.store.ts'

const memoryLimit = '512MB'

/** Counts all computed indicators of a snapshot's region, at every level; all of it or nothing. */
export async function runSnapshot(server: Server, snapshotId: string, user: User): Promise<void> {
  const tell = (phase: string, state = 'running') =>
    inSession(server, user, (ctx) => setProgress(ctx, snapshotId, { phase, done: 0, total: null, state }))
  try {
    await tell('building-facts')
    await inSession(server, user, (ctx) => countAll(ctx, snapshotId))
  } catch (error) {
    const problem = asProblem(error, snapshotId, console.error)
    await inSession(server, user, (ctx) =>
      finishSnapshot(ctx, snapshotId, { problem: { code: problem.code, params: { ...problem.params } } }),
    )
    await tell('failed', 'failed')
  }
}

async function countAll(ctx: Ctx, snapshotId: string): Promise<void> {
  const { region } = await getSnapshot(ctx, snapshotId)
  await keepSeenChanges(ctx, snapshotId, region)
  await buildRecords(ctx, region)
  const analysis = await openAnalysis({ dir: join(ctx.dataDir, 'analysis'), memoryLimit, threads: 2 })
  let records = 0n
  let figures = 0
  try {
    for (const base of bases) {
      figures += await countBase(ctx, { snapshotId, region, base, analysis })
      await keepRecords(ctx, snapshotId, base)
      records += await countRecords(ctx, base)
    }
  } finally {
    await analysis.close()
  }
  const order = Object.fromEntries(bases.map((base) => [base, readyOver(base).map(({ code }) => code)]))
  await finishSnapshot(ctx, snapshotId, {
    records,
    sources: { lists: await listSources(ctx, region), order },
  })
  await thinSnapshots(ctx, snapshotId, region)
  await insertAudit(ctx, {
    action: 'figure.counted',
    subjectKind: 'indicator-snapshot',
    subjectId: snapshotId,
    details: { region, records: Number(records), figures },
  })
  await setProgress(ctx, snapshotId, { phase: 'done', done: figures, total: figures, state: 'done' })
}

interface Counting {
  snapshotId: string
  region: string
  base: IndicatorBase
  analysis: Analysis
}

async function countBase(ctx: Ctx, { snapshotId, region, base, analysis }: Counting): Promise<number> {
  const ready = readyOver(base)
  if (ready.length === 0) return 0
  const table = `counted_${base.replace('-', '_')}`
  const columns = Object.fromEntries(neededColumns(base).map(({ column, type }) => [column, type]))
  await analysis.appendRows(table, { region: 'BIGINT', ...columns }, streamRecords(ctx, base))
  const { lo, hi } = regionRange(region)
  const rolled = rollUp(analysis, {
    table,
    columns: ready.map((each) => ({ name: each.code, sql: each.sqlFor('f', rollUpWeights) })),
    range: { lo: BigInt(lo), hi: BigInt(hi) },
  })
  const byCode = new Map(ready.map((each) => [each.code, each]))
  async function* rows(): AsyncGenerator<ValueRow[]> {
    for await (const batch of rolled)
      yield batch.flatMap((at) =>
        at.counts.map((count) => valueRow(at.region, count, byCode.get(count.column)!)),
      )
  }
  return copyValues(ctx, snapshotId, rows())
}

function valueRow(region: string, count: RollUpCount, indicator: CompiledIndicator): ValueRow {
  return {
    indicator: indicator.code,
    version: indicator.version,
    region,
    numerator: count.counted,
    denominator: indicator.isRate ? count.counted + count.base : null,
    unknown: count.unknown,
    missing: count.missingPlaces,
  }
}
