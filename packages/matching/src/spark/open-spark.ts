import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { type Analysis, type Columns, inTurn, openAnalysis, type Rows, sqlText } from '@zhucan/analysis'
import { problem } from '@zhucan/kernel'
import type { Engine } from '../linkage/dialect.ts'
import { type Bridge, type BridgeColumns, openBridge, type Spent } from './bridge.ts'
import { spark } from './dialect.ts'
import { readStatements, type Statement, sparkType, spreadCrossJoin } from './statements.ts'

/** Where a cluster is, and a folder that this machine and all its workers see under one path. */
export interface SparkOptions {
  /** e.g. spark://master:7077, yarn, local[2]. */
  readonly master: string
  readonly folder: string
  /** A Python that has pyspark. */
  readonly python: string
  /** Further settings of Spark, e.g. spark.executor.memory. */
  readonly conf?: Readonly<Record<string, string>>
  /** Memory for what is read and written here, e.g. '1GB'. */
  readonly memoryLimit?: string
}

/** A session on a cluster. */
export interface SparkEngine extends Engine {
  /** Its part of the shared folder; gone at `close`. */
  readonly folder: string
  /** What the executors did so far. */
  spent(): Promise<Spent>
}

/** A table of the session: Parquet parts in the shared folder. */
interface Table {
  readonly columns: BridgeColumns
  readonly parts: readonly string[]
  /** Parts that belong to somebody else and are left when the table goes. */
  readonly isForeign: boolean
}

interface Session {
  readonly bridge: Bridge
  /** Reads and writes Parquet on this machine. */
  readonly local: Analysis
  readonly dir: string
  readonly tables: Map<string, Table>
}

/**
 * Opens a session on a cluster. Each table a linkage makes is written to the shared folder as Parquet before anything reads
 * it, so that nothing is worked out twice or comes out otherwise the second time; `close` removes them all.
 */
export async function openSpark(options: SparkOptions): Promise<SparkEngine> {
  const folder = resolve(options.folder)
  removeLeftovers(folder)
  const dir = join(folder, `zhucan-${hostname()}-${process.pid}-${randomUUID()}`)
  makeFolder(dir, folder)
  const remove = () => rmSync(dir, { recursive: true, force: true, maxRetries: 3 })
  const memory = options.memoryLimit === undefined ? {} : { memoryLimit: options.memoryLimit }
  try {
    const local = await openAnalysis({
      dir: join(dir, 'local'),
      folders: [folder],
      ...memory,
    })
    const { python, master, conf = {} } = options
    const bridge = await openBridge({ python, master, conf, folder: dir })
    return makeEngine({ bridge, local, dir, tables: new Map() }, remove)
  } catch (error) {
    remove()
    throw error
  }
}

function makeFolder(dir: string, shared: string): void {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
  } catch {
    throw problem('file.not-writable', { path: shared })
  }
}

const leftover = /^zhucan-(?<host>.+)-(?<pid>\d+)-[0-9a-f-]{36}$/

/** Takes away what killed runs of this machine left; what another machine left is not for us to judge. */
function removeLeftovers(folder: string): void {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const owner = leftover.exec(name)?.groups
    if (owner?.host === hostname() && !isRunning(Number(owner.pid)))
      rmSync(join(folder, name), { recursive: true, force: true })
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function makeEngine(session: Session, remove: () => void): SparkEngine {
  const { bridge, local } = session
  const close = async () => {
    await bridge.close()
    await local.close()
    remove()
  }
  const engine: SparkEngine = {
    dialect: spark,
    folder: session.dir,
    spent: () => bridge.spent(),
    run: async (sql, params) => {
      refuse(params)
      let changed = 0
      for (const statement of readStatements(sql)) changed = await runStatement(session, statement)
      return changed
    },
    rows: (sql, params) => {
      refuse(params)
      return bridge.rows(spreadCrossJoin(sql, bridge.partitions))
    },
    stream: (sql, params) => {
      refuse(params)
      return streamRows(session, sql)
    },
    appendRows: (table, columns, rows) => appendRows(session, table, columns, rows),
    copyToParquet: async (query, path) => {
      const part = await writePart(session, query)
      try {
        return await local.copyToParquet(`select * from ${parquet([part.path])}`, path)
      } finally {
        removeParts([part.path])
      }
    },
    loadParquet: async (table, path) => {
      const columns = await bridge.columns([resolve(path)])
      await keep(session, table, { columns, parts: [resolve(path)], isForeign: true })
      return countRows(session, [resolve(path)])
    },
    // One session, which does one thing after the other.
    together: (work) => inTurn(engine, work),
    close,
    [Symbol.asyncDispose]: close,
  }
  return engine
}

function refuse(params: readonly unknown[] | undefined): void {
  if (params !== undefined && params.length > 0) throw new TypeError('this engine takes no parameters')
}

async function runStatement(session: Session, statement: Statement): Promise<number> {
  const { name } = statement
  if (statement.kind === 'make') return makeTable(session, name, statement.query)
  if (statement.kind === 'insert') return insertInto(session, name, statement.query)
  if (statement.kind === 'delete')
    return makeTable(session, name, `select * from ${name} where not coalesce(${statement.condition}, false)`)
  if (statement.kind === 'declare') {
    await keep(session, name, { columns: statement.columns, parts: [], isForeign: false })
    return 0
  }
  await keep(session, name, null)
  if (statement.kind === 'view') await session.bridge.view(name, statement.query)
  return 0
}

async function makeTable(session: Session, name: string, query: string): Promise<number> {
  const { path, columns, rows } = await writePart(session, query)
  await keep(session, name, { columns, parts: [path], isForeign: false })
  return rows
}

/** Adds what a query answers, column by column in their order. */
async function insertInto(session: Session, name: string, query: string): Promise<number> {
  const table = session.tables.get(name)
  if (table === undefined) throw new TypeError(`there is no table ${name}`)
  const cells = table.columns.map(([column, type]) => `cast(${column} as ${type}) as ${column}`)
  const titles = table.columns.map(([column]) => column)
  const { path, rows } = await writePart(
    session,
    `select ${cells.join(', ')} from (${query}) as added(${titles.join(', ')})`,
  )
  await show(session, name, { ...table, parts: [...table.parts, path] })
  return rows
}

async function appendRows(session: Session, name: string, columns: Columns, rows: Rows): Promise<number> {
  const { local, dir, tables } = session
  const path = join(dir, `${name}-${randomUUID()}.parquet`)
  await local.run(`drop table if exists appended`)
  const count = await local.appendRows('appended', columns, rows)
  await local.copyToParquet('select * from appended', path)
  await local.run('drop table appended')
  const known = Object.entries(columns).map(([column, type]) => [column, sparkType(type)] as const)
  const before = tables.get(name) ?? { columns: known, parts: [], isForeign: false }
  await show(session, name, { ...before, parts: [...before.parts, path] })
  return count
}

async function* streamRows<T extends object>(session: Session, sql: string): AsyncGenerator<T[]> {
  const { path } = await writePart(session, sql)
  try {
    yield* session.local.stream<T>(`select * from ${parquet([path])}`)
  } finally {
    removeParts([path])
  }
}

/** A worker that has another folder under the same path writes where nobody else looks, and nothing fails: so rows are counted. */
async function writePart(session: Session, query: string) {
  const { bridge, dir } = session
  const path = join(dir, randomUUID())
  const { columns, rows } = await bridge.write(query, path)
  const isThere = existsSync(path) && readdirSync(path).some((name) => name.endsWith('.parquet'))
  const found = isThere ? await countRows(session, [path]) : 0
  if (found === rows) return { path, columns, rows }
  const lost = { folder: dirname(dir), found, rows }
  throw problem('match.engine-folder-not-shared', { engine: 'spark', place: bridge.master, ...lost })
}

/** Row counts stand at the end of each file; the cluster is not asked. */
async function countRows({ local }: Session, parts: readonly string[]): Promise<number> {
  const [row] = await local.rows<{ n: bigint }>(`select count(*) as n from ${parquet(parts)}`)
  return Number(row!.n)
}

function parquet(parts: readonly string[]): string {
  const globs = parts.map((part) => sqlText(part.endsWith('.parquet') ? part : `${part}/*.parquet`))
  return `read_parquet([${globs.join(', ')}])`
}

/** Puts a table in the place of what had its name; null only takes that away. */
async function keep(session: Session, name: string, table: Table | null): Promise<void> {
  const before = session.tables.get(name)
  if (table === null) {
    session.tables.delete(name)
    await session.bridge.drop(name)
  } else await show(session, name, table)
  if (before !== undefined && !before.isForeign) removeParts(before.parts)
}

async function show(session: Session, name: string, table: Table): Promise<void> {
  session.tables.set(name, table)
  await session.bridge.table(name, table.columns, table.parts)
}

function removeParts(parts: readonly string[]): void {
  for (const part of parts) rmSync(part, { recursive: true, force: true })
}
