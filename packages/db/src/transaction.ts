import type { Kysely } from 'kysely'
import type pg from 'pg'
import { kyselyOnClient } from './connection.ts'
import type { Database } from './schema.ts'

/** Who acts and where; row security reads it. Each name becomes the setting `app.<snake_case name>`. */
export interface TransactionSettings {
  /** Code ranges as a multirange, e.g. '{[990101000000,990102000000)}'; nothing is seen without it. */
  reach?: string
  userId?: string
  role?: string
  /** The hash of the one-time link that somebody shows who is nobody yet, in hexadecimal. */
  link?: string
}

const settingNames = {
  reach: 'app.reach',
  userId: 'app.user_id',
  role: 'app.role',
  link: 'app.link',
} as const

/**
 * Run work in one transaction with its settings, which end with it. `db` and `client` share the
 * transaction: typed queries through the one, COPY through the other. An error rolls all back.
 */
export async function withTransaction<Result>(
  pool: pg.Pool,
  settings: TransactionSettings,
  work: (db: Kysely<Database>, client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  try {
    await client.query(beginWith(client, settings))
    const result = await work(kyselyOnClient(client), client)
    await client.query('commit')
    client.release()
    return result
  } catch (error) {
    await rollBack(client)
    throw error
  }
}

/** One trip to the server; the values are escaped because this form takes no parameters. */
function beginWith(client: pg.PoolClient, settings: TransactionSettings): string {
  const calls = Object.entries(settingNames)
    .map(([key, name]) => [name, settings[key as keyof TransactionSettings]] as const)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `set_config('${name}', ${client.escapeLiteral(value as string)}, true)`)
  return calls.length === 0 ? 'begin' : `begin; select ${calls.join(', ')}`
}

/** A connection that cannot even roll back is thrown away, never given to the next user. */
async function rollBack(client: pg.PoolClient): Promise<void> {
  try {
    await client.query('rollback')
    client.release()
  } catch {
    client.release(true)
  }
}
