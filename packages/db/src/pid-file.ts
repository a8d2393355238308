import { existsSync, realpathSync } from 'node:fs'
import { readFile, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { problem } from '@zhucan/kernel'
import { isAlive } from './process-identity.ts'

/** What the server wrote about itself in postmaster.pid. */
export interface RunningServer {
  pid: number
  port: number
  /** Folder of the socket, or an address where there are no sockets. */
  host: string
  isReady: boolean
}

/** The living server of a cluster folder, or null; a file left by a dead one does not count. */
export async function findRunning(folder: string): Promise<RunningServer | null> {
  const found = await readPidFile(folder)
  return found !== null && isAlive(found.pid) && (await worksIn(found.pid, folder)) ? found : null
}

/** Wait until the server takes connections; recovery after a crash may take minutes. */
export async function waitUntilReady(folder: string, pid: number): Promise<RunningServer> {
  while (isAlive(pid)) {
    const found = await readPidFile(folder)
    if (found?.isReady && found.pid === pid) return found
    await sleep(10)
  }
  throw problem('database.not-started', { said: 'the server ended while starting' })
}

/** Ask a server to end at once but cleanly, then less politely. */
export async function stopProcess(pid: number): Promise<void> {
  for (const [signal, seconds] of [
    ['SIGINT', 30],
    ['SIGQUIT', 10],
    ['SIGKILL', 10],
  ] as const) {
    if (!isAlive(pid)) return
    process.kill(pid, signal)
    await waitUntilGone(pid, seconds)
  }
}

async function waitUntilGone(pid: number, seconds: number): Promise<void> {
  for (let waited = 0; waited < seconds * 100 && isAlive(pid); waited++) await sleep(10)
}

async function readPidFile(folder: string): Promise<RunningServer | null> {
  const lines = (await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  const [pid, , , port, socket, address, , status] = lines.map((line) => line.trim())
  if (!pid || !port) return null
  return { pid: Number(pid), port: Number(port), host: socket || address || '', isReady: status === 'ready' }
}

/** Guards against a pid that a later program got; elsewhere than on Linux the file has to be believed. */
async function worksIn(pid: number, folder: string): Promise<boolean> {
  if (process.platform !== 'linux') return true
  const workingFolder = await readlink(`/proc/${pid}/cwd`).catch(() => null)
  return workingFolder !== null && existsSync(folder) && workingFolder === realpathSync(folder)
}
