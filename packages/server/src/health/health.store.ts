import type { Database } from '@zhucan/db'
import { type Kysely, sql } from 'kysely'

/** What the database knows of its own state; no personal data. */
export interface DatabaseReadings {
  bytes: number
  connections: number
  mostConnections: number
  /** Statements that have run for longer than five seconds now. */
  slow: number
  waiting: number
  /** Seconds since the oldest waiting piece of work could have begun. */
  oldestWaiting: number
  failed: number
  unsealed: number
  /** When the oldest entry was written that is not sealed yet. */
  oldestUnsealed: Date | null
  schema: string
}

/** Reads it in one go; the answer is small and quick, whatever the size of the database. */
export async function readDatabase(db: Kysely<Database>): Promise<DatabaseReadings> {
  const { rows } = await sql<Record<string, string | Date | null>>`
    select pg_database_size(current_database())::text as bytes,
      (select count(*) from pg_stat_activity where datname = current_database())::text as connections,
      current_setting('max_connections') as most_connections,
      (select count(*) from pg_stat_activity where datname = current_database() and state = 'active'
        and pid <> pg_backend_pid() and now() - query_start > interval '5 seconds')::text as slow,
      q.waiting::text, coalesce(extract(epoch from now() - q.oldest), 0)::bigint::text as oldest_waiting, q.failed::text,
      a.unsealed::text, a.oldest_unsealed,
      (select name from schema_version order by name desc limit 1) as schema
    from (select count(*) filter (where locked_at is null and attempts < max_attempts and run_at <= now()) as waiting,
        min(run_at) filter (where locked_at is null and attempts < max_attempts and run_at <= now()) as oldest,
        count(*) filter (where attempts >= max_attempts) as failed from graphile_worker.jobs) q,
      (select entries as unsealed, oldest as oldest_unsealed from audit_tail(
        coalesce((select max(sealed_at) from audit_chain), '-infinity') - interval '1 day')) a`.execute(db)
  const row = rows[0]!
  const number = (name: string) => Number(row[name] ?? 0)
  return {
    bytes: number('bytes'),
    connections: number('connections'),
    mostConnections: number('mostConnections'),
    slow: number('slow'),
    waiting: number('waiting'),
    oldestWaiting: number('oldestWaiting'),
    failed: number('failed'),
    unsealed: number('unsealed'),
    oldestUnsealed: row.oldestUnsealed instanceof Date ? row.oldestUnsealed : null,
    schema: String(row.schema),
  }
}
