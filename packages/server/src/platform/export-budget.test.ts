import { createPool } from '@zhucan/db'
import { seedPlace, type TestOffice, type TestUser, testOffice } from '@zhucan/testing/office'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

const [here, there] = ['990101000000', '990201000000']
type Caller = Awaited<ReturnType<TestOffice['signIn']>>

describe('what somebody with two offices takes in a day', () => {
  let office: TestOffice
  let owner: ReturnType<typeof createPool>
  let both: TestUser
  let fromHere: Caller
  let fromThere: Caller
  let colleague: Caller

  beforeAll(async () => {
    office = await testOffice()
    owner = createPool(office.database.ownerUrl, { max: 1 })
    await owner.query(`set app.reach = '{[000000000000,999999999999)}'`)
    for (const village of ['990101001001', '990201001001']) await seedPlace(office, village)
    both = await office.user('caseworker', here)
    fromHere = await office.signIn(both)
    colleague = await office.signIn(await office.user('caseworker', there))
    await owner.query(
      `insert into appointment (id, user_id, organisation_id, role, from_day)
       select gen_random_uuid(), $1, o.id, 'caseworker', a.from_day from organisation o, appointment a
       where o.region = $2 and a.user_id = $1 limit 1`,
      [both.id, there],
    )
    fromThere = await office.signIn(both)
  })
  beforeEach(async () => {
    await owner.query('truncate export_spending, export_policy')
  })
  afterAll(async () => {
    await owner.end()
    await office.close()
  })

  const page = async (caller: Caller) => (await caller.call('/api/v1/persons?kind=holder')).status
  const spent = async () =>
    (
      await owner.query(
        `select o.region, sum(amount)::int as rows from export_spending s join organisation o on o.id = s.organisation_id
         where measure = 'rows' and user_id = $1 group by o.region order by o.region`,
        [both.id],
      )
    ).rows
  const setLimit = (name: string, amount: number) =>
    owner.query(
      `insert into export_policy select gen_random_uuid(), 'caseworker', $1, region, '2026-01-01', $2, 'test', 'x', now()
       from unnest(array[$3, $4]) region`,
      [name, amount, here, there],
    )

  it('counts in the office it was taken from, and together against their own budget', async () => {
    expect([await page(fromHere), await page(fromThere), await page(fromThere)]).toEqual([200, 200, 200])
    expect(await spent()).toEqual([
      { region: here, rows: 1 },
      { region: there, rows: 2 },
    ])
    const budget: object[] = await (await fromHere.call('/api/v1/exports/budget')).json()
    expect(budget).toContainEqual(expect.objectContaining({ measure: 'rows', spent: 3 }))
    await setLimit('rows', 3)
    expect([await page(fromHere), await page(fromThere)]).toEqual([429, 429])
  })

  it('takes from the budget of each office what was taken there', async () => {
    await setLimit('office-rows', 2)
    expect([await page(fromHere), await page(fromThere), await page(fromThere)]).toEqual([200, 200, 200])
    expect(await page(colleague), 'one who works there').toBe(429)
    expect(await page(fromHere)).toBe(200)
  })

  it('side by side from both offices cannot both be the last within the budget', async () => {
    await setLimit('rows', 1)
    const lock = await owner.connect()
    const key = [`export of ${both.id} rows`]
    await lock.query('select pg_advisory_lock(hashtextextended($1, 0))', key)
    // Both have written and see nothing of each other; neither may go on by itself.
    const asked = [page(fromHere), page(fromThere)]
    const waiting = async () =>
      Number(
        (
          await lock.query(`select count(*) from pg_locks where locktype = 'advisory' and not granted
          and database = (select oid from pg_database where datname = current_database())`)
        ).rows[0].count,
      )
    await expect.poll(waiting, { timeout: 20_000 }).toBe(2)
    await lock.query('select pg_advisory_unlock(hashtextextended($1, 0))', key)
    lock.release()
    expect((await Promise.all(asked)).sort()).toEqual([200, 429])
  })
})
