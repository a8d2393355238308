import { createPool } from '@zhucan/db'
import { type SeededPlace, seedPlace, type TestOffice, testOffice } from '@zhucan/testing/office'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findUser } from '../access/index.ts'
import { runScreening } from './screening.jobs.ts'

const mine = '990101001001'
const otherVillage = '990101001200'
const elsewhere = '990201001001'

/** Offices that share a household or a person must neither stop nor overrule each other. */
describe('screening beside other offices', () => {
  let office: TestOffice
  let head: SeededPlace
  let away: SeededPlace
  beforeAll(async () => {
    office = await testOffice()
    head = await seed(mine)
    away = await seed(mine)
    await asOwner(`delete from clue`)
    await asOwner(`update person set residence_region = '${elsewhere}' where id = '${away.persons}'`)
    await join(away.persons, head.persons)
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
  /** A living person: what the seeded list of deaths says is taken away. */
  const seed = async (village: string) => {
    const place = await seedPlace(office, village)
    await asOwner('delete from list_row')
    return place
  }
  const join = async (person: string, host: string) => {
    await asOwner(
      `update household_member set household_id = (select household_id from person where id = '${host}') where person_id = '${person}'`,
    )
    await asOwner(
      `update person set household_id = (select household_id from person where id = '${host}') where id = '${person}'`,
    )
  }
  const screen = async (region: string) => {
    const who = await office.user('data-clerk', region)
    const clerk = await office.signIn(who)
    const { id } = await (await clerk.call('/api/v1/screenings', { json: {} })).json()
    await runScreening(office.server, id, (await findUser(office.server, who.id))!)
    return (await asOwner(`select state, problem from screening where id = '${id}'`))[0]
  }
  const clues = (rule: string) =>
    asOwner(
      `select rule, person_id, state, hukou_region from clue where rule = '${rule}' order by state, person_id`,
    )

  it('runs in the county where one of a household only lives, and leaves the clue of its own county alone', async () => {
    expect(await screen('990101000000')).toMatchObject({ state: 'done' })
    const found = await clues('several-holders-in-household')
    expect(found).toMatchObject([{ state: 'new' }])
    expect(await screen('990201000000')).toMatchObject({ state: 'done' })
    expect(await clues('several-holders-in-household')).toEqual(found)
  })

  it('runs in each of two villages that one household is spread over', async () => {
    const neighbour = await seed(otherVillage)
    await join(neighbour.persons, head.persons)
    await asOwner('delete from clue')
    await asOwner(`update person set level = 4 where id in ('${head.persons}', '${away.persons}')`)
    for (const region of ['990101000000', mine, otherVillage, '990101000000', mine])
      expect([region, await screen(region)]).toMatchObject([region, { state: 'done' }])
    expect(await clues('several-holders-in-household')).toMatchObject([{ state: 'new' }])
  })

  it('takes the clues of a person along who moves, so that the next office can judge them', async () => {
    const mover = await seed(mine)
    await asOwner(
      `update person set hukou_region = '${otherVillage}', residence_region = '${otherVillage}' where id = '${mover.persons}'`,
    )
    expect(
      await asOwner(`select hukou_region, residence_region from clue where person_id = '${mover.persons}'`),
    ).toEqual([{ hukou_region: otherVillage, residence_region: otherVillage }])
    expect(await screen(otherVillage)).toMatchObject({ state: 'done' })
  })

  it('refuses a region that is not within reach', async () => {
    const clerk = await office.signIn(await office.user('data-clerk', '990101000000'))
    for (const region of ['990201000000', '990100000000', '990000000000']) {
      const answer = await clerk.call('/api/v1/screenings', { json: { region } })
      expect(await answer.json()).toMatchObject({ status: 404, code: 'region.out-of-reach' })
    }
    expect((await clerk.call('/api/v1/screenings', { json: { region: mine } })).status).toBe(200)
  })

  it('runs a region once, however often it is asked for meanwhile', async () => {
    const clerk = await office.signIn(await office.user('data-clerk', '990201000000'))
    const ask = async () => (await (await clerk.call('/api/v1/screenings', { json: {} })).json()).id
    const first = await ask()
    expect(await ask()).toBe(first)
    const [{ n }] = await asOwner(
      `select count(*)::int as n from screening where state = 'running' and region = '990201000000'`,
    )
    expect(n).toBe(1)
  })
})
