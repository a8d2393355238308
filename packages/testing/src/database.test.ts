import { createKysely, createPool, withTransaction } from '@zhucan/db'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from './database.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
})

afterAll(async () => {
  await database.drop()
})

test('gives a database with the schema', async () => {
  const other = await testDatabase()
  const pool = createPool(other.appUrl)
  const { rows } = await pool.query('select count(*) as n from person')
  expect(rows).toEqual([{ n: 0n }])
  await pool.end()
  await other.drop()
})

test('gives each file its own rows', async () => {
  const other = await testDatabase()
  const [here, there] = [createPool(database.ownerUrl), createPool(other.ownerUrl)]
  await here.query(`insert into setting (key, value) values ('mark', '1')`)
  expect((await there.query('select * from setting')).rows).toEqual([])
  await Promise.all([here.end(), there.end()])
  await other.drop()
})

test('the application role is bound by row security, the rest of the settings end with the transaction', async () => {
  const pool = createPool(database.appUrl, { max: 1 })
  const seen = await withTransaction(pool, { reach: '{[99,)}', userId: "o'clock" }, async (db, client) => {
    const { rows } = await client.query(
      `select current_setting('app.user_id') as user_id, current_user as role`,
    )
    return { rows, people: await db.selectFrom('person').selectAll().execute() }
  })
  expect(seen).toEqual({ rows: [{ user_id: "o'clock", role: 'zhucan_app' }], people: [] })
  const after = await pool.query(`select nullif(current_setting('app.user_id', true), '') as user_id`)
  expect(after.rows).toEqual([{ user_id: null }])
  await pool.end()
})

test('typed queries use camelCase', async () => {
  const pool = createPool(database.ownerUrl)
  const region = { code: '990000000000', name: '试验省', level: 1, edition: 'test' }
  await createKysely(pool).insertInto('region').values(region).execute()
  const found = await createKysely(pool).selectFrom('region').select(['code', 'endedOn']).execute()
  expect(found).toEqual([{ code: '990000000000', endedOn: null }])
  await pool.end()
})
