import { setImmediate as turn } from 'node:timers/promises'
import { type DuckDBConnection, DuckDBDataChunk, type DuckDBValue } from '@duckdb/node-api'
import { sqlName } from './sql-text.ts'
import { type AppendValue, type ColumnType, columnTypes, toEngine } from './values.ts'

const CHUNK_ROWS = 2048

/** Columns of a table in the order in which rows carry their cells. */
export type Columns = Readonly<Record<string, ColumnType>>

/** Rows to append, each with its cells in the order of the columns. */
export type Rows = AsyncIterable<readonly AppendValue[]> | Iterable<readonly AppendValue[]>

/** Makes the table when it is missing and appends rows column by column; all or nothing. Returns the number of rows. */
export async function appendAll(
  connection: DuckDBConnection,
  table: string,
  columns: Columns,
  rows: Rows,
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
  rows: Rows,
): Promise<number> {
  const [name = '', schema] = table.split('.').reverse()
  const appender = await connection.createAppender(name, schema)
  const buffer = rowBuffer(types, (chunk) => appender.appendDataChunk(chunk))
  // Awaiting each row of an array would cost more than appending it; after each chunk others have their turn.
  if (Symbol.iterator in rows) {
    for (const row of rows) if (buffer.push(row)) await turn()
  } else for await (const row of rows) buffer.push(row)
  const count = buffer.end()
  appender.closeSync()
  return count
}

/** Gathers rows column by column and hands them on in the engine's own chunks. */
function rowBuffer(types: readonly ColumnType[], send: (chunk: DuckDBDataChunk) => void) {
  let columns = emptyColumns(types)
  let count = 0
  const flush = () => {
    if (columns[0]?.length) send(toChunk(columns, types))
    columns = emptyColumns(types)
  }
  return {
    /** Whether a chunk was sent with it. */
    push(row: readonly AppendValue[]): boolean {
      pushRow(columns, row, types)
      count += 1
      const isFull = count % CHUNK_ROWS === 0
      if (isFull) flush()
      return isFull
    },
    end(): number {
      flush()
      return count
    },
  }
}

function emptyColumns(types: readonly ColumnType[]): DuckDBValue[][] {
  return types.map(() => [])
}

function pushRow(buffer: DuckDBValue[][], row: readonly AppendValue[], types: readonly ColumnType[]): void {
  if (row.length !== types.length)
    throw new TypeError(`a row of ${row.length} cells for ${types.length} columns`)
  for (let i = 0; i < types.length; i++) buffer[i]!.push(toEngine(row[i]!, types[i]!))
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
