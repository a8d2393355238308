import { createPool } from '@zhucan/db'
import { screenRegion } from '@zhucan/server'
import type { BenchResult } from './bench.ts'
import { cityPeople, openCity } from './city-office.ts'

/** A whole screening of a city in the server: facts, all rules, clues written; the rules alone beside it. */
export async function run(): Promise<BenchResult> {
  const { office } = await openCity()
  try {
    const clerk = await office.user('data-clerk', '990100000000')
    const seconds: number[] = []
    for (let n = 0; n < 3; n++) seconds.push(await screenOnce(office, clerk.id))
    const owner = createPool(office.database.ownerUrl, { max: 1 })
    await owner.query(`select set_config('app.reach', '{[000000000000,999999999999)}', false)`)
    const start = performance.now()
    await owner.query('create temp table copy_of_people as select * from person')
    const baseline = (performance.now() - start) / 1000
    const { rows } = await owner.query<{ n: bigint }>('select count(*) as n from clue')
    await owner.end()
    return {
      ours: Number(seconds.sort((a, b) => a - b)[1]!.toFixed(2)),
      baseline: Number(baseline.toFixed(2)),
      unit: 's',
      baselineIs: 'copying the table of people once',
      figures: { people: cityPeople, clues: Number(rows[0]!.n) },
    }
  } finally {
    await office.close()
  }
}

type City = Awaited<ReturnType<typeof openCity>>

async function screenOnce(office: City['office'], userId: string): Promise<number> {
  const start = performance.now()
  await screenRegion(office.server, userId)
  return (performance.now() - start) / 1000
}
