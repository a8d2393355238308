import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { problem } from '@zhucan/kernel'
import type pg from 'pg'

/** One file of migrations/. */
export interface Migration {
  name: string
  hash: string
  sql: string
}

/** What a run of the migrations did. */
export interface MigrationReport {
  /** Names of the files applied now, in order. */
  applied: string[]
}

const shippedFolder = join(import.meta.dirname, '..', 'migrations')
const lockKey = 822_199_001

/**
 * Bring the schema up to this program's, each file in a transaction of its own, under a lock so that two
 * starts do not meet. Problems: 'database.newer-schema' when the database knows files this program does
 * not have, 'database.migration-changed' when a shipped file is no longer what was applied.
 */
export async function migrate(ownerPool: pg.Pool, folder: string = shippedFolder): Promise<MigrationReport> {
  const migrations = await readMigrations(folder)
  const client = await ownerPool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey])
    await client.query(versionTable)
    const pending = await pendingOf(client, migrations)
    for (const migration of pending) await apply(client, migration)
    return { applied: pending.map(({ name }) => name) }
  } finally {
    await client.query('select pg_advisory_unlock_all()').catch(() => undefined)
    client.release()
  }
}

/** Refuse to work on a schema newer than this program: Problem 'database.newer-schema'. */
export async function requireKnownSchema(pool: pg.Pool, folder: string = shippedFolder): Promise<void> {
  await pendingOf(pool, await readMigrations(folder))
}

/** Where a database remembers what was applied to it. */
export const versionTable = `create table if not exists schema_version (
  name text primary key,
  hash text not null,
  applied_at timestamptz not null default now()
)`

/** The files this program ships, in order. */
export async function readMigrations(folder: string = shippedFolder): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(
    names.map(async (name) => {
      // A checkout on Windows may have changed the line ends.
      const sql = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n')
      return { name, sql, hash: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

async function pendingOf(client: pg.Pool | pg.PoolClient, migrations: Migration[]): Promise<Migration[]> {
  const { rows } = await client.query<{ name: string; hash: string }>('select name, hash from schema_version')
  const known = new Map(migrations.map((migration) => [migration.name, migration]))
  const newer = rows.filter(({ name }) => !known.has(name)).map(({ name }) => name)
  if (newer.length > 0) throw problem('database.newer-schema', { migration: newer.sort().at(-1) ?? '' })
  const changed = rows.find(({ name, hash }) => known.get(name)?.hash !== hash)
  if (changed !== undefined) throw problem('database.migration-changed', { migration: changed.name })
  const applied = new Set(rows.map(({ name }) => name))
  return migrations.filter(({ name }) => !applied.has(name))
}

async function apply(client: pg.PoolClient, { name, sql, hash }: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(sql)
    await client.query('insert into schema_version (name, hash) values ($1, $2)', [name, hash])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`migration ${name} failed: ${(error as Error).message}`, { cause: error })
  }
}
