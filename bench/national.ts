import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BenchResult, Measured } from './bench.ts'
import { matchPayments } from './national-exact.ts'
import { linkResidual } from './national-residual.ts'
import { screenNation } from './national-rules.ts'

const sizes = { persons: 38_000_000, payments: 50_000_000, residual: 1_500_000 }
const parts = { exact: matchPayments, residual: linkResidual, rules: screenNation } as const
const seed = 1
const demo = join(import.meta.dirname, '../packages/demo/src')
/** What the people of a nation depend on. */
const recipe = ['national', 'people', 'linkage', 'random.ts', '../../../apps/cli/src/demo']

/** A nation as Parquet files: register, payments, residual; `work` is for what a run makes of them. */
export interface Nation {
  readonly dir: string
  readonly work: string
  readonly persons: number
  readonly payments: number
  readonly residual: number
}

/** What a part measured: seconds of wall and processor, peak memory, and the prototype's figure for the whole nation. */
export interface PartResult {
  readonly seconds: number
  readonly prototype: number
  readonly figures: Readonly<Record<string, number>>
}

/** What to run: how large a nation, which part of the work, where its files are kept. */
export interface NationalRun {
  readonly scale: number
  readonly part?: string | undefined
  readonly dir?: string | undefined
}

/**
 * The sizes of a nation: payments matched by number, a list without numbers linked, ten rules for everybody.
 * `NATIONAL_SCALE` makes it smaller, `NATIONAL_PART` runs one part only (`files` only makes the files), `NATIONAL_DIR`
 * says where files are kept. Files that are there are used again.
 */
export function run(): Promise<BenchResult> {
  const { NATIONAL_SCALE, NATIONAL_PART: part, NATIONAL_DIR: dir } = process.env
  return runNational({ scale: Number(NATIONAL_SCALE ?? 1), part, dir })
}

/** Runs the parts asked for and removes what they made of the files. */
export async function runNational({ scale, part, dir: given }: NationalRun): Promise<BenchResult> {
  const wanted = scaled(scale)
  const dir = given ?? join(tmpdir(), `zhucan-bench-nation-${markOf(wanted)}`)
  const cases: Record<string, Measured> = {}
  const figures: Record<string, number> = { scale }
  const work = join(dir, `work-${process.pid}`)
  mkdirSync(work, { recursive: true })
  try {
    const nation = { dir, work, ...wanted }
    if (!isMade(dir)) figures['making the files, s'] = makeNation(nation, scale)
    for (const [name, measure] of Object.entries(parts)) {
      if ((part ?? name) !== name) continue
      const done = await measure(nation)
      cases[name] = { ours: done.seconds, baseline: done.prototype * scale, unit: 's' }
      for (const [what, value] of Object.entries(done.figures)) figures[`${name}: ${what}`] = value
    }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  const sum = (of: 'ours' | 'baseline') => Object.values(cases).reduce((all, one) => all + one[of], 0)
  const baselineIs = 'the prototype measured quietly at a whole nation, scaled to this size'
  return { ours: sum('ours'), baseline: sum('baseline'), unit: 's', baselineIs, cases, figures }
}

function scaled(scale: number) {
  const entries = Object.entries(sizes).map(
    ([name, rows]) => [name, Math.max(100, Math.round(rows * scale))] as const,
  )
  return Object.fromEntries(entries) as typeof sizes
}

/** Names the files that these sizes and this program make, so that others are never taken for them. */
function markOf(wanted: typeof sizes): string {
  const hash = createHash('sha256').update(JSON.stringify({ ...wanted, seed }))
  for (const part of recipe) for (const path of filesOf(join(demo, part))) hash.update(readFileSync(path))
  return hash.digest('hex').slice(0, 12)
}

function filesOf(path: string): string[] {
  if (path.endsWith('.ts')) return [path]
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' })
  return files
    .filter((file) => file.endsWith('.ts') && !file.includes('.test.'))
    .sort()
    .map((file) => join(path, file))
}

// The last of the three, and each is there only when it is whole.
function isMade(dir: string): boolean {
  return existsSync(join(dir, 'residual.parquet'))
}

/** Has `zhucan demo` make the files in a process of its own; returns its seconds. */
function makeNation({ dir, persons, payments, residual }: Nation, scale: number): number {
  const { bavail, bsize } = statfsSync(dir)
  if (bavail * bsize < 25e9 * scale) throw new Error('a nation takes 25 GB of the temporary folder')
  const start = performance.now()
  const launcher = join(import.meta.dirname, '../apps/cli/bin/zhucan.mjs')
  const wanted = ['--persons', persons, '--payments', payments, '--residual', residual, '--seed', seed]
  execFileSync(process.execPath, [launcher, 'demo', '--parquet', ...wanted.map(String), '--out', dir], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return Number(((performance.now() - start) / 1000).toFixed(1))
}
