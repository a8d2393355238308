import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { withoutValues } from '@zhucan/analysis'
import { problem } from '@zhucan/kernel'

/** Columns of an answer: name and Spark's type. */
export type BridgeColumns = readonly (readonly [name: string, type: string])[]

/** A session of Spark, asked one thing at a time. */
export interface Bridge {
  readonly version: string
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
  readonly fault?: Fault
}

interface Fault {
  readonly condition: string
  readonly message: string
}

/** Settings without which both engines would not read the same SQL alike. */
const settings = {
  'spark.sql.ansi.enabled': 'true',
  'spark.sql.ansi.doubleQuotedIdentifiers': 'true',
  'spark.sql.session.timeZone': 'UTC',
  'spark.sql.caseSensitive': 'false',
  'spark.ui.enabled': 'false',
  'spark.ui.showConsoleProgress': 'false',
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
  const place = { engine: 'spark', place: master }
  const { fault, columns = [] } = await send({ master, conf: { ...settings, ...conf } })
  if (fault)
    throw problem('match.engine-not-available', { ...place, reason: reasonIn(said()) ?? wordsOf(fault) })
  const ask = async (question: object) => {
    const answer = await send(question)
    if (!answer.fault) return answer
    if (answer.fault.condition === 'NO_SPACE') throw problem('match.engine-no-space', place)
    throw problem('match.engine-failed', { ...place, reason: wordsOf(answer.fault) })
  }
  const columnsOf = async (question: object) => (await ask(question)).columns ?? []
  return {
    version: columns[0]?.[1] ?? '',
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
      return done ? { fault: { condition: 'PYTHON_ENDED', message: lastLine(said()) } } : JSON.parse(value)
    })
    return last
  }
  return { said, send }
}

/** The last reason in the log of Spark, which says more than what it throws afterwards. */
function reasonIn(log: string): string | null {
  return [...log.matchAll(/Reason: (.+)/g)].at(-1)?.[1]?.slice(0, 300) ?? null
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? ''
}

/** A fault in words that hold no data. */
function wordsOf({ condition, message }: Fault): string {
  return `${condition}: ${withoutValues(message)}`.slice(0, 600)
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
