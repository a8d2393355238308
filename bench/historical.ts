import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { openAnalysis, sqlText } from '@zhucan/analysis'
import type { BenchResult } from './bench.ts'
import { matchBy, publicSet, scores } from './public-sets.ts'

const map = {
  register: { unique_id: 'id' },
  compare: [
    { column: 'first_name', kind: 'name' },
    { column: 'surname', kind: 'name' },
    { column: 'dob', kind: 'date' },
    { column: 'postcode_fake', kind: 'postcode' },
    { column: 'birth_place', kind: 'text' },
    { column: 'occupation', kind: 'text' },
  ],
}
/** The best threshold of Splink 5, chosen with the truth at hand. */
const splinkF1 = 0.779

/** historical_50k through the command: duplicates in one file, pairwise F1 without looking at the truth. */
export async function run(): Promise<BenchResult> {
  const [register = ''] = publicSet('historical_50k.parquet')
  const { pairs, seconds, report } = await matchBy(map, 'pairs', ['--register', register, '--dedupe'])
  const person = (id: string) => id.slice(0, id.lastIndexOf('-'))
  const right = pairs.filter(([one, other]) => person(one) === person(other)).length
  const { precision, recall, f1 } = scores(right, pairs.length, await truePairs(register))
  return {
    ours: f1,
    baseline: splinkF1,
    unit: 'F1',
    better: 'higher',
    baselineIs: 'Splink 5 at the threshold that is best for it, pairwise, as measured before',
    figures: {
      precision,
      recall,
      pairs: report.linkage.pairs,
      's of the whole command': Math.round(seconds),
    },
  }
}

async function truePairs(path: string): Promise<number> {
  const dir = mkdtempSync(join(tmpdir(), 'zhucan-bench-'))
  try {
    await using analysis = await openAnalysis({ dir, folders: [dirname(path)] })
    const [row] = await analysis.rows<{ n: number }>(
      `select sum(n * (n - 1) / 2)::double as n from (select count(*) as n from read_parquet(${sqlText(path)}) group by cluster)`,
    )
    return row!.n
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}
