import { inviteAdministrator } from '@zhucan/server'
import { type TestOffice, type TestUser, testOffice } from '@zhucan/testing/office'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setPassword } from './accounts.ts'
import { ownerOf } from './test-door.ts'

const password = 'a long enough one'

describe('ways in and out', () => {
  let office: TestOffice
  let leader: TestUser
  beforeAll(async () => {
    office = await testOffice()
    leader = await office.user('leader', '990101000000')
  })
  afterAll(() => office.close())

  const post = (path: string, body: object, headers: Record<string, string> = {}) =>
    office.app.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  const invite = async () => {
    const office_ = { organisation: '县残联', region: '990101000000', role: 'data-clerk' }
    return (await inviteAdministrator(office.server, office_)).token
  }
  const welcome = (token: string, username: string, given = password) =>
    post('/api/auth/welcome', { token, name: '张三', username, password: given })
  const asOwner = ownerOf(() => office)
  const audited = async (action: string) =>
    asOwner(`select * from audit where action = '${action}' order by at desc, id desc limit 1`)

  it.each([
    ['a name that is taken', () => leader.username, 409, 'access.username-taken'],
    ['a name in Chinese', () => '张三', 400, 'request.invalid'],
    ['a name of one letter', () => 'x', 400, 'request.invalid'],
    ['a name nobody could sign in with', () => 'a'.repeat(31), 400, 'request.invalid'],
  ])('keeps a one-time link good after %s', async (_what, name, status, code) => {
    const token = await invite()
    expect(await (await welcome(token, name())).json()).toMatchObject({ status, code })
    expect((await welcome(token, `fresh_${token.slice(0, 8).replaceAll('-', '_')}`)).status).toBe(200)
  })

  it('lets two who race for one name with two links in once', async () => {
    const tokens = [await invite(), await invite()]
    const answers = await Promise.all(tokens.map((token) => welcome(token, 'racer')))
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409])
    const loser = tokens[answers.findIndex((a) => a.status === 409)]!
    expect((await welcome(loser, 'second_racer')).status).toBe(200)
  })

  it('lets in with the longest password that can be chosen', async () => {
    expect(
      (await welcome(await invite(), 'long_word', 'quiet lanterns '.repeat(14).slice(0, 200))).status,
    ).toBe(200)
  })

  it('ends every session of a log-in whose password is set anew', async () => {
    const who = await office.user('leader', '990101000000')
    const { call } = await office.signIn(who)
    await setPassword(office.accounts, who.id, 'quite another one')
    expect((await call('/api/v1/me')).status).toBe(401)
  })

  it('never lets a session live longer than its twelve hours, however much it is used', async () => {
    const { call } = await office.signIn(leader)
    await asOwner(
      `update auth_session set updated_at = now() - interval '11 hours', expires_at = now() + interval '1 hour'`,
    )
    expect((await call('/api/v1/me')).status).toBe(200)
    const [{ left }] = await asOwner(
      `select extract(epoch from max(expires_at) - now())::int as left from auth_session`,
    )
    expect(left).toBeLessThanOrEqual(3600)
  })

  it('marks the cookie Secure where the browser came over https', async () => {
    const sign = async (headers: Record<string, string>) =>
      (await post('/api/auth/sign-in', leader, headers)).headers.getSetCookie()[0]
    expect(await sign({ origin: 'https://desk.example', host: 'desk.example' })).toMatch(
      /HttpOnly; SameSite=Lax; Secure$/,
    )
    expect(await sign({ origin: 'http://desk.example', host: 'desk.example' })).not.toContain('Secure')
  })

  it('signs out for good and on record', async () => {
    const { call } = await office.signIn(leader)
    expect((await call('/api/auth/sign-out', { method: 'POST' })).status).toBe(200)
    expect((await call('/api/v1/me')).status).toBe(401)
    expect(await audited('access.sign-out')).toMatchObject([{ actor_id: leader.id }])
  })

  it('records an invitation and what became of it', async () => {
    const token = await invite()
    expect(await audited('access.invite')).toMatchObject([
      { actor_id: 'operator', details: { role: 'data-clerk', region: '990101000000' } },
    ])
    await welcome(token, 'on_record')
    const [entry] = await audited('access.welcome')
    expect(entry).toMatchObject({ subject_kind: 'user', subject_id: entry.actor_id, role: 'data-clerk' })
    expect(JSON.stringify(await asOwner('select * from audit'))).not.toContain(token)
  })

  it('records a wrong password without repeating what was typed', async () => {
    await post('/api/auth/sign-in', { username: leader.username, password: 'wrong but secret' })
    expect(await audited('access.sign-in-failed')).toMatchObject([
      { actor_id: null, subject_id: leader.id, details: {} },
    ])
    await post('/api/auth/sign-in', { username: 'my_password_by_mistake', password: 'x' })
    expect(JSON.stringify(await audited('access.sign-in-failed'))).not.toContain('mistake')
  })

  it('takes a name that no database could hold for a wrong one', async () => {
    expect((await post('/api/auth/sign-in', { username: 'a\u0000b', password })).status).toBe(401)
  })
})
