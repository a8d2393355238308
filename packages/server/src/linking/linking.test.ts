import { createPool } from '@zhucan/db'
import { type TestOffice, testOffice } from '@zhucan/testing/office'
import type { Pool, PoolClient } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findUser } from '../access/index.ts'
import { invented, makeWorkbook, openWizard } from '../imports/test-imports.ts'
import { linkingTasks } from './index.ts'

const street = '虚构省甲市清河县城关街道东街社区'
const village = '虚构省甲市清河县城关街道李家村'
const families = ['王', '李', '张', '刘', '陈', '杨', '赵', '黄', '周', '吴']
const given = ['建国', '秀英', '志强', '桂兰', '晓东', '丽华', '国庆', '玉梅', '海涛', '春燕', '文博', '雪莲']
const people = Array.from({ length: 90 }, (_, at) => {
  const birth = `${1940 + (at % 60)}-${String((at % 12) + 1).padStart(2, '0')}-${String((at % 27) + 1).padStart(2, '0')}`
  return {
    name: `${families[at % 10]}${given[(at * 7 + Math.floor(at / 10)) % 12]}`,
    ...invented(at * 2 + 1, birth),
    place: at % 3 === 0 ? village : street,
    address: `${at % 3 === 0 ? '李家村' : '东街'}${at + 1}号`,
    phone: `138${String(12_000_000 + at * 131)}`,
  }
})
type Invented = (typeof people)[number]

const register = {
  持证残疾人: [
    ['姓名', '身份证号', '残疾人证号', '户籍地', '户编号', '与户主关系', '联系电话', '地址', '有效期至'],
    ...people.map((p, at) => [
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
}

const wrongDigit = ({ idNumber }: Invented) =>
  `${idNumber.slice(0, 15)}${(Number(idNumber[15]) + 3) % 10}${idNumber.slice(16)}`
const line = (p: Invented, number: string | null, name = p.name) => [
  name,
  number,
  p.birth,
  p.place,
  p.address,
]
const header = ['死者姓名', '死者身份证号', '出生日期', '户籍地', '生前住址', '死亡日期']
const dead = (rows: readonly (string | null)[][]) =>
  makeWorkbook({ 死亡名单: [header, ...rows.map((row) => [...row, '2026-02-03'])] })
const paidHeader = ['姓名', '身份证号', '户籍地', '联系电话', '补贴类型', '月份', '金额']

describe('linking the rows that no number led from', () => {
  let office: TestOffice
  let pool: Pool
  // One connection, held: a pool would let it go, and its reach with it.
  let owner: PoolClient
  let clerk: Awaited<ReturnType<typeof openWizard>>
  let colleague: (path: string, init?: object) => Promise<Response>

  beforeAll(async () => {
    office = await testOffice()
    pool = createPool(office.database.ownerUrl, { max: 1 })
    owner = await pool.connect()
    await owner.query(`select set_config('app.reach', '{[000000000000,999999999999)}', false)`)
    clerk = await openWizard(office)
    const { done } = await clerk.take(await makeWorkbook(register))
    expect(done.counts.new).toBe(people.length)
    colleague = (await office.signIn(await office.user('caseworker', '990101000000'))).call
  }, 60_000)
  afterAll(async () => {
    owner.release()
    await pool.end()
    await office.close()
  })

  /** Runs linkage over a list, the background work done at once. */
  async function link(listId: string) {
    const answer = await clerk.call('/api/v1/link-runs', { json: { listId } })
    const { id, code } = await answer.json()
    if (!answer.ok) return { status: answer.status, code }
    await linkingTasks.linking(
      office.server,
      { runId: id, userId: clerk.who.id },
      await findUser(office.server, clerk.who.id),
    )
    return clerk.json(`/api/v1/link-runs/${id}`)
  }
  const pairs = async (runId: string, states: string) =>
    (await clerk.json(`/api/v1/link-runs/${runId}/pairs?state=${states}`)).rows
  const decide = async (call: typeof clerk.call, pairId: string, body: object) => {
    const answer = await call(`/api/v1/link-pairs/${pairId}/decide`, { json: body })
    return { status: answer.status, body: await answer.json() }
  }
  const hashRows = async (listId: string) =>
    (
      await owner.query(
        `select md5(string_agg(r::text, '|' order by sheet, row_no)) as hash from list_row r where list_id = $1`,
        [listId],
      )
    ).rows[0].hash
  const personOf = async (name: string) =>
    (await owner.query('select id from person where name = $1 limit 1', [name])).rows[0].id

  test('finds people behind wrong and missing numbers, and leaves strangers alone', async () => {
    const wrong = people
      .slice(0, 12)
      .map((p) => [p.name, wrongDigit(p), p.place, p.phone, '护理补贴', '202601', '100'])
    const stranger = [
      '欧阳无名',
      wrongDigit(people[70]!).replace('990101', '990202'),
      village,
      '13999999999',
      '护理补贴',
      '202601',
      '100',
    ]
    const { id } = await clerk.take(
      await makeWorkbook({ 发放表: [paidHeader, ...wrong, stranger] }),
      '两项补贴.xlsx',
    )
    const before = await hashRows(id)
    const run = await link(id)
    expect(run).toMatchObject({ state: 'done', problem: null, counts: { rows: 13, people: 90 } })
    expect(run.states.linked).toBeGreaterThanOrEqual(10)
    expect(before).toMatch(/^[0-9a-f]{32}$/)
    const { rows } = await owner.query(
      `select p.name, r.method from list_row r join person p on p.id = r.person_id where r.list_id = $1 order by row_no`,
      [id],
    )
    for (const row of rows) expect(row.method).toBe('linked')
    const linked = await owner.query(
      `select r.row_no, p.name from list_row r join person p on p.id = r.person_id where list_id = $1`,
      [id],
    )
    for (const { row_no, name } of linked.rows) expect(name).toBe(people[row_no - 2]!.name)
    expect(run.quality.groups.find((g: { by: string; key: string }) => g.key === 'han3').rows).toBe(12)
    // Taking every link back leaves the list as it was.
    for (const pair of await pairs(run.id, 'linked'))
      expect(
        (await decide(clerk.call, pair.id, { action: 'unlink', version: 1, note: '核对有误' })).status,
      ).toBe(200)
    expect(await hashRows(id)).toBe(before)
    expect(
      (
        await owner.query(
          `select count(*)::int as n from list_row where list_id = $1 and person_id is not null`,
          [id],
        )
      ).rows,
    ).toEqual([{ n: 0 }])
  })

  test('shows a pair side by side: what speaks for it, numbers masked, the differing place told', async () => {
    const [run] = await clerk.json('/api/v1/link-runs')
    const [line] = await pairs(run.id, 'unlinked')
    expect(line.name).toMatch(/^.\*+$/)
    const pair = await clerk.json(`/api/v1/link-pairs/${line.id}`)
    expect(pair.evidence.find((e: { comparison: string }) => e.comparison === 'name')).toMatchObject({
      level: 'same',
    })
    const sum = pair.evidence.reduce((all: number, e: { bits: number }) => all + e.bits, pair.start)
    expect(sum).toBeCloseTo(pair.weight, 1)
    const number = pair.fields.find((f: { field: string }) => f.field === 'number')
    expect(number.differsAt).toEqual([16])
    expect(JSON.stringify(pair.fields)).not.toMatch(/\d{9}/)
    expect(pair.actions).toEqual(['reopen'])
    const { rows } = await owner.query(`select count(*)::int as n from audit where action = 'link.look'`)
    expect(rows[0].n).toBeGreaterThan(0)
  })

  test('a link that may end a benefit takes two people, is remembered, and can be taken back', async () => {
    const [rival, ...some] = people.slice(20, 26)
    const { id } = await clerk.take(await dead(some.map((p) => line(p, wrongDigit(p)))), '死亡名单.xlsx')
    const run = await link(id)
    expect(run.states.linked ?? 0).toBe(0)
    const [first, second] = await pairs(run.id, 'review')
    expect(first.needsTwo).toBe(true)
    const accepted = await decide(clerk.call, first.id, { action: 'accept', version: 1 })
    expect(accepted.body).toMatchObject({ state: 'awaiting-second', isLinked: false })
    expect(await decide(clerk.call, first.id, { action: 'confirm', version: 2 })).toMatchObject({
      status: 403,
      body: { code: 'link.same-person' },
    })
    expect(await decide(colleague, first.id, { action: 'confirm', version: 1 })).toMatchObject({
      status: 409,
      body: { code: 'link.changed' },
    })
    expect(await decide(colleague, first.id, { action: 'confirm', version: 2 })).toMatchObject({
      status: 200,
      body: { state: 'accepted', isLinked: true },
    })
    expect((await decide(clerk.call, second.id, { action: 'reject', version: 1 })).body.state).toBe(
      'rejected',
    )
    // The same two rows in a later list: nobody is asked again.
    const more = await clerk.take(
      await dead([...some, rival!].map((p) => line(p, wrongDigit(p)))),
      '死亡名单二.xlsx',
    )
    const again = await link(more.id)
    expect(again.states).toMatchObject({ accepted: 1, rejected: 1 })
    expect(again.modelFrom).not.toBeNull()
    expect((await decide(clerk.call, first.id, { action: 'unlink', version: 3 })).body.code).toBe(
      'link.note-missing',
    )
    const back = await decide(clerk.call, first.id, {
      action: 'unlink',
      version: 3,
      note: `另有其人 ${rival!.idNumber}`,
    })
    expect(JSON.stringify(back.body), 'no number rests in a note').not.toContain(rival!.idNumber)
    expect(back.body.events[0].note).toContain('另有其人')
    expect(back.body).toMatchObject({ state: 'unlinked', actions: ['reopen'] })
    expect(back.body.events.map((e: { action: string }) => e.action)).toEqual(['unlink', 'confirm', 'accept'])
  })

  test('draws a sample of the links, judges it, and estimates how many are right', async () => {
    const rows = people
      .slice(40, 60)
      .map((p) => [p.name, wrongDigit(p), p.place, p.phone, '护理补贴', '202602', '100'])
    const { id } = await clerk.take(
      await makeWorkbook({ 发放表: [paidHeader, ...rows] }),
      '两项补贴二月.xlsx',
    )
    const run = await link(id)
    const { drawn } = await (
      await clerk.call(`/api/v1/link-runs/${run.id}/sample`, { json: { size: 5 } })
    ).json()
    expect(drawn).toBe(5)
    const sample = (await clerk.json(`/api/v1/link-runs/${run.id}/pairs?state=linked&sampled=true`)).rows
    expect(sample).toHaveLength(5)
    for (const [at, { id: pair }] of sample.entries())
      await clerk.call(`/api/v1/link-pairs/${pair}/judge`, {
        json: { agrees: at > 0, version: 1, note: '看过' },
      })
    const after = await clerk.json(`/api/v1/link-runs/${run.id}`)
    expect(after.sample).toMatchObject({ drawn: 5, agrees: 4, differs: 1 })
    expect(after.sample.precision.low).toBeLessThan(0.8)
    expect(after.states.unlinked).toBe(1)
  })

  test('says plainly what a list lacks, and starts nothing twice', async () => {
    const { id: poor } = await clerk.take(
      await makeWorkbook({
        死亡名单: [
          ['死者姓名', '死者身份证号', '死亡日期'],
          [people[0]!.name, people[0]!.idNumber, '2026-02-03'],
        ],
      }),
      '死亡名单三.xlsx',
    )
    expect(await link(poor)).toMatchObject({ state: 'failed', problem: { code: 'link.nothing-left' } })
    await owner.query(
      `update link_run set state = 'running', problem = null, started_at = $2 where list_id = $1`,
      [poor, new Date(office.settings.now())],
    )
    expect(await link(poor)).toMatchObject({ status: 409, code: 'link.running' })
    await owner.query(`update list set raw_deleted_at = now() where id = $1`, [poor])
    expect(await link(poor)).toMatchObject({ status: 410, code: 'link.raw-deleted' })
    expect(await personOf(people[0]!.name)).toBeTruthy()
  })

  test('no number of a run rests anywhere but sealed', async () => {
    const { rows } = await owner.query(`select
      (select count(*)::int from link_pair where evidence::text ~ '[0-9]{9}') as pairs,
      (select count(*)::int from link_run where (coalesce(quality::text, '') || rules::text || coalesce(problem::text, '')) ~ '[0-9]{15}') as runs`)
    expect(rows).toEqual([{ pairs: 0, runs: 0 }])
  })
})
