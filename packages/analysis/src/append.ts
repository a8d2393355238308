import { type DuckDBConnection, DuckDBDataChunk, type DuckDBValue } from '@duckdb/node-api'
import { sqlName } from './sql-text.ts'
import { type AppendValue, type ColumnType, columnTypes, toEngine } from './values.ts'

const CHUNK_ROWS = 2048

/** Columns of a table in the order in which rows carry their cells. */
export type Columns = Readonly<Record<string, ColumnType>>

/** Makes the table when it is missing and appends rows column by column; all or nothing. Returns the number of rows. */
export async function appendAll(
  connection: DuckDBConnection,
  table: string,
  columns: Columns,
  rows: AsyncIterable<readonly AppendValue[]> | Iterable<readonly AppendValue[]>,
): Promise<number> {
  await connection.run(createTable(table, columns))
  await connection.run('begin')
  try {
    const count = await appendChunks(connection, table, Object.values(columns), rows)
    await connection.run('commit')
    return count
  } catch (error) {
    await connection.run('rollback')
    throw error
  }
}

function createTable(table: string, columns: Columns): string {
  const list = Object.entries(columns).map(([name, type]) => `${sqlName(name)} ${type}`)
  return `create table if not exists ${sqlName(table)} (${list.join(', ')})`
}

async function appendChunks(
  connection: DuckDBConnection,
  table: string,
  types: readonly ColumnType[],
  rows: AsyncIterable<readonly AppendValue[]> | Iterable<readonly AppendValue[]>,
): Promise<number> {
  const [name = '', schema] = table.split('.').reverse()
  const appender = await connection.createAppender(name, schema)
  let buffer = emptyBuffer(types)
  let count = 0
  for await (const row of rows) {
    pushRow(buffer, row, types)
    count += 1
    if (count % CHUNK_ROWS > 0) continue
    appender.appendDataChunk(toChunk(buffer, types))
    buffer = emptyBuffer(types)
  }
  if (count % CHUNK_ROWS > 0) appender.appendDataChunk(toChunk(buffer, types))
  appender.closeSync()
  return count
}

function emptyBuffer(types: readonly ColumnType[]): DuckDBValue[][] {
  return types.map(() => [])
}

function pushRow(buffer: DuckDBValue[][], row: readonly AppendValue[], types: readonly ColumnType[]): void {
  if (row.length !== types.length)
    throw new TypeError(`a row of ${row.length} cells for ${types.length} columns`)
  for (const [index, type] of types.entries()) buffer[index]!.push(toEngine(row[index]!, type))
}

function toChunk(buffer: DuckDBValue[][], types: readonly ColumnType[]): DuckDBDataChunk {
  const chunk = DuckDBDataChunk.create(
    types.map((type) => columnTypes[type]),
    buffer[0]?.length ?? 0,
  )
  try {
    chunk.setColumns(buffer)
  } catch (error) {
    // The engine's wording repeats the cell; the caller learns the kind of mistake only.
    throw new TypeError(
      String((error as Error).message).replace(/^Cannot convert .* to/, 'Cannot convert a cell to'),
    )
  }
  return chunk
}
