import { type ChildProcess, fork } from 'node:child_process'
import { mkdir, open, rename, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type ProblemCode, problem } from '@zhucan/kernel'

/** A process of the running program. */
export interface Part {
  name: string
  logFile: string
  /** Where it listens, if it does; rejects with the Problem that kept it from starting. */
  ready: Promise<{ port?: number }>
  /** Settles when the process is gone, asked for or not. */
  exited: Promise<void>
  /** Called with the id of each backup the part asks for. */
  onBackup(make: (runId: string) => void): void
  /** Ask it to end; killed when `force` settles first. */
  stop(force: Promise<void>): Promise<void>
}

/** What a part says over its channel. */
type Word =
  | { ready: true; port?: number }
  | { backup: string }
  | { code: ProblemCode; params: Record<string, string | number> }

const patience = 20_000
const largestLog = 10 * 1024 * 1024

/**
 * Start a part as a process of its own, in a group of its own, so that signals reach only us and we stop it
 * in order. It ends by itself when its channel to us closes.
 */
export async function startPart(
  script: string,
  environment: NodeJS.ProcessEnv,
  logDir: string,
): Promise<Part> {
  const name = basename(dirname(dirname(script)))
  const logFile = join(logDir, `${name}.log`)
  const log = await openLog(logFile)
  const stdio = ['ignore', log.fd, log.fd, 'ipc'] as const
  const child = fork(script, [], { env: environment, stdio: [...stdio], execArgv: [], detached: true })
  const exited = new Promise<void>((done) => child.once('exit', () => done()))
  const ready = readiness(child, problem('program.ended', { program: name, log: logFile }))
  // Asked for later; until then a failure must not count as unhandled.
  ready.catch(() => undefined)
  await log.close()
  const onBackup = (make: (runId: string) => void) =>
    child.on('message', (word: Word) => 'backup' in word && make(word.backup))
  return { name, logFile, ready, exited, onBackup, stop: (force) => stopChild(child, exited, force) }
}

async function readiness(child: ChildProcess, ended: Error): Promise<{ port?: number }> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.on('message', (word: Word) => {
      if ('ready' in word) resolve(word)
      else if ('code' in word) reject(problem(word.code, word.params))
    })
    child.once('exit', () => reject(ended))
  })
}

async function stopChild(child: ChildProcess, exited: Promise<void>, force: Promise<void>): Promise<void> {
  if (child.connected) child.send({ stop: true }, () => undefined)
  const deadline = setTimeout(() => child.kill('SIGKILL'), patience)
  void force.then(() => child.kill('SIGKILL'))
  await exited
  clearTimeout(deadline)
}

/** Appends to the log; a large one is set aside once, so that two files are the most there is. */
async function openLog(path: string) {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  )
  if (size > largestLog) await rename(path, `${path}.1`)
  return open(path, 'a', 0o600)
}
