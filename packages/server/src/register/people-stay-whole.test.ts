import { randomUUID } from 'node:crypto'
import { createPool, withTransaction } from '@zhucan/db'

import { seedPlace, type TestOffice, testOffice } from '@zhucan/testing/office'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasWaiting } from '../platform/test-locks.ts'

const village = '990101001201'
const everywhere = { reach: '{[000000000000,999999999999)}' }
const county = { reach: '{[990101000000,990102000000)}' }
const otherCounty = { reach: '{[990102000000,990103000000)}' }

let office: TestOffice
let owner: pg.Pool

beforeAll(async () => {
  office = await testOffice()
  owner = createPool(office.database.ownerUrl, { max: 2 })
})

afterAll(async () => {
  await owner.end()
  await office.close()
})

const addAssertion = (pool: pg.Pool, settings: { reach: string }, person: string) =>
  withTransaction(pool, settings, (_, client) =>
    client.query(
      `insert into assertion (id, person_id, source, valid_from, recorded_at) values ($1, $2, 'register', '2026-01-01', now())`,
      [randomUUID(), person],
    ),
  )

const childrenOf = ['clue', 'guardian', 'household_member', 'assertion', 'certificate', 'person_number']

describe('what hangs on a person', () => {
  it('is refused for nobody, by the row policy that stands in for a foreign key', async () => {
    await expect(addAssertion(office.server.pool, everywhere, randomUUID())).rejects.toThrow(
      /row-level security/,
    )
  })

  it('is refused for somebody out of reach, and taken for somebody in reach', async () => {
    const { persons } = await seedPlace(office, village)
    await expect(addAssertion(office.server.pool, otherCounty, persons)).rejects.toThrow(/row-level security/)
    await addAssertion(office.server.pool, county, persons)
  })

  it('keeps the person: they go only after everything of theirs', async () => {
    const { persons } = await seedPlace(office, village)
    const remove = (tables: readonly string[]) =>
      withTransaction(owner, everywhere, async (_, client) => {
        for (const table of tables) await client.query(`delete from ${table} where person_id = $1`, [persons])
        await client.query('delete from list_row where person_id = $1', [persons])
        const { rowCount } = await client.query('delete from person where id = $1', [persons])
        return rowCount
      })
    for (const kept of ['assertion', 'household_member', 'person_number']) {
      await expect(remove(childrenOf.filter((table) => table !== kept))).rejects.toThrow(
        `rows of ${kept} still belong to this person`,
      )
    }
    expect(await remove(childrenOf)).toBe(1)
  })

  it('cannot be added while the person goes away', async () => {
    const { persons } = await seedPlace(office, village)
    const gone = Promise.withResolvers<void>()
    const held = Promise.withResolvers<void>()
    const leaving = withTransaction(owner, everywhere, async (_, client) => {
      for (const table of [...childrenOf, 'list_row'])
        await client.query(`delete from ${table} where person_id = $1`, [persons])
      await client.query('delete from person where id = $1', [persons])
      gone.resolve()
      await held.promise
    })
    await gone.promise
    const added = expect(addAssertion(office.server.pool, county, persons)).rejects.toThrow(
      /row-level security/,
    )
    await hasWaiting(owner, 1)
    held.resolve()
    await added
    await leaving
  })
})
