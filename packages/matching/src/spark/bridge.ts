import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { problemOf, type SparkFault } from './faults.ts'

/** Columns of an answer: name and Spark's type. */
export type BridgeColumns = readonly (readonly [name: string, type: string])[]

/** A session of Spark, asked one thing at a time. */
export interface Bridge {
  readonly version: string
  /** Into how many parts it puts what it shuffles, which is what its cores can do side by side. */
  readonly partitions: number
  readonly master: string
  rows<T extends object>(sql: string): Promise<T[]>
  /** Writes an answer as a folder of Parquet files; how many rows the executors say they wrote. */
  write(sql: string, path: string): Promise<{ columns: BridgeColumns; rows: number }>
  /** Names Parquet files as a table; without any it is empty. */
  table(name: string, columns: BridgeColumns, paths: readonly string[]): Promise<void>
  /** Columns of Parquet files. */
  columns(paths: readonly string[]): Promise<BridgeColumns>
  view(name: string, sql: string): Promise<void>
  /** Takes a table or view away where there is one. */
  drop(name: string): Promise<void>
  /** What the executors did so far. */
  spent(): Promise<Spent>
  close(): Promise<void>
}

/** Bytes written to shuffles, fetched from them and read from files; milliseconds of tasks. */
export interface Spent {
  readonly shuffled: bigint
  readonly fetched: bigint
  readonly read: bigint
  readonly busy: bigint
}

/** What starts a session. */
export interface BridgeOptions {
  readonly python: string
  readonly master: string
  readonly conf: Readonly<Record<string, string>>
  /** Its part of the shared folder, removed at its end and when whoever asks is killed. */
  readonly folder: string
}

interface Answer {
  readonly columns?: BridgeColumns
  readonly written?: number
  readonly rows?: readonly (readonly unknown[])[]
  readonly fault?: SparkFault
}

/** Settings without which both engines would not read the same SQL alike. */
const settings = {
  'spark.sql.ansi.enabled': 'true',
  'spark.sql.ansi.doubleQuotedIdentifiers': 'true',
  'spark.sql.session.timeZone': 'UTC',
  'spark.sql.caseSensitive': 'false',
  'spark.ui.enabled': 'false',
  'spark.ui.showConsoleProgress': 'false',
  // Nobody looks at the plans, and writing out one of ours is a page each time it changes.
  'spark.sql.ui.explainMode': 'simple',
  'spark.sql.maxPlanStringLength': '1000',
  // Our tables are small and what is done with a row of them is much: parts of a megabyte would leave cores idle.
  'spark.sql.adaptive.coalescePartitions.minPartitionSize': '64k',
  // Comparing a pair is one long method, and Java would interpret a method so long instead of compiling it.
  'spark.executor.defaultJavaOptions': '-XX:-DontCompileHugeMethods',
  'spark.driver.defaultJavaOptions': '-XX:-DontCompileHugeMethods',
} as const

/** Starts Python with a session on a cluster; whatever fails is a Problem that names the cluster. */
export async function openBridge({ python, master, conf, folder }: BridgeOptions): Promise<Bridge> {
  const child = spawn(python, ['-u', join(import.meta.dirname, 'bridge.py'), folder], {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const { said, send } = asker(child)
  const failed = (fault: SparkFault, isStart: boolean) =>
    problemOf(fault, { master, folder: dirname(folder), isStart, log: said() })
  const { fault, columns = [] } = await send({ master, conf: { ...settings, ...conf } })
  if (fault) throw failed(fault, true)
  const ask = async (question: object) => {
    const answer = await send(question)
    if (answer.fault) throw failed(answer.fault, false)
    return answer
  }
  const columnsOf = async (question: object) => (await ask(question)).columns ?? []
  return {
    version: columns[0]?.[1] ?? '',
    partitions: Number(columns[1]?.[1] ?? 1),
    master,
    rows: async <T extends object>(sql: string) => objects<T>(await ask({ op: 'rows', sql })),
    write: async (sql, path) => {
      const { columns = [], written = 0 } = await ask({ op: 'write', sql, path: onFiles(path) })
      return { columns, rows: written }
    },
    table: async (name, kept, paths) =>
      void (await ask({ op: 'table', name, columns: kept, paths: paths.map(onFiles) })),
    columns: (paths) => columnsOf({ op: 'columns', paths: paths.map(onFiles) }),
    view: async (name, sql) => void (await ask({ op: 'view', name, sql })),
    drop: async (name) => void (await ask({ op: 'drop', name })),
    spent: async () => objects<Spent>(await ask({ op: 'spent' }))[0]!,
    close: () => closeChild(child),
  }
}

/** Where a cluster is set up for HDFS, a path alone would be one of HDFS. */
const onFiles = (path: string) => `file://${path}`

/** Sends a question when the one before is answered. */
function asker(child: ChildProcessWithoutNullStreams) {
  const lines = createInterface({ input: child.stdout })
  const answers = lines[Symbol.asyncIterator]()
  const heard: string[] = []
  const said = () => heard.join('')
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    heard.push(text)
    if (heard.length > 50) heard.shift()
  })
  // Tells itself by the end of its answers.
  child.stdin.on('error', () => undefined)
  child.on('error', (error) => {
    heard.push(error.message)
    lines.close()
  })
  let last: Promise<Answer> = Promise.resolve({})
  const send = (question: object): Promise<Answer> => {
    last = last.then(async () => {
      child.stdin.write(`${JSON.stringify(question)}\n`)
      const { value, done } = await answers.next()
      return done ? { fault: pythonEnded(said()) } : JSON.parse(value)
    })
    return last
  }
  return { said, send }
}

/** Python could not be started or was killed: what it said last is all there is. */
function pythonEnded(log: string): SparkFault {
  const last = log.trim().split('\n').at(-1) ?? ''
  return { kind: 'PYTHON_ENDED', condition: null, text: last, cause: null }
}

function objects<T extends object>({ columns = [], rows = [] }: Answer): T[] {
  // The caller names the shape of its own query; nothing here can check it.
  return rows.map(
    (row) => Object.fromEntries(columns.map(([name, type], at) => [name, cellOf(row[at], type)])) as T,
  )
}

function cellOf(cell: unknown, type: string): unknown {
  if (typeof cell !== 'string') return cell
  if (type === 'bigint' || type.startsWith('decimal(38,0')) return BigInt(cell)
  return type === 'int' || type === 'smallint' || type === 'tinyint' ? Number(cell) : cell
}

async function closeChild(child: ChildProcessWithoutNullStreams): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.stdin.end()
  await ended
}
