import { randomUUID } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'

const SESSION = /^session-(?<host>[0-9a-z_]*)-(?<boot>[0-9a-f]*)-(?<pid>\d+)-(?<start>\d+)-[0-9a-f-]{36}$/
const FOREIGN_AGE_MS = 24 * 3600 * 1000

/** Makes this run's private folder (0700) under `dir` and removes what killed runs left there. */
export function openSpillFolder(dir: string): string {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  chmodSync(dir, 0o700)
  const path = join(
    dir,
    `session-${hostPart()}-${bootPart()}-${process.pid}-${startOf(process.pid)}-${randomUUID()}`,
  )
  mkdirSync(path, { mode: 0o700 })
  // The file system's own clock dates the folders of other machines; no second clock is asked.
  removeLeftovers(dir, statSync(path).mtimeMs)
  return path
}

/** Removes a run's folder with everything in it; a folder already gone is no error. */
export function closeSpillFolder(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 3 })
}

function removeLeftovers(dir: string, nowMs: number): void {
  for (const name of readdirSync(dir)) {
    const owner = SESSION.exec(name)?.groups
    if (owner && isAbandoned(owner, join(dir, name), nowMs)) closeSpillFolder(join(dir, name))
  }
}

function isAbandoned(owner: Record<string, string>, path: string, nowMs: number): boolean {
  if (owner.host !== hostPart()) return nowMs - modifiedAt(path, nowMs) > FOREIGN_AGE_MS
  if (owner.boot !== bootPart()) return true
  return !isRunning(Number(owner.pid), owner.start ?? '')
}

function modifiedAt(path: string, otherwise: number): number {
  return existsSync(path) ? statSync(path).mtimeMs : otherwise
}

// A container gives every run the same process id, so an id alone would spare a killed run's files for ever.
function isRunning(pid: number, start: string): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const now = startOf(pid)
  return now === '0' || now === start
}

/** Start of a process: clock ticks since boot on Linux; elsewhere known for ourselves only, '0' = cannot say. */
function startOf(pid: number): string {
  const stat = readOrNothing(`/proc/${pid}/stat`)
  // The command name in brackets may hold blanks; field 22 is counted from behind the last bracket.
  if (stat) return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '0'
  return pid === process.pid ? String(Math.round(performance.timeOrigin)) : '0'
}

function bootPart(): string {
  return readOrNothing('/proc/sys/kernel/random/boot_id').replaceAll('-', '').trim().slice(0, 12)
}

function hostPart(): string {
  return hostname()
    .toLowerCase()
    .replaceAll(/[^0-9a-z]/g, '_')
    .slice(0, 40)
}

function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
