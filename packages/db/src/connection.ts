import { CamelCasePlugin, Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely'
import pg from 'pg'
import type { Database } from './schema.ts'

/** How a pool is to behave. */
export interface PoolOptions {
  /** Most connections at once; 10 if not given. */
  max?: number
  /** `number` only for libraries that calculate with int8 (better-auth); our own code takes bigint. */
  int8?: 'bigint' | 'number'
  /** Told about connections lost while idle; a pool without a listener ends the process. */
  onError?: (error: Error) => void
}

const { builtins } = pg.types
const int8Array = 1016
const dateArray = 1182
const readTexts = pg.types.getTypeParser(1009 as number)

/**
 * Connections to the database. int8 arrives as bigint and a date as 'YYYY-MM-DD', because a number loses
 * digits and a Date loses the day in another time zone; timestamptz stays a Date.
 */
export function createPool(url: string, options: PoolOptions = {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    // One connection is a session: what was set in it has to stay however long it rests.
    ...(options.max === 1 && { idleTimeoutMillis: 0 }),
    connectionTimeoutMillis: 30_000,
    types: { getTypeParser: typeReader(options.int8 === 'number' ? Number : BigInt) },
  })
  pool.on('error', options.onError ?? (() => undefined))
  // Lost while lent out: the borrower's next query fails, so here it only must not end the process.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

function typeReader(readInt8: (text: string) => number | bigint) {
  return ((oid: number, format?: 'text' | 'binary') => {
    if (format === 'binary') return pg.types.getTypeParser(oid, 'binary')
    if (oid === builtins.INT8) return readInt8
    if (oid === builtins.DATE) return (text: string) => text
    if (oid === dateArray) return readTexts
    if (oid === int8Array)
      return (text: string) =>
        readTexts(text).map((one: string | null) => (one === null ? null : readInt8(one)))
    return pg.types.getTypeParser(oid, 'text')
  }) as typeof pg.types.getTypeParser
}

/** Typed queries on a pool; columns are snake_case in the database and camelCase here, keys inside JSON stay. */
export function createKysely(pool: pg.Pool): Kysely<Database> {
  return kyselyOn(pool)
}

/** Typed queries on one connection, so that they share its transaction with COPY and plain SQL. */
export function kyselyOnClient(client: pg.PoolClient): Kysely<Database> {
  const borrowed: PostgresPoolClient = { query: client.query.bind(client), release: () => undefined }
  return kyselyOn({ connect: async () => borrowed, end: async () => undefined, options: {} })
}

// One for all: it remembers the names it has turned.
const camelCase = new CamelCasePlugin({ maintainNestedObjectKeys: true })

function kyselyOn(pool: PostgresPool): Kysely<Database> {
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }), plugins: [camelCase] })
}
