import { chmod, mkdir, rename, rm } from 'node:fs/promises'
import { availableParallelism, devNull, totalmem } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { problem } from '@zhucan/kernel'
import { appendAll, type Columns, type Rows } from './append.ts'
import { translate } from './engine-errors.ts'
import { closeSpillFolder, openSpillFolder } from './spill-folder.ts'
import { sqlName, sqlText } from './sql-text.ts'
import { fromEngine, type Parameter, parameterType, parameterValue } from './values.ts'

/** How to open the engine. `dir` holds nothing but private run folders; `folders` are the only other places it may read or write. */
export interface AnalysisOptions {
  readonly dir: string
  /** e.g. '2GB'; default two fifths of the machine's (or container's) memory, because PostgreSQL lives beside it. */
  readonly memoryLimit?: string
  readonly threads?: number
  readonly folders?: readonly string[]
  /** Most that may spill to disk, e.g. '20GB'; default nine tenths of what is free. */
  readonly maxSpill?: string
}

/** One private, in-memory engine. Ordinary tables live until `close`; temporary ones belong to one call only. */
export interface Analysis {
  /** Private folder of this run, where the engine may read and write; gone at `close`, after a kill at the next opening. */
  readonly folder: string
  /** Runs statements (several allowed without params) and returns the rows changed by the last one. */
  run(sql: string, params?: readonly Parameter[]): Promise<number>
  /** All rows of a small answer; BIGINT comes as bigint, days as 'YYYY-MM-DD'. */
  rows<T extends object>(sql: string, params?: readonly Parameter[]): Promise<T[]>
  /** A large answer in batches of about 2,048 rows, never whole in memory. */
  stream<T extends object>(sql: string, params?: readonly Parameter[]): AsyncGenerator<T[]>
  /** Appends rows (cells in the order of `columns`), making the table when missing; all or nothing. */
  appendRows(table: string, columns: Columns, rows: Rows): Promise<number>
  /** Writes a query's answer as a Parquet file (0600), whole or not at all; returns the number of rows. */
  copyToParquet(query: string, path: string): Promise<number>
  /** Makes `table` from Parquet files (a path or glob inside `folders`). */
  loadParquet(table: string, path: string): Promise<number>
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** Opens a private engine: no network, no extension from outside, files only in its own and the named folders. */
export async function openAnalysis(options: AnalysisOptions): Promise<Analysis> {
  const memoryLimit = checkedSize(options.memoryLimit ?? defaultMemoryLimit())
  const spill = openSpillFolder(resolve(options.dir))
  try {
    const instance = await openInstance(options, memoryLimit, spill)
    return makeAnalysis(instance, await instance.connect(), memoryLimit, spill)
  } catch (error) {
    closeSpillFolder(spill)
    throw translate(error, memoryLimit)
  }
}

async function openInstance(
  options: AnalysisOptions,
  memoryLimit: string,
  spill: string,
): Promise<DuckDBInstance> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: memoryLimit,
    threads: String(options.threads ?? availableParallelism()),
    temp_directory: spill,
    // A place that cannot exist: in a folder it may write to, INSTALL would go to the network.
    extension_directory: join(devNull, 'none'),
    preserve_insertion_order: 'false',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    allow_persistent_secrets: 'false',
  })
  const connection = await instance.connect()
  // Given at creation this setting is shown but not obeyed (1.5.6); set afterwards it is.
  if (options.maxSpill !== undefined)
    await connection.run(`set max_temp_directory_size = ${sqlText(checkedSize(options.maxSpill))}`)
  await closeDoors(connection, [spill, ...(options.folders ?? [])])
  connection.closeSync()
  return instance
}

// Once external access is off, the network is off with it; the lock keeps SQL from opening either again.
async function closeDoors(connection: DuckDBConnection, folders: readonly string[]): Promise<void> {
  const list = folders.map((folder) => sqlText(resolve(folder))).join(', ')
  await connection.run(`set allowed_directories = [${list}]`)
  await connection.run('set enable_external_access = false')
  await connection.run('set lock_configuration = true')
}

function makeAnalysis(
  instance: DuckDBInstance,
  main: DuckDBConnection,
  memoryLimit: string,
  spill: string,
): Analysis {
  const guarded = <T>(work: () => Promise<T>) => guard(work, memoryLimit)
  const close = async () => {
    main.closeSync()
    instance.closeSync()
    closeSpillFolder(spill)
  }
  return {
    folder: spill,
    run: (sql, params) => guarded(() => runSql(main, sql, params)),
    rows: (sql, params) => guarded(() => readRows(main, sql, params)),
    stream: (sql, params) => streamRows(instance, sql, params, memoryLimit),
    appendRows: (table, columns, rows) =>
      guarded(() => withConnection(instance, (connection) => appendAll(connection, table, columns, rows))),
    copyToParquet: (query, path) => guarded(() => writeParquet(main, query, resolve(path))),
    loadParquet: (table, path) =>
      guarded(() =>
        runSql(
          main,
          `create or replace table ${sqlName(table)} as from read_parquet(${sqlText(resolve(path))})`,
        ),
      ),
    close,
    [Symbol.asyncDispose]: close,
  }
}

async function guard<T>(work: () => Promise<T>, memoryLimit: string): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw translate(error, memoryLimit)
  }
}

async function withConnection<T>(
  instance: DuckDBInstance,
  work: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const connection = await instance.connect()
  try {
    return await work(connection)
  } finally {
    connection.closeSync()
  }
}

async function runSql(
  connection: DuckDBConnection,
  sql: string,
  params?: readonly Parameter[],
): Promise<number> {
  const result = await connection.run(sql, ...bound(params))
  const changed = await result.getRows()
  // `create table … as` answers with one row that holds the count; its rowsChanged stays 0.
  const only = changed[0]?.[0]
  return result.rowsChanged || (typeof only === 'bigint' ? Number(only) : 0)
}

async function readRows<T extends object>(
  connection: DuckDBConnection,
  sql: string,
  params?: readonly Parameter[],
): Promise<T[]> {
  const reader = await connection.runAndReadAll(sql, ...bound(params))
  return toObjects<T>(reader.deduplicatedColumnNames(), reader.getRows())
}

// A pending stream dies when its connection runs anything else, so each has its own.
async function* streamRows<T extends object>(
  instance: DuckDBInstance,
  sql: string,
  params: readonly Parameter[] | undefined,
  memoryLimit: string,
): AsyncGenerator<T[]> {
  const connection = await instance.connect()
  try {
    const result = await connection.stream(sql, ...bound(params))
    const names = result.deduplicatedColumnNames()
    for await (const rows of result.yieldRows()) yield toObjects<T>(names, rows)
  } catch (error) {
    throw translate(error, memoryLimit)
  } finally {
    connection.closeSync()
  }
}

function toObjects<T extends object>(
  names: readonly string[],
  rows: readonly (readonly Parameters<typeof fromEngine>[0][])[],
): T[] {
  // The caller names the shape of its own query; nothing here can check it.
  return rows.map(
    (row) => Object.fromEntries(names.map((name, index) => [name, fromEngine(row[index]!)])) as T,
  )
}

function bound(params: readonly Parameter[] | undefined) {
  if (!params || params.length === 0) return [] as const
  const types = params.map(parameterType)
  return [params.map(parameterValue), types] as unknown as [ReturnType<typeof parameterValue>[]]
}

async function writeParquet(connection: DuckDBConnection, query: string, path: string): Promise<number> {
  const part = `${path}.part`
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  try {
    const count = await runSql(
      connection,
      `copy (${query}) to ${sqlText(part)} (format parquet, compression zstd)`,
    )
    await chmod(part, 0o600)
    await rename(part, path)
    return count
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

function checkedSize(size: string): string {
  if (!/^\d+(\.\d+)?\s?[KMGT]i?B$/i.test(size)) throw problem('analysis.size-unreadable', { value: size })
  return size
}

function defaultMemoryLimit(): string {
  const constrained = process.constrainedMemory() || Number.POSITIVE_INFINITY
  const bytes = Math.min(totalmem(), constrained) * 0.4
  return `${Math.max(512, Math.floor(bytes / 1024 / 1024))}MiB`
}
