import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { assignPairs, identityPlan, identityThresholds, linksSql, scoreSides } from '@zhucan/matching'
import type { BenchResult, Measured } from './bench.ts'
import { engineOver, qualityOf, type Sides, withSides } from './linkage-sides.ts'

const run_ = promisify(execFile)
const size = Number(process.env.LINKAGE_ROWS ?? 100_000)
const script = join(import.meta.dirname, 'splink-baseline.py')

/**
 * Real Splink on the same rows, stock and tuned (hamming for its edit distance). `SPLINK_PYTHON` names the python of a
 * virtual environment with splink in it; nothing is installed here.
 */
export async function run(): Promise<BenchResult> {
  const python = process.env.SPLINK_PYTHON
  if (!python || !existsSync(python)) throw new Error('name a python that has splink in SPLINK_PYTHON')
  return withSides(size, async (sides) => {
    const ours = await linkOurs(sides)
    const tuned = await linkSplink(python, sides, 'tuned')
    const stock = await linkSplink(python, sides, 'stock')
    const against = (other: Done): Measured => ({ ours: ours.cpu, baseline: other.cpu, unit: 'CPU-s' })
    return {
      ...against(tuned),
      baselineIs:
        'Splink from PyPI with hamming for its edit distance, same rows and fields, best partner by a margin of 2 bits',
      cases: { 'against stock': against(stock) },
      figures: { rows: size, ...shown('ours', ours), ...shown('tuned', tuned), ...shown('stock', stock) },
    }
  })
}

interface Done {
  readonly seconds: number
  readonly cpu: number
  readonly peakMB: number
  readonly precision: number
  readonly recall: number
}

function shown(name: string, done: Done): Record<string, number> {
  const entries = Object.entries(done).map(([key, value]) => [
    `${name}: ${key}`,
    Number(value.toPrecision(5)),
  ])
  return Object.fromEntries(entries) as Record<string, number>
}

async function linkOurs(sides: Sides): Promise<Done> {
  const start = performance.now()
  const before = process.cpuUsage()
  await using analysis = await engineOver(sides.dir, '3GB')
  await analysis.loadParquet('people', sides.register)
  await analysis.loadParquet('rows', sides.file)
  await scoreSides(analysis, { plan: identityPlan(), sides: { left: 'people', right: 'rows' } })
  await assignPairs(analysis, identityThresholds, true)
  const found = await analysis.rows<{ a: number; b: number }>(`select a, b from (${linksSql})`)
  const used = process.cpuUsage(before)
  return {
    seconds: (performance.now() - start) / 1000,
    cpu: (used.user + used.system) / 1e6,
    // Making the set is in it as well, so it flatters the other side.
    peakMB: process.resourceUsage().maxRSS / 1024,
    ...qualityOf(new Map(found.map(({ a, b }) => [b, a])), sides.truth),
  }
}

async function linkSplink(python: string, sides: Sides, mode: 'stock' | 'tuned'): Promise<Done> {
  const out = join(sides.dir, `${mode}.csv`)
  const { stdout } = await run_(python, [script, sides.register, sides.file, out, mode], {
    maxBuffer: 64 * 2 ** 20,
  })
  const measured = JSON.parse(stdout.trim().split('\n').at(-1)!) as Omit<Done, 'precision' | 'recall'>
  const lines = readFileSync(out, 'utf8').trimEnd().split('\n').slice(1)
  const links = lines.map((line) => line.trim().split(',').map(Number) as [number, number])
  return { ...measured, ...qualityOf(new Map(links.map(([a, b]) => [b, a])), sides.truth) }
}
