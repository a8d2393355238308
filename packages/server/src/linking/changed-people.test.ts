import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createPool } from '@zhucan/db'
import { type TestOffice, testOffice } from '@zhucan/testing/office'
import type { Pool, PoolClient } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findUser } from '../access/index.ts'
import { invented, makeWorkbook, openWizard } from '../imports/test-imports.ts'
import { killedPool } from '../imports/test-killed-pool.ts'
import { linkingTasks } from './index.ts'

const workerScript = join(import.meta.dirname, '../../../../apps/worker/src/main.ts')

const families = ['王', '李', '张', '刘', '陈', '杨', '赵', '黄', '周', '吴']
const given = ['建国', '秀英', '志强', '桂兰', '晓东', '丽华', '国庆', '玉梅', '海涛', '春燕', '文博', '雪莲']
const people = Array.from({ length: 60 }, (_, at) => ({
  name: `${families[at % 10]}${given[(at * 7 + Math.floor(at / 10)) % 12]}`,
  ...invented(at * 2 + 1, `${1940 + at}-${String((at % 12) + 1).padStart(2, '0')}-11`),
  place: '虚构省甲市清河县城关街道东街社区',
  address: `东街${at + 1}号`,
  phone: `138${String(12_000_000 + at * 131)}`,
}))
type Invented = (typeof people)[number]

const register = (list: readonly Invented[]) => ({
  持证残疾人: [
    ['姓名', '身份证号', '残疾人证号', '户籍地', '户编号', '与户主关系', '联系电话', '地址', '有效期至'],
    ...list.map((p, at) => [
      p.name,
      p.idNumber,
      p.certificateNumber,
      p.place,
      `H${at}`,
      '户主',
      p.phone,
      p.address,
      '2030-01-01',
    ]),
  ],
})
const wrongDigit = ({ idNumber }: Invented) =>
  `${idNumber.slice(0, 15)}${(Number(idNumber[15]) + 3) % 10}${idNumber.slice(16)}`
const dead = (list: readonly Invented[]) =>
  makeWorkbook({
    死亡名单: [
      ['死者姓名', '死者身份证号', '出生日期', '户籍地', '生前住址', '死亡日期'],
      ...list.map((p) => [p.name, wrongDigit(p), p.birth, p.place, p.address, '2026-02-03']),
    ],
  })
/** A number of which the birth date is wrong as well. */
const otherBirth = (p: Invented) => ({ ...p, idNumber: `${p.idNumber.slice(0, 7)}88${p.idNumber.slice(9)}` })
const paid = (list: readonly Invented[], month: string) =>
  makeWorkbook({
    发放表: [
      ['姓名', '身份证号', '户籍地', '联系电话', '补贴类型', '月份', '金额'],
      ...list.map((p) => [p.name, wrongDigit(p), p.place, p.phone, '护理补贴', month, '100']),
    ],
  })

let killed = 0

describe('links when the register changes', () => {
  let office: TestOffice
  let pool: Pool
  let owner: PoolClient
  let clerk: Awaited<ReturnType<typeof openWizard>>
  let colleague: (path: string, init?: object) => Promise<Response>

  beforeAll(async () => {
    office = await testOffice()
    pool = createPool(office.database.ownerUrl, { max: 1 })
    owner = await pool.connect()
    await owner.query(`select set_config('app.reach', '{[000000000000,999999999999)}', false)`)
    clerk = await openWizard(office)
    await clerk.take(await makeWorkbook(register(people)))
    colleague = (await office.signIn(await office.user('caseworker', '990101000000'))).call
  }, 60_000)
  afterAll(async () => {
    owner.release()
    await pool.end()
    await office.close()
  })

  const me = () => findUser(office.server, clerk.who.id)
  const waiting = async (task: string) =>
    (
      await owner.query(
        `select count(*)::int as n from graphile_worker.jobs where task_identifier = $1 and locked_at is null`,
        [task],
      )
    ).rows[0].n
  const work = async (runId: string) =>
    linkingTasks.linking(office.server, { runId, userId: clerk.who.id }, await me())
  async function search(listId: string) {
    const { id } = await (await clerk.call('/api/v1/link-runs', { json: { listId } })).json()
    await work(id)
    return clerk.json(`/api/v1/link-runs/${id}`)
  }
  /** What the queue would do after an import: search the lists again that were searched before. */
  async function renew(listId: string) {
    await linkingTasks['links-renew'](office.server, { userId: clerk.who.id }, await me())
    const runs = (await owner.query(`select id, list_id from link_run where state = 'running' order by id`))
      .rows
    for (const { id } of runs) await work(id)
    const mine = runs.find(({ list_id }) => list_id === listId)
    return clerk.json(`/api/v1/link-runs/${mine.id}`)
  }
  const links = async (listId: string): Promise<Map<number, string>> =>
    new Map(
      (
        await owner.query(
          `select r.row_no, p.name from list_row r join person p on p.id = r.person_id
           where r.list_id = $1 and r.state = 'matched' and r.method = 'linked' order by 1`,
          [listId],
        )
      ).rows.map(({ row_no, name }) => [row_no, name]),
    )
  const pairs = async (runId: string, states: string) =>
    (await clerk.json(`/api/v1/link-runs/${runId}/pairs?state=${states}`)).rows
  const decide = async (call: typeof clerk.call, id: string, body: object) =>
    (await call(`/api/v1/link-pairs/${id}/decide`, { json: body })).json()

  test('those of changed people are dropped and made anew, all others stay', async () => {
    const listed = people.slice(0, 10)
    const { id: listId } = await clerk.take(
      await paid([otherBirth(listed[0]!), ...listed.slice(1)], '202601'),
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
        ? { ...p, name: '欧阳明月', place: '虚构省甲市清河县城关街道李家村', phone: '13999999999' }
        : p === moved
          ? { ...p, phone: '13888888888' }
          : p,
    )
    const before = await waiting('links-renew')
    const { id: importId } = await clerk.take(await makeWorkbook(register(corrected)))
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
    const listed = people.slice(20, 24)
    const { id: listId } = await clerk.take(await dead(listed), '死亡名单.xlsx')
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
    const corrected = people.map((p) => (p === listed[3] ? { ...p, phone: '13777777777' } : p))
    await clerk.take(await makeWorkbook(register(corrected)))
    const second = await renew(listId)
    expect(second.states).toMatchObject({ 'awaiting-second': 1, unsure: 1, review: 2 })
    expect(second.states.linked ?? 0).toBe(0)
    const [half] = await pairs(second.id, 'awaiting-second')
    expect(await decide(clerk.call, half.id, { action: 'confirm', version: 1 })).toMatchObject({
      code: 'link.same-person',
    })
    expect(await decide(colleague, half.id, { action: 'confirm', version: 1 })).toMatchObject({
      state: 'accepted',
    })
    const [doubt] = await pairs(second.id, 'unsure')
    const { events } = await clerk.json(`/api/v1/link-pairs/${doubt.id}`)
    expect(events.map((e: { note: string | null }) => e.note)).toContain('等派出所回复')
  })

  test('a link that a person took back is not made again by the next search', async () => {
    const listed = people.slice(30, 36)
    const { id: listId } = await clerk.take(await paid(listed, '202602'), '两项补贴二月.xlsx')
    const first = await search(listId)
    const [wrong] = await pairs(first.id, 'linked')
    await decide(clerk.call, wrong.id, { action: 'unlink', version: 1, note: '另有其人' })
    const second = await search(listId)
    expect(second.states).toEqual({ review: 1 })
    expect((await links(listId)).size).toBe(5)
  })

  test.each([
    ['after links were dropped', /update list_row r set state = p.before_state/, false],
    ['after pairs were brought in', /insert into link_pair/, false],
    ['in the midst of linking rows', /update list_row r set state = 'matched'/, false],
    ['when it was about to be told', /update "link_run"/, false],
    [
      'and forgets its transaction, which would be found out',
      /update list_row r set state = p.before_state/,
      true,
    ],
  ])(
    'a search that is killed %s leaves the old links, and is done when it is taken up again',
    async (_when, after, isTorn) => {
      const at = killed++
      const listed = people.slice(40, 46)
      const { id: listId } = await clerk.take(
        await paid(listed, `2025${String(at + 1).padStart(2, '0')}`),
        `月表${at}.xlsx`,
      )
      await search(listId)
      const old = await links(listId)
      expect(old.size).toBe(6)
      const changing = people.map((p) => (p === listed[0] ? { ...p, phone: `1366666${1000 + at}` } : p))
      await clerk.take(await makeWorkbook(register(changing)))
      await linkingTasks['links-renew'](office.server, { userId: clerk.who.id }, await me())
      const { rows } = await owner.query(`select id from link_run where state = 'running' and list_id = $1`, [
        listId,
      ])
      const dying = killedPool(office.server.pool, { after, statement: 0, isTorn })
      const run = { runId: rows[0].id, userId: clerk.who.id }
      const said = console.error
      console.error = () => undefined
      await linkingTasks
        .linking({ ...office.server, pool: dying.pool }, run, await me())
        .catch(() => undefined)
      console.error = said
      expect(dying.wasKilled()).toBe(true)
      if (isTorn) return expect(await links(listId)).not.toEqual(old)
      expect(await links(listId)).toEqual(old)
      await owner.query(`update link_run set state = 'running', problem = null where id = $1`, [run.runId])
      await work(run.runId)
      expect(await links(listId)).toEqual(old)
      expect((await clerk.json(`/api/v1/link-runs/${run.runId}`)).counts).toMatchObject({
        dropped: 1,
        kept: 5,
      })
    },
  )

  /** A worker as it runs in the office: a process of its own, with its own connections. */
  function startWorker() {
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
      const { rows } = await owner.query(`select found.pid, pg_sleep(0.02) from (${question}) found`, values)
      if (rows.length > 0) return rows[0].pid
      await owner.query('select pg_sleep(0.02)')
    }
    throw new Error(`never came true: ${question}`)
  }
  const waitingFor =
    'select l.pid from pg_locks l where not l.granted and $1::int = any(pg_blocking_pids(l.pid)) limit 1'
  const gone = 'select 1 as pid where not exists (select 1 from pg_stat_activity a where a.pid = $1)'
  const isDone = `select 1 as pid from link_run where id = $1 and state = 'done'`

  test('a worker that is killed while it brings links in leaves the old ones, and the next takes the run up', async () => {
    const listed = people.slice(48, 54)
    const { id: listId } = await clerk.take(await paid(listed, '202412'), '月表.xlsx')
    await search(listId)
    const old = await links(listId)
    expect(old.size).toBe(6)
    const changed = people.map((p) => (p === listed[0] ? { ...p, phone: '13655556666' } : p))
    await clerk.take(await makeWorkbook(register(changed)))
    await owner.query('delete from graphile_worker._private_jobs')
    await linkingTasks['links-renew'](office.server, { userId: clerk.who.id }, await me())
    const { rows } = await owner.query(`select id from link_run where state = 'running' and list_id = $1`, [
      listId,
    ])
    const runId: string = rows[0].id
    await owner.query(`delete from graphile_worker._private_jobs where payload->>'runId' <> $1`, [runId])

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
    const next = startWorker()
    await until(isDone, [runId])
    next.kill('SIGKILL')
    await once(next, 'exit')
    expect(await links(listId)).toEqual(old)
    expect((await clerk.json(`/api/v1/link-runs/${runId}`)).counts).toMatchObject({ dropped: 1, kept: 5 })
  }, 60_000)

  test('a run that was killed as often as it was taken up is said to have failed, and may be asked for again', async () => {
    const { id: listId } = await clerk.take(await paid(people.slice(54, 58), '202411'), '月表.xlsx')
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
