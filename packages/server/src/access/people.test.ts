import { inviteAdministrator } from '@zhucan/server'
import { type TestOffice, testOffice } from '@zhucan/testing/office'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Browser, openTestBrowser, ownerOf, send, signedIn, tryIn } from './test-door.ts'

const county = '990101000000'

describe('people and their offices', () => {
  let office: TestOffice
  let officer: Awaited<ReturnType<typeof signedIn>>
  let guard: Awaited<ReturnType<typeof signedIn>>
  let organisation: string

  const asOwner = ownerOf(() => office)
  const appoint = (browser: Browser, userId: string, role: string, more: object = {}) =>
    send(office, browser, `/api/v1/users/${userId}/appointments`, {
      role,
      organisation,
      reason: '工作需要',
      ...more,
    })
  const endOf = (browser: Browser, id: string, untilDay: string | null) =>
    send(office, browser, `/api/v1/appointments/${id}/end`, { untilDay, reason: '岗位调整' }, 'PUT')
  /** The second person lets it take effect; gives the code of a link. */
  const confirm = async (id: string) =>
    (await send(office, guard.browser, `/api/v1/confirmations/${id}`, { accept: true })).json
  const read = async (id: string) => (await send(office, officer.browser, `/api/v1/users/${id}`)).json
  const welcome = (token: string, username: string, code?: string) =>
    send(office, openTestBrowser(), '/api/auth/welcome', {
      token,
      code,
      name: '李四',
      username,
      password: 'quiet lanterns',
    })

  beforeAll(async () => {
    office = await testOffice()
    officer = await signedIn(office, 'system-officer')
    guard = await signedIn(office, 'security-officer')
    organisation = (await asOwner(`select id from organisation where region = '${county}'`))[0].id
  })
  afterAll(() => office.close())

  it('never makes a second organisation for an office that is there', async () => {
    const wish = { organisation: '清河县残联', region: county, role: 'system-officer' }
    await Promise.all([inviteAdministrator(office.server, wish), inviteAdministrator(office.server, wish)])
    await inviteAdministrator(office.server, wish)
    expect(await asOwner("select id from organisation where name = '清河县残联'")).toHaveLength(1)
  })

  it('invites by a link that works once, can be sent again and taken back', async () => {
    const invite = () =>
      send(office, officer.browser, '/api/v1/invitations', {
        name: '李四',
        role: 'caseworker',
        organisation,
        region: '990101001000',
      })
    const first = (await invite()).json
    const renewed = (await send(office, officer.browser, `/api/v1/invitations/${first.id}/renew`, {})).json
    expect((await welcome(first.token, 'li_si')).json.code, 'the earlier link is void').toBe(
      'access.link-expired',
    )
    expect((await welcome(renewed.token, 'li_si')).json.code).toBe('access.link-unconfirmed')
    const { code } = await confirm(first.id)
    expect((await welcome(renewed.token, 'li_si', code)).status).toBe(200)
    expect((await welcome(renewed.token, 'li_si_2', code)).json.code).toBe('access.link-expired')
    const [made] = await asOwner("select reach::text, made_by from appointment where role = 'caseworker'")
    expect(made).toEqual({ reach: '{[990101001000,990101002000)}', made_by: officer.who.id })
    const second = (await invite()).json
    expect(
      (await send(office, officer.browser, `/api/v1/invitations/${second.id}`, undefined, 'DELETE')).status,
    ).toBe(200)
    expect((await welcome(second.token, 'li_si_3')).json.code).toBe('access.link-expired')
    expect(JSON.stringify(await asOwner('select * from audit'))).not.toContain(second.token)
  })

  it('calls a colleague as two people agreed, whatever is typed on the way in', async () => {
    const { id, token } = (
      await send(office, officer.browser, '/api/v1/invitations', {
        name: '张三',
        role: 'leader',
        organisation,
      })
    ).json
    const { code } = await confirm(id)
    expect((await welcome(token, 'zhang_san', code)).status).toBe(200)
    expect(await asOwner("select name from auth_user where username = 'zhang_san'")).toEqual([
      { name: '张三' },
    ])
  })

  it('keeps one link for a password good at a time', async () => {
    const user = await office.user('leader', county)
    const ask = async () =>
      (await send(office, officer.browser, `/api/v1/users/${user.id}/password-link`, {})).json
    const set = (token: string, code?: string) =>
      send(office, openTestBrowser(), '/api/auth/new-password', { token, code, password: 'quiet lanterns' })
    const [older, newer] = [await ask(), await ask()]
    const codes = [(await confirm(older.id)).code, (await confirm(newer.id)).code]
    expect((await set(older.token, codes[0])).json.code, 'the older is void').toBe('access.link-expired')
    expect((await set(newer.token, codes[1])).status).toBe(200)
    expect((await set(newer.token, codes[1])).json.code, 'used once').toBe('access.link-expired')
  })

  it('lets somebody begin on a later day, and not a day before', async () => {
    const user = await office.user('leader', '990201000000')
    await asOwner(`update appointment set until_day = from_day where user_id = '${user.id}'`)
    const [held] =
      await asOwner(`insert into appointment (id, user_id, organisation_id, role, from_day, until_day)
      values (gen_random_uuid(), '${user.id}', '${organisation}', 'leader', '2026-01-01', '2026-01-02') returning id`)
    expect(held).toBeDefined()
    const given = await appoint(officer.browser, user.id, 'caseworker', {
      fromDay: '2026-12-01',
      untilDay: '2027-12-01',
    })
    expect(given.status).toBe(200)
    await confirm(given.json.id)
    expect((await tryIn(office, openTestBrowser(), user)).json.code).toBe('access.no-appointment')
    expect((await send(office, officer.browser, '/api/v1/users?state=future')).json.rows).toMatchObject([
      { id: user.id },
    ])
    const { day } = office.server
    office.server.day = () => '2026-12-01' as ReturnType<typeof day>
    expect((await tryIn(office, openTestBrowser(), user)).status).toBe(200)
    office.server.day = day
  })

  it('gives nobody more than one has: foreign areas, wrong roles, oneself, days gone by', async () => {
    const user = await office.user('leader', county)
    const foreign = await office.user('leader', '990201000000')
    const [other] = await asOwner("select id from organisation where region = '990201000000'")
    const refused = [
      await appoint(officer.browser, user.id, 'caseworker', { organisation: other.id }),
      await appoint(officer.browser, user.id, 'caseworker', { region: '990201001000' }),
      await appoint(officer.browser, foreign.id, 'caseworker'),
      await appoint(officer.browser, officer.who.id, 'data-clerk'),
      await appoint(officer.browser, user.id, 'emperor'),
      await appoint(officer.browser, user.id, 'caseworker', { fromDay: '2026-11-20' }),
      await appoint(officer.browser, user.id, 'caseworker', { untilDay: '2026-11-21' }),
      await appoint((await signedIn(office, 'data-clerk')).browser, user.id, 'caseworker'),
      await appoint((await signedIn(office, 'security-officer')).browser, user.id, 'caseworker'),
    ]
    expect(refused.map(({ json }) => json.code)).toEqual([
      'access.organisation-not-found',
      'region.out-of-reach',
      'access.user-not-found',
      'access.own-office',
      'access.may-not-grant',
      'access.day-in-past',
      'access.days-crossed',
      'access.forbidden',
      'access.forbidden',
    ])
  })

  it('never lets one person hold two of the three offices at a time, whoever asks', async () => {
    const user = await office.user('security-officer', county)
    const [held] = (await read(user.id)).appointments
    expect((await endOf(officer.browser, held!.id, '2026-12-31')).status).toBe(200)
    expect((await appoint(officer.browser, user.id, 'audit-officer')).json.code).toBe(
      'access.officers-separate',
    )
    const later = await appoint(officer.browser, user.id, 'audit-officer', { fromDay: '2026-12-31' })
    expect((await confirm(later.json.id)).code).toBe(null)
    const [first] = (await read(user.id)).appointments.filter(({ role }) => role === 'security-officer')
    expect((await endOf(officer.browser, first!.id, null)).json.code, 'prolonged into the other').toBe(
      'access.officers-separate',
    )
    await expect(
      asOwner(`insert into appointment (id, user_id, organisation_id, role, from_day)
        values (gen_random_uuid(), '${user.id}', '${organisation}', 'system-officer', '2026-12-01')`),
    ).rejects.toThrow('appointment_separated_officers')
  })

  it('lets an office last longer only once a second person has confirmed it, and shortens it at once', async () => {
    const user = await office.user('caseworker', county)
    const [held] = (await read(user.id)).appointments
    expect((await endOf(officer.browser, held!.id, '2026-12-31')).json).toMatchObject({ waits: false })
    const ends = async () => (await read(user.id)).appointments[0]?.untilDay
    expect((await endOf(officer.browser, held!.id, '2027-12-31')).json).toMatchObject({ waits: true })
    expect(await ends(), 'nothing yet').toBe('2026-12-31')
    const waits = async () => {
      const { json } = await send(office, guard.browser, '/api/v1/confirmations')
      return (json as unknown as { id: string; isProlonging: boolean }[]).filter((one) => one.isProlonging)
    }
    const [wish] = await waits()
    expect(wish).toMatchObject({ kind: 'office', untilDay: '2027-12-31', reason: '岗位调整' })
    expect(
      (await endOf(officer.browser, held!.id, '2026-12-01')).json,
      'a shorter end needs nobody',
    ).toMatchObject({ waits: false })
    expect((await confirm(wish!.id)).code).toBe(null)
    expect(await ends()).toBe('2027-12-31')
    expect(await waits()).toEqual([])
    await endOf(officer.browser, held!.id, null)
    const [open] = await waits()
    await endOf(officer.browser, held!.id, '2026-11-21')
    expect((await confirm(open!.id)).code, 'what is over is given anew, not prolonged').toBe(
      'access.office-over',
    )
  })

  it('lets no separated officer work with people’s data beside it, whoever asks', async () => {
    const clerk = await office.user('data-clerk', county)
    expect((await appoint(officer.browser, clerk.id, 'audit-officer')).json.code).toBe(
      'access.officers-separate',
    )
    await expect(
      asOwner(`insert into appointment (id, user_id, organisation_id, role, from_day)
        values (gen_random_uuid(), '${clerk.id}', '${organisation}', 'audit-officer', '2026-12-01')`),
    ).rejects.toThrow('a separated officer holds no other office')
  })

  it('gives an office only once another officer has confirmed it', async () => {
    const user = await office.user('leader', county)
    const wish = await appoint(officer.browser, user.id, 'caseworker')
    expect((await read(user.id)).appointments, 'nothing yet').toHaveLength(1)
    const path = `/api/v1/confirmations/${wish.json.id}`
    const tries = [
      await send(office, officer.browser, path, { accept: true }),
      await send(office, (await signedIn(office, 'security-officer', '990201000000')).browser, path, {
        accept: true,
      }),
    ]
    expect(tries.map(({ json }) => json.code)).toEqual(['access.forbidden', 'access.nothing-to-confirm'])
    const waiting = (await send(office, guard.browser, '/api/v1/confirmations')).json
    expect(waiting).toContainEqual(expect.objectContaining({ id: wish.json.id, kind: 'office' }))
    await confirm(wish.json.id)
    expect((await read(user.id)).appointments.map(({ role }) => role).sort()).toEqual([
      'caseworker',
      'leader',
    ])
    expect((await send(office, guard.browser, path, { accept: true })).json.code).toBe(
      'access.nothing-to-confirm',
    )
    const refused = await appoint(officer.browser, user.id, 'data-clerk')
    const no = { accept: false, reason: '没有此人' }
    expect((await send(office, guard.browser, `/api/v1/confirmations/${refused.json.id}`, no)).status).toBe(
      200,
    )
    expect((await read(user.id)).appointments).toHaveLength(2)
    await expect(
      asOwner(`update office_wish set decided_by = made_by where id = '${wish.json.id}'`),
    ).rejects.toThrow('office_wish')
  })

  it('voids a link after a few wrong codes: who made it cannot use it alone', async () => {
    const body = { name: '无此人', role: 'data-clerk', organisation }
    const made = (await send(office, officer.browser, '/api/v1/invitations', body)).json
    const { code } = await confirm(made.id)
    const codes = []
    for (let n = 0; n < 5; n++)
      codes.push((await welcome(made.token, 'invented', `AAAA-AAA${n + 2}`)).json.code)
    expect(new Set(codes)).toEqual(new Set(['access.wrong-link-code']))
    expect((await welcome(made.token, 'invented', code)).json.code).toBe('access.link-expired')
  })

  it('keeps the last officer of each kind, also when two remove each other at once', async () => {
    const one = officer
    const two = await signedIn(office, 'system-officer')
    const idOf = async (id: string) => (await read(id)).appointments[0]!.id
    const [first, second] = [await idOf(one.who.id), await idOf(two.who.id)]
    expect((await endOf(one.browser, first, '2026-11-21')).json.code).toBe('access.own-office')
    const both = await Promise.all([
      endOf(one.browser, second, '2026-11-30'),
      endOf(two.browser, first, '2026-11-30'),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(both.find(({ status }) => status === 409)!.json.code).toBe('access.last-officer')
    // Whichever was to go may stay on.
    for (const id of [first, second])
      await asOwner(`update appointment set until_day = null where id = '${id}'`)
  })

  it('ends and prolongs an office; sessions under it end at once, and the record says why', async () => {
    const { who, browser } = await signedIn(office, 'caseworker')
    const held = (await read(who.id)).appointments[0]!
    expect((await endOf(officer.browser, held.id, '2027-01-01')).status).toBe(200)
    expect((await endOf(officer.browser, held.id, null)).status).toBe(200)
    expect((await send(office, browser, '/api/v1/me')).status).toBe(200)
    expect((await endOf(officer.browser, held.id, '2026-11-21')).status).toBe(200)
    expect((await send(office, browser, '/api/v1/me')).status).toBe(401)
    expect(await asOwner(`select id from auth_session where user_id = '${who.id}'`)).toEqual([])
    const entries = await asOwner(
      `select reason from audit where action = 'access.change-office-end' and subject_id = '${who.id}'`,
    )
    expect(entries).toHaveLength(3)
    expect((await endOf(officer.browser, held.id, null)).json.code).toBe('access.office-over')
  })

  it('hands over what somebody holds in one step, closes the account and keeps the name', async () => {
    const leaver = await signedIn(office, 'data-clerk')
    const successor = await office.user('data-clerk', county)
    await asOwner(`insert into import (id, region, file_name, size, content_hash, stored_as, state, day, uploaded_by, uploaded_at)
      values (gen_random_uuid(), '${county}', 'x.xlsx', 1, '\\x00', 'none', 'ready', '2026-11-01', '${leaver.who.id}', now())`)
    const view = { place: 'register', name: '我的一村', search: {}, isShared: true }
    expect((await send(office, leaver.browser, '/api/v1/views', view)).status).toBe(200)
    const { holdings } = await read(leaver.who.id)
    expect(holdings).toContainEqual({ kind: 'imports', count: 1 })
    expect(holdings).toContainEqual({ kind: 'shared-views', count: 1 })
    const leave = (more: object) =>
      send(office, officer.browser, `/api/v1/users/${leaver.who.id}/leave`, {
        lastDay: '2026-11-21',
        reason: '调离',
        ...more,
      })
    expect((await leave({})).json).toMatchObject({ code: 'access.successor-needed', params: { count: 2 } })
    expect((await leave({ successor: leaver.who.id })).json.code).toBe('access.successor-unfit')
    expect((await leave({ successor: successor.id })).status).toBe(200)
    expect(await asOwner(`select uploaded_by from import where file_name = 'x.xlsx'`)).toEqual([
      { uploaded_by: successor.id },
    ])
    const theirs = openTestBrowser()
    await tryIn(office, theirs, successor)
    const views = await send(office, theirs, '/api/v1/views')
    expect(views.json).toMatchObject([{ name: '我的一村', isMine: true }])
    expect((await send(office, leaver.browser, '/api/v1/me')).status).toBe(401)
    const back = await tryIn(office, openTestBrowser(), leaver.who)
    expect(back.json.code, 'as if it had never been').toBe('access.wrong-credentials')
    expect((await send(office, officer.browser, '/api/v1/users?state=closed')).json.rows).toMatchObject([
      { id: leaver.who.id },
    ])
    const [entry] = await asOwner("select reason, details from audit where action = 'access.hand-over'")
    expect(entry).toMatchObject({
      reason: '调离',
      details: { successor: successor.id, given: { imports: 1 }, closed: true },
    })
    await expect(
      asOwner(`set role zhucan_app; delete from auth_user where id = '${leaver.who.id}'`),
    ).rejects.toThrow()
  })

  it('shows nobody of another county, and lets nobody act on who has an office there too', async () => {
    const foreign = await office.user('caseworker', '990201000000')
    const list = (await send(office, officer.browser, `/api/v1/users?text=${foreign.username}`)).json
    expect(list).toMatchObject({ rows: [], total: 0 })
    expect((await send(office, officer.browser, `/api/v1/users/${foreign.id}`)).status).toBe(404)
    await asOwner(`insert into appointment (id, user_id, organisation_id, role, from_day)
      values (gen_random_uuid(), '${foreign.id}', '${organisation}', 'caseworker', '2026-11-01')`)
    const path = `/api/v1/users/${foreign.id}`
    const left = await send(office, officer.browser, `${path}/leave`, {
      lastDay: '2026-11-21',
      reason: '调离',
    })
    const link = await send(office, officer.browser, `${path}/password-link`, {})
    expect([left.json.code, link.json.code]).toEqual(['access.offices-elsewhere', 'access.offices-elsewhere'])
  })

  it('sends a link for a new password, which nobody else ever knows', async () => {
    const { who, browser } = await signedIn(office, 'caseworker')
    const made = await send(office, officer.browser, `/api/v1/users/${who.id}/password-link`, {})
    const { token } = made.json
    const { code } = await confirm(made.json.id)
    const fresh = openTestBrowser()
    expect(
      (await send(office, fresh, '/api/auth/new-password', { token, code, password: '123456789012' })).status,
    ).toBe(422)
    expect(
      (await send(office, fresh, '/api/auth/new-password', { token, code, password: 'calm river stones' }))
        .status,
    ).toBe(200)
    expect((await send(office, browser, '/api/v1/me')).status, 'who knew the old one is out').toBe(401)
    expect(
      (await send(office, fresh, '/api/auth/new-password', { token, code, password: 'calm river boats' }))
        .status,
    ).toBe(410)
    expect((await tryIn(office, openTestBrowser(), { ...who, password: 'calm river stones' })).status).toBe(
      200,
    )
  })

  it('voids the links of a system officer who goes, who has read them all', async () => {
    const invite = async (browser: Browser) =>
      (await send(office, browser, '/api/v1/invitations', { name: '李四', role: 'data-clerk', organisation }))
        .json
    const deputy = await signedIn(office, 'system-officer')
    const kept = await invite(deputy.browser)
    const first = await confirm(kept.id)
    const clerk = await office.user('data-clerk', county)
    const password = (await send(office, deputy.browser, `/api/v1/users/${clerk.id}/password-link`, {})).json
    const second = await confirm(password.id)
    const left = await send(office, officer.browser, `/api/v1/users/${deputy.who.id}/leave`, {
      lastDay: '2026-11-21',
      reason: '调离',
      successor: officer.who.id,
    })
    expect(left.status).toBe(200)
    expect((await welcome(kept.token, 'left.behind', first.code)).json.code).toBe('access.link-expired')
    const reset = { token: password.token, code: second.code, password: 'quiet lanterns 7' }
    expect((await send(office, openTestBrowser(), '/api/auth/new-password', reset)).json.code).toBe(
      'access.link-expired',
    )
    const anew = (await send(office, officer.browser, `/api/v1/invitations/${kept.id}/renew`, {})).json
    expect((await welcome(kept.token, 'left.behind')).json.code).toBe('access.link-expired')
    const { code } = await confirm(anew.id)
    expect((await welcome(anew.token, 'sent.anew', code)).status).toBe(200)
  })

  it('are not held up by many who try links that are none', async () => {
    const guess = { token: 'a link that nobody ever made', password: 'calm river stones' }
    const tries = Array.from({ length: 24 }, (_, n) => [
      send(office, openTestBrowser(`10.9.${n}.1`), '/api/auth/new-password', guess),
      send(office, openTestBrowser(`10.9.${n}.1`), '/api/auth/welcome', {
        ...{ ...guess, username: `guesser_${n}`, name: '陈一' },
      }),
    ])
    const answers = await Promise.all(tries.flat())
    expect([...new Set(answers.map(({ json }) => json.code))]).toEqual(['access.link-expired'])
  })

  it('lets only an officer over everything change what holds for everything', async () => {
    await office.user('leader', '990201000000')
    expect((await send(office, guard.browser, '/api/v1/account-policy')).json).toMatchObject({
      mayChange: false,
    })
    const rule = { enabled: true, at: '02:30', warnDays: 2, daily: 7, weekly: 4, monthly: 12 }
    const refused = [
      await send(office, officer.browser, '/api/v1/backups', {}),
      await send(office, officer.browser, '/api/v1/backups/policy', rule, 'PUT'),
    ]
    expect(refused.map(({ json }) => json.code)).toEqual(['access.not-top', 'access.not-top'])
    expect((await send(office, officer.browser, '/api/v1/backups')).json).toMatchObject({ mayChange: false })
    const top = await signedIn(office, 'system-officer', '990000000000')
    expect((await send(office, top.browser, '/api/v1/backups/policy', rule, 'PUT')).status).toBe(200)
    const chief = await signedIn(office, 'security-officer', '990000000000')
    expect((await send(office, chief.browser, '/api/v1/account-policy')).json).toMatchObject({
      mayChange: true,
    })
  })

  it('lets no officer see a person', async () => {
    for (const role of ['system-officer', 'security-officer', 'audit-officer'] as const) {
      const { browser } = await signedIn(office, role)
      const statuses = [
        (await send(office, browser, '/api/v1/persons')).status,
        (await send(office, browser, '/api/v1/clues')).status,
        (await send(office, browser, '/api/v1/users')).status,
      ]
      expect([role, statuses]).toEqual([role, [403, 403, 200]])
    }
  })
})
