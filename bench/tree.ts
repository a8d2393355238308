import type { BenchResult } from './bench.ts'
import { openCity, quantile, timeEach } from './city-office.ts'

/** Opening the five-level tree anywhere with the national table and a city of 150,000 holders loaded. */
export async function run(): Promise<BenchResult> {
  const { office } = await openCity()
  try {
    const { rows } = await office.server.pool.query<{ code: string; n: bigint }>(
      'select count(*) as n, min(code) as code from region group by level order by level',
    )
    const sample = await office.server.pool.query<{ code: string }>(
      'select code from region tablesample bernoulli (0.05) where level < 5 limit 300',
    )
    const codes = ['000000000000', '990100000000', '990101000000', ...sample.rows.map((r) => r.code)]
    const clerk = await office.signIn(await office.user('data-clerk', '990100000000'))
    const open = (path: string) => async (n: number) => {
      const answer = await clerk.call(`/api/v1/regions/${codes[n % codes.length]}${path}`)
      if (answer.status !== 200) throw new Error(String(answer.status))
      await answer.json()
    }
    const plain = quantile(await timeEach(300, open('')), 0.95)
    const counted = quantile(await timeEach(300, open('?count=holders')), 0.95)
    return {
      ours: counted,
      baseline: 200,
      unit: 'ms p95',
      baselineIs:
        'the bar of 200 ms; opened at random places of all levels, with the holders of each child counted',
      cases: { 'without counts': { ours: plain, baseline: 200, unit: 'ms p95' } },
      figures: { regions: rows.reduce((sum, r) => sum + Number(r.n), 0) },
    }
  } finally {
    await office.close()
  }
}
