import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { allowBackups } from './backup-policies.ts'
import { type CopiedTable, copyTarget, listTables } from './table-list.ts'

/** A migration as the database remembers it. */
export interface AppliedMigration {
  name: string
  hash: string
}

/** Work that waited in the queue; asked for again after a restore. */
export interface WaitingJob {
  task: string
  payload: unknown
  maxAttempts: number
}

/** The whole database as it was at one moment, whatever is written meanwhile. */
export interface Snapshot {
  tables: CopiedTable[]
  migrations: AppliedMigration[]
  kind: 'demo' | 'real' | null
  auditHead: { sealed: string; head: string } | null
  waiting: WaitingJob[]
  /** Rows of a table as the server guesses them, for telling progress. */
  estimate: number
  copy(table: CopiedTable): AsyncIterable<Buffer>
  close(): Promise<void>
}

/** Opens a snapshot beside a running program: nobody waits for it and it waits for nobody. */
export async function openSnapshot(ownerPool: pg.Pool): Promise<Snapshot> {
  await allowBackups(ownerPool)
  const client = await ownerPool.connect()
  const close = async () => {
    await client.query('rollback').catch(() => undefined)
    client.release()
  }
  try {
    await client.query('begin isolation level repeatable read read only')
    await client.query(`select set_config('app.backup', 'on', true)`)
    const { rows: migrations } = await client.query<AppliedMigration>(
      'select name, hash from schema_version order by name',
    )
    return {
      tables: await listTables(client),
      migrations,
      ...(await readFacts(client)),
      waiting: await readWaiting(client),
      copy: (table) =>
        client.query(copyTo(`copy (select ${columnList(table)} from "${table.name}") to stdout`)),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** The tallies' side of a copy out of a table, e.g. to look at what a restore has written. */
export function copyOut(client: pg.ClientBase, table: CopiedTable): AsyncIterable<Buffer> {
  return (client as pg.PoolClient).query(copyTo(`copy ${copyTarget(table)} to stdout`))
}

const columnList = ({ columns }: CopiedTable): string => columns.map((column) => `"${column}"`).join(', ')

async function readFacts(client: pg.PoolClient) {
  const one = async <Row extends pg.QueryResultRow>(text: string) => (await client.query<Row>(text)).rows
  const kind = await one<{ value: 'demo' | 'real' }>(`select value from setting where key = 'kind'`)
  const head = await one<{ seq: string; head: string }>(
    `select seq::text, encode(chain_hash, 'hex') as head from audit_chain order by seq desc limit 1`,
  )
  const rows = await one<{ rows: string }>(
    `select coalesce(sum(greatest(reltuples, 0)), 0)::bigint::text as rows from pg_class
     where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  )
  return {
    kind: kind[0]?.value ?? null,
    auditHead: head[0] ? { sealed: head[0].seq, head: head[0].head } : null,
    estimate: Number(rows[0]?.rows ?? 0),
  }
}

/** What the queue still has to do; work that failed for good stays failed. */
async function readWaiting(client: pg.PoolClient): Promise<WaitingJob[]> {
  const { rows: queue } = await client.query(
    `select to_regclass('graphile_worker._private_jobs') is not null as has`,
  )
  if (!queue[0].has) return []
  const { rows } = await client.query<WaitingJob>(
    `select t.identifier as task, j.payload, j.max_attempts as "maxAttempts"
     from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where j.attempts < j.max_attempts or j.locked_at is not null order by j.id`,
  )
  return rows
}
