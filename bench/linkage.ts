import {
  assignPairs,
  identityPlan,
  identityThresholds,
  type LinkStep,
  linksSql,
  scoreSides,
} from '@zhucan/matching'
import type { BenchResult } from './bench.ts'
import { engineOver, openSides, qualityOf, type Sides, withSides } from './linkage-sides.ts'

const size = Number(process.env.LINKAGE_ROWS ?? 1_000_000)
/** What the prototype took for a million against a million on two quiet cores. */
const prototypeSeconds = 13.1

/** Links a register and a file without usable numbers, everything from Parquet; `LINKAGE_ROWS` sets the size. */
export async function run(): Promise<BenchResult> {
  return withSides(size, async (sides) => {
    const start = performance.now()
    const cpu = process.cpuUsage()
    const { links, steps, pairs } = await link(sides)
    const ours = (performance.now() - start) / 1000
    const { user, system } = process.cpuUsage(cpu)
    const { precision, recall } = qualityOf(links, sides.truth)
    return {
      ours,
      baseline: (prototypeSeconds * size) / 1_000_000,
      unit: 's',
      baselineIs: 'the prototype measured quietly at a million rows a side, scaled to this size',
      figures: {
        rows: size,
        pairs,
        'CPU seconds': Math.round((user + system) / 1e5) / 10,
        'peak MB of the process': Math.round(process.resourceUsage().maxRSS / 1024),
        precision: Number(precision.toFixed(5)),
        recall: Number(recall.toFixed(5)),
        ...steps,
      },
    }
  })
}

async function link(sides: Sides) {
  await using analysis = await engineOver(sides.dir, '3GB')
  const start = performance.now()
  const steps: Record<string, number> = {}
  const seconds = () => Number(((performance.now() - start) / 1000).toFixed(1))
  await openSides(analysis, sides)
  const report = await scoreSides(analysis, {
    plan: identityPlan(),
    sides: { left: 'people', right: 'rows' },
    onStep: (step: LinkStep) => {
      steps[`s until ${step}`] = seconds()
    },
  })
  await assignPairs(analysis, identityThresholds, true)
  const found = await analysis.rows<{ a: number; b: number }>(`select a, b from (${linksSql})`)
  return { links: new Map(found.map(({ a, b }) => [b, a])), steps, pairs: report.pairs }
}
