import { createPool, withTransaction } from '@zhucan/db'
import { seedPlace, type TestOffice, testOffice } from '@zhucan/testing/office'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { personSorts } from './person-sort.store.ts'

describe('the order of the register', () => {
  let office: TestOffice
  let clerk: Awaited<ReturnType<TestOffice['signIn']>>
  const ids: string[] = []
  const listed = async (query: string) => {
    const answer = await clerk.call(`/api/v1/persons?${query}`)
    expect(answer.status).toBe(200)
    const { rows } = (await answer.json()) as { rows: { id: string }[] }
    return rows.map(({ id }) => ids.indexOf(id))
  }

  beforeAll(async () => {
    office = await testOffice()
    for (let count = 0; count < 3; count++) ids.push((await seedPlace(office, '990101001001')).persons)
    const owner = createPool(office.database.ownerUrl, { max: 1 })
    await withTransaction(owner, { reach: '{[000000000000,999999999999)}' }, async (db) => {
      const values = [
        ['乙', '1990-01-01', 3, '2028-01-01'],
        ['甲', '1950-01-01', 1, '2030-01-01'],
        ['丙', '1970-01-01', 2, '2026-01-01'],
      ] as const
      for (const [place, [name, birth, level, validTo]] of values.entries()) {
        await sql`update person set name = ${name}, birth = ${birth}, level = ${level}, certificate_valid_to = ${validTo}
          where id = ${ids[place]}`.execute(db)
      }
    })
    await owner.end()
    clerk = await office.signIn(await office.user('data-clerk', '990101000000'))
  })
  afterAll(() => office.close())

  it('goes by each stated column, both ways', async () => {
    expect(await listed('sort=age')).toEqual([0, 2, 1])
    expect(await listed('sort=level')).toEqual([1, 2, 0])
    expect(await listed('sort=validTo')).toEqual([2, 0, 1])
    expect(await listed('sort=name')).toEqual([2, 0, 1])
    for (const sort of personSorts.filter((one) => !one.startsWith('-'))) {
      expect(await listed(`sort=-${sort}`), sort).toEqual((await listed(`sort=${sort}`)).toReversed())
    }
  })

  it('holds over pages', async () => {
    const pages = [1, 2, 3].map((page) => listed(`sort=-age&pageSize=1&page=${page}`))
    expect((await Promise.all(pages)).flat()).toEqual([1, 2, 0])
  })

  it('refuses columns that were not stated', async () => {
    expect((await clerk.call('/api/v1/persons?sort=birth')).status).toBe(400)
  })
})
