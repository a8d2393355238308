import { createPool } from '@zhucan/db'
import { type TestOffice, testOffice } from '@zhucan/testing/office'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const county = '990101000000'
const township = '990101001000'

describe('new organisations and dated duties', () => {
  let office: TestOffice
  let clerk: Caller
  let caseworker: Caller
  type Caller = Awaited<ReturnType<TestOffice['signIn']>>

  const wish = (body: object, who = clerk) =>
    who.call('/api/v1/organisation-wishes', {
      json: { kind: 'federation', region: township, fromDay: '2026-11-21', reason: '编办批复设立', ...body },
    })
  const decide = async (id: string, body: object = { accept: true }, who = caseworker) => {
    const answer = await who.call(`/api/v1/organisation-wishes/${id}/decide`, { json: body })
    return { status: answer.status, ...(await answer.json()) }
  }
  const offices = async () =>
    (await (await clerk.call('/api/v1/departments')).json()).offices as { id: string; name: string }[]
  const named = async (name: string) => (await offices()).find((one) => one.name === name)
  const asOwner = async (statement: string) => {
    const owner = createPool(office.database.ownerUrl, { max: 1 })
    return (await owner.query(statement).finally(() => owner.end())).rows
  }

  beforeAll(async () => {
    office = await testOffice()
    clerk = await office.signIn(await office.user('data-clerk', county))
    caseworker = await office.signIn(await office.user('caseworker', county))
    await asOwner(`update organisation set name = '清河县残疾人联合会' where region = '${county}'`)
  })
  afterAll(() => office.close())

  it('wait for a second person, because log-ins follow; then they stand under the federation above', async () => {
    const { id } = await (await wish({ name: '城关街道残联' })).json()
    expect(await named('城关街道残联')).toBeUndefined()
    expect((await wish({ name: '城关街道残联' })).status, 'asked for once').toBe(409)
    expect(await decide(id, { accept: true }, clerk)).toMatchObject({ status: 403 })
    const done = await decide(id)
    expect(done).toMatchObject({ status: 200, organisationId: expect.any(String) })
    expect(await decide(id)).toMatchObject({ status: 404 })
    expect(await named('城关街道残联')).toMatchObject({ id: done.organisationId, kind: 'federation' })
    const [{ parent }] = await asOwner(
      `select p.name as parent from organisation o join organisation p on p.id = o.parent_id where o.id = '${done.organisationId}'`,
    )
    expect(parent).toBe('清河县残疾人联合会')
    const again = await (await wish({ name: '城关街道残联' })).json()
    expect(await decide(again.id), 'there is one of this name').toMatchObject({ code: 'organisation.exists' })
  })

  it('are confirmed by nobody who asked for them, refused with a reason, taken back by whom they are of', async () => {
    const both = await office.signIn(await office.user('caseworker', county))
    expect(
      (await wish({ name: '康复中心', kind: 'service' }, both)).status,
      'who confirms does not ask',
    ).toBe(403)
    const department = { kind: 'member-department', name: '教育局' }
    expect(await (await wish(department)).json()).toMatchObject({ code: 'duty.unknown-department' })
    const { id } = await (await wish({ ...department, department: 'education' })).json()
    expect(await decide(id, { accept: false, note: '已有' })).toMatchObject({ organisationId: null })
    const mine = await (await wish({ name: '服务站', kind: 'service' })).json()
    expect((await clerk.call(`/api/v1/organisation-wishes/${mine.id}/withdraw`, { json: {} })).status).toBe(
      200,
    )
    const states = (await (await clerk.call('/api/v1/organisation-wishes')).json()).map(
      (one: { state: string }) => one.state,
    )
    expect(states).toEqual(expect.arrayContaining(['waiting', 'confirmed', 'refused', 'withdrawn']))
    expect(await (await wish({ name: '白水县残联', region: '990201000000' })).json()).toMatchObject({
      code: 'region.out-of-reach',
    })
  })

  it('of a village are recorded at once, for a village', async () => {
    const record = (region: string) =>
      clerk.call('/api/v1/organisations', {
        json: { name: '东街社区残协', kind: 'village-association', region },
      })
    expect(await (await record(township)).json()).toMatchObject({ code: 'organisation.not-village' })
    expect((await record('990101001001')).status).toBe(200)
    expect(await (await record('990101001001')).json()).toMatchObject({ code: 'organisation.exists' })
  })

  it('have duties that hold from a day to a day, each wording kept with who set it', async () => {
    const set = (body: object) =>
      clerk.call('/api/v1/departments/duties', {
        method: 'PUT',
        json: {
          department: 'education',
          region: county,
          basis: '清残工委〔2026〕3号',
          untilDay: null,
          ...body,
        },
      })
    expect((await set({ fromDay: '2026-01-01', duties: ['一人一案'] })).status).toBe(200)
    expect((await set({ fromDay: '2026-10-01', untilDay: '2026-12-31', duties: ['送教上门'] })).status).toBe(
      200,
    )
    expect(
      await (await set({ fromDay: '2026-10-01', untilDay: '2026-09-30', duties: ['x'] })).json(),
    ).toMatchObject({
      code: 'organisation.term-days',
    })
    const on = async (day: string) => {
      const { departments } = await (await clerk.call(`/api/v1/departments?day=${day}`)).json()
      return departments.find((one: { id: string }) => one.id === 'education').duties
    }
    expect(await on('2026-09-30')).toEqual(['一人一案'])
    expect(await on('2026-12-31')).toEqual(['送教上门'])
    expect(await on('2027-01-01')).toEqual(['一人一案'])
    expect((await on('2025-12-31')).length, 'as shipped').toBeGreaterThan(2)
    const history = await (await clerk.call('/api/v1/departments/education/duties')).json()
    expect(history).toMatchObject([
      { fromDay: '2026-10-01', untilDay: '2026-12-31', setBy: expect.stringContaining('data_clerk') },
      { fromDay: '2026-01-01', untilDay: null },
    ])
  })
})
