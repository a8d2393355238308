import { createPool } from '@zhucan/db'
import { seedPlace, type TestOffice, type TestUser, testOffice } from '@zhucan/testing/office'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findUser } from '../access/index.ts'
import { inSession } from '../platform/index.ts'
import { runScreening } from './screening.jobs.ts'
import { insertScreening } from './screenings.store.ts'

const county = '990101000000'
const village = '990101001001'

/** A screening finds questions; what people do with them it leaves alone. */
describe('screening over clues that people work on', () => {
  let office: TestOffice
  const clerks = new Map<string, TestUser>()
  beforeAll(async () => {
    office = await testOffice()
    await seedPlace(office, village)
    await asOwner('delete from list_row')
  })
  beforeEach(async () => {
    await asOwner('delete from clue_event')
    await asOwner('delete from clue')
    await expire()
    await screen(county)
  })
  afterAll(() => office.close())

  const asOwner = async (statement: string) => {
    const owner = createPool(office.database.ownerUrl, { max: 1 })
    try {
      await owner.query(`select set_config('app.reach', '{[000000000000,999999999999)}', false)`)
      return (await owner.query(statement)).rows
    } finally {
      await owner.end()
    }
  }
  const expire = () => asOwner(`update person set certificate_valid_to = '2026-10-22'`)
  const renew = () => asOwner(`update person set certificate_valid_to = '2036-10-22'`)
  const screen = async (region: string) => {
    const who = clerks.get(region) ?? (await office.user('data-clerk', region))
    clerks.set(region, who)
    const user = (await findUser(office.server, who.id))!
    const id = await inSession(office.server, user, (ctx) => insertScreening(ctx, region))
    await runScreening(office.server, id, user)
    expect(await asOwner(`select state, problem from screening where id = '${id}'`)).toMatchObject([
      { state: 'done' },
    ])
  }
  const clues = () =>
    asOwner(`select state, facts_changed_on, version, origin_region from clue
      where rule = 'certificate-expired' order by since, id`)
  const actions = async () =>
    (await asOwner('select action from clue_event order by version')).map((e) => e.action)

  it('withdraws what nobody has touched, with a line in its history', async () => {
    expect(await clues()).toMatchObject([{ state: 'new', version: 1, origin_region: county }])
    await renew()
    await screen(county)
    expect(await clues()).toMatchObject([{ state: 'withdrawn', version: 2 }])
    expect(await actions()).toContain('withdrawn')
  })

  it('only marks what people have in work, and takes the mark off when the facts come back', async () => {
    await asOwner(`update clue set state = 'issued', holder = 5, version = 2`)
    await renew()
    await screen(county)
    expect(await clues()).toMatchObject([{ state: 'issued', facts_changed_on: '2026-11-21', version: 3 }])
    expect(await actions()).toContain('facts-changed')
    await expire()
    await screen(county)
    expect(await clues()).toMatchObject([{ state: 'issued', facts_changed_on: null }])
  })

  it('of a village does not withdraw what the county found, nor mark it', async () => {
    await renew()
    await screen(village)
    expect(await clues()).toMatchObject([{ state: 'new', version: 1, origin_region: county }])
    await screen(county)
    expect(await clues()).toMatchObject([{ state: 'withdrawn' }])
  })

  it('of a village may withdraw its own, until the county has found it too', async () => {
    await asOwner('delete from clue')
    await screen(village)
    expect(await clues()).toMatchObject([{ state: 'new', origin_region: village }])
    await screen(county)
    expect(await clues()).toMatchObject([{ state: 'new', origin_region: county }])
    await screen(village)
    expect(await clues()).toMatchObject([{ state: 'new', origin_region: county }])
  })

  it('does not ask again what was settled, until the facts have changed in between or time has gone by', async () => {
    await asOwner(
      `update clue set state = 'closed', closed_on = '2026-11-20' where rule = 'certificate-expired'`,
    )
    await screen(county)
    expect(await clues()).toMatchObject([{ state: 'closed' }])
    await asOwner(`update clue set closed_on = '2026-05-26' where rule = 'certificate-expired'`)
    await screen(county)
    expect(await clues()).toMatchObject([{ state: 'closed' }])
    await asOwner(`update clue set closed_on = '2026-05-25' where rule = 'certificate-expired'`)
    await screen(county)
    expect((await clues()).map((clue) => clue.state).sort()).toEqual(['closed', 'new'])
  })

  it('asks again at once where the facts had changed after closing', async () => {
    await asOwner(
      `update clue set state = 'closed', closed_on = '2026-11-20' where rule = 'certificate-expired'`,
    )
    await renew()
    await screen(county)
    await expire()
    await screen(county)
    expect((await clues()).map((clue) => clue.state).sort()).toEqual(['closed', 'new'])
  })
})
