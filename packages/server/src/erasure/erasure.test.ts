import { access, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPool } from '@zhucan/db'
import { eraseRemembered, restoreBackup, writeBackup } from '@zhucan/server'
import { testDatabase } from '@zhucan/testing'
import { type TestOffice, testOffice } from '@zhucan/testing/office'
import type { Pool, PoolClient } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findUser } from '../access/index.ts'
import { invented, makeWorkbook, openWizard } from '../imports/test-imports.ts'
import { runScreening } from '../screening/index.ts'
import { erasureTasks } from './index.ts'

const street = '虚构省甲市清河县城关街道东街社区'
const gone = { name: '轩辕不凡', ...invented(11, '1961-02-03', 1), phone: '13922000011' }
const child = { name: '轩辕小竹', ...invented(13, '2012-04-05', 1) }
const stranger = { name: '司空见', ...invented(15, '1955-06-07', 3) }
const header = [
  '姓名',
  '身份证号',
  '残疾人证号',
  '户籍地',
  '户编号',
  '与户主关系',
  '联系电话',
  '监护人',
  '监护人电话',
  '监护人关系',
  '有效期至',
]
const photo = '01a20000-0000-7000-8000-0000000000f1'

/** Everything the database holds as text, table by table, where it holds one of the words. */
async function search(owner: Pool | PoolClient, words: readonly string[]): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')`,
  )
  const found = []
  for (const { name } of rows)
    for (const word of words) {
      const hit = await owner.query(`select 1 from ${name} t where strpos(t::text, $1) > 0 limit 1`, [word])
      if (hit.rowCount) found.push(`${name} holds ${word}`)
    }
  return found
}

describe('erasing a person on lawful request', () => {
  let office: TestOffice
  let pool: Pool
  let owner: PoolClient
  let folder: string
  let clerk: Awaited<ReturnType<typeof openWizard>>
  let leader: Awaited<ReturnType<TestOffice['signIn']>>
  let person: string
  let words: string[]

  const one = async (statement: string) => (await owner.query(statement)).rows[0]
  const ask = (body: object = {}) =>
    clerk.call('/api/v1/erasures', {
      json: {
        ...{ personId: person, basis: 'withdrawn-consent', askedOn: '2026-11-20' },
        reason: `${gone.name}本人书面申请删除，证号${gone.idNumber}，已核对身份`,
        ...body,
      },
    })
  const decide = async (id: string, body: object = { accept: true }) => {
    const answer = await leader.call(`/api/v1/erasures/${id}/decide`, { json: body })
    return { status: answer.status, ...(await answer.json()) }
  }
  const rows = (cells: readonly (string | null)[][]) => makeWorkbook({ 名册: [header, ...cells] })
  const line = (p: typeof gone | typeof child, more: readonly (string | null)[]) => [
    p.name,
    p.idNumber,
    p.certificateNumber,
    street,
    ...more,
  ]

  beforeAll(async () => {
    office = await testOffice()
    folder = await mkdtemp(join(tmpdir(), 'zhucan-erase-'))
    pool = createPool(office.database.ownerUrl, { max: 1 })
    owner = await pool.connect()
    await owner.query(`select set_config('app.reach', '{[000000000000,999999999999)}', false)`)
    clerk = await openWizard(office)
    leader = await office.signIn(await office.user('leader', '990101000000'))
    const first = [
      line(gone, ['H1', '户主', gone.phone, null, null, null, '2025-01-01']),
      line(child, ['H1', '长子', null, gone.name, gone.phone, '父亲', '2032-01-01']),
      line(stranger as typeof child, ['H2', '户主', null, null, null, null, '2032-01-01']),
    ]
    const taken = await clerk.take(await rows(first))
    expect(taken.done).toMatchObject({ state: 'done' })
    await clerk.take(
      await rows([line(gone, ['H1', '户主', '13922000012', null, null, null, '2025-06-01'])]),
      'again.xlsx',
    )
    await clerk.take(
      await makeWorkbook({
        名单: [
          ['残疾人姓名', '身份证号', '残疾证号', '补贴类型', '发放月份', '金额（元）', '发放结果'],
          [gone.name, gone.idNumber, gone.certificateNumber, '重残补贴', '202610', '120', '发放成功'],
        ],
      }),
      '2026年10月残疾人两项补贴发放花名册.xlsx',
    )
    person = (await one(`select id from person where name = '${gone.name}'`)).id
    const keys = (await owner.query(`select key::text from person_number where person_id = '${person}'`)).rows
    words = [
      gone.name,
      gone.idNumber,
      gone.certificateNumber,
      gone.phone,
      ...new Set(keys.map(({ key }) => key as string)),
    ]
    expect(words.length).toBeGreaterThan(4)
    const screening = await (await clerk.call('/api/v1/screenings', { json: {} })).json()
    await runScreening(office.server, screening.id, (await findUser(office.server, clerk.who.id))!)
    await owner.query(`insert into clue_feedback (id, clue_id, kind, verdict, visit, visited_on, finding, holder, given_by, organisation_id, at, version)
      select gen_random_uuid(), id, 'feedback', 'true', 'home', '2026-11-01', '上门见到${gone.name}，情况属实，已说明', 5, 'nobody',
        (select id from organisation limit 1), now(), 2 from clue where person_id = '${person}'`)
    await owner.query(`insert into clue_file (id, clue_id, file_name, media_type, size, content_hash, stored_as, uploaded_by, uploaded_at)
      select gen_random_uuid(), id, 'photo.jpg', 'image/jpeg', 4, '', '${photo}', 'nobody', now() from clue where person_id = '${person}' limit 1`)
    await mkdir(join(office.settings.dataDir, 'evidence'), { recursive: true })
    await writeFile(join(office.settings.dataDir, 'evidence', photo), 'seal')
  }, 120_000)
  afterAll(async () => {
    owner.release()
    await pool.end()
    await office.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('is refused in plain words while something stands against it', async () => {
    expect(await search(owner, words), 'the search finds what is there').not.toEqual([])
    const holds = async () => (await (await ask()).json()).code
    expect(await holds()).toBe('erasure.hold-open-clue')
    await owner.query(
      `update clue set state = 'closed', closed_on = '2026-11-01', version = 3 where person_id = '${person}'`,
    )
    const clue = await one(`select id from clue where person_id = '${person}' limit 1`)
    const handling = `insert into clue_handling (id, clue_id, feedback_id, kind, decision, basis, amount_fen, handled_by, organisation_id, at)
      select gen_random_uuid(), f.clue_id, f.id, '%', 'decided so', 'rule 1', 100, 'somebody', f.organisation_id, now()
      from clue_feedback f where f.clue_id = '${clue.id}'`
    await owner.query(`alter table clue_handling disable trigger user`)
    await owner.query(handling.replace('%', 'recover'))
    expect(await holds()).toBe('erasure.hold-recovery')
    await owner.query(`update clue_handling set kind = 'refer'`)
    await owner.query(`alter table clue_handling enable trigger user`)
    await owner.query(`update certificate set valid_to = '2030-01-01' where person_id = '${person}'`)
    expect(await holds()).toBe('erasure.hold-certificate')
    await owner.query(`update certificate set valid_to = '2025-06-01' where person_id = '${person}'`)
    expect((await (await ask({ askedOn: '2026-12-01' })).json()).code).toBe('erasure.future-day')
  })

  it('takes two people; nobody outside the area knows of it, and officers are told no name', async () => {
    const { id } = await (await ask()).json()
    expect((await (await ask()).json()).code).toBe('erasure.waiting-already')
    expect((await clerk.call(`/api/v1/erasures/${id}/decide`, { json: { accept: true } })).status).toBe(403)
    const away = await office.signIn(await office.user('leader', '990201000000'))
    expect((await away.call(`/api/v1/erasures/${id}/decide`, { json: { accept: true } })).status).toBe(404)
    expect(await (await away.call('/api/v1/erasures')).json()).toEqual([])
    const auditor = await office.signIn(await office.user('audit-officer', '990101000000'))
    const [seen] = await (await auditor.call('/api/v1/erasures')).json()
    expect(seen).toMatchObject({
      state: 'waiting',
      personName: null,
      reason: expect.not.stringContaining(gone.name),
    })
    expect(await decide(id, { accept: false, note: 'not signed' })).toMatchObject({ status: 200 })
    expect(await decide(id)).toMatchObject({ status: 404, code: 'erasure.nothing-waiting' })
    expect(await search(owner, [gone.name])).toContain('person holds 轩辕不凡')
  })

  it('cannot be carried out past the second person or a hold, not even in the database', async () => {
    const { id } = await (await ask()).json()
    const app = createPool(office.database.appUrl, { max: 1 })
    const client = await app.connect()
    const as = async (userId: string, statement: string, role = 'leader') => {
      await client.query(
        `begin; select set_config('app.reach', '{[990101000000,990102000000)}', true), set_config('app.user_id', '${userId}', true),
          set_config('app.role', '${role}', true)`,
      )
      return client
        .query(statement)
        .then(
          () => 'done',
          (error: Error) => error.message,
        )
        .finally(() => client.query('rollback'))
    }
    const carryOut = `select carry_out_erasure('${id}', now(), '2026-11-21')`
    const other = (await office.user('leader', '990101000000')).id
    expect(await as(clerk.who.id, carryOut)).toContain('may not be carried out')
    expect(await as(other, `select erase_person_rows('${person}')`)).toContain('permission denied')
    expect(
      await as(
        other,
        `update erasure set state = 'done', decided_by = '${other}', decided_at = now() where id = '${id}'`,
      ),
    ).toContain('row-level security')
    expect(await as(other, `delete from person where id = '${person}'`)).toBe('done')
    expect(await one(`select count(*)::int as n from person where id = '${person}'`)).toEqual({ n: 1 })
    await owner.query(`update clue set state = 'reopened' where person_id = '${person}'`)
    expect(await as(other, carryOut)).toContain('may not be carried out')
    expect(await decide(id)).toMatchObject({ code: 'erasure.hold-open-clue' })
    await owner.query(`update clue set state = 'closed' where person_id = '${person}'`)
    await owner.query(
      `update person set hukou_region = '990201001001', residence_region = '990101001001' where id = '${person}'`,
    )
    expect(await as(other, carryOut), 'who has moved belongs to another office').toContain(
      'may not be carried out',
    )
    await owner.query(`update person set hukou_region = '990101001001' where id = '${person}'`)
    expect(await as(other, carryOut, 'caseworker'), 'whose office decides no such thing').toContain(
      'may not be carried out',
    )
    const twin = await office.user('leader', '990101000000')
    await owner.query(`update auth_user set name = $1 where id = $2`, [clerk.who.username, twin.id])
    expect(await as(twin.id, carryOut), 'a second log-in of the same name').toContain(
      'may not be carried out',
    )
    const kind = (is: string) => owner.query(`update setting set value = $1 where key = 'kind'`, [`"${is}"`])
    const onDay = (days: number) => carryOut.replace("'2026-11-21'", `current_date + ${days}`)
    await kind('real')
    expect(await as(other, onDay(3)), 'a day to come, on which nothing holds any more').toContain(
      'may not be carried out',
    )
    expect(await as(other, onDay(0))).toBe('done')
    await kind('demo')
    expect(await as(other, onDay(3)), 'a demo may be on any day').toBe('done')
    client.release()
    await app.end()
  })

  it('leaves no trace of name or number, only a count and the audit of who did it', async () => {
    const backup = await writeBackup({
      ...{
        ownerUrl: office.database.ownerUrl,
        keyring: office.server.keyring,
        folder,
        dataDir: office.settings.dataDir,
      },
      ...{ program: 'test', now: office.settings.now },
    })
    const uploads = (await owner.query(`select stored_as from import where file_deleted_at is null`)).rows
    const [{ id }] = await (await leader.call('/api/v1/erasures')).json()
    expect(await decide(id)).toMatchObject({ status: 200, personId: person })
    const job =
      await one(`select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier = 'erasure-files'`)
    await erasureTasks['erasure-files'](office.server, job.payload, null as never)
    await owner.query(`delete from graphile_worker._private_jobs`)

    expect(await search(owner, words)).toEqual([])
    const still = (await search(owner, [person])).map((found) => found.split(' ')[0]).sort()
    expect(still, 'the pseudonym alone').toEqual(['audit', 'erasure'])
    for (const { stored_as } of uploads)
      await expect(access(join(office.settings.dataDir, 'uploads', stored_as))).rejects.toThrow('ENOENT')
    await expect(access(join(office.settings.dataDir, 'evidence', photo))).rejects.toThrow('ENOENT')

    const [done] = await (await leader.call('/api/v1/erasures')).json()
    expect(done).toMatchObject({
      state: 'done',
      personName: null,
      remains: { rows: { person: 1, list_row: 1 } },
    })
    expect(done.remains.clues[0]).toMatchObject({ rule: expect.any(String), state: 'closed' })
    const acts = (
      await owner.query(
        `select action from audit where action like 'erasure.%' and subject_id = '${person}' order by at`,
      )
    ).rows
    expect(acts.map(({ action }) => action)).toEqual([
      'erasure.enter',
      'erasure.refuse',
      'erasure.enter',
      'erasure.done',
    ])

    const kept = await one(`select p.name, g.name as guardian, p.shown->>'guardianName' as shown from person p
      join guardian g on g.person_id = p.id where p.name = '${child.name}'`)
    expect(kept).toMatchObject({
      guardian: '▢',
      shown: expect.toSatisfy((said: string | null) => said === null || said === '▢'),
    })

    await forgotten(backup.path)
  }, 120_000)

  /** A backup from before holds the person; restored beside the list of the erased, it does no more. */
  async function forgotten(path: string) {
    expect(await readFile(join(office.settings.dataDir, 'erased-people.txt'), 'utf8')).toBe(`${person}\n`)
    await writeFile(join(folder, 'erased-people.txt'), `${person}\nno id\n`)
    const database = await testDatabase()
    const dataDir = await mkdtemp(join(folder, 'restored-'))
    try {
      await restoreBackup({
        path,
        ownerUrl: database.ownerUrl,
        keyring: office.server.keyring,
        dataDir,
        replace: true,
      })
      const restored = createPool(database.ownerUrl, { max: 1 })
      const client = await restored.connect()
      await client.query(`select set_config('app.reach', '{[000000000000,999999999999)}', false)`)
      expect(await search(client, words)).toEqual([])
      expect((await client.query(`select 1 from audit where action = 'erasure.again'`)).rowCount).toBe(1)
      expect((await client.query(`select 1 from person where name = '${stranger.name}'`)).rowCount).toBe(1)
      expect(await readFile(join(dataDir, 'erased-people.txt'), 'utf8')).toBe(`${person}\n`)
      // As if the restore had been killed before it came to that: the next start does it.
      await client.query(
        `insert into person (id, kind, name, sex, birth, certificate_status, hukou_region, residence_region, created_at, updated_at)
         select $1, kind, 'again', sex, birth, certificate_status, hukou_region, residence_region, now(), now() from person limit 1`,
        [person],
      )
      await eraseRemembered(database.ownerUrl, dataDir)
      expect((await client.query('select 1 from person where id = $1', [person])).rowCount).toBe(0)
      client.release()
      await restored.end()
    } finally {
      await database.drop()
    }
  }
})
