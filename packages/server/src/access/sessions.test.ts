import { type TestOffice, testOffice } from '@zhucan/testing/office'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestBrowser, ownerOf, passTime, send, signedIn, tryIn } from './test-door.ts'

const hour = 3_600_000

describe('sessions and passwords', () => {
  let office: TestOffice
  beforeAll(async () => {
    office = await testOffice()
  })
  afterAll(() => office.close())

  const asOwner = ownerOf(() => office)
  const setPolicy = (policy: object) =>
    asOwner(`insert into account_policy (id, value, changed_at, changed_by, reason)
      values (gen_random_uuid(), '${JSON.stringify(policy)}', clock_timestamp(), 'test', 'test')`)
  const me = async (browser: ReturnType<typeof openTestBrowser>) =>
    (await send(office, browser, '/api/v1/me')).status

  it('ends a session that was left alone, and one that is too old however much it is used', async () => {
    await setPolicy({ idleMinutes: 30, lifeHours: 2 })
    const { browser } = await signedIn(office, 'leader')
    for (let n = 0; n < 4; n++) {
      passTime(office, 25 * 60_000)
      expect(await me(browser)).toBe(200)
    }
    passTime(office, 25 * 60_000)
    expect(await me(browser), 'two hours').toBe(401)
    const other = (await signedIn(office, 'leader')).browser
    passTime(office, 31 * 60_000)
    expect(await me(other), 'thirty minutes alone').toBe(401)
    await setPolicy({ idleMinutes: 480, lifeHours: 12 })
  })

  it('lists one’s own sessions and ends one or all others, and no one else’s', async () => {
    const { who, browser } = await signedIn(office, 'leader')
    const second = openTestBrowser('10.8.8.8')
    const third = openTestBrowser('2001:db8:1:2::9')
    await tryIn(office, second, who)
    await tryIn(office, third, who)
    const { json } = await send(office, browser, '/api/v1/me/security')
    expect(json.sessions.map(({ place }) => place).sort()).toEqual([
      '10.1.2.0/24',
      '10.8.8.0/24',
      '2001:db8:1:2::/64',
    ])
    expect(json.sessions.filter(({ isHere }) => isHere)).toHaveLength(1)
    expect(json.sessions[0]).toMatchObject({ device: 'Edge · Windows' })
    const theirs = json.sessions.find(({ place }) => place === '10.8.8.0/24')!
    const stranger = await signedIn(office, 'leader')
    expect(
      (await send(office, stranger.browser, `/api/v1/me/sessions/${theirs.id}`, undefined, 'DELETE')).status,
    ).toBe(404)
    expect(
      (await send(office, browser, `/api/v1/me/sessions/${theirs.id}`, undefined, 'DELETE')).status,
    ).toBe(200)
    expect([await me(second), await me(third), await me(browser)]).toEqual([401, 200, 200])
    await send(office, browser, '/api/v1/me/sessions/end-others', {})
    expect([await me(third), await me(browser)]).toEqual([401, 200])
  })

  it('binds the cookie to the host over https and takes it under no other name', async () => {
    const who = await office.user('leader', '990101000000')
    const browser = openTestBrowser('10.1.2.3', 'https://desk.example')
    await tryIn(office, browser, who)
    expect([...browser.cookies.keys()].sort()).toEqual([
      '__Host-zhucan.device',
      '__Host-zhucan.session_token',
    ])
    expect(await me(browser)).toBe(200)
    const planted = openTestBrowser('10.1.2.3')
    planted.cookies.set('zhucan.session_token', browser.cookies.get('__Host-zhucan.session_token')!)
    expect(await me(planted)).toBe(401)
    const plain = (await signedIn(office, 'leader')).browser
    const upgraded = openTestBrowser('10.1.2.3')
    upgraded.cookies.set('__Host-zhucan.session_token', plain.cookies.get('zhucan.session_token')!)
    expect(await me(upgraded)).toBe(401)
  })

  it('keeps no token that would open a session: what stands in the database is of no use as a cookie', async () => {
    const { browser } = await signedIn(office, 'caseworker')
    const cookie = decodeURIComponent(browser.cookies.get('zhucan.session_token') ?? '')
    const token = cookie.slice(0, cookie.lastIndexOf('.'))
    const { rows } = await office.server.pool.query<{ token: string }>('select token from auth_session')
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.map((row) => row.token)).not.toContain(token)
    expect(rows.every((row) => /^[0-9a-f]{64}$/.test(row.token))).toBe(true)
    const forged = openTestBrowser()
    forged.cookies.set('zhucan.session_token', `${rows[0]?.token}.${cookie.split('.').at(-1)}`)
    expect((await send(office, forged, '/api/v1/me')).status).toBe(401)
  })

  it('works under one appointment at a time and lets one switch among one’s own', async () => {
    const { who, browser } = await signedIn(office, 'leader')
    await asOwner(`insert into appointment (id, user_id, organisation_id, role, from_day, created_at)
      select gen_random_uuid(), user_id, organisation_id, 'caseworker', from_day, created_at - interval '1 hour'
      from appointment where user_id = '${who.id}'`)
    const mine = (await send(office, browser, '/api/v1/me')).json
    expect(mine).toMatchObject({ user: { role: 'leader' }, offices: [{ isHere: true }, { isHere: false }] })
    const other = mine.offices.find(({ isHere }) => !isHere)!
    expect((await send(office, browser, '/api/v1/me/office', { appointment: other.id })).status).toBe(200)
    expect((await send(office, browser, '/api/v1/me')).json.user.role).toBe('caseworker')
    const foreign = (await send(office, (await signedIn(office, 'data-clerk')).browser, '/api/v1/me')).json
      .offices[0]!
    expect((await send(office, browser, '/api/v1/me/office', { appointment: foreign.id })).status).toBe(404)
    await asOwner(`update appointment set until_day = from_day where id = '${other.id}'`)
    expect(await me(browser), 'the appointment the session is bound to has ended').toBe(401)
  })

  it('holds new passwords to the policy in force, and says which rules are broken', async () => {
    await setPolicy({ password: 'dengbao' })
    const { who, browser } = await signedIn(office, 'leader')
    const change = (password: string, present = who.password) =>
      send(office, browser, '/api/v1/me/password', { present, password })
    expect((await change('Qinghe-26', 'not the present one')).json.code).toBe('access.wrong-present-password')
    expect((await change('qinghe26')).json.params).toMatchObject({ rules: 'classes' })
    const second = openTestBrowser()
    await tryIn(office, second, who)
    expect((await change('Qinghe-26')).status).toBe(200)
    expect([await me(second), await me(browser)], 'other sessions end').toEqual([401, 200])
    expect((await change(who.password, 'Qinghe-26')).json.params).toMatchObject({ rules: 'own-name' })
    let present = 'Qinghe-26'
    for (const next of ['Baishui-27', 'Heishui-28', 'Lushan-29', 'Huashan-30']) {
      expect([next, (await change(next, present)).status]).toEqual([next, 200])
      present = next
    }
    expect((await change('Qinghe-26', present)).json.params).toMatchObject({ rules: 'recent' })
    await setPolicy({ password: 'modern' })
    expect((await change('woaini1314520', present)).json.params).toMatchObject({ rules: 'common' })
  })

  it('asks for a new password after ninety days under 等保 only, before anything else', async () => {
    const who = await office.user('leader', '990101000000')
    await asOwner(`update auth_user set password_set_at = '2026-08-01' where id = '${who.id}'`)
    const browser = openTestBrowser()
    expect((await tryIn(office, browser, who)).json.step).toBe('open')
    await setPolicy({ password: 'dengbao' })
    expect((await tryIn(office, browser, who)).json.step).toBe('password')
    expect(await me(browser)).toBe(401)
    expect(
      (await send(office, browser, '/api/auth/expired-password', { password: who.password })).status,
    ).toBe(422)
    expect(
      (await send(office, browser, '/api/auth/expired-password', { password: 'Qinghe-2026' })).json.step,
    ).toBe('open')
    expect(await me(browser)).toBe(200)
    await setPolicy({ password: 'modern' })
  })

  it('knows a device again and can forget it', async () => {
    const { browser } = await signedIn(office, 'leader')
    const [device] = (await send(office, browser, '/api/v1/me/security')).json.devices
    expect(
      (await send(office, browser, `/api/v1/me/devices/${device!.id}`, undefined, 'DELETE')).status,
    ).toBe(200)
    expect((await send(office, browser, '/api/v1/me/security')).json.devices).toEqual([])
    passTime(office, hour)
  })
})
