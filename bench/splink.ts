import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { assignPairs, identityPlan, identityThresholds, linksSql, scoreSides } from '@zhucan/matching'
import type { BenchResult, Measured } from './bench.ts'
import { engineOver, openSides, qualityOf, type Sides, withSides } from './linkage-sides.ts'

const run_ = promisify(execFile)
const size = Number(process.env.LINKAGE_ROWS ?? 100_000)
const script = join(import.meta.dirname, 'splink-baseline.py')

/**
 * Real Splink on the same rows: with exactly our rules on fields our engine has read, whose cost is added to its time and
 * shown apart, and with eight rules on names as written. Tuned is hamming for its edit distances, trained on narrow blocks;
 * stock is its library's edit distances, trained on the same; documented is the quick start of its release.
 * `SPLINK_PYTHON` names the python of a virtual environment with splink in it; nothing is installed here.
 */
export async function run(): Promise<BenchResult> {
  const python = process.env.SPLINK_PYTHON
  if (!python || !existsSync(python)) throw new Error('name a python that has splink in SPLINK_PYTHON')
  return withSides(size, async (sides) => {
    const { done: ours, reading } = await linkOurs(sides)
    const same = {
      ...sides,
      register: join(sides.dir, 'left-read.parquet'),
      file: join(sides.dir, 'right-read.parquet'),
    }
    const tuned = await linkSplink(python, sides, 'tuned', 'own')
    const stock = await linkSplink(python, sides, 'stock', 'own')
    const sameTuned = await linkSplink(python, same, 'tuned', 'same')
    const sameStock = await linkSplink(python, same, 'stock', 'same')
    const sameDocumented = await linkSplink(python, same, 'documented', 'same')
    const against = (cpu: number): Measured => ({ ours: ours.cpu, baseline: cpu, unit: 'CPU-s' })
    return {
      ...against(sameTuned.cpu + reading),
      baselineIs:
        'Splink from PyPI with hamming for its edit distance, our rules and fields, the reading of the fields added',
      cases: {
        'same rules, stock': against(sameStock.cpu + reading),
        'same rules, documented': against(sameDocumented.cpu + reading),
        'eight rules, tuned': against(tuned.cpu),
        'eight rules, stock': against(stock.cpu),
      },
      figures: {
        rows: size,
        'reading of fields, CPU-s': Number(reading.toPrecision(4)),
        ...shown('ours', ours),
        ...shown('same rules, tuned', sameTuned),
        ...shown('same rules, stock', sameStock),
        ...shown('same rules, documented', sameDocumented),
        ...shown('eight rules, tuned', tuned),
        ...shown('eight rules, stock', stock),
      },
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

const readColumns = `s.row_no as unique_id, s.name, s.birth, s.address, s.number, p.family as surname, p.sound, p.folded,
  p.birth as dob, p.birth_sorted as dob_sorted, p.year, p.sex, p.county, p.town, p.village, p.home, p.phone::varchar as phone,
  p.id_county, p.id_birth, p.id_tail`

async function linkOurs(sides: Sides): Promise<{ done: Done; reading: number }> {
  const start = performance.now()
  const before = process.cpuUsage()
  const spent = () => {
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1e6
  }
  await using analysis = await engineOver(sides.dir, '3GB')
  await openSides(analysis, sides)
  let reading = 0
  await scoreSides(analysis, {
    plan: identityPlan(),
    sides: { left: 'people', right: 'rows' },
    onStep: (step) => {
      if (step === 'prepared') reading = spent()
    },
  })
  await assignPairs(analysis, identityThresholds, true)
  const out = join(sides.dir, 'ours.parquet')
  await analysis.copyToParquet(`select a, b from (${linksSql})`, out)
  const measured = {
    seconds: (performance.now() - start) / 1000,
    cpu: spent(),
    peakMB: process.resourceUsage().maxRSS / 1024,
  }
  for (const [side, raw] of [
    ['left', 'people'],
    ['right', 'rows'],
  ])
    await analysis.copyToParquet(
      `select ${readColumns} from ${raw} s join linkage_${side} p using (row_no)`,
      join(sides.dir, `${side}-read.parquet`),
    )
  const found = await analysis.rows<{ a: number; b: number }>(`select a, b from (${linksSql})`)
  return {
    done: { ...measured, ...qualityOf(new Map(found.map(({ a, b }) => [b, a])), sides.truth) },
    reading,
  }
}

async function linkSplink(
  python: string,
  sides: Sides,
  mode: 'stock' | 'tuned' | 'documented',
  fields: 'own' | 'same',
): Promise<Done> {
  const out = join(sides.dir, `${fields}-${mode}.csv`)
  const { stdout } = await run_(python, [script, sides.register, sides.file, out, mode, fields], {
    maxBuffer: 64 * 2 ** 20,
  })
  const measured = JSON.parse(stdout.trim().split('\n').at(-1)!) as Omit<Done, 'precision' | 'recall'>
  const lines = readFileSync(out, 'utf8').trimEnd().split('\n').slice(1)
  const links = lines.map((line) => line.trim().split(',').map(Number) as [number, number])
  return { ...measured, ...qualityOf(new Map(links.map(([a, b]) => [b, a])), sides.truth) }
}
