import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { problem } from '@zhucan/kernel'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { type Migration, readMigrations, versionTable } from '../migrate.ts'
import { type AppliedMigration, copyOut } from './export-tables.ts'
import { type TableTally, tallyRows } from './row-tally.ts'
import { type CopiedTable, copyTarget, listTables } from './table-list.ts'

/** Takes tables in, one after another, inside the transaction of the restore. */
export interface TableLoader {
  load(table: CopiedTable, chunks: AsyncIterable<Buffer>): Promise<void>
}

/** Where and how a database is filled. */
export interface ImportRequest {
  /** The schema the tables were copied from; it is built anew from the same files. */
  migrations: readonly AppliedMigration[]
  /** Remove what is there; else anything there is Problem 'database.not-empty'. */
  replace: boolean
  /** Read the tables with the loader. */
  fill(loader: TableLoader): Promise<void>
  /** Look at what was written and throw to undo everything. */
  judge(found: ReadonlyMap<string, TableTally>): Promise<void>
}

/**
 * Builds the schema, fills it and judges it in one transaction: killed or failed at any point, the database is as it
 * was. Needs the owner's log-in. Problem 'database.newer-schema' for a schema this program does not know.
 */
export async function importTables(ownerPool: pg.Pool, request: ImportRequest): Promise<void> {
  const migrations = await chosenMigrations(request.migrations)
  const client = await ownerPool.connect()
  try {
    await client.query('begin')
    await (request.replace ? clear(client) : requireEmpty(client))
    await buildSchema(client, migrations)
    const tables = await listTables(client)
    await openTables(client, tables)
    const links = await dropLinks(client)
    await request.fill({ load: (table, chunks) => copyIn(client, known(tables, table), chunks) })
    for (const link of links) await client.query(link)
    await request.judge(await tallyTables(client, tables))
    await endSessions(client)
    await endExports(client)
    await closeTables(client, tables)
    await client.query('commit')
    client.release()
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    client.release(true)
    throw error
  }
}

async function chosenMigrations(applied: readonly AppliedMigration[]): Promise<Migration[]> {
  const shipped = new Map((await readMigrations()).map((migration) => [migration.name, migration]))
  return applied.map(({ name, hash }) => {
    const migration = shipped.get(name)
    if (!migration) throw problem('database.newer-schema', { migration: name })
    if (migration.hash !== hash) throw problem('database.migration-changed', { migration: name })
    return migration
  })
}

async function requireEmpty(client: pg.PoolClient): Promise<void> {
  const { rowCount } = await client.query(
    `select from pg_tables where schemaname not in ('pg_catalog', 'information_schema') limit 1`,
  )
  if (rowCount !== 0) throw problem('database.not-empty')
}

async function clear(client: pg.PoolClient): Promise<void> {
  await client.query(
    `drop schema if exists graphile_worker cascade; drop schema public cascade; create schema public`,
  )
}

async function buildSchema(client: pg.PoolClient, migrations: readonly Migration[]): Promise<void> {
  await client.query(versionTable)
  for (const { sql } of migrations) await client.query(sql)
}

/** Rows come in as they were: nothing of the schema may refuse, change or add to them. */
async function openTables(client: pg.PoolClient, tables: readonly CopiedTable[]): Promise<void> {
  for (const { name } of tables)
    await client.query(`alter table "${name}" no force row level security, disable trigger user`)
}

async function closeTables(client: pg.PoolClient, tables: readonly CopiedTable[]): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relrowsecurity`,
  )
  for (const { name } of rows) await client.query(`alter table "${name}" force row level security`)
  for (const { name } of tables) await client.query(`alter table "${name}" enable trigger user`)
}

/** Whoever was signed in then signs in anew: sessions that were ended since must not come back from the past. */
async function endSessions(client: pg.PoolClient): Promise<void> {
  await client.query('update auth_session set expires_at = to_timestamp(0)')
}

/** Exported files live for days and are not in a backup, which may live for years: their requests say so. The first release had none. */
async function endExports(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ has: boolean }>(
    `select to_regclass('export_request') is not null as has`,
  )
  if (rows[0]?.has) await client.query("update export_request set state = 'gone' where state = 'ready'")
}

/** Foreign keys are checked once at the end instead of row by row; gives back the statements that make them again. */
async function dropLinks(client: pg.PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ table: string; name: string; definition: string }>(
    `select c.relname as table, k.conname as name, pg_get_constraintdef(k.oid) as definition
     from pg_constraint k join pg_class c on c.oid = k.conrelid
     where k.contype = 'f' and c.relnamespace = 'public'::regnamespace order by 1, 2`,
  )
  for (const { table, name } of rows) await client.query(`alter table "${table}" drop constraint "${name}"`)
  return rows.map(
    ({ table, name, definition }) => `alter table "${table}" add constraint "${name}" ${definition}`,
  )
}

/** A file that names a table or column of its own would otherwise write where nobody looks. */
function known(tables: readonly CopiedTable[], table: CopiedTable): CopiedTable {
  const found = tables.find(({ name }) => name === table.name)
  if (found?.columns.join() !== table.columns.join()) throw problem('backup.damaged', { at: table.name })
  return found
}

async function copyIn(
  client: pg.PoolClient,
  table: CopiedTable,
  chunks: AsyncIterable<Buffer>,
): Promise<void> {
  // What a migration put there itself comes back with the backup.
  await client.query(`truncate "${table.name}"`)
  const stream = client.query(copyFrom(`copy ${copyTarget(table)} from stdin`))
  const done = finished(stream)
  done.catch(() => undefined)
  try {
    for await (const chunk of chunks)
      if (!stream.write(chunk)) await Promise.race([once(stream, 'drain'), done])
    stream.end()
    await done
  } catch (error) {
    stream.destroy(error as Error)
    throw error
  }
}

async function tallyTables(
  client: pg.PoolClient,
  tables: readonly CopiedTable[],
): Promise<Map<string, TableTally>> {
  const found = new Map<string, TableTally>()
  for (const table of tables) {
    const tally = tallyRows()
    for await (const chunk of copyOut(client, table)) tally.add(chunk)
    found.set(table.name, tally.result())
  }
  return found
}
