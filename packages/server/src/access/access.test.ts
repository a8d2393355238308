import { createPool } from '@zhucan/db'
import { type TestOffice, testOffice } from '@zhucan/testing/office'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

describe('access', () => {
  let office: TestOffice
  beforeAll(async () => {
    office = await testOffice()
  })
  afterAll(() => office.close())

  it('refuses everything to someone who is not signed in', async () => {
    const answer = await office.app.request('/api/v1/persons')
    expect(answer.status).toBe(401)
    expect(await answer.json()).toMatchObject({ code: 'access.not-signed-in' })
  })

  it('signs in with the right password and tells who one is', async () => {
    const clerk = await office.signIn(await office.user('data-clerk', '990101000000'))
    expect(clerk.status).toBe(200)
    const me = await (await clerk.call('/api/v1/me')).json()
    expect(me).toMatchObject({ user: { role: 'data-clerk' }, reach: [{ name: '清河县' }], day: '2026-11-21' })
    expect(clerk.cookie).toContain('zhucan')
  })

  it('answers a wrong password and an unknown name alike', async () => {
    const known = await office.user('leader', '990101000000')
    const wrong = await office.signIn({ ...known, password: 'not the password' })
    const nobody = await office.signIn({ ...known, username: 'nobody_here' })
    expect([wrong.status, nobody.status]).toEqual([401, 401])
  })

  it('refuses a role what its rights do not name', async () => {
    const leader = await office.signIn(await office.user('leader', '990101000000'))
    const answer = await leader.call('/api/v1/persons/find-by-number', { json: { number: '99' } })
    expect(answer.status).toBe(403)
  })

  it('refuses a write that another site sends with our cookie', async () => {
    const clerk = await office.signIn(await office.user('data-clerk', '990101000000'))
    const answer = await clerk.call('/api/v1/screenings', {
      json: {},
      headers: { origin: 'https://elsewhere.example', host: 'localhost' },
    })
    expect(answer.status).toBe(403)
  })

  it('takes access away at the next request when the appointment ends', async () => {
    const user = await office.user('data-clerk', '990101000000')
    const clerk = await office.signIn(user)
    const owner = createPool(office.database.ownerUrl)
    await owner.query('update appointment set until_day = $1 where user_id = $2', ['2026-11-21', user.id])
    await owner.end()
    expect((await clerk.call('/api/v1/me')).status).toBe(401)
  })

  it('goes by the latest of two appointments made on one day', async () => {
    const user = await office.user('data-clerk', '990101000000')
    const owner = createPool(office.database.ownerUrl)
    for (const [role, made] of [
      ['leader', "now() + interval '2 minutes'"],
      ['caseworker', "now() + interval '1 minute'"],
    ])
      await owner.query(`insert into appointment (id, user_id, organisation_id, role, from_day, created_at)
        select gen_random_uuid(), user_id, organisation_id, '${role}', from_day, ${made} from appointment
        where user_id = '${user.id}' and role = 'data-clerk'`)
    await owner.end()
    const { call } = await office.signIn(user)
    expect((await (await call('/api/v1/me')).json()).user.role).toBe('leader')
  })

  it('uses a one-time link once', async () => {
    const { inviteAdministrator } = await import('@zhucan/server')
    const { token } = await inviteAdministrator(office.server, {
      organisation: '县残联',
      region: '990101000000',
      role: 'data-clerk',
    })
    const use = () =>
      office.app.request('/api/auth/welcome', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token, name: '张三', username: 'zhang_san', password: 'a long enough one' }),
      })
    const first = await use()
    expect(first.status).toBe(200)
    expect(first.headers.getSetCookie().join()).toContain('zhucan')
    expect((await use()).status).toBe(410)
  })
})
