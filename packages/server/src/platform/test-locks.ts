import { setTimeout as pause } from 'node:timers/promises'
import type { ClientBase, Pool } from 'pg'

const question = `select count(distinct l.pid)::int as n from pg_locks l join pg_stat_activity a using (pid)
  where not l.granted and a.datname = current_database()`

/** Waits until so many connections wait for a lock in this database. */
export async function hasWaiting(owner: Pool | ClientBase, count: number): Promise<void> {
  while ((await countWaiting(owner)) < count) await pause(20)
}

async function countWaiting(owner: Pool | ClientBase): Promise<number> {
  // Within a transaction the list of connections is the one first read: who comes later is not in it.
  await owner.query('select pg_stat_clear_snapshot()')
  return (await owner.query<{ n: number }>(question)).rows[0]!.n
}

/** A table nobody can write to until it is let go. */
export interface HeldTable {
  /** Waits until so many wait. */
  hasWaiting(count: number): Promise<void>
  release(): Promise<void>
}

/** Holds a table, so that a test sees what happens side by side without hoping for the right moment. */
export async function holdTable(
  owner: Pool,
  table: string,
  mode: 'share' | 'access exclusive' = 'share',
): Promise<HeldTable> {
  const client = await owner.connect()
  await client.query(`begin; lock table ${table} in ${mode} mode`)
  return {
    hasWaiting: (count) => hasWaiting(client, count),
    async release() {
      await client.query('rollback')
      client.release()
    },
  }
}
