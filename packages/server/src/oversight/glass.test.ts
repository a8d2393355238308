import { createPool, withTransaction } from '@zhucan/db'
import { plainDate } from '@zhucan/kernel'
import {
  type SeededPlace,
  seedPlace,
  type TestOffice,
  type TestUser,
  testOffice,
} from '@zhucan/testing/office'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { holdTable } from '../platform/test-locks.ts'
import { addWorkingDays } from './working-days.ts'

const mine = '990101000000'
const theirs = '990201000000'
type Caller = Awaited<ReturnType<TestOffice['signIn']>>
const reason = '当事人在本县走失，需立即联系其监护人核实身份情况'

describe('emergency access', () => {
  let office: TestOffice
  let owner: ReturnType<typeof createPool>
  let target: SeededPlace
  let neighbour: SeededPlace
  let worker: TestUser
  let caller: Caller
  beforeAll(async () => {
    office = await testOffice()
    owner = createPool(office.database.ownerUrl, { max: 1 })
    await owner.query(`set app.reach = '{[000000000000,999999999999)}'`)
    target = await seedPlace(office, '990201001001')
    neighbour = await seedPlace(office, '990201001001')
    worker = await office.user('caseworker', mine)
    caller = await office.signIn(worker)
  })
  beforeEach(async () => {
    await owner.query('truncate break_glass, export_spending')
  })
  afterAll(async () => {
    await owner.end()
    await office.close()
  })

  const open = async (who = caller, more: object = {}) => {
    const json = { number: target.idNumber, purpose: 'emergency', reason, ...more }
    const answer = await who.call('/api/v1/break-glass', { json })
    return { status: answer.status, ...(await answer.json()) }
  }
  const look = (id: string, who = caller) => who.call(`/api/v1/break-glass/${id}/person`)
  const list = async (who: Caller) => (await who.call('/api/v1/break-glass')).json()
  const review = async (who: Caller, id: string, accept = true) =>
    (await who.call(`/api/v1/break-glass/${id}/review`, { json: { accept, note: '已向经办人核实' } })).status
  const entries = async (action: string) =>
    (await owner.query('select * from audit where action = $1 order by at', [action])).rows

  it('opens the one person, masked, and leaves the reason and each look on record', async () => {
    const { status, outcome, id } = await open()
    expect([status, outcome]).toEqual([200, 'granted'])
    const answer = await look(id)
    const { person, glass } = await answer.json()
    expect(person.name).toBe(target.canary)
    expect(person.numbers.every((n: { masked: string }) => n.masked.includes('*'))).toBe(true)
    expect(JSON.stringify(person)).not.toContain(target.idNumber)
    expect(glass).toMatchObject({ isOpen: true, reason, state: 'open' })
    expect((await entries('glass.open')).at(-1)).toMatchObject({
      subject_id: target.persons,
      actor_id: worker.id,
    })
    expect((await entries('glass.read')).at(-1)).toMatchObject({ subject_id: target.persons })
  })

  it('side by side no more are opened than one after the other', async () => {
    const held = await holdTable(owner, 'export_spending')
    const asked = Array.from({ length: 4 }, () => open())
    await held.hasWaiting(2)
    await held.release()
    expect((await Promise.all(asked)).filter(({ outcome }) => outcome === 'granted')).toHaveLength(3)
  })

  it('opens nothing else: not the ordinary page, no number, no neighbour, no list, no clue', async () => {
    const { id } = await open()
    expect((await look(id)).status).toBe(200)
    expect((await caller.call(`/api/v1/persons/${target.persons}`)).status).toBe(404)
    const reveal = { json: { field: 'id', reason: 'x'.repeat(20) } }
    expect((await caller.call(`/api/v1/persons/${target.persons}/reveal`, reveal)).status).toBe(404)
    expect((await caller.call(`/api/v1/persons/${neighbour.persons}`)).status).toBe(404)
    expect((await caller.call(`/api/v1/clues/${target.clues}`)).status).toBe(404)
    expect((await (await caller.call('/api/v1/persons')).json()).total).toBe(0)
  })

  it('is a hole of one person in the database, for one user, until it ends, and nothing can be written through it', async () => {
    const { id } = await open()
    const now = new Date(office.server.now()).toISOString()
    const app = createPool(office.database.appUrl, { max: 1 })
    const see = (settings: { userId: string; glass: string; now: string }, query = 'select id from person') =>
      withTransaction(
        app,
        { reach: '{[990101000000,990102000000)}', userId: settings.userId },
        async (db) => {
          await sql`select set_config('app.glass', ${settings.glass}, true), set_config('app.now', ${settings.now}, true)`.execute(
            db,
          )
          return (await sql<{ id: string }>`${sql.raw(query)}`.execute(db)).rows
        },
      )
    const good = { userId: worker.id, glass: id, now }
    expect(await see(good)).toEqual([{ id: target.persons }])
    expect(await see(good, 'select distinct person_id as id from person_number')).toEqual([
      { id: target.persons },
    ])
    expect(await see({ ...good, userId: 'somebody else' })).toEqual([])
    expect(await see({ ...good, glass: '' })).toEqual([])
    expect(await see({ ...good, now: '' })).toEqual([])
    expect(await see({ ...good, now: '2026-11-22T09:00:00Z' })).toEqual([])
    expect(await see({ ...good, now: '2026-11-20T00:00:00Z' })).toEqual([])
    for (const table of ['clue', 'list_row', 'import_row', 'household', 'import'])
      expect(await see(good, `select 1 as id from ${table}`)).toEqual([])
    expect(await see(good, `update person set name = 'x' returning id`)).toEqual([])
    expect(await see(good, `update guardian set name = 'x' returning id`)).toEqual([])
    expect(await see(good, `update certificate set level = 1 returning id`)).toEqual([])
    const insert = `insert into assertion (id, person_id, source, valid_from, recorded_at, fields)
      values (gen_random_uuid(), '${target.persons}', 'register', '2026-01-01', now(), '{}') returning id`
    await expect(see(good, insert)).rejects.toThrow(/row-level security/)
    const repeat = `insert into import_repeat (import_id, person_id, applied_no, valid_from, recorded_at, fields)
      values (gen_random_uuid(), '${target.persons}', 1, '2026-01-01', now(), 1) returning person_id as id`
    await expect(see(good, repeat)).rejects.toThrow(/row-level security/)
    await app.end()
  })

  it('the look-up behind the wall gives its area back', async () => {
    const app = createPool(office.database.appUrl, { max: 1 })
    const rows = await withTransaction(app, { reach: '{[990101000000,990102000000)}' }, async (db) => {
      const { key, check } = office.server.keyring.numberKey(target.idNumber)
      const found = await sql<{
        personId: string
      }>`select * from find_behind_glass(${key}, ${check})`.execute(db)
      const left = await sql`select id from person`.execute(db)
      return [found.rows.map((r) => r.personId), left.rows]
    })
    expect(rows).toEqual([[target.persons], []])
    await app.end()
  })

  it('wants a reason of fifteen characters that says something', async () => {
    for (const bad of ['急', '理由理由理由理由理由理由理由理由', '               需要               '])
      expect([bad, (await open(caller, { reason: bad })).status]).toEqual([bad, 422])
    expect((await open(caller, { purpose: 'curiosity' })).status).toBe(400)
  })

  it('says so when nobody has the number, or when the person is one’s own', async () => {
    const own = await seedPlace(office, '990101001001')
    expect(await open(caller, { number: own.idNumber })).toMatchObject({ outcome: 'own-area', id: null })
    expect(await open(caller, { number: '990101197001010019' })).toMatchObject({
      outcome: 'nobody',
      id: null,
    })
  })

  it('is only for caseworkers, three times a day', async () => {
    for (const role of ['leader', 'commissioner', 'security-officer', 'system-officer'] as const)
      expect((await open(await office.signIn(await office.user(role, mine)))).status).toBe(403)
    for (const n of [1, 2, 3]) expect([n, (await open()).outcome]).toEqual([n, 'granted'])
    expect((await open()).status).toBe(429)
  })

  it('ends by time, by its user, and when it is rejected', async () => {
    const byTime = (await open()).id
    await owner.query(
      `update break_glass set granted_at = '2026-11-20T00:00:00Z', expires_at = '2026-11-20T04:00:00Z'`,
    )
    expect((await look(byTime)).status).toBe(410)
    const byHand = (await open()).id
    await caller.call(`/api/v1/break-glass/${byHand}/end`, { method: 'POST' })
    expect((await look(byHand)).status).toBe(410)
    const rejected = (await open()).id
    const officer = await office.signIn(await office.user('security-officer', mine))
    expect(await review(officer, rejected, false)).toBe(200)
    expect((await look(rejected)).status).toBe(410)
    expect((await look(rejected, officer)).status).toBe(403)
  })

  it('belongs to one user: a colleague with the same role cannot use it', async () => {
    const { id } = await open()
    expect((await look(id, await office.signIn(await office.user('caseworker', mine)))).status).toBe(404)
  })

  it('is seen by the county it reached into and by the own office, and reviewed by somebody else once', async () => {
    const { id } = await open()
    const theirLeader = await office.signIn(await office.user('leader', theirs))
    const ownOfficer = await office.signIn(await office.user('security-officer', mine))
    expect(await list(theirLeader)).toMatchObject([
      { id, personName: '金**', reason, state: 'open', mine: false },
    ])
    expect(await list(ownOfficer)).toMatchObject([{ id, personName: null, state: 'open' }])
    const theirOfficer = await office.signIn(await office.user('security-officer', theirs))
    expect(await list(theirOfficer)).toMatchObject([{ id, personName: null, state: 'open' }])
    expect(await list(await office.signIn(await office.user('leader', '990301000000')))).toEqual([])
    expect(await review(caller, id)).toBe(403)
    const twin = await office.user('leader', mine)
    await owner.query('update auth_user set name = $1 where id = $2', [worker.username, twin.id])
    expect(await review(await office.signIn(twin), id), 'another account of the same name').toBe(403)
    expect(await review(theirLeader, id)).toBe(200)
    expect(await review(ownOfficer, id)).toBe(409)
    expect(await list(caller)).toMatchObject([{ id, state: 'accepted', mine: true }])
  })

  it('turns overdue when nobody reviews it in three working days', async () => {
    const { id } = await open()
    // Saturday 21 November: Monday, Tuesday, Wednesday.
    expect(await list(caller)).toMatchObject([{ id, reviewBy: '2026-11-25' }])
    await owner.query(`update break_glass set review_by = '2026-11-20'`)
    expect(await list(caller)).toMatchObject([{ id, state: 'overdue' }])
  })

  it('counts working days from any day', () => {
    const from = (day: string, n: number) => addWorkingDays(plainDate(day), n)
    expect(from('2026-11-20', 1)).toBe('2026-11-23')
    expect(from('2026-11-19', 1)).toBe('2026-11-20')
    expect(from('2026-11-22', 5)).toBe('2026-11-27')
    expect(from('2026-11-23', 0)).toBe('2026-11-23')
  })
})
