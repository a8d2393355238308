import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  act,
  type Clerk,
  county,
  finding,
  foreign,
  type Loop,
  openLoop,
  otherVillage,
  township,
  village,
} from './test-clues.ts'

/** Many clues at once: all in one transaction, and what was left out is named. */
describe('many clues at once', () => {
  let loop: Loop
  let clerk: Clerk
  let town: Clerk
  let commissioner: Clerk
  beforeAll(async () => {
    loop = await openLoop()
    clerk = await loop.join('data-clerk', county)
    town = await loop.join('caseworker', township)
    commissioner = await loop.join('commissioner', village)
  })
  beforeEach(async () => {
    for (const table of ['clue_event', 'clue_handling', 'clue_file', 'clue_feedback', 'clue'])
      await loop.asOwner(`delete from ${table}`)
  })
  afterAll(() => loop.close())

  const states = async () =>
    (await loop.asOwner('select state, holder from clue order by place, id')) as unknown[]

  it('issues a filter’s clues and names those that nobody can take', async () => {
    await loop.addClue(village)
    await loop.addClue(village)
    await loop.addClue(otherVillage)
    await loop.addClue(foreign)
    await loop.asOwner(
      `update appointment set until_day = '2026-11-21'
       where organisation_id in (select id from organisation where region = $1)`,
      [otherVillage],
    )
    const { body } = await clerk.post('/issue', {
      filter: { region: township },
      to: 5,
      note: 'Before winter.',
    })
    expect(body).toMatchObject({
      done: 2,
      skipped: [
        { reason: 'no-office', count: 1, places: [{ code: otherVillage, name: '李家村', count: 1 }] },
      ],
    })
    expect((await commissioner.get('?mine=true')).body.total).toBe(2)
    expect(await states()).toEqual([
      { state: 'issued', holder: 5 },
      { state: 'issued', holder: 5 },
      { state: 'new', holder: 3 },
      { state: 'new', holder: 3 },
    ])
  })

  it('leaves out what has moved on and what lies elsewhere', async () => {
    const [seen, stale] = [await loop.addClue(), await loop.addClue()]
    await act(clerk, stale, 'issue', { to: 4 })
    const clues = [
      { id: seen, version: 1 },
      { id: stale, version: 1 },
    ]
    const { body } = await clerk.post('/issue', { clues, to: 4 })
    expect(body).toMatchObject({ done: 1, skipped: [{ reason: 'changed', count: 1, ids: [stale] }] })
    const again = await clerk.post('/issue', { filter: { state: 'all' }, to: 4 })
    expect(again.body).toMatchObject({
      bulkId: null,
      done: 0,
      skipped: [{ reason: 'wrong-state', count: 2 }],
    })
    const received = await town.post('/receive', { filter: { mine: true } })
    expect(received.body).toMatchObject({ done: 2, skipped: [] })
    expect((await commissioner.post('/receive', { filter: { state: 'all' } })).body.done).toBe(0)
  })

  it('takes thousands in one go', async () => {
    await loop.addClue()
    await loop.asOwner(`insert into clue (id, rule, rule_version, subject, person_id, severity, since, screening_id, facts,
        hukou_region, residence_region)
      select gen_random_uuid(), 'certificate-expired-' || n, 'test', subject, person_id, severity, since, screening_id, facts,
        hukou_region, residence_region from clue, generate_series(1, 2999) n`)
    const { body } = await clerk.post('/issue', { filter: {}, to: 5 })
    expect(body).toMatchObject({ done: 3_000, skipped: [] })
    expect((await clerk.post('/undo', { bulkId: body.bulkId })).body).toMatchObject({
      done: 3_000,
      skipped: [],
    })
    expect((await clerk.get('?state=new')).body.total).toBe(3_000)
  })

  it('is taken back as if it had not been, with a line in the history', async () => {
    const clue = await loop.addClue()
    await act(clerk, clue, 'issue', { to: 4 })
    await act(town, clue, 'receive')
    const [before] = await loop.asOwner('select * from clue')
    const { bulkId, undoUntil } = (
      await town.post('/issue', { filter: { mine: true }, to: 5, due: '2026-12-24' })
    ).body
    expect(Date.parse(undoUntil)).toBeGreaterThan(loop.office.server.now())
    expect((await clerk.post('/undo', { bulkId })).status).toBe(404)
    expect((await town.post('/undo', { bulkId })).body).toMatchObject({ done: 1, skipped: [] })
    const [after] = await loop.asOwner('select * from clue')
    const { version: _v, changed_at: _c, ...same } = before
    expect(after).toMatchObject({ ...same, version: before.version + 2 })
    const history = (await clerk.get(`/${clue}/history`)).body
    expect(history.map((line: { action: string }) => line.action)).toEqual([
      'issue',
      'receive',
      'issue',
      'undo',
    ])
    expect((await town.post('/undo', { bulkId })).body.code).toBe('clue.undo-too-late')
  })

  it('is taken back only where nobody has acted on it since, and not for ever', async () => {
    const [first, second] = [await loop.addClue(), await loop.addClue()]
    const { bulkId } = (await clerk.post('/issue', { filter: {}, to: 5 })).body
    await act(commissioner, first, 'receive')
    const undone = (await clerk.post('/undo', { bulkId })).body
    expect(undone).toMatchObject({ done: 1, skipped: [{ reason: 'acted-on', count: 1, ids: [first] }] })
    const late = (await clerk.post('/issue', { clues: [{ id: second, version: 3 }], to: 5 })).body
    const { now } = loop.office.server
    loop.office.server.now = () => now() + 31 * 60_000
    try {
      expect((await clerk.post('/undo', { bulkId: late.bulkId })).body.code).toBe('clue.undo-too-late')
    } finally {
      loop.office.server.now = now
    }
  })

  it('refuses a deadline that is over, an office of elsewhere and a selection of nothing', async () => {
    const clue = await loop.addClue()
    const past = await clerk.post('/issue', { filter: {}, to: 4, due: '2026-11-20' })
    expect(past.body.code).toBe('clue.past-due-day')
    const stranger = await loop.join('caseworker', '990201001000')
    const [theirs] = await loop.asOwner(`select organisation_id as id from appointment where user_id = $1`, [
      stranger.who.id,
    ])
    expect((await clerk.post('/issue', { filter: {}, to: 4, officeId: theirs.id })).body.code).toBe(
      'clue.no-office',
    )
    expect((await act(clerk, clue, 'issue', { to: 4, officeId: theirs.id })).body.code).toBe('clue.no-office')
    expect((await clerk.post('/issue', { to: 4 })).status).toBe(400)
    expect((await clerk.get(`/offices?region=${foreign}`)).body).toEqual([])
  })

  it('gives a clue to one office by name, and then only that one acts', async () => {
    const clue = await loop.addClue()
    const [office] = await loop.asOwner(`select organisation_id as id from appointment where user_id = $1`, [
      town.who.id,
    ])
    await act(clerk, clue, 'issue', { to: 4, officeId: office.id })
    expect((await town.get(`?office=${office.id}&state=open`)).body.rows).toMatchObject([
      { officeName: `残联${township}` },
    ])
    await loop.asOwner(
      `update clue set office_id = (select organisation_id from appointment where user_id = $1)`,
      [clerk.who.id],
    )
    expect((await act(town, clue, 'receive')).body.code).toBe('clue.not-yours')
    expect((await town.get('?mine=true')).body.total).toBe(0)
  })

  it('lets one of two people win who act on the same clue at the same moment', async () => {
    const clue = await loop.addClue()
    const second = await loop.join('data-clerk', county)
    const both = await Promise.all(
      [clerk, second].map((by) => by.post(`/${clue}/issue`, { version: 1, to: 4 })),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(both.find(({ status }) => status === 409)?.body.code).toBe('clue.changed')
    expect((await loop.asOwner('select count(*)::int as n from clue_event'))[0].n).toBe(1)
  })

  it('goes back to the county when the person moves away from who has it', async () => {
    const clue = await loop.addClue()
    await act(clerk, clue, 'issue', { to: 5 })
    await act(commissioner, clue, 'receive')
    await loop.asOwner(
      `update person set hukou_region = $1, residence_region = $1
      where id = (select person_id from clue)`,
      [otherVillage],
    )
    expect((await clerk.get(`/${clue}`)).body).toMatchObject({
      ...{ state: 'reopened', holder: 3, place: otherVillage, due: null, officeId: null },
    })
    expect((await clerk.get(`/${clue}/history`)).body.at(-1)).toMatchObject({
      action: 'moved',
      from: 'received',
    })
    expect((await commissioner.get(`/${clue}`)).status).toBe(404)
    expect((await act(clerk, clue, 'feedback', { ...finding, verdict: 'unknown' })).status).toBe(403)
  })
})
