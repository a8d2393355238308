import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { loadKeyring } from '@zhucan/crypto'
import { createPool } from '@zhucan/db'
import { regionRange } from '@zhucan/kernel'
import { type BenchCity, type BenchClerk, benchDay, openApiCity } from './api-city.ts'
import { type Answers, type Asker, ask, load } from './api-load.ts'
import { question, type Subjects } from './api-mix.ts'
import type { BenchResult, Measured } from './bench.ts'
import { quantile } from './city-office.ts'
import { removeLeftRuns } from './left-runs.ts'
import { processorMs } from './processor-time.ts'

const bar = 50
const warmUpSeconds = 20
const seconds = Number(process.env.BENCH_SECONDS || 60)

/**
 * Fifty clerks of different places ask the real server over HTTP once a second each, entries of the audit written and
 * sealed as always; beside them somebody asks for an empty query once a second.
 */
export async function run(): Promise<BenchResult> {
  const city = await openApiCity()
  await removeLeftRuns(city)
  const api = await start('api', city)
  const worker = await start('worker', city)
  try {
    const askers = await signAllIn(city, api.port)
    await load(api.port, askers, warmUpSeconds)
    const before = usage(city, api.pid, worker.pid)
    const answers = await load(api.port, [...askers, ...baselineAskers], seconds)
    const after = usage(city, api.pid, worker.pid)
    return result(answers, before, after)
  } finally {
    await stop(api.child)
    await stop(worker.child)
    await city.close()
  }
}

async function start(app: 'api' | 'worker', city: BenchCity) {
  const child = fork(join(import.meta.dirname, '..', 'apps', app, 'src', 'main.ts'), {
    env: {
      ...process.env,
      DATABASE_APP_URL: city.appUrl,
      ZHUCAN_DATA: city.dataDir,
      ZHUCAN_KEYS: city.keysDir,
      ZHUCAN_DEMO: '1',
      ZHUCAN_DAY: benchDay,
      PORT: '18420',
    },
  })
  const ended = once(child, 'exit').then(() => [{}])
  const [message] = (await Promise.race([once(child, 'message'), ended])) as [
    { ready?: true; port?: number; code?: string },
  ]
  if (!message.ready) throw new Error(`the ${app} did not start: ${message.code}`)
  return { child, pid: child.pid ?? 0, port: message.port ?? 0 }
}

async function stop(child: ReturnType<typeof fork>): Promise<void> {
  if (child.exitCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}

const baselineAskers: readonly Asker[] = ['healthz', 'readyz'].map((name) => ({
  cookie: '',
  next: () => ({ route: name, path: `/${name}` }),
}))

/** A real session for everybody, opened one after the other as in a morning. */
async function signAllIn(city: BenchCity, port: number): Promise<Asker[]> {
  const owner = createPool(city.ownerUrl, { max: 1 })
  const keyring = await loadKeyring(city.keysDir, { create: false })
  await owner.query(`select set_config('app.reach', '{[000000000000,999999999999)}', false)`)
  const askers: Asker[] = []
  for (const clerk of city.clerks) {
    const cookie = await signIn(port, clerk)
    const { lo, hi } = regionRange(clerk.region)
    const ids = async (table: string) =>
      (
        await owner.query<{ id: string }>(
          `select id from ${table} where hukou_region >= $1 and hukou_region < $2 limit 500`,
          [lo, hi],
        )
      ).rows.map(({ id }) => id)
    const sealed = await owner.query<{ id: string; sealed: Buffer }>(
      `select p.id, n.sealed from person p join person_number n on n.person_id = p.id
        where hukou_region >= $1 and hukou_region < $2 limit 50`,
      [lo, hi],
    )
    const numbers = sealed.rows.map((row) => keyring.open(row.sealed, `person:${row.id}`).toString('utf8'))
    const subjects: Subjects = { persons: await ids('person'), clues: await ids('clue'), numbers }
    askers.push({ cookie, next: (n) => question(clerk, subjects, n) })
  }
  await owner.end()
  return askers
}

async function signIn(port: number, { username, password }: BenchClerk): Promise<string> {
  const answer = await ask(port, '', { path: '/api/auth/sign-in', json: { username, password } })
  if (answer.status !== 200) throw new Error(`${username} could not sign in: ${answer.body.toString()}`)
  return answer.setCookie.map((cookie) => cookie.split(';')[0]).join('; ')
}

const usage = (city: BenchCity, api: number, worker: number) => ({
  api: processorMs(api),
  worker: processorMs(worker),
  database: processorMs(city.postmaster, true),
})

function result(
  answers: Answers,
  before: ReturnType<typeof usage>,
  after: ReturnType<typeof usage>,
): BenchResult {
  const routes = [...answers.times].sort(([a], [b]) => (a < b ? -1 : 1))
  const baseline = quantile(answers.times.get('readyz') ?? [], 0.95)
  const asked = routes.filter(([route]) => route !== 'healthz' && route !== 'readyz')
  const all = asked.flatMap(([, times]) => times)
  const faults = [...answers.faults].reduce((sum, [, count]) => sum + count, 0)
  if (faults > 0) throw new Error(`answered with a fault: ${JSON.stringify([...answers.faults])}`)
  const cases: Record<string, Measured> = {
    'p95 against the bar': { ours: quantile(all, 0.95), baseline: bar, unit: 'ms' },
  }
  for (const [route, times] of routes)
    cases[route] = { ours: quantile(times, 0.95), baseline, unit: 'ms p95' }
  const figures: Record<string, number> = {
    requests: all.length,
    'p50, all': quantile(all, 0.5),
    'p99, all': quantile(all, 0.99),
  }
  for (const [route, times] of asked) {
    figures[`p50, ${route}`] = quantile(times, 0.5)
    figures[`p99, ${route}`] = quantile(times, 0.99)
  }
  for (const part of ['api', 'worker', 'database'] as const)
    figures[`processor ms a request, ${part}`] = Number(
      ((after[part] - before[part]) / all.length).toFixed(2),
    )
  return {
    ours: quantile(all, 0.95),
    baseline,
    unit: 'ms p95',
    baselineIs: 'an empty query over the same server (/readyz), asked once a second beside the others',
    cases,
    figures,
  }
}
