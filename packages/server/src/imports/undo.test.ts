import { isDeepStrictEqual } from 'node:util'
import { createPool } from '@zhucan/db'
import { type TestOffice, testOffice } from '@zhucan/testing/office'
import type { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findUser } from '../access/index.ts'
import { importTasks } from './imports.jobs.ts'
import { invented, makeWorkbook, openWizard, type TestSheets } from './test-imports.ts'
import { killedPool } from './test-killed-pool.ts'

const header = [
  '姓名',
  '身份证号',
  '残疾人证号',
  '户籍地',
  '户编号',
  '与户主关系',
  '联系电话',
  '地址',
  '监护人',
  '监护人电话',
]
const familyHeader = ['户编号', '姓名', '与户主关系', '身份证号', '出生日期', '是否照料人']

type Line = {
  n: number
  level?: 1 | 2 | 3 | 4
  place?: string
  house?: string
  relation?: string
  phone?: string | null
  address?: string | null
  guardian?: string | null
  birth?: string
}

/** A holder's row; what is left out stays as in the first batch. */
function holder({ n, level = 2, place = '990101001001', house = `H${n}`, ...rest }: Line) {
  const { idNumber, certificateNumber } = invented(n, rest.birth ?? '1966-06-06', level)
  const { relation = '户主', phone = '13900001111', address = `东街${n}号`, guardian = null } = rest
  return [
    `人${n}`,
    idNumber,
    certificateNumber,
    place,
    house,
    relation,
    phone,
    address,
    guardian,
    guardian && '13700002222',
  ]
}

const book = (lines: readonly Line[], family: readonly (readonly (string | null)[])[] = []): TestSheets => ({
  持证残疾人: [header, ...lines.map(holder)],
  ...(family.length > 0 && { 家庭成员: [familyHeader, ...family] }),
})

const mother = invented(102, '1940-01-01').idNumber
const former = invented(104, '1950-01-01').idNumber

describe('undo of an import', () => {
  let office: TestOffice
  let owner: Pool
  let wizard: Awaited<ReturnType<typeof openWizard>>

  beforeAll(async () => {
    office = await testOffice()
    owner = createPool(office.database.ownerUrl, { max: 1 })
    await owner.query(`select set_config('app.reach', '{[000000000000,999999999999)}', false)`)
    wizard = await openWizard(office)
    const first = [11, 13, 15, 17].map((n): Line => ({ n, guardian: n === 13 ? '人13母' : null }))
    await wizard.take(
      await makeWorkbook(
        book(first, [
          ['H13', '人13母', '母亲', mother, null, '是'],
          ['H15', '人15父', '父亲', former, null, '否'],
        ]),
      ),
    )
  })
  afterAll(async () => {
    await owner.end()
    await office.close()
  })

  const ask = async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> =>
    (await owner.query(text, values)).rows as T[]
  const shownOf = async (n: number) => {
    const [row] = await ask<{ id: string; shown: Record<string, unknown> }>(
      `select id, shown from person where name = $1`,
      [`人${n}`],
    )
    return row
  }
  const take = async (lines: readonly Line[], family: readonly (readonly (string | null)[])[] = []) =>
    wizard.take(await makeWorkbook(book(lines, family)), 'register.xlsx', { 'x-again': 'yes' })

  /** Everything an import can do to somebody: level, place, household, guardian, values, new people, relatives that hold. */
  const everything = () =>
    take(
      [
        { n: 11, level: 1, place: '990101001200', house: 'H13', relation: '配偶', address: '新址' },
        { n: 13, guardian: '另一人', phone: '13811112222' },
        { n: 21, house: 'H99' },
        { n: 23, house: 'H13', guardian: '人13' },
        { n: 104, birth: '1950-01-01', house: 'H15', relation: '父亲' },
      ],
      [
        ['H99', '人21妻', '配偶', null, '1970-01-01', '是'],
        ['H15', '人17', '儿子', invented(17, '1966-06-06').idNumber, null, '是'],
      ],
    )

  test('leaves every table as it was when nobody touched anything since', async () => {
    const before = await hashTables(owner)
    const { id, done } = await everything()
    expect(done).toMatchObject({ state: 'done', counts: { rows: 7, new: 3 } })
    const after = await hashTables(owner)
    for (const table of [
      'person',
      'person_number',
      'certificate',
      'household',
      'household_member',
      'guardian',
      'assertion',
      'region_history',
    ])
      expect([table, after[table] === before[table]]).toEqual([table, false])
    expect(await wizard.undoPreview(id)).toMatchObject({
      fates: { goes: 3, back: 4, partly: 0, stays: 0 },
      reasons: [],
    })
    await owner.query('truncate export_spending')
    await wizard.call(`/api/v1/imports/${id}/undo-people`)
    await wizard.call(`/api/v1/imports/${id}/undo-people.xlsx`)
    expect(await ask('select measure, amount::int from export_spending order by measure')).toEqual([
      { measure: 'file-rows', amount: 7 },
      { measure: 'rows', amount: 14 },
    ])
    await owner.query('truncate export_spending')
    expect((await wizard.undo(id)).status).toBe(200)
    expect(await wizard.get(id)).toMatchObject({ state: 'undone', problem: null })
    expect(await hashTables(owner)).toEqual(before)
  })

  test('is taken in again afterwards, and undone again', async () => {
    const before = await hashTables(owner)
    const { id } = await everything()
    await wizard.undo(id)
    await wizard.map(id)
    await wizard.apply(id)
    expect(await wizard.get(id)).toMatchObject({ state: 'done', counts: { rows: 7, new: 3 } })
    expect((await shownOf(11))?.shown).toMatchObject({ level: 1, address: '新址' })
    await wizard.undo(id)
    expect(await hashTables(owner)).toEqual(before)
  })

  test('does nothing a second time and tells in the history who did it and when', async () => {
    const { id } = await take([{ n: 31 }])
    await wizard.undo(id)
    const before = await hashTables(owner)
    expect(await (await wizard.undo(id)).json()).toMatchObject({ state: 'undone' })
    await wizard.run('import-undo', id)
    expect(await hashTables(owner)).toEqual(before)
    const undos = await wizard.json(`/api/v1/imports/${id}/undos`)
    expect(undos).toMatchObject([{ byName: wizard.who.username, isWhole: true, counts: { goes: 1 } }])
    expect(
      await ask(`select 1 from audit where subject_id = $1 and action = 'import.undone'`, [id]),
    ).toHaveLength(1)
  })

  test('leaves what a later register said, anew or again, and says why', async () => {
    const early = await take([
      { n: 11, address: '甲地', phone: '13511110000' },
      { n: 13, address: '乙地', phone: null },
      { n: 41, address: '丙地' },
    ])
    const late = await take([
      { n: 11, address: '丁地', phone: '13511110000' },
      { n: 13, address: null, phone: '13522220000' },
      { n: 41, address: '丙地' },
    ])
    expect(await wizard.undoPreview(early.id)).toMatchObject({
      fates: { goes: 0, back: 0, partly: 2, stays: 1 },
      reasons: [{ what: 'later-import', count: 3 }],
    })
    await wizard.undo(early.id)
    expect((await shownOf(11))?.shown.address).toBe('丁地')
    expect((await shownOf(13))?.shown.address).toBe('东街13号')
    expect((await shownOf(41))?.shown.address).toBe('丙地')
    const stays = await wizard.json(`/api/v1/imports/${early.id}/undo-stays`)
    expect(stays.total).toBe(3)
    expect(stays.rows.map((row: { fate: string; reason: string }) => [row.fate, row.reason]).sort()).toEqual([
      ['partly', 'later-import'],
      ['partly', 'later-import'],
      ['stays', 'later-import'],
    ])
    await wizard.undo(late.id)
    expect((await shownOf(11))?.shown.address).toBe('东街11号')
    await wizard.undo(early.id)
    expect(await shownOf(41)).toBeUndefined()
  })

  test('keeps people whom a list, a clue in work or staff have met since', async () => {
    const { id } = await take([{ n: 51 }, { n: 53 }, { n: 55 }, { n: 57 }])
    const person = async (n: number) => (await shownOf(n))!.id
    const dead = invented(51, '1966-06-06').idNumber
    await wizard.take(
      await makeWorkbook({
        死亡名单: [
          ['姓名', '身份证号', '死亡日期'],
          ['人51', dead, '2026-05-01'],
        ],
      }),
    )
    const [screening] = await ask<{
      id: string
    }>(`insert into screening (id, region, day, state, started_at, started_by)
      values (gen_random_uuid(), '990101000000', '2026-11-21', 'done', '2027-01-01', 'x') returning id`)
    const clue = (n: number, state: string) =>
      person(n).then((who) =>
        ask(
          `insert into clue (id, rule, rule_version, subject, person_id, severity, since, screening_id, state, facts, hukou_region, residence_region)
          values (gen_random_uuid(), 'certificate-expired', '1', 'person', $1, 'high', '2026-11-21', $2, $3, '{}', '990101001001', '990101001001')`,
          [who, screening!.id, state],
        ),
      )
    await clue(53, 'received')
    await clue(57, 'new')
    await ask(
      `insert into assertion (id, person_id, source, valid_from, recorded_at, fields)
      values (gen_random_uuid(), $1, 'staff', '2026-11-21', '2027-01-01', '{"address": "核实"}')`,
      [await person(55)],
    )
    expect(await wizard.undoPreview(id)).toMatchObject({
      fates: { goes: 1, back: 0, partly: 0, stays: 3 },
      reasons: expect.arrayContaining([
        { what: 'list', count: 1 },
        { what: 'clue', count: 1 },
        { what: 'staff', count: 1 },
      ]),
    })
    await wizard.undo(id)
    expect(await shownOf(57)).toBeUndefined()
    for (const n of [51, 53, 55]) expect(await shownOf(n)).toBeDefined()
    expect((await wizard.get(id)).state).toBe('undone')
  })

  test('can be done for some people only', async () => {
    const { id } = await take([{ n: 61 }, { n: 63 }, { n: 15, address: '别处' }])
    const before = await hashTables(owner)
    const one = (await shownOf(61))!.id
    await wizard.undo(id, { people: [one] })
    expect(await wizard.get(id)).toMatchObject({ state: 'done' })
    expect(await shownOf(61)).toBeUndefined()
    expect((await shownOf(15))?.shown.address).toBe('别处')
    await wizard.undo(id, { people: [(await shownOf(15))!.id] })
    expect((await shownOf(15))?.shown.address).toBe('东街15号')
    await wizard.undo(id)
    expect((await wizard.get(id)).state).toBe('undone')
    expect(await hashTables(owner)).not.toEqual(before)
  })

  test('takes a list back as if it had never come, wholly or by row', async () => {
    const before = await hashTables(owner)
    const rows = [11, 13].map((n) => [`人${n}`, invented(n, '1966-06-06').idNumber, '2026-05-01'])
    const { id } = await wizard.take(
      await makeWorkbook({ 死亡名单: [['姓名', '身份证号', '死亡日期'], ...rows, ['无', '1', null]] }),
      'deaths.xlsx',
    )
    expect(await wizard.undoPreview(id)).toMatchObject({ rows: 3, fates: { goes: 0, back: 2 } })
    await wizard.undo(id, { rows: [{ sheet: 0, row: 2 }] })
    expect(await wizard.get(id)).toMatchObject({ state: 'done' })
    expect(await ask('select row_count from list where id = $1', [id])).toEqual([{ row_count: 2 }])
    await wizard.undo(id)
    expect((await wizard.get(id)).state).toBe('undone')
    expect(await hashTables(owner)).toEqual(before)
  })

  /** Undoes with a connection that ends at some statement; `stays` says whether the tables are then as before. */
  async function undoKilled(id: string, statement: number, isTorn: boolean) {
    const before = await hashTables(owner)
    const { pool, wasKilled } = killedPool(office.server.pool, { after: /'app\.undo'/, statement, isTorn })
    await wizard.call(`/api/v1/imports/${id}/undo`, { json: {} })
    const user = await findUser(office.server, wizard.who.id)
    await importTasks['import-undo']({ ...office.server, pool }, { importId: id }, user)
    return { wasKilled: wasKilled(), stays: isDeepStrictEqual(await hashTables(owner), before) }
  }

  test('that is killed at whichever statement leaves nothing half done and can be done after', async () => {
    const untouched = await hashTables(owner)
    const { id } = await everything()
    let kills = 0
    for (let statement = 1; ; statement += 7) {
      const { wasKilled, stays } = await undoKilled(id, statement, false)
      if (!wasKilled) break
      kills++
      expect([statement, stays]).toEqual([statement, true])
      expect(await wizard.get(id)).toMatchObject({ state: 'done', problem: { code: 'server.fault' } })
    }
    expect(kills).toBeGreaterThan(5)
    expect((await wizard.get(id)).state).toBe('undone')
    expect(await hashTables(owner)).toEqual(untouched)
  }, 60_000)

  test('lets the application delete nothing but what the import brought', async () => {
    const { id } = await take([{ n: 71 }])
    const client = await office.server.pool.connect()
    try {
      await client.query(`begin; select set_config('app.reach', '{[000000000000,999999999999)}', true)`)
      for (const table of ['guardian', 'certificate', 'person_number', 'assertion', 'person', 'household'])
        expect([table, (await client.query(`delete from ${table}`)).rowCount]).toEqual([table, 0])
      await client.query(`select set_config('app.undo', $1, true)`, [id])
      expect((await client.query('delete from certificate')).rowCount).toBe(1)
      await client.query('rollback')
    } finally {
      client.release()
    }
  })

  /** The last one: what it leaves behind is broken. */
  test('would be found out if it were killed without its transaction', async () => {
    const { id } = await take([{ n: 81, address: '别处' }])
    expect(await undoKilled(id, 24, true)).toEqual({ wasKilled: true, stays: false })
  })
})

/** One hash over each table that an undo must bring back, whatever the order of its rows. */
async function hashTables(owner: Pool): Promise<Record<string, string>> {
  await owner.query(
    `select set_config('app.reach', '{[000000000000,999999999999)}', false), compact_tallies()`,
  )
  const { rows: tables } = await owner.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
       and relname not in ('audit', 'audit_chain', 'progress', 'assertion_undone', 'record_change') and relname not like 'import%'
       and relname not like 'auth%' order by 1`,
  )
  const found: Record<string, string> = {}
  for (const { name } of tables) {
    const { rows } = await owner.query(
      `select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as hash from "${name}" t`,
    )
    found[name] = rows[0].hash
  }
  return found
}
