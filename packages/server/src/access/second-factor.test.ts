import { type TestOffice, testOffice } from '@zhucan/testing/office'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { siteOf } from './passkeys.ts'
import { codeAt, enrolTotp, openTestBrowser, ownerOf, passTime, send, signedIn, tryIn } from './test-door.ts'

const strict = {
  password: 'modern',
  secondFactor: 'required',
  secondFactorByRole: { leader: 'optional' },
  graceDays: 3,
  idleMinutes: 480,
  lifeHours: 12,
  reason: '正式启用',
}

describe('second factors', () => {
  let office: TestOffice
  beforeAll(async () => {
    office = await testOffice()
  })
  afterAll(() => office.close())

  const asOwner = ownerOf(() => office)

  it('asks for a code at the next sign-in once an authenticator is set up', async () => {
    const { who, browser } = await signedIn(office, 'leader')
    const { secret, recoveryCodes } = await enrolTotp(office, browser)
    expect(new Set(recoveryCodes).size).toBe(10)
    const next = openTestBrowser()
    expect((await tryIn(office, next, who)).json).toMatchObject({ step: 'second-factor', methods: ['totp'] })
    expect((await send(office, next, '/api/v1/me')).status, 'half a log-in is none').toBe(401)
    passTime(office, 60_000)
    const code = codeAt(secret, office.server.now())
    expect((await send(office, next, '/api/auth/second-factor', { code })).json.step).toBe('open')
    expect((await send(office, next, '/api/v1/me')).status).toBe(200)
  })

  it('takes a code once, an older one never, and none of another account', async () => {
    const { who, browser } = await signedIn(office, 'leader')
    const { secret } = await enrolTotp(office, browser)
    const inAt = async (ms: number) => {
      const next = openTestBrowser()
      await tryIn(office, next, who)
      return (await send(office, next, '/api/auth/second-factor', { code: codeAt(secret, ms) })).status
    }
    const now = office.server.now()
    expect(await inAt(now), 'the code that proved the authenticator is used up').toBe(401)
    passTime(office, 90_000)
    expect(await inAt(now + 90_000)).toBe(200)
    expect(await inAt(now + 90_000), 'looked at over a shoulder').toBe(401)
    expect(await inAt(now + 60_000)).toBe(401)
    const other = await enrolTotp(office, (await signedIn(office, 'leader')).browser)
    passTime(office, 90_000)
    const next = openTestBrowser()
    await tryIn(office, next, who)
    const code = codeAt(other.secret, office.server.now())
    expect((await send(office, next, '/api/auth/second-factor', { code })).status).toBe(401)
  })

  it('throws who has the password and guesses codes out, and makes them wait', async () => {
    const { who, browser } = await signedIn(office, 'leader')
    await enrolTotp(office, browser)
    const thief = openTestBrowser('10.66.1.1')
    await tryIn(office, thief, who)
    const statuses: number[] = []
    for (let n = 0; n < 6; n++)
      statuses.push((await send(office, thief, '/api/auth/second-factor', { code: '000000' })).status)
    expect(statuses).toEqual([401, 401, 401, 401, 401, 401])
    expect((await send(office, thief, '/api/auth/step', {})).status, 'the session is gone').toBe(401)
    await tryIn(office, thief, who)
    expect((await send(office, thief, '/api/auth/second-factor', { code: '000000' })).json.code).toBe(
      'access.locked',
    )
  })

  it('ends what a password alone had opened or begun once the first factor is there', async () => {
    const { who, browser } = await signedIn(office, 'leader')
    const thief = openTestBrowser('10.66.1.2')
    const halfway = openTestBrowser('10.66.1.3')
    await tryIn(office, thief, who)
    await tryIn(office, halfway, who)
    const stage = (from: string, to: string) =>
      asOwner(
        `update auth_session set stage = '${to}' where place = '10.66.1.0/24' and user_id = '${who.id}' and stage = '${from}'`,
      )
    await stage('open', 'enrol')
    await enrolTotp(office, browser)
    expect((await send(office, thief, '/api/auth/enrol/totp', {})).status).toBe(401)
    expect((await send(office, halfway, '/api/v1/me')).status).toBe(401)
    expect((await send(office, browser, '/api/v1/me')).status, 'whose factor it is stays').toBe(200)
  })

  it('lets no log-in by password alone add a factor to one that was set up meanwhile', async () => {
    const { who, browser } = await signedIn(office, 'leader')
    await enrolTotp(office, browser)
    const thief = openTestBrowser('10.66.1.4')
    await tryIn(office, thief, who)
    await asOwner(
      `update auth_session set stage = 'enrol' where stage = 'second-factor' and user_id = '${who.id}'`,
    )
    expect((await send(office, thief, '/api/auth/enrol/totp', {})).status).toBe(401)
    expect((await send(office, thief, '/api/auth/step', {})).status, 'the session is gone').toBe(401)
  })

  it('counts guesses at the password from an open session like any other', async () => {
    const { browser } = await signedIn(office, 'leader')
    const guess = (n: number) =>
      send(office, browser, '/api/v1/me/password', { present: `guess ${n}`, password: 'quite another one 7' })
    const codes: (string | undefined)[] = []
    for (let n = 0; n < 9; n++) codes.push((await guess(n)).json.code)
    expect(codes[0]).toBe('access.wrong-present-password')
    expect(codes.at(-1)).toBe('access.locked')
  })

  it('takes a recovery code once, however it is typed, and keeps none readable', async () => {
    const { who, browser } = await signedIn(office, 'leader')
    const { recoveryCodes } = await enrolTotp(office, browser)
    const recoveryCode = recoveryCodes[0]!.toLowerCase().replace('-', ' ')
    const use = async () => {
      const next = openTestBrowser()
      await tryIn(office, next, who)
      return (await send(office, next, '/api/auth/second-factor', { recoveryCode })).status
    }
    expect([await use(), await use()]).toEqual([200, 401])
    const kept = JSON.stringify(await asOwner("select encode(code_hash, 'escape') from recovery_code"))
    for (const code of recoveryCodes) expect(kept).not.toContain(code.slice(0, 5))
  })

  it('shows the secret to nobody after it was set up, and keeps it sealed', async () => {
    const { browser } = await signedIn(office, 'leader')
    const { secret } = await enrolTotp(office, browser)
    expect(JSON.stringify((await send(office, browser, '/api/v1/me/security')).json)).not.toContain(secret)
    expect(JSON.stringify(await asOwner("select encode(sealed, 'escape') from second_factor"))).not.toContain(
      secret,
    )
  })

  it('lets nobody change the rules who has not shown just now who they are', async () => {
    const { who, browser } = await signedIn(office, 'security-officer')
    passTime(office, 11 * 60_000)
    const change = () => send(office, browser, '/api/v1/account-policy', strict, 'PUT')
    expect((await change()).json.code).toBe('access.confirm-needed')
    expect((await send(office, browser, '/api/auth/confirm', { password: 'wrong one' })).status).toBe(401)
    expect((await send(office, browser, '/api/auth/confirm', { password: who.password })).status).toBe(200)
    const asked = await change()
    expect(asked.status).toBe(200)
    const [entry] = await asOwner("select fields, reason from audit where action = 'access.ask-policy'")
    expect(entry).toMatchObject({ reason: '正式启用' })
    expect(entry.fields).toContain('secondFactor')
    expect(await asOwner('select 1 from account_policy'), 'nothing holds yet').toEqual([])
    const second = await signedIn(office, 'system-officer')
    const agree = () =>
      send(office, second.browser, `/api/v1/account-policy-proposals/${asked.json.id}/decide`, {
        accept: true,
      })
    passTime(office, 11 * 60_000)
    expect((await agree()).json.code, 'who agrees has shown who they are too').toBe('access.confirm-needed')
    await send(office, second.browser, '/api/auth/confirm', { password: second.who.password })
    expect((await agree()).status).toBe(200)
    const [held] = await asOwner('select changed_by, reason from account_policy')
    expect(held).toEqual({ changed_by: who.id, reason: '正式启用' })
  })

  it('gives days of grace, then lets in who sets one up on the last, and nobody after', async () => {
    const clerk = await office.user('data-clerk', '990101000000')
    const late = await office.user('data-clerk', '990101000000')
    const leader = await office.user('leader', '990101000000')
    const changedOn = (await asOwner('select max(changed_at) as at from account_policy'))[0].at as Date
    const dayAfter = (days: number) =>
      new Date(changedOn.getTime() + 8 * 3_600_000 + days * 86_400_000)
        .toISOString()
        .slice(0, 10) as ReturnType<typeof office.server.day>
    await asOwner(`update auth_user set factor_grace_from = '${changedOn.toISOString()}'`)
    const browser = openTestBrowser()
    const { day } = office.server
    office.server.day = () => dayAfter(2)
    expect((await tryIn(office, browser, clerk)).json.step).toBe('open')
    expect((await send(office, browser, '/api/v1/me')).json.secondFactorDue).toBe(dayAfter(3))
    office.server.day = () => dayAfter(3)
    expect((await tryIn(office, browser, clerk)).json.step).toBe('enrol')
    expect((await send(office, browser, '/api/v1/me')).status).toBe(401)
    expect((await enrolTotp(office, browser)).step).toBe('open')
    expect((await send(office, browser, '/api/v1/me')).status).toBe(200)
    office.server.day = () => dayAfter(4)
    expect((await tryIn(office, openTestBrowser(), late)).json.code).toBe('access.second-factor-overdue')
    expect((await tryIn(office, openTestBrowser(), leader)).json.step, 'a role may differ').toBe('open')
    office.server.day = day
  })

  it('lets no session that needed no factor go over to an office that demands one', async () => {
    const { who, browser } = await signedIn(office, 'leader')
    await asOwner(`insert into appointment (id, user_id, organisation_id, role, from_day)
      select gen_random_uuid(), a.user_id, a.organisation_id, 'caseworker', '2020-01-01' from appointment a where a.user_id = '${who.id}'`)
    const [{ id }] = await asOwner(
      `select id from appointment where user_id = '${who.id}' and role = 'caseworker'`,
    )
    const go = async () => (await send(office, browser, '/api/v1/me/office', { appointment: id })).json
    await asOwner(`update auth_user set factor_grace_from = '2020-01-01' where id = '${who.id}'`)
    await asOwner(`insert into account_policy (id, value, changed_at, changed_by, reason) values (gen_random_uuid(),
      '${JSON.stringify({ ...strict, graceDays: 0 })}', '2020-01-01', 'nobody', 'test')`)
    const rules = `select value from account_policy order by changed_at desc limit 1`
    const [{ value }] = await asOwner(rules)
    await asOwner(`update account_policy set value = value || '{"graceDays": 0}', changed_at = '2020-01-02'`)
    expect((await go()).code).toBe('access.second-factor-overdue')
    await asOwner(`update account_policy set value = '${JSON.stringify(value)}'`)
  })

  it('lets the security officer reset another’s factors with a reason, and no last factor go where one is demanded', async () => {
    const clerk = await signedIn(office, 'data-clerk')
    await enrolTotp(office, clerk.browser)
    const [factor] = (await send(office, clerk.browser, '/api/v1/me/security')).json.factors
    const gone = await send(office, clerk.browser, `/api/v1/me/factors/${factor!.id}`, undefined, 'DELETE')
    expect(gone.json.code).toBe('access.factor-demanded')
    const officer = await signedIn(office, 'security-officer')
    const reset = (id: string) =>
      send(office, officer.browser, `/api/v1/users/${id}/reset-factors`, { reason: '手机遗失' })
    expect((await reset(officer.who.id)).json.code).toBe('access.own-office')
    expect((await reset(clerk.who.id)).status).toBe(200)
    expect((await send(office, clerk.browser, '/api/v1/me')).status, 'sessions end').toBe(401)
    expect((await tryIn(office, openTestBrowser(), clerk.who)).json.step).toBe('open')
  })

  it('lets no security officer weaken the log-in of somebody who has gone to another county', async () => {
    const moved = await signedIn(office, 'leader')
    await office.user('leader', '990201000000')
    await asOwner(`update appointment set until_day = from_day where user_id = '${moved.who.id}'`)
    await asOwner(`insert into appointment (id, user_id, organisation_id, role, from_day)
      select gen_random_uuid(), '${moved.who.id}', id, 'leader', '2026-11-20' from organisation
      where region = '990201000000' limit 1`)
    const officer = await signedIn(office, 'security-officer')
    for (const act of ['reset-factors', 'unlock', 'end-sessions']) {
      const answer = await send(office, officer.browser, `/api/v1/users/${moved.who.id}/${act}`, {
        reason: '手机遗失',
      })
      expect([act, answer.json.code]).toEqual([act, 'access.offices-elsewhere'])
    }
  })

  it.each([
    ['https://desk.example', true],
    ['http://localhost:8420', true],
    ['http://127.0.0.1:8420', false],
    ['https://10.0.0.1', false],
    ['http://desk.intranet', false],
    [undefined, false],
  ])('offers passkeys at %s: %s', (origin, isOffered) => expect(siteOf(origin) !== null).toBe(isOffered))
})
