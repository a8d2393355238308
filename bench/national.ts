import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BenchResult, Measured } from './bench.ts'
import { matchPayments } from './national-exact.ts'
import { linkResidual } from './national-residual.ts'
import { screenNation } from './national-rules.ts'

const scale = Number(process.env.NATIONAL_SCALE ?? 1)
const sizes = { persons: 38_000_000, payments: 50_000_000, residual: 1_500_000 }
const parts = { exact: matchPayments, residual: linkResidual, rules: screenNation } as const

/** A nation as Parquet files in a folder: register, payments, residual. */
export interface Nation {
  readonly dir: string
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

/**
 * The sizes of a nation: payments matched by number, a list without numbers linked, ten rules for everybody; `NATIONAL_SCALE`
 * makes it smaller, `NATIONAL_PART` runs one part only, `NATIONAL_DIR` uses files that are there.
 */
export async function run(): Promise<BenchResult> {
  const given = process.env.NATIONAL_DIR
  const dir = given ?? mkdtempSync(join(tmpdir(), 'zhucan-national-'))
  const cases: Record<string, Measured> = {}
  const figures: Record<string, number> = { scale }
  try {
    const nation = { dir, ...scaled() }
    if (given === undefined) figures['making the files, s'] = makeNation(nation)
    for (const [name, work] of Object.entries(parts)) {
      if ((process.env.NATIONAL_PART ?? name) !== name) continue
      const done = await work(nation)
      cases[name] = { ours: done.seconds, baseline: done.prototype * scale, unit: 's' }
      for (const [what, value] of Object.entries(done.figures)) figures[`${name}: ${what}`] = value
    }
  } finally {
    if (given === undefined) rmSync(dir, { recursive: true, force: true })
  }
  const sum = (of: 'ours' | 'baseline') => Object.values(cases).reduce((all, one) => all + one[of], 0)
  const baselineIs = 'the prototype measured quietly at a whole nation, scaled to this size'
  return { ours: sum('ours'), baseline: sum('baseline'), unit: 's', baselineIs, cases, figures }
}

function scaled() {
  const entries = Object.entries(sizes).map(([name, rows]) => [name, Math.round(rows * scale)] as const)
  return Object.fromEntries(entries) as typeof sizes
}

/** Has `zhucan demo` make the files in a process of its own; returns its seconds. */
function makeNation({ dir, persons, payments, residual }: Nation): number {
  const { bavail, bsize } = statfsSync(dir)
  if (bavail * bsize < 25e9 * scale) throw new Error('a nation takes 25 GB of the temporary folder')
  const start = performance.now()
  const launcher = join(import.meta.dirname, '../apps/cli/bin/zhucan.mjs')
  const wanted = ['--persons', persons, '--payments', payments, '--residual', residual].map(String)
  execFileSync(process.execPath, [launcher, 'demo', '--parquet', ...wanted, '--seed', '1', '--out', dir], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return Number(((performance.now() - start) / 1000).toFixed(1))
}
