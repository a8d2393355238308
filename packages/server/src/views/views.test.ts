import { createPool } from '@zhucan/db'
import { type TestOffice, testOffice } from '@zhucan/testing/office'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

type Caller = Awaited<ReturnType<TestOffice['signIn']>>
interface View {
  id: string
  name: string
  search: Record<string, string>
  isMine: boolean
  isFirst: boolean
}

const view = {
  place: 'register',
  name: '一级肢体',
  search: { level: '1', category: 'physical' },
  isShared: false,
}

describe('saved views', () => {
  let office: TestOffice
  let clerk: Caller
  let colleague: Caller
  let stranger: Caller
  let names: Record<'clerk' | 'stranger', string>
  const viewsOf = async (caller: Caller) => (await (await caller.call('/api/v1/views')).json()) as View[]
  const send = (caller: Caller, path: string, json: unknown, method = 'POST') =>
    caller.call(path, { method, json })
  const keep = async (caller: Caller, more: object = {}) => {
    const answer = await send(caller, '/api/v1/views', { ...view, ...more })
    return { status: answer.status, ...((await answer.json()) as { id: string; code?: string }) }
  }

  beforeAll(async () => {
    office = await testOffice()
    const user = await office.user('data-clerk', '990101000000')
    clerk = await office.signIn(user)
    colleague = await office.signIn(await office.user('caseworker', '990101000000'))
    const elsewhere = await office.user('caseworker', '990201000000')
    stranger = await office.signIn(elsewhere)
    names = { clerk: user.username, stranger: elsewhere.username }
    // The test office founds one federation a log-in; these two sit in the same one.
    const owner = createPool(office.database.ownerUrl, { max: 1 })
    await owner.query(
      `update appointment set organisation_id = (select organisation_id from appointment a
      join auth_user u on u.id = a.user_id where u.username = $1)
      where organisation_id in (select id from organisation where region = '990101000000')`,
      [user.username],
    )
    await owner.end()
  })
  afterAll(() => office.close())

  it('are kept of every list, of people and of work, and of nothing else', async () => {
    const places = ['register', 'clues', 'lists', 'targets', 'tasks', 'supervision', 'notices', 'papers']
    const kept = await Promise.all(places.map((place) => keep(clerk, { place, name: '常看的' })))
    expect(kept.map(({ status }) => status)).toEqual(places.map(() => 200))
    for (const { id } of kept) await clerk.call(`/api/v1/views/${id}`, { method: 'DELETE' })
    expect((await keep(clerk, { place: 'audit' })).status).toBe(400)
  })

  it('are kept for oneself, changed and removed', async () => {
    const { id } = await keep(clerk)
    expect(await viewsOf(clerk)).toMatchObject([{ id, name: view.name, search: view.search, isMine: true }])
    expect(await viewsOf(colleague)).toEqual([])
    const changed = { name: '二级', search: { level: '2' }, isShared: false }
    expect((await send(clerk, `/api/v1/views/${id}`, changed, 'PUT')).status).toBe(200)
    expect(await viewsOf(clerk)).toMatchObject([{ name: '二级', search: { level: '2' } }])
    expect((await clerk.call(`/api/v1/views/${id}`, { method: 'DELETE' })).status).toBe(200)
    expect(await viewsOf(clerk)).toEqual([])
  })

  it('are seen by the office when shared, by nobody else, and changed by their owner only', async () => {
    const { id } = await keep(clerk, { name: '共用', isShared: true })
    expect(await viewsOf(colleague)).toMatchObject([{ id, isMine: false }])
    expect(await viewsOf(stranger)).toEqual([])
    for (const other of [colleague, stranger]) {
      expect((await other.call(`/api/v1/views/${id}`, { method: 'DELETE' })).status).toBe(404)
      const answer = await send(
        other,
        `/api/v1/views/${id}`,
        { name: 'x', search: {}, isShared: true },
        'PUT',
      )
      expect(answer.status).toBe(404)
    }
  })

  it('go along with whoever changes them in another office', async () => {
    const mover = await office.user('caseworker', '990101000000')
    const moved = await office.signIn(mover)
    const owner = createPool(office.database.ownerUrl, { max: 1 })
    const sit = (username: string) =>
      owner.query(
        `update appointment set organisation_id = (select a.organisation_id from appointment a
          join auth_user u on u.id = a.user_id where u.username = $1)
        where user_id = (select id from auth_user where username = $2)`,
        [username, mover.username],
      )
    await sit(names.clerk)
    const { id } = await keep(moved, { name: '带走的', isShared: true })
    const isSeen = async (caller: Caller) => (await viewsOf(caller)).some((one) => one.id === id)
    expect([await isSeen(colleague), await isSeen(stranger)]).toEqual([true, false])
    await sit(names.stranger)
    await owner.end()
    const changed = { name: '带走的', search: { level: '1' }, isShared: true }
    expect((await send(moved, `/api/v1/views/${id}`, changed, 'PUT')).status).toBe(200)
    expect([await isSeen(colleague), await isSeen(stranger)]).toEqual([false, true])
    await moved.call(`/api/v1/views/${id}`, { method: 'DELETE' })
  })

  it('row security alone keeps them apart', async () => {
    office.server.walls.application = false
    try {
      expect(await viewsOf(stranger)).toEqual([])
      expect(await viewsOf(colleague)).toHaveLength(1)
    } finally {
      office.server.walls.application = true
    }
  })

  it('one of them opens the list, for its chooser alone', async () => {
    const [shared] = await viewsOf(clerk)
    const choose = (caller: Caller, id: string | null) =>
      send(caller, '/api/v1/views/first', { place: 'register', id })
    expect((await choose(colleague, shared!.id)).status).toBe(200)
    expect(await viewsOf(colleague)).toMatchObject([{ isFirst: true }])
    expect(await viewsOf(clerk)).toMatchObject([{ isFirst: false }])
    expect((await choose(stranger, shared!.id)).status).toBe(404)
    expect((await choose(colleague, null)).status).toBe(200)
    expect(await viewsOf(colleague)).toMatchObject([{ isFirst: false }])
  })

  it('keep no name that was searched for, no number, and no name twice', async () => {
    const { id } = await keep(clerk, {
      name: '990101196005061234',
      search: { name: '王小明', page: '3', level: '1' },
    })
    const kept = (await viewsOf(clerk)).find((one) => one.id === id)
    expect(kept?.search).toEqual({ level: '1' })
    expect(kept?.name).not.toMatch(/\d{15}/)
    expect((await keep(clerk, { search: { rule: '990101196005061234' } })).status).toBe(400)
    expect(await keep(clerk, { name: '共用' })).toMatchObject({ status: 409, code: 'view.name-taken' })
  })
})
