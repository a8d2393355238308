import {
  type ExportPolicyName,
  type ExportPolicyRow,
  exportPolicy,
  exportPolicyLabels,
  isRaise,
  type Role,
  roles,
} from '@zhucan/catalogue'
import { createPool, withTransaction } from '@zhucan/db'
import { plainDate } from '@zhucan/kernel'
import { findUser, inviteAdministrator } from '@zhucan/server'
import { type TestOffice, testOffice } from '@zhucan/testing/office'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { propose } from './proposals.store.ts'
import { inSession } from './session-transaction.ts'

const city = '990100000000'
const county = '990101000000'
const foreign = '990201000000'

type Caller = Awaited<ReturnType<TestOffice['signIn']>> & { id: string }

describe('what one person may not do alone', () => {
  let office: TestOffice
  let guard: Caller
  let leader: Caller
  let officer: Caller

  const asOwner = async (statement: string) => {
    const owner = createPool(office.database.ownerUrl, { max: 1 })
    return (await owner.query(statement).finally(() => owner.end())).rows
  }
  const enter = async (role: Parameters<TestOffice['user']>[0], region = county): Promise<Caller> => {
    const who = await office.user(role, region)
    return { ...(await office.signIn(who)), id: who.id }
  }
  const json = async (answer: Promise<Response>) => {
    const got = await answer
    return {
      status: got.status,
      ...((await got.json()) as { code?: string; state?: string; waits?: boolean }),
    }
  }
  const budget = {
    role: 'caseworker',
    name: 'file-rows',
    region: county,
    fromDay: '2026-11-01',
    basis: '办公会决定',
  }
  const set = (amount: number, more: object = {}, who = guard) =>
    json(who.call('/api/v1/exports/policy', { method: 'PUT', json: { ...budget, amount, ...more } }))
  const waiting = async (kind = 'export-budget', who = guard) =>
    (await (await who.call(`/api/v1/${kind}-proposals`)).json()) as {
      id: string
      isOwn: boolean
      wish: { amount?: number }
    }[]
  const decide = (id: string, who: Caller, body: object = { accept: true }, kind = 'export-budget') =>
    json(who.call(`/api/v1/${kind}-proposals/${id}/decide`, { json: body }))
  const amounts = () =>
    asOwner('select amount, set_by, proposal_id is not null as agreed from export_policy order by set_at')

  beforeAll(async () => {
    office = await testOffice()
    guard = await enter('security-officer')
    leader = await enter('leader')
    officer = await enter('system-officer')
  })
  afterAll(() => office.close())

  it('sets a smaller budget at once and keeps a larger one until a second person has agreed', async () => {
    expect(await set(10)).toMatchObject({ done: true, waits: false })
    expect(await set(2_000)).toMatchObject({ done: false, waits: true })
    expect((await set(3_000)).code).toBe('proposal.waiting-already')
    expect(await amounts()).toEqual([{ amount: 10, set_by: guard.id, agreed: false }])
    const [first] = await waiting()
    expect((await decide(first!.id, guard)).code).toBe('access.own-work')
    expect((await decide(first!.id, officer)).status, 'who has no right').toBe(403)
    expect((await decide(first!.id, await enter('leader', foreign))).status, 'who is elsewhere').toBe(404)
    const done = await Promise.all([decide(first!.id, leader), decide(first!.id, await enter('leader'))])
    expect(done.map(({ status }) => status).sort(), 'of two at once one agrees').toEqual([200, 404])
    expect(await amounts()).toContainEqual({ amount: 2_000, set_by: guard.id, agreed: true })
  })

  it('lets no second account of the same name agree, nor who would gain', async () => {
    const call = (name: string, id: string) =>
      asOwner(`update auth_user set name = '${name}' where id = '${id}'`)
    await call('王晓明', guard.id)
    expect(await set(9_000, { role: 'leader' })).toMatchObject({ waits: true })
    const [first] = await waiting()
    expect((await decide(first!.id, leader)).code).toBe('export.own-budget')
    const twin = await enter('security-officer')
    for (const name of ['王晓明', ' 王 晓明', '王\u3000晓明', '王·晓明', '王\u200b晓明']) {
      await call(name, twin.id)
      expect((await decide(first!.id, twin)).code, name).toBe('access.own-work')
    }
    expect(await decide(first!.id, leader, { accept: false, note: '不同意' })).toMatchObject({
      state: 'refused',
    })
    await set(9_000, { role: 'leader' })
    const [second] = await waiting()
    expect(
      await json(leader.call(`/api/v1/export-budget-proposals/${second!.id}/withdraw`, { json: {} })),
    ).toMatchObject({ status: 403 })
    expect(
      await json(guard.call(`/api/v1/export-budget-proposals/${second!.id}/withdraw`, { json: {} })),
    ).toMatchObject({ state: 'withdrawn' })
    expect(await waiting()).toEqual([])
  })

  it('keeps no number of a person in what a budget is based on, and takes a reason of one word', async () => {
    const phone = `138${'0013'}8000`
    const other = { role: 'audit-officer', basis: `依据来电${phone}` }
    expect(await set(1, other)).toMatchObject({ done: true })
    expect(await set(9_000, other)).toMatchObject({ waits: true })
    const kept = await asOwner(`select (select json_agg(e) from export_policy e)::text
      || (select json_agg(a) from audit a)::text as all`)
    const [mine] = await waiting()
    const told = kept[0].all + JSON.stringify(mine)
    expect(told.split('依据来电').length).toBeGreaterThan(3)
    expect(told).not.toContain(phone)
    await json(guard.call(`/api/v1/export-budget-proposals/${mine!.id}/withdraw`, { json: {} }))
    const user = (await findUser(office.server, guard.id))!
    const brief = { subject: 'brief', region: county, wish: { ...budget, amount: 1 }, reason: '同' }
    const id = await inSession(office.server, user, (ctx) => propose(ctx, 'export-budget', brief))
    await json(guard.call(`/api/v1/export-budget-proposals/${id}/withdraw`, { json: {} }))
    expect(await waiting()).toEqual([])
  })

  it('finds a raise that would only show on a later day', async () => {
    const clerk = { role: 'data-clerk', name: 'numbers' }
    expect(await set(20, { ...clerk, fromDay: '2027-01-01' })).toMatchObject({ done: true })
    expect(
      await set(150, { ...clerk, region: '990101001000' }),
      'stands before the smaller one',
    ).toMatchObject({
      waits: true,
    })
  })

  it('has the database refuse what nobody agreed to, whatever the program believes', async () => {
    const one = { reach: '{[000000000000,999999999999)}', userId: guard.id, role: 'security-officer' }
    const by = (statement: string, who: object = {}) =>
      withTransaction(office.server.pool, { ...one, ...who }, (db) => sql.raw(statement).execute(db))
    const rules = `insert into account_policy (id, value, changed_at, changed_by, reason, proposal_id)
      values (gen_random_uuid(), '{}', now(), '${guard.id}', 'alone', `
    await expect(by(`${rules} null)`)).rejects.toThrow('row-level security')
    await set(2_500)
    const first = (await waiting()).find(({ wish }) => wish.amount === 2_500)
    const agreed = `update proposal set state = 'confirmed', decided_at = now(), decided_by = `
    await expect(by(`${agreed} '${guard.id}' where id = '${first!.id}'`)).rejects.toThrow('proposal_check')
    await expect(by(`${agreed} '${leader.id}' where id = '${first!.id}'`)).rejects.toThrow(
      'row-level security',
    )
    await expect(by(`${rules} '${first!.id}')`), 'another kind').rejects.toThrow('row-level security')
    const row = (amount: number, more: string) => `insert into export_policy
      (id, role, name, region, from_day, amount, basis, set_at, set_by, proposal_id)
      values (gen_random_uuid(), 'caseworker', 'file-rows', '${county}', '2026-11-01', ${amount}, '单独', now(), ${more})`
    await expect(by(row(2_500, `'${guard.id}', null`)), 'a raise').rejects.toThrow('row-level security')
    await expect(by(row(5, `'${leader.id}', null`)), 'in another’s name').rejects.toThrow(
      'row-level security',
    )
    const asLeader = { userId: leader.id, role: 'leader' }
    const late = `update proposal set state = 'confirmed', decided_at = now(), decided_by_name = 'x', decided_by = '${leader.id}'
      where id = '${first!.id}';`
    const agreedTo = (amount: number) =>
      by(`${late} ${row(amount, `'${guard.id}', '${first!.id}'`)}`, asLeader)
    await expect(agreedTo(2_501), 'more than was asked for').rejects.toThrow('row-level security')
    await expect(
      by(
        `${late} ${row(2_500, `'${guard.id}', '${first!.id}'`)}; ${row(2_500, `'${guard.id}', '${first!.id}'`)}`,
        asLeader,
      ),
      'twice',
    ).rejects.toThrow('export_policy_agreed')
    await decide(first!.id, leader, { accept: false, note: '不同意' })
  })

  describe('reckons in the database as in the program', () => {
    const names = Object.keys(exportPolicyLabels) as ExportPolicyName[]
    const day = plainDate('2026-11-21')

    it('what ships for each role', async () => {
      const known = await asOwner(`select role, name, shipped_budget(role, name) as amount
        from unnest(array['${Object.keys(roles).join("','")}']) role, unnest(array['${names.join("','")}']) name`)
      const region = '000000000000'
      const asked = known.map(({ role, name }: { role: Role; name: ExportPolicyName }) => ({
        ...{ role, name, amount: exportPolicy({ role, name, region, day }, []) },
      }))
      expect(known).toEqual(asked)
      expect(known.length).toBe(Object.keys(roles).length * names.length)
      expect(await asOwner(`select shipped_budget('leader', 'new') as amount`)).toEqual([{ amount: 0 }])
    })

    it('what lets more out', async () => {
      const row = fc.record({
        role: fc.constant<Role>('caseworker'),
        name: fc.constantFrom<ExportPolicyName>('file-rows', 'file-rows', 'rows'),
        region: fc.constantFrom('000000000000', '990000000000', city, county, '990101001000', foreign),
        fromDay: fc.constantFrom('2026-11-01', '2026-12-01', '2027-01-01', '2027-02-01'),
        amount: fc.constantFrom(0, 100, 500, 501, 30_000),
      })
      const owner = createPool(office.database.ownerUrl, { max: 1 })
      const inDatabase = async (rows: readonly ExportPolicyRow[], wanted: ExportPolicyRow) => {
        const fill = `truncate export_policy; insert into export_policy (id, role, name, region, from_day, amount, basis, set_by, set_at)
          select gen_random_uuid(), x.role, x.name, x.region, x."fromDay"::date, x.amount, 'test', 'x', now() + n * interval '1 second'
          from rows from (jsonb_to_recordset($1) as (role text, name text, region text, "fromDay" text, amount integer)) with ordinality
            as x (role, name, region, "fromDay", amount, n)`
        const [truncate, insert] = fill.split(';')
        await owner.query('begin')
        await owner.query(truncate!)
        await owner.query(insert!, [JSON.stringify(rows)])
        const { rows: found } = await owner.query('select lets_more_out($1, $2, $3, $4, $5) as raise', [
          ...[wanted.role, wanted.name, wanted.region, wanted.fromDay, wanted.amount],
        ])
        await owner.query('rollback')
        return found[0].raise
      }
      await owner.query(`set app.reach = '{[000000000000,999999999999)}'`)
      await fc.assert(
        fc.asyncProperty(fc.array(row, { maxLength: 7 }), row, async (rows, wanted) => {
          expect(await inDatabase(rows, wanted)).toBe(isRaise(wanted, rows))
        }),
        { numRuns: 120 },
      )
      await owner.end()
    })
  })

  describe('and what only its queries guarded', () => {
    const links = 'select count(*)::int as n from welcome_link'
    const wishes = 'select count(*)::int as n from office_wish'
    const audit = 'select count(*)::int as n from audit'
    const seen = async (statement: string, settings: object) =>
      (
        await withTransaction(
          office.server.pool,
          settings,
          async (db) => (await sql<{ n: number }>`${sql.raw(statement)}`.execute(db)).rows,
        )
      )[0]?.n
    const reachOf = (place: string, length: number) =>
      `{[${place},${String(Number(place.slice(0, length)) + 1).padEnd(12, '0')})}`
    const here = { reach: reachOf(county, 6), role: 'system-officer' }
    const there = { reach: reachOf(foreign, 6), role: 'system-officer' }
    let token: string

    beforeAll(async () => {
      const made = await inviteAdministrator(office.server, {
        ...{ organisation: '清河县残联', region: county, role: 'system-officer' },
      })
      token = made.token
      const [organisation] = await asOwner(`select id from organisation where region = '${county}' limit 1`)
      const colleague = await office.user('leader', county)
      const asked = await officer.call(`/api/v1/users/${colleague.id}/appointments`, {
        json: { role: 'caseworker', organisation: organisation.id, reason: '工作需要' },
      })
      expect(asked.status).toBe(200)
      await enter('audit-officer', city)
    })

    it('shows links and offices that wait to the officers of their area alone, and a link to who holds it', async () => {
      for (const statement of [links, wishes]) {
        expect(await seen(statement, here), statement).toBe(1)
        expect(await seen(statement, { ...here, role: 'security-officer' })).toBe(1)
        expect(await seen(statement, there)).toBe(0)
        expect(await seen(statement, { ...here, role: 'data-clerk' })).toBe(0)
        expect(await seen(statement, {})).toBe(0)
      }
      const { createHash } = await import('node:crypto')
      const hash = createHash('sha256').update(token).digest('hex')
      expect(await seen(links, { link: hash })).toBe(1)
      expect(await seen(links, { link: hash.replace(/^../, hash.startsWith('00') ? '01' : '00') })).toBe(0)
    })

    it('lets nobody write a link or an office in another’s name, or for another area', async () => {
      const [{ id }] = await asOwner(`select id from organisation where region = '${county}' limit 1`)
      const insert = (
        madeBy: string,
      ) => `insert into welcome_link (token_hash, organisation_id, role, made_by, expires_at)
        values ('\\x00', '${id}', 'leader', ${madeBy}, now())`
      const by = (statement: string, settings: object) =>
        withTransaction(office.server.pool, settings, (db) => sql.raw(statement).execute(db))
      const me = { ...here, userId: officer.id }
      for (const [madeBy, who] of [
        ['null', me],
        [`'${guard.id}'`, me],
        [`'${officer.id}'`, { ...me, ...there }],
      ] as const)
        await expect(by(insert(madeBy), who)).rejects.toThrow('row-level security')
      const confirm = `update office_wish set state = 'refused', decided_at = now(), note = 'xx', decided_by = '${guard.id}'`
      await expect(by(confirm, me)).rejects.toThrow('row-level security')
    })

    it('writes offices and organisations within the area only, and removes none', async () => {
      const by = (statement: string, settings: object) =>
        withTransaction(office.server.pool, settings, (db) => sql.raw(statement).execute(db))
      const me = { ...here, userId: officer.id }
      const [{ id }] = await asOwner(`select id from organisation where region = '${county}' limit 1`)
      const rows = async (statement: string, settings: object) =>
        Number((await by(statement, settings)).numAffectedRows)
      for (const table of ['organisation', 'appointment'])
        await expect(by(`delete from ${table}`, me), table).rejects.toThrow('permission denied')
      for (const change of ["role = 'leader'", 'user_id = user_id', 'reach = null', 'from_day = from_day'])
        await expect(by(`update appointment set ${change}`, me), change).rejects.toThrow('permission denied')
      await expect(by(`update organisation set reach = reach`, me)).rejects.toThrow('permission denied')
      const end = `update appointment set end_reason = end_reason where organisation_id = '${id}'`
      expect(await rows(end, me)).toBeGreaterThan(3)
      expect(await rows(end, { ...me, ...there })).toBe(0)
      expect(await rows(end, { ...me, role: 'data-clerk' })).toBe(0)
      const last = (day: string) => `update appointment set until_day = ${day}
        where user_id = '${officer.id}' and organisation_id = '${id}'`
      for (const day of ["'2027-01-01'", 'null'])
        await expect(by(`${last("'2026-12-01'")}; ${last(day)}`, me), day).rejects.toThrow(
          'nobody else asked',
        )
      const rename = `update organisation set name = name where id = '${id}'`
      expect([await rows(rename, me), await rows(rename, { ...me, ...there })]).toEqual([1, 0])
      const found = `insert into organisation (id, name, kind, region, reach)
        values (gen_random_uuid(), 'x', 'service', '${county}', '${here.reach}')`
      await expect(by(found, { ...me, ...there })).rejects.toThrow('row-level security')
      await expect(by(found.replace(county, foreign), me)).rejects.toThrow('row-level security')
      const appoint = (
        madeBy: string,
        role = 'caseworker',
      ) => `insert into appointment (id, user_id, organisation_id, role,
        from_day, made_by) select gen_random_uuid(), user_id, organisation_id, '${role}', from_day, '${madeBy}' from office_wish`
      const mate = { ...here, role: 'security-officer', userId: guard.id }
      expect(await rows(appoint(officer.id), mate), 'what another wished for').toBe(1)
      await asOwner(`delete from appointment where made_by = '${officer.id}'`)
      for (const [statement, who] of [
        [appoint(officer.id), me],
        [appoint(guard.id), mate],
        [appoint(officer.id, 'leader'), mate],
      ] as const)
        await expect(by(statement, who), statement).rejects.toThrow('row-level security')
      expect(await rows(appoint(officer.id), { ...mate, ...there }), 'a wish of elsewhere').toBe(0)
    })

    it('lets nobody take back what they have taken, nor spend in another’s name', async () => {
      const as = (statement: string, userId = officer.id) =>
        withTransaction(office.server.pool, { userId }, (db) => sql.raw(statement).execute(db))
      const take = (
        amount: number,
      ) => `insert into export_spending as s (user_id, organisation_id, day, measure, amount)
        select '${officer.id}', id, '2026-11-21', 'rows', ${amount} from organisation limit 1
        on conflict (user_id, day, measure, organisation_id) do update set amount = s.amount + excluded.amount`
      await as(take(5))
      await as(take(5))
      const mine = `user_id = '${officer.id}' and measure = 'rows'`
      const spent = async () => (await as(`select amount::int from export_spending where ${mine}`)).rows
      expect(await spent()).toEqual([{ amount: 10 }])
      await expect(as(`update export_spending set amount = 0 where ${mine}`)).rejects.toThrow('stays taken')
      await expect(as(`update export_spending set day = day - 1 where ${mine}`)).rejects.toThrow(
        'permission denied',
      )
      await expect(as(take(5), guard.id)).rejects.toThrow('row-level security')
      await as(`update export_spending set amount = 90 where ${mine}`, guard.id)
      expect(await spent()).toEqual([{ amount: 10 }])
    })

    it('takes entries of everybody, and shows the audit to its officers as far as they reach', async () => {
      const entry = `insert into audit (id, at, action) values (gen_random_uuid(), now(), 'test.anybody')`
      await withTransaction(office.server.pool, {}, (db) => sql.raw(entry).execute(db))
      expect(await seen(audit, {})).toBe(0)
      expect(await seen(audit, { ...here, role: 'data-clerk' })).toBe(0)
      const acts = `${audit} where actor_id = '${guard.id}'`
      expect(await seen(acts, { ...here, role: 'audit-officer' })).toBeGreaterThan(0)
      expect(await seen(acts, { ...there, role: 'audit-officer' })).toBe(0)
      expect(await seen(audit, { userId: 'system' })).toBe(Number((await asOwner(audit))[0].n))
      await expect(
        withTransaction(office.server.pool, { userId: 'system' }, (db) =>
          sql.raw('delete from audit').execute(db),
        ),
      ).rejects.toThrow('permission denied')
    })
  })
})
