import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { AnalysisError } from '@zhucan/analysis'
import { problem } from '@zhucan/kernel'

/** Columns of an answer: name and Spark's type. */
export type BridgeColumns = readonly (readonly [name: string, type: string])[]

/** A session of Spark, asked one thing at a time. */
export interface Bridge {
  readonly version: string
  rows<T extends object>(sql: string): Promise<T[]>
  /** Writes an answer as a folder of Parquet files. */
  write(sql: string, path: string): Promise<BridgeColumns>
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
  readonly rows?: readonly (readonly unknown[])[]
  readonly fault?: { readonly condition: string; readonly message: string }
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

/** Starts Python with a session on a cluster. */
export async function openBridge({ python, master, conf, folder }: BridgeOptions): Promise<Bridge> {
  const child = spawn(python, ['-u', join(import.meta.dirname, 'bridge.py'), folder], {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const ask = asker(child)
  const { columns = [] } = await ask({ master, conf: { ...settings, ...conf } }).catch((error: Error) => {
    throw problem('match.engine-not-available', { engine: 'spark', place: master, reason: error.message })
  })
  const columnsOf = async (question: object) => (await ask(question)).columns ?? []
  return {
    version: columns[0]?.[1] ?? '',
    rows: async <T extends object>(sql: string) => objects<T>(await ask({ op: 'rows', sql })),
    write: (sql, path) => columnsOf({ op: 'write', sql, path }),
    table: async (name, kept, paths) => void (await ask({ op: 'table', name, columns: kept, paths })),
    columns: (paths) => columnsOf({ op: 'columns', paths }),
    view: async (name, sql) => void (await ask({ op: 'view', name, sql })),
    drop: async (name) => void (await ask({ op: 'drop', name })),
    spent: async () => objects<Spent>(await ask({ op: 'spent' }))[0]!,
    close: () => closeChild(child),
  }
}

/** Sends a question when the one before is answered. */
function asker(child: ChildProcessWithoutNullStreams) {
  const lines = createInterface({ input: child.stdout })
  const answers = lines[Symbol.asyncIterator]()
  const told: string[] = []
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    told.push(text)
    if (told.length > 50) told.shift()
  })
  // Tells itself by the end of its answers.
  child.stdin.on('error', () => undefined)
  child.on('error', () => lines.close())
  let last: Promise<unknown> = Promise.resolve()
  const send = async (question: object): Promise<Answer> => {
    child.stdin.write(`${JSON.stringify(question)}\n`)
    const { value, done } = await answers.next()
    if (done) throw new AnalysisError(`Spark ended: ${withoutValues(told.join('').slice(-1500))}`)
    const answer = JSON.parse(value) as Answer
    if (answer.fault) throw faultOf(answer.fault)
    return answer
  }
  return (question: object): Promise<Answer> => {
    const next = last.then(
      () => send(question),
      () => send(question),
    )
    last = next
    return next
  }
}

function faultOf({ condition, message }: NonNullable<Answer['fault']>): AnalysisError {
  return new AnalysisError(`Spark: ${condition}: ${withoutValues(message)}`)
}

/** An engine's words with quoted values and long digit runs taken out, because logs hold no numbers. */
function withoutValues(text: string): string {
  return text
    .replaceAll(/'(?:[^']|'')*'/g, "'…'")
    .replaceAll(/"[^"]*\d{6,}[^"]*"/g, '"…"')
    .replaceAll(/\d[-\d/.:]{3,}[Xx]?/g, '…')
    .slice(0, 600)
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
