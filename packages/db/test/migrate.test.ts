import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createPool } from '../src/connection.ts'
import { type EmbeddedServer, startEmbedded } from '../src/embedded.ts'
import { migrate, requireKnownSchema } from '../src/migrate.ts'
import { ask, cleanUp, makeFolder } from './launcher-fixture.ts'

const shipped = join(import.meta.dirname, '..', 'migrations')
let server: EmbeddedServer
let ownerUrl: string
let pool: pg.Pool
let folder: string
let number = 0

beforeAll(async () => {
  server = await startEmbedded({ dataDir: makeFolder() })
})
afterAll(cleanUp)

beforeEach(async () => {
  const name = `migrate_${++number}`
  await ask(server.adminUrl, `create database ${name} owner zhucan_owner`)
  ownerUrl = server.ownerUrl.replace(/zhucan$/, name)
  pool = createPool(ownerUrl)
  folder = makeFolder()
  return () => pool.end()
})

function write(name: string, sql: string): void {
  writeFileSync(join(folder, name), sql)
}

describe('the shipped migrations', () => {
  test('apply to an empty database, and a second time change nothing', async () => {
    const names = readdirSync(shipped).sort()
    expect((await migrate(pool)).applied).toEqual(names)
    expect((await migrate(pool)).applied).toEqual([])
    await requireKnownSchema(pool)
  })

  // Or a question about a few rows costs a hash of everybody in reach, and one asked a hundred times a hundred of them.
  test('have row policies that look people up one by one', async () => {
    await migrate(pool)
    const { rows } = await pool.query<{ policy: string }>(
      `select tablename || '.' || policyname as policy from pg_policies
        where cmd in ('ALL', 'SELECT') and qual ~ 'FROM person p\\s+WHERE \\(p\\.' and qual !~ 'OFFSET 0' order by 1`,
    )
    expect(rows.map(({ policy }) => policy)).toEqual([])
  })

  test('are named so that they sort by day and number', () => {
    for (const name of readdirSync(shipped)) expect(name).toMatch(/^\d{8}-\d{2}-[a-z0-9-]+\.sql$/)
  })
})

test('several starts at once apply each file once', async () => {
  write('20260101-01-a.sql', 'create table a (id int)')
  write('20260101-02-b.sql', 'insert into a values (1)')
  const pools = [1, 2, 3, 4].map(() => createPool(ownerUrl))
  const reports = await Promise.all(pools.map((one) => migrate(one, folder)))
  await Promise.all(pools.map((one) => one.end()))
  expect(reports.flatMap(({ applied }) => applied)).toHaveLength(2)
  expect(await ask(ownerUrl, 'select count(*) from a')).toBe(1n)
})

test('a file that fails is undone whole, those before it stay, and the next start goes on', async () => {
  write('20260101-01-a.sql', 'create table a (id int)')
  write('20260101-02-b.sql', 'create table b (id int); select 1/0')
  await expect(migrate(pool, folder)).rejects.toThrow('20260101-02-b.sql failed: division by zero')
  expect(await ask(ownerUrl, `select to_regclass('a') is not null and to_regclass('b') is null`)).toBe(true)
  write('20260101-02-b.sql', 'create table b (id int)')
  expect((await migrate(pool, folder)).applied).toEqual(['20260101-02-b.sql'])
})

test('an older program refuses a newer schema and leaves it alone', async () => {
  cpSync(shipped, folder, { recursive: true })
  write('20990101-01-from-the-future.sql', 'create table future (id int)')
  await migrate(pool, folder)
  const refusal = { code: 'database.newer-schema', params: { migration: '20990101-01-from-the-future.sql' } }
  await expect(migrate(pool)).rejects.toMatchObject(refusal)
  await expect(requireKnownSchema(pool)).rejects.toMatchObject(refusal)
})

test('a shipped file that was changed afterwards is refused', async () => {
  write('20260101-01-a.sql', 'create table a (id int)')
  await migrate(pool, folder)
  write('20260101-01-a.sql', 'create table a (id bigint)')
  const refusal = { code: 'database.migration-changed', params: { migration: '20260101-01-a.sql' } }
  await expect(migrate(pool, folder)).rejects.toMatchObject(refusal)
})

test('line ends changed by a checkout do not count as a change', async () => {
  write('20260101-01-a.sql', 'create table a (\n  id int\n)\n')
  await migrate(pool, folder)
  write('20260101-01-a.sql', 'create table a (\r\n  id int\r\n)\r\n')
  expect((await migrate(pool, folder)).applied).toEqual([])
})

test('the lock is given back after success and after failure', async () => {
  write('20260101-01-a.sql', 'select 1/0')
  await expect(migrate(pool, folder)).rejects.toThrow()
  rmSync(join(folder, '20260101-01-a.sql'))
  await migrate(pool, folder)
  expect(await ask(server.adminUrl, `select count(*) from pg_locks where locktype = 'advisory'`)).toBe(0n)
})
