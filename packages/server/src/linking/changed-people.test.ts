import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { KyselyPlugin } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findUser } from '../access/index.ts'
import { killedPool } from '../imports/test-killed-pool.ts'
import { inSession } from '../platform/index.ts'
import { runJobs } from '../platform/jobs-runner.ts'
import { dropChanged } from './changed-people.ts'
import { linkingTasks } from './index.ts'
import {
  deathsOf,
  type Invented,
  openLinking,
  paymentsTo,
  people,
  registerOf,
  village,
} from './test-linking.ts'

const workerScript = join(import.meta.dirname, '../../../../apps/worker/src/main.ts')

/** A number of which the birth date is wrong as well. */
const otherBirth = (p: Invented) => ({ ...p, idNumber: `${p.idNumber.slice(0, 7)}88${p.idNumber.slice(9)}` })
/** The register, in which somebody has another telephone. */
const registerWith = (changed: Invented | undefined, phone: string) =>
  registerOf(people.map((p) => (p === changed ? { ...p, phone } : p)))

describe('links when the register changes', () => {
  let bench: Awaited<ReturnType<typeof openLinking>>
  beforeAll(async () => {
    bench = await openLinking()
  }, 60_000)
  afterAll(() => bench.close())

  const waiting = async (task: string) =>
    (
      await bench.owner.query(
        `select count(*)::int as n from graphile_worker.jobs where task_identifier = $1 and locked_at is null`,
        [task],
      )
    ).rows[0].n
  /** What the queue would do after an import, as far as it is about this list. */
  async function renew(listId: string) {
    const runId = await bench.askRenewal(listId)
    await bench.work(runId)
    return bench.clerk.json(`/api/v1/link-runs/${runId}`)
  }
  const links = async (listId: string): Promise<Map<number, string>> =>
    new Map(
      (
        await bench.owner.query(
          `select r.row_no, p.name from list_row r join person p on p.id = r.person_id
           where r.list_id = $1 and r.state = 'matched' and r.method = 'linked' order by 1`,
          [listId],
        )
      ).rows.map(({ row_no, name }) => [row_no, name]),
    )

  test('those of changed people are dropped and made anew, all others stay', async () => {
    const { clerk, search, pairs, decide } = bench
    const listed = people.slice(0, 10)
    const { id: listId } = await clerk.take(
      await paymentsTo([otherBirth(listed[0]!), ...listed.slice(1)], '202601'),
      '两项补贴.xlsx',
    )
    const first = await search(listId)
    expect(first.states).toMatchObject({ linked: 9, review: 1 })
    const [doubtful] = await pairs(first.id, 'review')
    await decide(clerk.call, doubtful.id, { action: 'accept', version: 1 })
    const [gone, moved, ...rest] = listed
    // The first of them turns out to be somebody else; the second has another telephone, and is found all the same.
    const corrected = people.map((p) =>
      p === gone
        ? { ...p, name: '欧阳明月', place: village, phone: '13999999999' }
        : p === moved
          ? { ...p, phone: '13888888888' }
          : p,
    )
    const before = await waiting('links-renew')
    const { id: importId } = await clerk.take(await registerOf(corrected))
    expect(await waiting('links-renew'), 'asked for in the transaction of the import').toBe(before + 1)
    const second = await renew(listId)
    expect(second).toMatchObject({ reason: 'register-changed', modelFrom: first.id })
    expect(second.counts).toMatchObject({ dropped: 2, kept: 8, rows: 2 })
    const now = await links(listId)
    expect(now.get(2)).toBeUndefined()
    expect(now.get(3)).toBe(moved!.name)
    expect([...now.values()].slice(1)).toEqual(rest.map(({ name }) => name))
    const whole = second.quality.groups.find((g: { by: string; key: string }) => g.key === 'han3')
    expect(whole, 'the quality is that of the list as it stands').toMatchObject({ rows: 10 })
    const newer = { id: second.id, startedAt: second.startedAt }
    expect(second.newer).toBeNull()
    expect((await clerk.json(`/api/v1/link-runs/${first.id}`)).newer, 'the old page leads on').toEqual(newer)
    const all = await clerk.json(`/api/v1/link-runs?list=${listId}`)
    expect(all.map((run: { newer: unknown }) => run.newer)).toEqual([null, newer])
    const dropped = await pairs(first.id, 'superseded')
    const { events } = await clerk.json(`/api/v1/link-pairs/${dropped[0].id}`)
    expect(events.map((e: { action: string }) => e.action)).toContain('person-changed')
    // Taken back, the register says what it said: so do the links.
    await clerk.undo(importId)
    const third = await renew(listId)
    expect(third.counts).toMatchObject({ kept: 8, dropped: 1 })
    expect((await links(listId)).get(2)).toBe(gone!.name)
  })

  test('what people said holds: half answers go on, a link taken back is asked and not made', async () => {
    const { clerk, colleague, search, pairs, decide } = bench
    const listed = people.slice(20, 24)
    const { id: listId } = await clerk.take(await deathsOf(listed), '死亡名单.xlsx')
    const first = await search(listId)
    const [one, two, three, four] = (await pairs(first.id, 'review')).sort(
      (a: { row: number }, b: { row: number }) => a.row - b.row,
    )
    await decide(clerk.call, one.id, { action: 'accept', version: 1 })
    await decide(clerk.call, two.id, { action: 'unsure', version: 1, note: '等派出所回复' })
    await decide(clerk.call, three.id, { action: 'accept', version: 1 })
    await decide(colleague, three.id, { action: 'confirm', version: 2 })
    await decide(colleague, three.id, { action: 'unlink', version: 3, note: '认错了' })
    await decide(clerk.call, four.id, { action: 'reject', version: 1 })
    // The rejected one is corrected in the register, so that the answer was about somebody else's words.
    await clerk.take(await registerWith(listed[3], '13777777777'))
    const second = await renew(listId)
    expect(second.states).toMatchObject({ 'awaiting-second': 1, unsure: 1, review: 2 })
    expect(second.states.linked ?? 0).toBe(0)
    const [half] = await pairs(second.id, 'awaiting-second')
    const confirm = { action: 'confirm', version: 1 }
    expect((await decide(clerk.call, half.id, confirm)).body.code).toBe('link.same-person')
    expect((await decide(colleague, half.id, confirm)).body.state).toBe('accepted')
    const [doubt] = await pairs(second.id, 'unsure')
    const { events } = await clerk.json(`/api/v1/link-pairs/${doubt.id}`)
    expect(events.map((e: { note: string | null }) => e.note)).toContain('等派出所回复')
  })

  test('a link that a person took back is not made again by the next search', async () => {
    const { clerk, search, pairs, decide } = bench
    const listed = people.slice(30, 36)
    const { id: listId } = await clerk.take(await paymentsTo(listed, '202602'), '两项补贴二月.xlsx')
    const first = await search(listId)
    const [wrong] = await pairs(first.id, 'linked')
    await decide(clerk.call, wrong.id, { action: 'unlink', version: 1, note: '另有其人' })
    const second = await search(listId)
    expect(second.states).toEqual({ review: 1 })
    expect((await links(listId)).size).toBe(5)
  })

  test('many links are dropped in as many statements as one', async () => {
    const { clerk, owner, office, search } = bench
    const { id: listId } = await clerk.take(await paymentsTo(people.slice(60, 66), '202412'), '月表.xlsx')
    await search(listId)
    /** Drops the links of the first so many rows; how many statements that takes. */
    const drop = async (rows: number) => {
      const first = `(select row_no from link_pair where list_id = $1 and state = 'linked' order by 1 limit $2)`
      await owner.query(`update link_pair set person_seen = null where list_id = $1 and row_no in ${first}`, [
        listId,
        rows,
      ])
      let statements = 0
      const counter: KyselyPlugin = {
        transformQuery: ({ node }) => {
          statements++
          return node
        },
        transformResult: async ({ result }) => result,
      }
      const user = await findUser(office.server, clerk.who.id)
      const { dropped } = await inSession(office.server, user!, (ctx) =>
        dropChanged({ ...ctx, db: ctx.db.withPlugin(counter) }, listId),
      )
      expect(dropped).toBe(rows)
      return statements
    }
    expect(await drop(4)).toBe(await drop(1))
    expect((await links(listId)).size).toBe(1)
  })

  /** A run of a list whose first person has changed, with its old links, and what kills it at its work. */
  async function changedList(month: string) {
    const { clerk, search, askRenewal, work, office } = bench
    const listed = people.slice(40, 46)
    const { id: listId } = await clerk.take(await paymentsTo(listed, month), `月表${month}.xlsx`)
    await search(listId)
    const old = await links(listId)
    expect(old.size).toBe(6)
    await clerk.take(await registerWith(listed[0], `136${month}00`))
    const runId = await askRenewal(listId)
    async function kill(after: RegExp, isTorn: boolean): Promise<void> {
      const dying = killedPool(office.server.pool, { after, statement: 0, isTorn })
      const said = console.error
      console.error = () => undefined
      await work(runId, { ...office.server, pool: dying.pool }).catch(() => undefined)
      console.error = said
      expect(dying.wasKilled(), String(after)).toBe(true)
    }
    return { listId, runId, old, kill }
  }
  const dropping = /update list_row r set state = p.before_state/

  test('a search that is killed at any place leaves the old links, and is done when it is taken up again', async () => {
    const { listId, runId, old, kill } = await changedList('202501')
    const places = [
      dropping,
      /insert into link_pair/,
      /update list_row r set state = 'matched'/,
      /update "link_run"/,
    ]
    for (const place of places) {
      await kill(place, false)
      expect(await links(listId), String(place)).toEqual(old)
      await bench.owner.query(`update link_run set state = 'running', problem = null where id = $1`, [runId])
    }
    await bench.work(runId)
    expect(await links(listId)).toEqual(old)
    const run = await bench.clerk.json(`/api/v1/link-runs/${runId}`)
    expect(run).toMatchObject({ state: 'done', counts: { dropped: 1, kept: 5 } })
  })

  test('one that forgets its transaction would be found out', async () => {
    const { listId, old, kill } = await changedList('202502')
    await kill(dropping, true)
    expect(await links(listId)).not.toEqual(old)
  })

  /** A worker as it runs in the office: a process of its own, with its own connections. */
  function startWorker() {
    const { office } = bench
    const { dataDir, keysDir } = office.settings
    const env = { ZHUCAN_DATA: dataDir, ZHUCAN_KEYS: keysDir, ZHUCAN_DEMO: '1', ZHUCAN_DAY: '2026-11-21' }
    return spawn(process.execPath, [workerScript], {
      env: { ...env, DATABASE_APP_URL: office.database.appUrl },
      stdio: 'ignore',
    })
  }
  /** Asks the database until it has an answer. */
  async function until(question: string, values: unknown[]): Promise<number> {
    for (let left = 1500; left > 0; left--) {
      const { rows } = await bench.owner.query(
        `select found.pid, pg_sleep(0.02) from (${question}) found`,
        values,
      )
      if (rows.length > 0) return rows[0].pid
      await bench.owner.query('select pg_sleep(0.02)')
    }
    throw new Error(`never came true: ${question}`)
  }
  const waitingFor =
    'select l.pid from pg_locks l where not l.granted and $1::int = any(pg_blocking_pids(l.pid)) limit 1'
  const gone = 'select 1 as pid where not exists (select 1 from pg_stat_activity a where a.pid = $1)'
  const isDone = `select 1 as pid from link_run where id = $1 and state = 'done'`

  test('a worker that is killed while it brings links in leaves the old ones, and the next takes the run up', async () => {
    const { owner, clerk, office } = bench
    const { listId, runId, old } = await changedList('202412')
    await owner.query(
      `delete from graphile_worker._private_jobs where payload->>'runId' is distinct from $1`,
      [runId],
    )

    const { rows: mine } = await owner.query('select pg_backend_pid() as pid')
    // Nobody may tell how the run ended, so that all it did waits to be made lasting.
    await owner.query('begin')
    await owner.query('select 1 from link_run where id = $1 for update', [runId])
    const worker = startWorker()
    const backend = await until(waitingFor, [mine[0].pid])
    worker.kill('SIGKILL')
    await once(worker, 'exit')
    await owner.query('rollback')
    await until(gone, [backend])
    expect(await links(listId)).toEqual(old)
    expect((await clerk.json(`/api/v1/link-runs/${runId}`)).state).toBe('running')
    const next = await runJobs(office.server, linkingTasks)
    await until(isDone, [runId])
    await next.stop()
    expect(await links(listId)).toEqual(old)
    expect((await clerk.json(`/api/v1/link-runs/${runId}`)).counts).toMatchObject({ dropped: 1, kept: 5 })
  }, 60_000)

  test('a run that was killed as often as it was taken up is said to have failed, and may be asked for again', async () => {
    const { owner, clerk, work } = bench
    const { id: listId } = await clerk.take(await paymentsTo(people.slice(54, 58), '202411'), '月表.xlsx')
    const ask = async () => clerk.call('/api/v1/link-runs', { json: { listId } })
    const { id: runId } = await (await ask()).json()
    const shown = () => clerk.json(`/api/v1/link-runs/${runId}`)
    const job = (set: string) =>
      owner.query(`update graphile_worker._private_jobs set ${set} where payload->>'runId' = $1`, [runId])
    await job('attempts = max_attempts, locked_at = now()')
    expect((await shown()).state, 'its last attempt is under way').toBe('running')
    expect((await ask()).status).toBe(409)
    await job('locked_at = null')
    expect(await shown()).toMatchObject({ state: 'failed', problem: { code: 'link.lost' } })
    const again = await ask()
    expect(again.status).toBe(200)
    const { id } = await again.json()
    await work(id)
    expect(await clerk.json(`/api/v1/link-runs/${id}`)).toMatchObject({
      state: 'done',
      counts: { linked: 4 },
    })
  })
})
