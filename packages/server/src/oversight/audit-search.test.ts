import { auditActions } from '@zhucan/catalogue'
import { createPool } from '@zhucan/db'
import {
  type SeededPlace,
  seedPlace,
  type TestOffice,
  type TestUser,
  testOffice,
} from '@zhucan/testing/office'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findUser } from '../access/index.ts'
import { makeExport } from '../exports/make-export.ts'
import { sealAudit } from '../platform/audit-sealer.store.ts'
import { checkChain } from './audit-check.store.ts'

const county = '990101000000'
const span = { from: '2026-11-21', to: '2026-11-21' }
type Caller = Awaited<ReturnType<TestOffice['signIn']>>

describe('the audit officer', () => {
  let office: TestOffice
  let owner: ReturnType<typeof createPool>
  let place: SeededPlace
  let worker: TestUser
  let auditorUser: TestUser
  let auditor: Caller
  beforeAll(async () => {
    office = await testOffice()
    owner = createPool(office.database.ownerUrl, { max: 1 })
    await owner.query(`set app.reach = '{[000000000000,999999999999)}'`)
    place = await seedPlace(office, '990101001001')
    await seedPlace(office, '990201001001')
    worker = await office.user('caseworker', county)
    const caller = await office.signIn(worker)
    await caller.call(`/api/v1/persons/${place.persons}`)
    await caller.call(`/api/v1/persons/${place.persons}/reveal`, {
      json: { field: 'id', reason: '核对证件' },
    })
    await caller.call('/api/v1/persons?kind=holder')
    const elsewhere = await office.signIn(await office.user('caseworker', '990201000000'))
    await elsewhere.call('/api/v1/persons?kind=holder')
    auditorUser = await office.user('audit-officer', county)
    auditor = await office.signIn(auditorUser)
  })
  afterAll(async () => {
    await owner.end()
    await office.close()
  })

  const search = async (filter: object = {}, who = auditor) => {
    const answer = await who.call('/api/v1/audit/search', { json: { ...span, ...filter } })
    expect(answer.status).toBe(200)
    return answer.json()
  }
  const acts = (found: { rows: { action: string }[] }) => found.rows.map((r) => r.action)

  it('sees figures by week, as the security officer does, of the offices in reach alone', async () => {
    const figures = async (role: 'audit-officer' | 'security-officer', region = county) => {
      const caller = await office.signIn(await office.user(role, region))
      return (await caller.call('/api/v1/audit/figures?weeks=4')).json()
    }
    await office.app.request('/api/auth/sign-in', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: worker.username, password: 'not this one' }),
    })
    await office.app.request('/api/auth/sign-in', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'nobody_of_this_name', password: 'not this one' }),
    })
    const weeks = await figures('audit-officer')
    expect(weeks.map((week: { from: string }) => week.from)).toEqual([
      '2026-10-26',
      '2026-11-02',
      '2026-11-09',
      '2026-11-16',
    ])
    expect(weeks[3]).toMatchObject({ refusals: 1, files: 1, numbers: 1, exports: 0, glass: 0 })
    expect(weeks[3].signIns).toBeGreaterThan(1)
    expect(weeks[0]).toMatchObject({ signIns: 0, files: 0 })
    expect((await figures('security-officer'))[3]).toMatchObject({ files: 1 })
    expect((await figures('audit-officer', '990201000000'))[3], 'a foreign county').toMatchObject({
      files: 0,
      numbers: 0,
      refusals: 0,
    })
    const top = await figures('audit-officer', '990000000000')
    expect(top[3].refusals, 'a log-in tried under no known name is the top’s').toBe(2)
  })

  it('reads who did what when, in plain words, with the reason and never a name or number of a person', async () => {
    const found = await search({ group: 'reveal' })
    expect(found.rows).toMatchObject([
      {
        action: 'person.reveal',
        actionLabel: { zh: '查看明文号码' },
        fields: [{ zh: '身份证号' }],
        role: { zh: '业务经办人' },
        reason: '核对证件',
        subjectId: place.persons,
      },
    ])
    expect(JSON.stringify(found)).not.toContain(place.canary)
  })

  it('finds by person through a number in the body, by user, act, place and day', async () => {
    const byNumber = await search({ number: place.idNumber })
    expect(byNumber).toMatchObject({ numberFound: true, personId: place.persons })
    expect(acts(byNumber).sort()).toEqual(expect.arrayContaining(['person.read', 'person.reveal']))
    expect(acts(await search({ action: 'person.list' }))).toEqual(['person.list'])
    expect((await search({ who: byNumber.rows[0].actorName, group: 'file' })).rows).toHaveLength(1)
    expect((await search({ who: 'nobody' })).rows).toEqual([])
    expect((await search({ from: '2026-11-20', to: '2026-11-20' })).rows).toEqual([])
    expect(acts(await search({ region: '990101001001', group: 'reveal' }))).toEqual(['person.reveal'])
    expect((await search({ region: '990101001200', group: 'reveal' })).rows).toEqual([])
  })

  it('says when a number belongs to nobody in the area, and does not fall back to everything', async () => {
    const foreign = await seedPlace(office, '990201001001')
    expect(await search({ number: foreign.idNumber })).toMatchObject({
      rows: [],
      numberFound: false,
      personId: null,
    })
  })

  it('keeps what somebody did before they moved, and what they do since is their new county’s', async () => {
    const mover = await office.user('caseworker', county)
    const next = await office.user('caseworker', '990201000000')
    const theirs = await office.signIn(await office.user('audit-officer', '990201000000'))
    await owner.query(
      `update appointment set from_day = '2026-01-01', until_day = '2026-11-10' where user_id = $1`,
      [mover.id],
    )
    await owner.query(
      `insert into appointment (id, user_id, organisation_id, role, from_day)
      select gen_random_uuid(), $1, organisation_id, 'caseworker', '2026-11-10' from appointment where user_id = $2`,
      [mover.id, next.id],
    )
    for (const at of ['2026-11-09 23:59:59+08', '2026-11-10 00:00:00+08'])
      await owner.query(
        `insert into audit (id, at, actor_id, actor_name, role, action) values (gen_random_uuid(), $1, $2, $3, 'caseworker', 'person.list')`,
        [at, mover.id, mover.username],
      )
    const seen = async (who: Caller) => {
      const { rows } = await search({ from: '2026-11-01', to: '2026-11-20', who: mover.username }, who)
      return rows.map(({ at, officeName }: { at: string; officeName: string }) => [at, officeName])
    }
    const offices = await owner.query(
      `select o.name from appointment a join organisation o on o.id = a.organisation_id where a.user_id = $1 order by from_day`,
      [mover.id],
    )
    const [old, now] = offices.rows.map(({ name }) => name)
    const [before, after] = [
      ['2026-11-09T15:59:59.000Z', old],
      ['2026-11-09T16:00:00.000Z', now],
    ]
    for (const wall of [true, false]) {
      office.server.walls.application = wall
      expect([await seen(auditor), await seen(theirs)]).toEqual([[before], [after]])
    }
    office.server.walls.application = true
  })

  it('sees nothing of the acts of another county, but who from there looked at people here', async () => {
    expect(acts(await search({ action: 'person.list' }))).toHaveLength(1)
    const outsider = await office.signIn(await office.user('caseworker', '990201000000'))
    const json = {
      number: place.idNumber,
      purpose: 'emergency',
      reason: '当事人在我县走失，需立即联系监护人核实',
    }
    const { id } = await (await outsider.call('/api/v1/break-glass', { json })).json()
    await outsider.call(`/api/v1/break-glass/${id}/person`)
    expect(acts(await search({ number: place.idNumber, group: 'glass' })).sort()).toEqual([
      'glass.open',
      'glass.read',
    ])
  })

  it('leaves an entry for each search, without the number', async () => {
    await search({ number: place.idNumber })
    const rows = await owner.query(
      `select details, subject_id, actor_id from audit where action = 'audit.search' order by at desc limit 1`,
    )
    expect(rows.rows[0]).toMatchObject({
      subject_id: place.persons,
      actor_id: auditorUser.id,
      details: { byNumber: true, from: '2026-11-21' },
    })
    const all = await owner.query('select * from audit')
    expect(JSON.stringify(all.rows)).not.toContain(place.idNumber)
  })

  it('is alone: no other role may search', async () => {
    for (const role of [
      'data-clerk',
      'caseworker',
      'leader',
      'security-officer',
      'system-officer',
    ] as const) {
      const other = await office.signIn(await office.user(role, county))
      expect((await other.call('/api/v1/audit/search', { json: span })).status).toBe(403)
    }
  })

  it('pages without losing or repeating an entry', async () => {
    await owner.query(
      `insert into audit (id, at, actor_id, actor_name, role, action)
       select gen_random_uuid(), '2026-11-21T02:00:00Z', $1, '张三', 'caseworker', 'screening.start' from generate_series(1, 60)`,
      [worker.id],
    )
    const first = await search({ action: 'screening.start' })
    const second = await search({ action: 'screening.start', page: 2 })
    expect([first.rows.length, first.hasMore, second.hasMore]).toEqual([50, true, false])
    const ids = [...first.rows, ...second.rows].map((r: { id: string }) => r.id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('takes along who looked at one person, through the same door as all exports', async () => {
    const json = {
      what: 'looks',
      filter: { personId: place.persons },
      purpose: '答复本人查询',
      format: 'csv',
    }
    const { id, rows } = await (await auditor.call('/api/v1/exports', { json })).json()
    expect(rows).toBeGreaterThan(1)
    await makeExport(office.server, id, (await findUser(office.server, auditorUser.id))!)
    const text = await (await auditor.call(`/api/v1/exports/${id}/file`)).text()
    expect(text).toContain('查看明文号码')
    expect(text).not.toContain(place.canary)
    const clerk = await office.signIn(worker)
    expect((await clerk.call('/api/v1/exports', { json })).status).toBe(403)
  })

  it('shows how far the chain is sealed and checked, and what a check found', async () => {
    const chain = async () => (await auditor.call('/api/v1/audit/chain')).json()
    const before = await chain()
    expect(before).toMatchObject({ sealed: 0, check: null })
    expect(before.unsealed).toBeGreaterThan(3)
    while ((await sealAudit(office.server.db, new Date(office.server.now()))) > 0);
    await checkChain(office.server)
    expect(await chain()).toMatchObject({ unsealed: 0, check: { faults: [] } })
    await owner.query(`update audit set reason = 'other' where action = 'person.reveal'`)
    await checkChain(office.server)
    expect((await chain()).check.faults).toMatchObject([{ what: 'changed' }])
  })

  it('marks days that simple rules find unusual, with the count and the line', async () => {
    const insert = (action: string, times: number, at: string) =>
      owner.query(
        `insert into audit (id, at, actor_id, actor_name, role, action, subject_kind, subject_id)
         select gen_random_uuid(), $3, $1, '张三', 'caseworker', $2, 'person', $5 from generate_series(1, $4)`,
        [worker.id, action, at, times, place.persons],
      )
    await insert('person.reveal', 30, '2026-11-18T03:00:00Z')
    await insert('person.read', 4, '2026-11-18T15:00:00Z')
    await insert('person.read', 5, '2026-11-19T20:00:00Z')
    const signals = async (who = auditor) =>
      (await who.call('/api/v1/audit/signals?from=2026-11-17&to=2026-11-20')).json()
    expect(await signals()).toMatchObject([
      { signal: 'reveals', count: 30, from: 30, day: '2026-11-18' },
      { signal: 'night', count: 5, day: '2026-11-20' },
    ])
    const elsewhere = await office.signIn(await office.user('audit-officer', '990201000000'))
    expect(await signals(elsewhere)).toEqual([])
  })

  it('marks who looks at people outside the place of the own office', async () => {
    const village = await office.user('caseworker', '990101001200')
    await owner.query(
      `insert into audit (id, at, actor_id, actor_name, role, action, subject_kind, subject_id)
       select gen_random_uuid(), '2026-11-16T03:00:00Z', $1, '李四', 'caseworker', 'person.read', 'person', $2
       from generate_series(1, 20)`,
      [village.id, place.persons],
    )
    const found = await (await auditor.call('/api/v1/audit/signals?from=2026-11-16&to=2026-11-16')).json()
    expect(found).toMatchObject([{ signal: 'elsewhere', count: 20 }])
  })

  /** What two auditors find, by either wall alone. */
  const byEitherWall = async (filter: object, ...callers: Caller[]) => {
    const found = []
    for (const wall of [true, false]) {
      office.server.walls.application = wall
      for (const caller of callers) found.push(acts(await search(filter, caller)).sort())
    }
    office.server.walls.application = true
    return found
  }

  it('reads of somebody with offices in two counties at once what was done from the one in reach', async () => {
    const both = await office.user('caseworker', county)
    const next = await office.user('caseworker', '990201000000')
    const theirs = await office.signIn(await office.user('audit-officer', '990201000000'))
    const first = await office.signIn(both)
    await first.call('/api/v1/persons?kind=holder')
    await owner.query(
      `insert into appointment (id, user_id, organisation_id, role, from_day)
      select gen_random_uuid(), $1, organisation_id, 'caseworker', '2026-01-01' from appointment where user_id = $2`,
      [both.id, next.id],
    )
    const filter = { action: 'person.list', who: both.username }
    const seen = ['person.list']
    expect(await byEitherWall(filter, auditor, theirs)).toEqual([seen, [], seen, []])
  })

  it('is told what the installation did about things in reach and about itself', async () => {
    const theirs = await office.signIn(await office.user('audit-officer', '990201000000'))
    const top = await office.signIn(await office.user('audit-officer', '990000000000'))
    for (const [action, kind, id] of [
      ['import.ended', 'import', place.imports],
      ['list.raw-deleted', 'list', null],
      ['region.apply', null, null],
    ])
      await owner.query(
        `insert into audit (id, at, actor_id, actor_name, action, subject_kind, subject_id)
         values (gen_random_uuid(), '2026-11-14T03:00:00Z', 'system', 'system', $1, $2, $3)`,
        [action, kind, id],
      )
    const filter = { from: '2026-11-14', to: '2026-11-14' }
    const [here, there, all] = [
      ['import.ended', 'region.apply'],
      ['region.apply'],
      ['import.ended', 'list.raw-deleted', 'region.apply'],
    ]
    expect(await byEitherWall(filter, auditor, theirs, top)).toEqual([here, there, all, here, there, all])
  })

  it('has a word for each act of this part', () => {
    for (const action of ['export.refused', 'glass.review', 'organisation.term-end', 'audit.search'])
      expect(auditActions[action]?.zh).toBeTruthy()
  })
})
