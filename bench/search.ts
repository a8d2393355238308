import type { BenchResult } from './bench.ts'
import { openCity, quantile, timeEach } from './city-office.ts'

const bar = { number: 50, name: 300, list: 300, page: 50 }

/** So many take turns: one alone would have spent the day's budget. */
const seats = 40

/** Register search of a city clerk over HTTP with audit: by number, by name, a filtered list, a person's page. */
export async function run(): Promise<BenchResult> {
  const { office, known } = await openCity()
  try {
    const clerks: Awaited<ReturnType<typeof office.signIn>>[] = []
    for (let n = 0; n < seats; n++)
      clerks.push(await office.signIn(await office.user('data-clerk', '990100000000')))
    let turn = 0
    const ask = async (path: string, json?: unknown) => {
      const answer = await clerks[turn++ % seats]!.call(path, json === undefined ? {} : { json })
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`)
      return answer.json()
    }
    const ids = (await ask('/api/v1/persons?pageSize=200')).rows.map((r: { id: string }) => r.id)
    const times = {
      number: await timeEach(300, (n) =>
        ask('/api/v1/persons/find-by-number', { number: known[n % known.length] }),
      ),
      name: await timeEach(100, (n) =>
        ask(`/api/v1/persons?name=${encodeURIComponent('王李张刘陈'[n % 5] + '伟芳娜敏静'[n % 5]!)}`),
      ),
      list: await timeEach(50, (n) => ask(`/api/v1/persons?kind=holder&level=${1 + (n % 4)}&page=${1 + n}`)),
      page: await timeEach(200, (n) => ask(`/api/v1/persons/${ids[n % ids.length]}`)),
    }
    const p95 = Object.fromEntries(
      Object.entries(times).map(([k, v]) => [k, quantile(v, 0.95)]),
    ) as typeof bar
    return {
      ours: p95.number,
      baseline: quantile(await timeEach(300, () => office.server.pool.query('select 1')), 0.95),
      unit: 'ms p95',
      baselineIs: 'an empty query over the same pool; the bars are 50 ms by number, 300 ms by name',
      cases: Object.fromEntries(
        Object.entries(p95).map(([k, v]) => [
          k,
          { ours: v, baseline: bar[k as keyof typeof bar], unit: 'ms p95 against its bar' },
        ]),
      ),
    }
  } finally {
    await office.close()
  }
}
