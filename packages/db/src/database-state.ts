import pg from 'pg'

/** What lies in a database before it is prepared. */
export interface DatabaseState {
  /** No schema of ours yet: the first start. */
  isNew: boolean
  /** No table of anyone. */
  isEmpty: boolean
}

/** Look into a database without changing it. */
export async function databaseState(url: string): Promise<DatabaseState> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rows } = await client.query<DatabaseState>(
      `select to_regclass('schema_version') is null as "isNew",
         not exists (select from pg_tables where schemaname not in ('pg_catalog', 'information_schema')) as "isEmpty"`,
    )
    return rows[0]!
  } finally {
    await client.end()
  }
}
