import type { Pool, PoolClient, QueryResult } from 'pg'

/** Where a connection is to end: before the so-manieth statement after one that matches. */
export interface KillPlan {
  after: RegExp
  statement: number
  /** Makes what was done so far stay, as a program would that forgot its transaction: the twin that must be found out. */
  isTorn: boolean
}

/**
 * The same pool, but one connection is ended by the database in the midst of its work, as when the machine goes off.
 * `wasKilled` tells whether the work came that far.
 */
export function killedPool(pool: Pool, plan: KillPlan): { pool: Pool; wasKilled(): boolean } {
  let left = -1
  let isDone = false
  async function strike(run: (text: string) => Promise<QueryResult<{ pid: number }>>): Promise<void> {
    isDone = true
    if (plan.isTorn) await run('commit')
    const { rows } = await run('select pg_backend_pid() as pid')
    await pool.query('select pg_terminate_backend($1)', [rows[0]!.pid])
  }
  async function connect(): Promise<PoolClient> {
    const client = await pool.connect()
    const query = client.query
    const release = client.release
    client.query = async function (this: PoolClient, ...args: unknown[]) {
      const text = typeof args[0] === 'string' ? args[0] : String((args[0] as { text?: string })?.text)
      if (!isDone && left === 0) await strike(query.bind(client))
      if (left > 0) left--
      if (left < 0 && plan.after.test(text)) left = plan.statement
      return query.apply(client, args as never)
    } as PoolClient['query']
    client.release = (problem) => {
      client.query = query
      client.release = release
      release.call(client, problem)
    }
    return client
  }
  return { pool: Object.assign(Object.create(pool) as Pool, { connect }), wasKilled: () => isDone }
}
