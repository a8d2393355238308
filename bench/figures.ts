import { countRegion } from '@zhucan/server'
import type { BenchResult } from './bench.ts'
import { openCity, quantile, timeEach } from './city-office.ts'

/** Indicators of a city of 150,000 holders in 1,916 villages: counting them, and opening them level by level. */
export async function run(): Promise<BenchResult> {
  const { office } = await openCity()
  try {
    const user = await office.user('data-clerk', '990100000000')
    const start = performance.now()
    const before = process.cpuUsage()
    await countRegion(office.server, user.id)
    const { user: own, system } = process.cpuUsage(before)
    const counted = (performance.now() - start) / 1000
    const clerk = await office.signIn(user)
    const open = (paths: readonly string[]) => async (n: number) => {
      const answer = await clerk.call(`/api/v1/figures${paths[n % paths.length]}`)
      if (answer.status !== 200) throw new Error(`${paths[n % paths.length]}: ${answer.status}`)
      await answer.json()
    }
    const places = ['990100000000', '990101000000', '990101050000', '990101050010', '990101002001']
    const drill = places.flatMap((region) =>
      ['holders', 'certificate-valid-rate', 'device-fitting-rate'].map((code) => `/${code}?region=${region}`),
    )
    const why = places.slice(0, 4).map((region) => `/certificate-valid-rate/why?region=${region}`)
    const records = places.slice(0, 4).map((region) => `/certificate-valid-rate/records?region=${region}`)
    const p95 = async (times: number, paths: readonly string[]) =>
      quantile(await timeEach(times, open(paths)), 0.95)
    const ours = await p95(150, drill)
    return {
      ours,
      baseline: 1000,
      unit: 'ms p95',
      baselineIs: 'the bar of 1 s for opening an indicator at any of five levels of a city',
      cases: {
        'board of all indicators': {
          ours: await p95(
            20,
            places.map((region) => `?region=${region}`),
          ),
          baseline: 1000,
          unit: 'ms p95',
        },
        'why this number': { ours: await p95(40, why), baseline: 1000, unit: 'ms p95' },
        'records behind it': { ours: await p95(40, records), baseline: 1000, unit: 'ms p95' },
      },
      figures: {
        'counting a city, s': Number(counted.toFixed(1)),
        'of it our own processor, s': Number(((own + system) / 1e6).toFixed(1)),
      },
    }
  } finally {
    await office.close()
  }
}
