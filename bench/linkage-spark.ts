import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { sqlText } from '@zhucan/analysis'
import {
  assignPairs,
  dialectOf,
  type Engine,
  identityPlan,
  identityThresholds,
  linksSql,
  openSpark,
  reviewSql,
  scoreSides,
} from '@zhucan/matching'
import { findSpark } from '../tools/find-spark.ts'
import { localSettings, startCluster } from '../tools/spark-cluster.ts'
import type { BenchResult } from './bench.ts'
import { engineOver, type Sides, withSides } from './linkage-sides.ts'
import { processorMs } from './processor-time.ts'

const size = Number(process.env.LINKAGE_ROWS ?? 1_000_000)
const executorMemory = process.env.SPARK_EXECUTOR_MEMORY ?? '2600m'

/**
 * The linkage of `LINKAGE_ROWS` with as many rows on a standalone cluster of a master and two workers on this machine,
 * against DuckDB in the same run; fails when one link or one digit of a weight is another.
 */
export async function run(): Promise<BenchResult> {
  const found = findSpark()
  if ('missing' in found) throw new Error(found.missing)
  return withSides(size, async (sides) => {
    const duckdb = await linkHere(sides)
    const spark = await linkOnCluster(sides, found)
    const { other, links } = await compare(sides)
    if (other > 0) throw new Error(`${other} links or pairs for review are another on Spark`)
    return {
      ours: spark.seconds,
      baseline: duckdb.seconds,
      unit: 's',
      baselineIs: 'the same plan on DuckDB, same machine, same files; every link and weight is the same',
      cases: { processor: { ours: spark.cpu, baseline: duckdb.cpu, unit: 'CPU-s' } },
      figures: { rows: size, links, ...spark.figures, 'DuckDB: peak MB': duckdb.peakMB },
    }
  })
}

const made = ['links', 'review'] as const

async function link(engine: Engine, sides: Sides, name: string): Promise<void> {
  await engine.loadParquet('people', sides.register)
  await engine.loadParquet('rows', sides.file)
  const plan = identityPlan({ dialect: dialectOf(engine) })
  await scoreSides(engine, { plan, sides: { left: 'people', right: 'rows' } })
  await assignPairs(engine, identityThresholds, true)
  await engine.copyToParquet(`select * from (${linksSql}) as x`, join(sides.dir, `${name}-links.parquet`))
  await engine.copyToParquet(`select * from (${reviewSql}) as x`, join(sides.dir, `${name}-review.parquet`))
}

async function linkHere(sides: Sides) {
  const [start, cpu] = [performance.now(), processorMs(process.pid)]
  await using analysis = await engineOver(sides.dir, '3GB')
  await link(analysis, sides, 'duckdb')
  return {
    seconds: (performance.now() - start) / 1000,
    cpu: (processorMs(process.pid) - cpu) / 1000,
    peakMB: Math.round(process.resourceUsage().maxRSS / 1024),
  }
}

/** Start of the cluster and of the session is left out of the seconds, and is in the time of the processor. */
async function linkOnCluster(sides: Sides, { python, home }: { python: string; home: string }) {
  const cpu = processorMs(process.pid, true)
  const local = join(sides.dir, 'cluster')
  mkdirSync(local)
  const cluster = await startCluster(home, local, { memory: executorMemory })
  const conf = {
    ...localSettings,
    'spark.sql.shuffle.partitions': '8',
    'spark.driver.memory': '2g',
    'spark.executor.memory': executorMemory,
    'spark.local.dir': local,
  }
  const engine = await openSpark({
    master: cluster.master,
    python,
    folder: sides.dir,
    conf,
    memoryLimit: '2GB',
  })
  const folder = watchFolder(engine.folder)
  const start = performance.now()
  await link(engine, sides, 'spark')
  const seconds = (performance.now() - start) / 1000
  const { shuffled, fetched, busy } = await engine.spent()
  const parts = partsOf(process.pid)
  const sharedMB = folder.stop()
  await engine.close()
  await cluster.stop()
  return {
    seconds,
    cpu: (processorMs(process.pid, true) - cpu) / 1000,
    figures: {
      'seconds of tasks': Number(busy) / 1000,
      'shuffles written MB': Math.round(Number(shuffled) / 1e6),
      'shuffles fetched MB': Math.round(Number(fetched) / 1e6),
      'shared folder, peak MB': sharedMB,
      ...parts,
    },
  }
}

/** How many links and pairs for review are not the same, to the last digit. */
async function compare(sides: Sides): Promise<{ other: number; links: number }> {
  await using analysis = await engineOver(sides.dir, '1GB')
  let other = 0
  for (const what of made) {
    const rows = (name: string) =>
      `select * from read_parquet(${sqlText(join(sides.dir, `${name}-${what}.parquet`))})`
    const [row] = await analysis.rows<{ n: bigint }>(
      `select (select count(*) from (${rows('spark')} except ${rows('duckdb')})) + (select count(*) from (${rows('duckdb')} except ${rows('spark')})) as n`,
    )
    other += Number(row!.n)
  }
  const [all] = await analysis.rows<{ n: bigint }>(
    `select count(*) as n from read_parquet(${sqlText(join(sides.dir, 'duckdb-links.parquet'))})`,
  )
  return { other, links: Number(all!.n) }
}

/** How large a folder grows, looked at every two seconds. */
function watchFolder(folder: string): { stop(): number } {
  let peak = 0
  const look = () => {
    peak = Math.max(peak, sizeOf(folder))
  }
  const timer = setInterval(look, 2000)
  const stop = () => {
    look()
    clearInterval(timer)
    return Math.round(peak / 1e6)
  }
  return { stop }
}

function sizeOf(folder: string): number {
  try {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    return names.reduce(
      (sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0),
      0,
    )
  } catch {
    // Parts come and go while one looks.
    return 0
  }
}

const kinds = { driver: 'SparkSubmit', executor: 'CoarseGrainedExecutorBackend', daemon: 'deploy.' } as const

/** Memory at its peak and time of the processor of each part of Spark below a process; Linux only. */
function partsOf(pid: number): Record<string, number> {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(statusOf)
  const below = new Set([pid])
  for (let size = 0; size !== below.size; ) {
    size = below.size
    for (const one of all) if (below.has(one.parent)) below.add(one.pid)
  }
  const own = all.filter((one) => one.pid !== pid && below.has(one.pid))
  const shown = Object.entries(kinds).flatMap(([kind, mark]) => {
    const found = own.filter(
      ({ command }) => command.includes(mark) && (kind !== 'daemon' || !command.includes(kinds.driver)),
    )
    const cpu = found.reduce((sum, one) => sum + processorMs(one.pid), 0) / 1000
    return [
      [`${kind}: peak MB of one`, Math.max(0, ...found.map(({ peakMB }) => peakMB))],
      [`${kind}: CPU-s`, cpu],
    ] as const
  })
  return {
    ...Object.fromEntries(shown),
    'peak MB of all processes of Spark': own.reduce((sum, { peakMB }) => sum + peakMB, 0),
  }
}

function statusOf(name: string) {
  const text = readOrNothing(`/proc/${name}/status`)
  const field = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0)
  const command = readOrNothing(`/proc/${name}/cmdline`).replaceAll('\0', ' ')
  return { pid: Number(name), parent: field('PPid'), peakMB: Math.round(field('VmHWM') / 1024), command }
}

function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
