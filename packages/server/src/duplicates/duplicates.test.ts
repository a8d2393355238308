import { createPool, withTransaction } from '@zhucan/db'
import { type TestOffice, testOffice } from '@zhucan/testing/office'
import { sql } from 'kysely'
import type { Pool, PoolClient } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findUser } from '../access/index.ts'
import { invented, makeWorkbook, openWizard } from '../imports/test-imports.ts'
import { duplicateTasks } from './index.ts'

const street = '虚构省甲市清河县城关街道东街社区'
const header = [
  '姓名',
  '身份证号',
  '残疾人证号',
  '户籍地',
  '户编号',
  '与户主关系',
  '联系电话',
  '地址',
  '有效期至',
]
const familyNames = ['王', '李', '张', '刘', '陈', '杨', '赵', '黄']
const given = ['建国', '秀英', '志强', '桂兰', '晓东', '丽华', '国庆']
const people = Array.from({ length: 56 }, (_, at) => ({
  name: `${familyNames[at % 8]}${given[at % 7]}`,
  ...invented(at * 2 + 1, `${1950 + (at % 40)}-0${(at % 9) + 1}-1${at % 9}`),
  phone: `139${String(22_000_000 + at * 977)}`,
  address: `东街${at + 1}号`,
}))
type Row = readonly (string | null)[]
const line = (p: (typeof people)[number], at: number, more: Partial<typeof p> = {}): Row => {
  const { name, idNumber, certificateNumber, phone, address } = { ...p, ...more }
  return [name, idNumber, certificateNumber, street, `H${at}`, '户主', phone, address, '2030-01-01']
}
/** A list that knows the two by their other numbers. */
const paid = (month: string) =>
  [people[3]!, people[10]!].map((p, at) => [
    p.name,
    invented(800 + at * 2 + 1, p.birth).idNumber,
    '护理补贴',
    month,
    '100',
  ])
const screening = '01a20000-0000-7000-8000-0000000000aa'
/** The same people once more, taken in under another number. */
const again = [people[3]!, people[10]!].map((p, at) => line(p, 900 + at, invented(800 + at * 2 + 1, p.birth)))
/** What remembers the merging itself, and what only ever grows or belongs to a moment. */
const beside =
  `audit audit_seal audit_tail duplicate_pair duplicate_run person_merge proposal progress auth_session
  auth_rate_limit auth_user export_spending record_change import import_undo import_row`.split(/\s+/)

describe('two files of one person', () => {
  let office: TestOffice
  let pool: Pool
  let owner: PoolClient
  let clerk: Awaited<ReturnType<typeof openWizard>>
  let seconder: Awaited<ReturnType<TestOffice['user']>>
  let second: Awaited<ReturnType<TestOffice['signIn']>>

  beforeAll(async () => {
    office = await testOffice()
    pool = createPool(office.database.ownerUrl, { max: 1 })
    owner = await pool.connect()
    await owner.query(`select set_config('app.reach', '{[000000000000,999999999999)}', false)`)
    clerk = await openWizard(office)
    seconder = await office.user('caseworker', clerk.who.region)
    second = await office.signIn(seconder)
    await clerk.take(
      await makeWorkbook({ 持证残疾人: [header, ...people.map((p, at) => line(p, at)), ...again] }),
    )
    await clerk.take(
      await makeWorkbook({ 发放表: [['姓名', '身份证号', '补贴类型', '月份', '金额'], ...paid('202601')] }),
      '两项补贴.xlsx',
    )
  }, 60_000)
  afterAll(async () => {
    owner.release()
    await pool.end()
    await office.close()
  })

  /** Every table of the database, so that nothing that hangs on a person is forgotten. */
  const fingerprint = async () => {
    await owner.query(`select set_config('app.merging', 'on', false)`)
    const tables = await owner.query(
      `select tablename as name from pg_tables where schemaname = 'public' and tablename <> all($1) order by 1`,
      [beside],
    )
    const hashes: [string, string, number][] = []
    for (const { name } of tables.rows) {
      // Tallies are kept as sums of what came and went.
      const from = name.endsWith('_tally')
        ? `(select to_jsonb(t) - 'n' as key, sum(n) as n from "${name}" t group by 1 having sum(n) <> 0)`
        : `"${name}"`
      const { rows } = await owner.query(
        `select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as hash, count(*)::int as n from ${from} t`,
      )
      hashes.push([name, rows[0].hash, rows[0].n])
    }
    await owner.query(`select set_config('app.merging', '', false)`)
    return hashes
  }
  const clueOn = async (person: string, rule: string) => {
    const id = (await owner.query('select gen_random_uuid() as id')).rows[0].id
    await owner.query(
      `insert into clue (id, rule, rule_version, subject, person_id, severity, since, screening_id, facts, hukou_region, residence_region)
       select $3, $4, 'test', 'person', p.id, 'medium', '2026-11-01', $2, '{}', p.hukou_region, p.residence_region
       from person p where p.id = $1`,
      [person, screening, id, rule],
    )
    return id as string
  }
  /** A visit and its history on a clue; pairs by likeness and a remembered answer about both people. */
  const hangOn = async (clue: string, { personA, personB }: { personA: string; personB: string }) => {
    const office = await owner.query('select id from organisation limit 1')
    await owner.query(
      `insert into clue_feedback (id, clue_id, kind, verdict, visit, visited_on, finding, holder, given_by, organisation_id, at, version)
       values (gen_random_uuid(), $1, 'feedback', 'true', 'home', '2026-11-05', '入户看过，情况属实，本人在家', 1, $2, $3, now(), 2)`,
      [clue, clerk.who.id, office.rows[0].id],
    )
    const { rows } = await owner.query(
      `select r.list_id, r.sheet, r.row_no, l.region from list_row r join list l on l.id = r.list_id where person_id = $1`,
      [personB],
    )
    const row = rows[0]
    const run = (await owner.query('select gen_random_uuid() as id')).rows[0].id
    await owner.query(
      `insert into link_run (id, list_id, region, state, day, started_by, started_at) values ($1, $2, $3, 'done', '2026-11-06', 'x', now())`,
      [run, row.list_id, row.region],
    )
    for (const [person, state] of [
      [personA, 'review'],
      [personB, 'unlinked'],
    ]) {
      await owner.query(
        `insert into link_pair (id, run_id, list_id, sheet, row_no, person_id, weight, evidence, state)
         values (gen_random_uuid(), $1, $2, $3, $4, $5, 5, '[]', $6)`,
        [run, row.list_id, row.sheet, row.row_no, person, state],
      )
      await owner.query(
        `insert into link_memory (file_type, region, row_key, person_id, verdict, decided_by, decided_at)
         values ('two-subsidies-payment', $1, 'x', $2, 'rejected', 'x', now())`,
        [row.region, person],
      )
    }
  }
  const openPairs = async (state = 'open') =>
    (await clerk.json(`/api/v1/duplicate-pairs?state=${state}`)).rows
  const decide = async (id: string, body: object) => {
    const answer = await clerk.call(`/api/v1/duplicate-pairs/${id}/decide`, { json: body })
    return { status: answer.status, body: await answer.json() }
  }

  /** The program's own role, with the reach of everything and a right to see what stepped back. */
  const asProgram = (statement: string) =>
    withTransaction(
      office.server.pool,
      { reach: '{[000000000000,999999999999)}', userId: clerk.who.id, role: 'data-clerk' },
      async (db) => {
        await sql`select set_config('app.merging', 'on', true)`.execute(db)
        return sql.raw(statement).execute(db)
      },
    )
  /** While two files are one: neither hides another nor comes forward by any statement but the undoing in one's own name. */
  const noOtherWay = async ({ id, personA, personB }: Record<string, string>, keep: string) => {
    const gone = keep === personA ? personB : personA
    const third = `(select id from person where id not in ('${personA}', '${personB}') order by id limit 1)`
    const guard = 'a file steps back only with its merging'
    const hide = (who: string, into: string) => `update person set merged_into = ${into} where id = ${who}`
    await expect(asProgram(hide(`'${gone}'`, 'null'))).rejects.toThrow(guard)
    await expect(asProgram(hide(third, `'${keep}'`))).rejects.toThrow(guard)
    await expect(
      asProgram(`insert into person (id, kind, name, sex, birth, certificate_status, hukou_region, residence_region, created_at,
          updated_at, merged_into) select gen_random_uuid(), kind, name, sex, birth, 'none', hukou_region, residence_region, now(),
          now(), id from person where id = '${keep}'`),
    ).rejects.toThrow('row-level security')
    for (const column of ['gone', 'kept', 'moved', 'proposal_id'])
      await expect(
        asProgram(`update person_merge set ${column} = ${column} where gone = '${gone}'`),
        column,
      ).rejects.toThrow('permission denied')
    await expect(
      asProgram(`update person_merge set undone_at = now(), undone_by_name = '别人' where gone = '${gone}'`),
    ).rejects.toThrow('row-level security')
    const agreed = 'a0000000-0000-7000-8000-000000000001'
    const hides = (
      other: string,
    ) => `insert into proposal (id, kind, subject, pair_id, wish, made_by, made_by_name, made_at)
        values ('${agreed}', 'merge', 'again', '${id}', '{"keep": "${keep}"}', '${clerk.who.id}', 'x', now());
      select set_config('app.user_id', '${seconder.id}', true);
      update proposal set state = 'confirmed', decided_by = '${seconder.id}', decided_at = now() where id = '${agreed}';
      insert into person_merge (id, pair_id, proposal_id, kept, gone, merged_by, merged_by_name, merged_at)
        values (gen_random_uuid(), '${id}', '${agreed}', '${keep}', ${other}, '${seconder.id}', 'x', now())`
    await expect(asProgram(hides(third)), 'a yes to these two hides no third').rejects.toThrow(
      'row-level security policy "of_the_pair"',
    )
    await expect(asProgram(hides(`'${gone}'`)), 'hidden once').rejects.toThrow('person_merge_standing')
    await expect(
      asProgram(`update duplicate_pair set person_a = person_a where id = '${id}'`),
    ).rejects.toThrow('permission denied')
  }

  /** What waits about a pair, for the second person to answer. */
  const atHand = async (pairId: string) => {
    const { proposal } = await clerk.json(`/api/v1/duplicate-pairs/${pairId}`)
    return async (body: object = { accept: true }, who: Pick<typeof second, 'call'> = second) => {
      const answer = await who.call(`/api/v1/merge-proposals/${proposal.id}/decide`, { json: body })
      return { status: answer.status, body: await answer.json() }
    }
  }
  const settle = async (pairId: string, body?: object, who?: Pick<typeof second, 'call'>) =>
    (await atHand(pairId))(body, who)

  test('are proposed, with nothing changed', async () => {
    const before = await fingerprint()
    const { id } = await (await clerk.call('/api/v1/duplicate-runs', { method: 'POST' })).json()
    await duplicateTasks.duplicates(
      office.server,
      { runId: id, userId: clerk.who.id },
      await findUser(office.server, clerk.who.id),
    )
    const [run] = await clerk.json('/api/v1/duplicate-runs')
    expect(run).toMatchObject({ state: 'done', problem: null, counts: { people: 58 } })
    const rows = await openPairs()
    expect(rows.length).toBeGreaterThanOrEqual(2)
    expect(rows[0].nameA).toMatch(/^.\*+$/)
    expect(await fingerprint()).toEqual(before)
  })

  test('become one: the other steps back everywhere, its numbers and lists find the kept one; and back to the same hash', async () => {
    const pair = (await openPairs())[0]
    await owner.query(
      `insert into screening (id, region, day, state, started_at, started_by) values ($1, '990101000000', '2026-11-01', 'done', now(), 'x')`,
      [screening],
    )
    const clueOfGone = await clueOn(pair.personB, 'no-care-subsidy')
    await clueOn(pair.personA, 'housing-unsafe')
    await hangOn(clueOfGone, pair)
    const before = await fingerprint()
    expect(before.find(([table]) => table === 'person')![2]).toBe(58)
    for (const table of ['clue', 'clue_feedback', 'link_pair', 'link_memory', 'person_number', 'list_row'])
      expect(before.find(([name]) => name === table)?.[2], `${table} holds something`).toBeGreaterThan(0)
    const seen = await clerk.json(`/api/v1/duplicate-pairs/${pair.id}`)
    expect(seen.fields.find((f: { field: string }) => f.field === 'name').listed).toBe(
      seen.fields.find((f: { field: string }) => f.field === 'name').known,
    )
    const [keep, gone] = [pair.personA, pair.personB]
    const total = async () => (await clerk.json('/api/v1/persons')).total
    const all = await total()
    expect(
      await decide(pair.id, { action: 'merge', keep: '01a20000-0000-7000-8000-000000000000', version: 1 }),
    ).toMatchObject({ status: 404 })
    const ask = { action: 'merge', keep, version: 1, note: '同一人两次录入' }
    expect(await decide(pair.id, ask)).toMatchObject({
      status: 200,
      body: {
        state: 'waiting',
        version: 1,
        proposal: { isOwn: true, wish: { keep }, reason: '同一人两次录入' },
      },
    })
    expect(await fingerprint(), 'asking changes nothing').toEqual(before)
    expect((await openPairs('waiting')).map(({ id }: { id: string }) => id)).toEqual([pair.id])
    expect((await decide(pair.id, { action: 'different', version: 1 })).body.code).toBe(
      'proposal.waiting-already',
    )
    expect((await settle(pair.id, undefined, clerk)).body.code, 'nobody agrees with themselves').toBe(
      'access.own-work',
    )
    expect(await settle(pair.id, { accept: false, note: '请再核对' })).toMatchObject({ status: 200 })
    await decide(pair.id, ask)
    const answer = await atHand(pair.id)
    const both = await Promise.all([answer(), answer()])
    expect(both.map(({ status }) => status).sort(), 'of two who agree at once one does').toEqual([200, 404])
    const merged = { body: await clerk.json(`/api/v1/duplicate-pairs/${pair.id}`) }
    expect(merged.body).toMatchObject({ state: 'merged', version: 2, proposal: null })
    expect(merged.body.merges).toMatchObject([
      { kept: keep, undoneAt: null, note: '同一人两次录入', wantedByName: clerk.who.username },
    ])
    expect(merged.body.merges[0].mergedByName).not.toBe(clerk.who.username)
    expect(merged.body.merges[0].moved).toBeGreaterThanOrEqual(2)
    expect((await clerk.call(`/api/v1/persons/${gone}`)).status).toBe(404)
    expect((await clerk.call(`/api/v1/persons/${keep}`)).status).toBe(200)
    expect(await total()).toBe(all - 1)
    const numbers = await owner.query('select person_id, kind, current from person_number where kind = $1', [
      'former-id',
    ])
    expect(numbers.rows).toEqual([{ person_id: keep, kind: 'former-id', current: false }])
    const lists = await owner.query('select count(*)::int as n from list_row where person_id = $1', [gone])
    expect(lists.rows).toEqual([{ n: 0 }])
    const { id: listMeanwhile } = await clerk.take(
      await makeWorkbook({ 发放表: [['姓名', '身份证号', '补贴类型', '月份', '金额'], ...paid('202603')] }),
      '两项补贴三月.xlsx',
    )
    const whose = async () =>
      (
        await owner.query('select person_id from list_row where list_id = $1 order by row_no', [
          listMeanwhile,
        ])
      ).rows
    expect((await whose()).map(({ person_id }) => person_id)).toContain(keep)
    await noOtherWay(pair, keep)
    expect((await decide(pair.id, { action: 'merge', keep, version: 2 })).body.code).toBe('link.wrong-state')
    expect((await decide(pair.id, { action: 'unmerge', version: 2 })).body.code).toBe('link.note-missing')
    const back = await decide(pair.id, { action: 'unmerge', version: 2, note: '原是两人' })
    expect(back.body).toMatchObject({ state: 'open', version: 3 })
    const after = (await whose()).map(({ person_id }) => person_id)
    expect(after, 'rows that came meanwhile go with the number they came by').toContain(gone)
    expect(after).not.toContain(keep)
    await clerk.undo(listMeanwhile)
    expect(await fingerprint()).toEqual(before)
    expect((await clerk.call(`/api/v1/persons/${gone}`)).status).toBe(200)
  })

  test('with the same clue in hand on both are not merged; kept apart they are not asked again', async () => {
    const [pair] = await openPairs()
    for (const person of [pair.personA, pair.personB]) await clueOn(person, 'certificate-expired')
    expect(
      await decide(pair.id, { action: 'merge', keep: pair.personA, version: pair.version }),
    ).toMatchObject({
      status: 409,
      body: { code: 'merge.clue-open', params: { rules: 'certificate-expired' } },
    })
    expect((await decide(pair.id, { action: 'different', version: pair.version })).body.state).toBe(
      'different',
    )
    const { id } = await (await clerk.call('/api/v1/duplicate-runs', { method: 'POST' })).json()
    await duplicateTasks.duplicates(
      office.server,
      { runId: id, userId: clerk.who.id },
      await findUser(office.server, clerk.who.id),
    )
    expect((await openPairs()).map(({ id: open }: { id: string }) => open)).not.toContain(pair.id)
    expect(await openPairs('different')).toHaveLength(1)
    const [latest, first] = await clerk.json('/api/v1/duplicate-runs')
    expect(latest, 'nothing is learnt anew in silence').toMatchObject({
      modelVersion: first.modelVersion,
      modelFrom: first.id,
    })
    expect(first.modelFrom).toBeNull()
  })
})
