import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, existsSync, lstatSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { createPool } from '../src/connection.ts'
import { startEmbedded, stopEmbedded } from '../src/embedded.ts'
import { isAlive } from '../src/process-identity.ts'

const script = join(import.meta.dirname, 'start-and-wait.ts')
const folders: string[] = []
const children: ChildProcess[] = []

/** What the child process said about itself. */
export interface Said {
  pid: number
  reused: boolean
  appUrl: string
  code?: string
  params?: Record<string, string | number>
}

// In memory where possible: making a server's files syncs a thousand of them.
const base = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
let ready = ''

/** A private folder (0700) that `cleanUp` empties, whatever still runs in it. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(base, 'zhucan-launcher-'))
  folders.push(folder)
  return folder
}

/** Make the files of one server, for `makeReadyFolder` to copy. */
export async function prepareReadyFolder(): Promise<void> {
  ready = mkdtempSync(join(base, 'zhucan-ready-'))
  await (await startEmbedded({ dataDir: ready })).stop()
}

/** Remove what `prepareReadyFolder` made. */
export function forgetReadyFolder(): void {
  rmSync(ready, { recursive: true, force: true })
}

/** A private folder with the files of a server that ran once and was stopped. */
export function makeReadyFolder(): string {
  const folder = makeFolder()
  cpSync(ready, folder, { recursive: true })
  return folder
}

/** Stop every child and every server that a test left, and remove the folders. */
export async function cleanUp(): Promise<void> {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const folder of folders.splice(0)) {
    await stopEmbedded(folder)
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Start the embedded server of a folder from another process, perhaps of another user. */
export async function startElsewhere(
  dataDir: string,
  options: { whenRunning?: 'join'; as?: string[] } = {},
): Promise<{ child: ChildProcess; said: Said }> {
  const [command, ...args] = [
    ...(options.as ?? []),
    process.execPath,
    script,
    dataDir,
    options.whenRunning ?? 'refuse',
  ]
  const child = spawn(command as string, args, { stdio: ['ignore', 'pipe', 'inherit'], cwd: '/' })
  children.push(child)
  for await (const line of createInterface({ input: child.stdout! })) {
    return { child, said: JSON.parse(line) as Said }
  }
  throw new Error('the child process ended without a word')
}

/** The server's programs as npm packs them: without a single symbolic link. */
export function copyWithoutLinks(native: string, target: string): void {
  cpSync(native, target, { recursive: true, filter: (source) => !lstatSync(source).isSymbolicLink() })
}

/** One value from a database. */
export async function ask<Value>(url: string, sql: string): Promise<Value> {
  const pool = createPool(url, { max: 1 })
  try {
    const { rows } = await pool.query<Record<string, Value>>(sql)
    return Object.values(rows[0] ?? {})[0] as Value
  } finally {
    await pool.end()
  }
}

/** Wait until a process is gone; throws after ten seconds. */
export async function untilGone(pid: number): Promise<void> {
  for (let waited = 0; waited < 1000; waited++) {
    if (!isAlive(pid)) return
    await sleep(10)
  }
  throw new Error(`process ${pid} still runs`)
}
