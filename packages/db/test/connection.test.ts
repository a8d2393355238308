import { sql } from 'kysely'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPool, kyselyOnClient } from '../src/connection.ts'
import { type EmbeddedServer, startEmbedded } from '../src/embedded.ts'
import { withTransaction } from '../src/transaction.ts'
import { ask, cleanUp, makeFolder } from './launcher-fixture.ts'

let server: EmbeddedServer
let pool: pg.Pool

beforeAll(async () => {
  server = await startEmbedded({ dataDir: makeFolder() })
  pool = createPool(server.ownerUrl, { max: 1 })
  await pool.query('create table mark (id int primary key, some_text jsonb)')
})
afterAll(async () => {
  await pool.end()
  await cleanUp()
})

async function value(expression: string): Promise<unknown> {
  return (await pool.query(`select ${expression} as value`)).rows[0].value
}

test.each([
  ['9223372036854775807::int8', 9223372036854775807n],
  ['null::int8', null],
  [`'{1,null,9007199254740993}'::int8[]`, [1n, null, 9007199254740993n]],
  [`date '2026-11-21'`, '2026-11-21'],
  [`array[date '2026-11-21', null]`, ['2026-11-21', null]],
  ['1.10::numeric', '1.10'],
  ['7::int4', 7],
  [`'{"aB": 9}'::jsonb`, { aB: 9 }],
])('%s arrives as it should', async (expression, expected) => {
  expect(await value(expression)).toEqual(expected)
})

test('what arrives can be sent back', async () => {
  const sent = [9007199254740993n, '2026-11-21', [1n, 2n]]
  const { rows } = await pool.query('select $1::int8 as a, $2::date as b, $3::int8[] as c', sent)
  expect(Object.values(rows[0])).toEqual(sent)
})

test('a library that calculates may have numbers', async () => {
  const numbers = createPool(server.ownerUrl, { int8: 'number' })
  expect((await numbers.query('select 7::int8 as n')).rows).toEqual([{ n: 7 }])
  await numbers.end()
})

test('a lost connection does not end the process; the pool says so and goes on', async () => {
  const lost: Error[] = []
  const other = createPool(server.ownerUrl, { onError: (error) => lost.push(error) })
  const { rows } = await other.query('select pg_backend_pid() as pid')
  await ask(server.adminUrl, `select pg_terminate_backend(${rows[0].pid})`)
  await expect.poll(() => lost.length, { timeout: 20_000 }).toBe(1)
  expect((await other.query('select 1 as n')).rows).toEqual([{ n: 1 }])
  await other.end()
})

test('a transaction keeps all or nothing, through typed queries and plain ones alike', async () => {
  const failing = withTransaction(pool, {}, async (db, client) => {
    await client.query('insert into mark (id) values (1)')
    await sql`insert into mark (id) values (2)`.execute(db)
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(await value('(select count(*) from mark)')).toBe(0n)
  await withTransaction(pool, {}, async (db, client) => {
    await client.query('insert into mark (id) values (1)')
    await sql`insert into mark (id) values (2)`.execute(db)
  })
  expect(await value('(select count(*) from mark)')).toBe(2n)
})

test('settings hold inside the transaction only, whatever they contain', async () => {
  const reach = `{[990101000000,990102000000)}'); drop table mark; --\\`
  const inside = await withTransaction(pool, { reach, userId: '7', role: 'clerk' }, async (_db, client) => {
    const names = ['app.reach', 'app.user_id', 'app.role']
    return (
      await client.query('select current_setting(name) as value from unnest($1::text[]) as name', [names])
    ).rows
  })
  expect(inside).toEqual([{ value: reach }, { value: '7' }, { value: 'clerk' }])
  expect(await value(`coalesce(current_setting('app.reach', true), '')`)).toBe('')
})

test('a connection lost in the middle is not handed to the next user', async () => {
  const work = withTransaction(pool, {}, async (_db, client) => {
    const { rows } = await client.query('select pg_backend_pid() as pid')
    await ask(server.adminUrl, `select pg_terminate_backend(${rows[0].pid})`)
    await client.query('select 1')
  })
  await expect(work).rejects.toThrow()
  expect(await value('1')).toBe(1)
})

test('names turn to camelCase, keys inside JSON stay', async () => {
  const client = await pool.connect()
  const { rows } = await sql`select '{"under_score": 1}'::jsonb as some_text`.execute(kyselyOnClient(client))
  client.release()
  expect(rows).toEqual([{ someText: { under_score: 1 } }])
})
