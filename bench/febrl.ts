import type { BenchResult } from './bench.ts'
import { matchBy, publicSet, scores } from './public-sets.ts'

const map = {
  register: { rec_id: 'id', given_name: 'name' },
  compare: [
    { column: 'name', kind: 'name' },
    { column: 'surname', kind: 'name' },
    { column: 'date_of_birth', kind: 'date' },
    { column: 'soc_sec_id', kind: 'code' },
    { column: 'suburb', kind: 'text' },
    { column: 'postcode', kind: 'postcode' },
    { column: 'address_1', kind: 'text' },
  ],
}
const rows = 5000
/** Splink 5 with the detailed model of its own notebook. */
const splinkF1 = 0.9995

/** FEBRL 4 through the command, as an operator would run it. */
export async function run(): Promise<BenchResult> {
  const [register = '', file = ''] = publicSet('febrl4a.csv', 'febrl4b.csv')
  const { pairs, seconds, report } = await matchBy(map, 'links', ['--register', register, '--file', file])
  const person = (id: string) => id.split('-')[1]
  const right = pairs.filter(([one, other]) => person(one) === person(other)).length
  const { precision, recall, f1 } = scores(right, pairs.length, rows)
  return {
    ours: f1,
    baseline: splinkF1,
    unit: 'F1',
    better: 'higher',
    baselineIs: 'Splink 5 with the model of its own notebook, as measured before',
    figures: {
      precision,
      recall,
      pairs: report.linkage.pairs,
      's of the whole command': Math.round(seconds),
    },
  }
}
