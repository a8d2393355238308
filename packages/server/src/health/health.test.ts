import { createPool } from '@zhucan/db'
import { buildApp } from '@zhucan/server'
import { seedPlace, type TestOffice, testOffice } from '@zhucan/testing/office'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backupTasks } from '../backup/index.ts'

const county = '990101000000'
const here = { incoming: { socket: { remoteAddress: '127.0.0.1' } } }
const elsewhere = { incoming: { socket: { remoteAddress: '10.0.0.7' } } }

describe('the health of an installation', () => {
  let office: TestOffice
  let caller: Awaited<ReturnType<TestOffice['signIn']>>
  const ask = async (path: string, init = {}) => {
    const answer = await caller.call(path, init)
    return { status: answer.status, json: await answer.json() }
  }
  const reading = async (id: string) =>
    (await ask('/api/v1/health')).json.readings.find((one: { id: string }) => one.id === id)

  beforeAll(async () => {
    office = await testOffice()
    await seedPlace(office, '990101001001')
    caller = await office.signIn(await office.user('system-officer', county))
  })
  afterAll(() => office.close())

  it('is told to the system officer, every reading with a state, and to nobody else', async () => {
    const { json } = await ask('/api/v1/health')
    expect(json.readings.map(({ id }: { id: string }) => id)).toEqual([
      ...['backup', 'disk', 'database', 'slow', 'queue', 'failed', 'audit', 'memory', 'keys'],
    ])
    expect(json.schema).toMatch(/^\d{8}-\d\d-/)
    const clerk = await office.signIn(await office.user('data-clerk', county))
    expect((await clerk.call('/api/v1/health')).status).toBe(403)
  })

  it('notices work that waits and work that failed', async () => {
    const owner = createPool(office.database.ownerUrl, { max: 1 })
    await owner.query(`select graphile_worker.add_job('a', '{}'::json, run_at => now() - interval '2 hours')`)
    await owner.query(`select graphile_worker.add_job('b', '{}'::json, max_attempts => 1)`)
    await owner.query(`update graphile_worker._private_jobs set attempts = 1 where max_attempts = 1`)
    await owner.end()
    expect(await reading('queue')).toMatchObject({ state: 'danger', values: { count: 1, minutes: 120 } })
    expect(await reading('failed')).toMatchObject({ state: 'warning', values: { count: 1 } })
  })

  it('warns when no good backup is young enough, and of a page without a maker of backups', async () => {
    const owner = createPool(office.database.ownerUrl, { max: 1 })
    await owner.query(`update backup_policy set since = '2026-11-01'`)
    expect(await reading('backup')).toMatchObject({ state: 'danger', values: { last: null } })
    const asked = await ask('/api/v1/backups', { json: {} })
    expect(asked.status).toBe(200)
    expect(await ask('/api/v1/backups', { json: {} })).toMatchObject({ status: 409 })
    await backupTasks(undefined).backup(office.server, { runId: asked.json.id, userId: '' }, null)
    const { json } = await ask('/api/v1/backups')
    expect(json.runs[0]).toMatchObject({ state: 'failed', problem: { code: 'backup.no-runner' } })
    await owner.query(
      `insert into backup_run (id, cause, state, asked_at, finished_at, path) values (new_id(), 'command', 'done', '2026-11-21', '2026-11-21', '/x/y.zbk')`,
    )
    await owner.end()
    expect(await reading('backup')).toMatchObject({ state: 'good' })
  })

  it('keeps the rule that was set, and makes up only what was missed since', async () => {
    const rule = { enabled: true, at: '23:15', warnDays: 3, daily: 5, weekly: 2, monthly: 6 }
    expect(await ask('/api/v1/backups/policy', { json: rule, method: 'PUT' })).toMatchObject({ json: rule })
    expect((await ask('/api/v1/backups')).json.policy).toEqual(rule)
    const started: string[] = []
    await backupTasks((id) => void started.push(id))['backup-due'](office.server, {}, null)
    expect(started).toEqual([])
    expect(
      (await ask('/api/v1/backups/policy', { json: { ...rule, at: '25:00' }, method: 'PUT' })).status,
    ).toBe(400)
  })

  it('says a backup whose file is gone cannot be restored', async () => {
    const owner = createPool(office.database.ownerUrl, { max: 1 })
    const { rows } = await owner.query(`select id from backup_run where path = '/x/y.zbk'`)
    await owner.end()
    await backupTasks(undefined)['backup-check'](office.server, { runId: rows[0].id, userId: '' }, null)
    const { json } = await ask('/api/v1/backups')
    const run = json.runs.find(({ id }: { id: string }) => id === rows[0].id)
    expect(run).toMatchObject({ checkProblem: { code: 'backup.not-found' } })
  })

  it('is measured for programs on the machine or with the token, never through a proxy', async () => {
    const app = buildApp(office, undefined, 'the-token')
    const read = async (headers: Record<string, string>, env: object) =>
      (await app.request('/metrics', { headers }, env)).status
    expect(await read({}, here)).toBe(200)
    expect(await read({}, elsewhere)).toBe(404)
    expect(await read({ 'x-forwarded-for': '8.8.8.8' }, here)).toBe(404)
    expect(await read({ authorization: 'Bearer the-token' }, elsewhere)).toBe(200)
    expect(await read({ authorization: 'Bearer wrong' }, here)).toBe(404)
    const text = await (await app.request('/metrics', {}, here)).text()
    expect(text).toMatch(/^# TYPE zhucan_jobs_waiting gauge\nzhucan_jobs_waiting 2$/m)
    expect(text).toMatch(/^zhucan_http_answers_total\{status="4xx"\} \d+$/m)
    for (const line of text.trim().split('\n'))
      expect(line).toMatch(/^(# (HELP|TYPE) |zhucan_[a-z_]+(\{status="\dxx"\})? -?[\d.e+]+$)/)
    expect(text).not.toMatch(/金丝雀|system_officer|9901/)
  })

  it('lets nobody keep more event streams than anybody needs', async () => {
    const clerk = await office.signIn(await office.user('data-clerk', county))
    const started = await (await clerk.call('/api/v1/screenings', { json: {} })).json()
    const open: ReadableStreamDefaultReader[] = []
    const statuses: number[] = []
    for (let n = 0; n < 13; n++) {
      const answer = await clerk.call(`/api/v1/screenings/${started.id}/events`)
      statuses.push(answer.status)
      if (answer.status === 200) open.push(answer.body!.getReader())
    }
    expect(statuses).toEqual([...Array.from({ length: 12 }, () => 200), 429])
    for (const reader of open) await reader.cancel()
    const again = await clerk.call(`/api/v1/screenings/${started.id}/events`)
    expect(again.status).toBe(200)
    await again.body!.cancel()
  })
})
