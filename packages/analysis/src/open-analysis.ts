import { chmod, mkdir, rename, rm } from 'node:fs/promises'
import { availableParallelism, devNull, totalmem } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { problem } from '@zhucan/kernel'
import { appendAll, type Columns, type Rows } from './append.ts'
import { AnalysisError, translate } from './engine-errors.ts'
import { bound, execute, type Lane } from './execute.ts'
import { closeSpillFolder, openSpillFolder } from './spill-folder.ts'
import { sqlName, sqlText } from './sql-text.ts'
import { atTheSameTime, type Done, inTurn, type Piece } from './together.ts'
import { fromEngine, type Parameter } from './values.ts'

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
  /**
   * Does pieces of work at the same time, where the engine can: each with an engine of its own over the same tables, of which none
   * reads what another writes. When one fails the others are stopped, and its failure is thrown when they have ended. Within
   * a piece, further ones are done one after the other.
   */
  together<const T extends readonly Piece[]>(work: T): Promise<Done<T>>
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** Opens a private engine: no network, no extension from outside, files only in its own and the named folders. */
export async function openAnalysis(options: AnalysisOptions): Promise<Analysis> {
  const memoryLimit = checkedSize(options.memoryLimit ?? defaultMemoryLimit())
  const spill = openSpillFolder(resolve(options.dir))
  try {
    const instance = await openInstance(options, memoryLimit, spill)
    return wholeAnalysis({ instance, memoryLimit, spill }, await instance.connect())
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
    // All of them its own: nobody who waits for a statement joins in.
    external_threads: '0',
    // A full engine that moves tables out to make room for something large gives their memory back to the system first: kept for
    // later tables it would be taken twice.
    allocator_bulk_deallocation_flush_threshold: '16MB',
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
  // How a statement is planned, and nothing else, may still be chosen: some know better than the engine what to build on.
  await connection.run("set allowed_configs = ['disabled_optimizers']")
  await connection.run('set lock_configuration = true')
}

/** What all connections of an engine share. */
interface Session {
  readonly instance: DuckDBInstance
  readonly memoryLimit: string
  readonly spill: string
}

function wholeAnalysis(session: Session, connection: DuckDBConnection): Analysis {
  const { instance, spill } = session
  const close = async () => {
    connection.closeSync()
    instance.closeSync()
    closeSpillFolder(spill)
  }
  return {
    ...laneOf(session, { connection, isStopped: () => false }),
    together: (work) => atTheSameTime(work, (isStopped) => openLane(session, isStopped)),
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** An engine for one piece of work beside others. */
async function openLane(session: Session, isStopped: () => boolean): Promise<Analysis> {
  const connection = await session.instance.connect()
  const close = async () => connection.closeSync()
  const lane: Analysis = {
    ...laneOf(session, { connection, isStopped }),
    together: (work) => inTurn(lane, work),
    close,
    [Symbol.asyncDispose]: close,
  }
  return lane
}

type Statements = Omit<Analysis, 'together' | 'close' | typeof Symbol.asyncDispose>

function laneOf({ instance, memoryLimit, spill }: Session, lane: Lane): Statements {
  const guarded = <T>(work: () => Promise<T>) => guard(work, memoryLimit)
  return {
    folder: spill,
    run: (sql, params) => guarded(() => runSql(lane, sql, params)),
    rows: (sql, params) => guarded(() => readRows(lane, sql, params)),
    stream: (sql, params) => streamRows(instance, sql, params, { lane, memoryLimit }),
    appendRows: (table, columns, rows) =>
      guarded(() => withConnection(instance, (connection) => appendAll(connection, table, columns, rows))),
    copyToParquet: (query, path) => guarded(() => writeParquet(lane, query, resolve(path))),
    loadParquet: (table, path) =>
      guarded(() =>
        runSql(
          lane,
          `create or replace table ${sqlName(table)} as from read_parquet(${sqlText(resolve(path))})`,
        ),
      ),
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

async function runSql(lane: Lane, sql: string, params?: readonly Parameter[]): Promise<number> {
  const result = await execute(lane, sql, params)
  const changed = await result.getRows()
  // `create table … as` answers with one row that holds the count; its rowsChanged stays 0.
  const only = changed[0]?.[0]
  return result.rowsChanged || (typeof only === 'bigint' ? Number(only) : 0)
}

async function readRows<T extends object>(
  lane: Lane,
  sql: string,
  params?: readonly Parameter[],
): Promise<T[]> {
  const result = await execute(lane, sql, params)
  return toObjects<T>(result.deduplicatedColumnNames(), await result.getRows())
}

// A pending stream dies when its connection runs anything else, so each has its own.
async function* streamRows<T extends object>(
  instance: DuckDBInstance,
  sql: string,
  params: readonly Parameter[] | undefined,
  { lane, memoryLimit }: { readonly lane: Lane; readonly memoryLimit: string },
): AsyncGenerator<T[]> {
  const connection = await instance.connect()
  try {
    const result = await connection.stream(sql, ...(params?.length ? bound(params) : []))
    const names = result.deduplicatedColumnNames()
    for await (const rows of result.yieldRows()) {
      if (lane.isStopped()) throw new AnalysisError('stopped: work beside it failed')
      yield toObjects<T>(names, rows)
    }
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

async function writeParquet(lane: Lane, query: string, path: string): Promise<number> {
  const part = `${path}.part`
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  try {
    const count = await runSql(lane, `copy (${query}) to ${sqlText(part)} (format parquet, compression zstd)`)
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
