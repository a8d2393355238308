import { type ChildProcess, fork } from 'node:child_process'
import { open } from 'node:fs/promises'
import { join } from 'node:path'

const program = join(import.meta.dirname, '..', 'main.ts')

/** Makes backups beside the running program. */
export interface BackupMaker {
  make(runId: string): void
  /** Ends a backup under way; its draft is removed by the next one. */
  stop(): Promise<void>
}

/** Each backup is a process of its own: it takes the owner's log-in along and gives its memory back. */
export function backupMaker(logDir: string): BackupMaker {
  const running = new Set<ChildProcess>()
  const start = async (runId: string) => {
    const log = await open(join(logDir, 'backup.log'), 'a', 0o600)
    const child = fork(program, ['backup', '--run', runId, '--json'], {
      ...{ stdio: ['ignore', log.fd, log.fd, 'ipc'], execArgv: [], detached: true },
    })
    running.add(child)
    child.once('exit', () => running.delete(child))
    await log.close()
  }
  return {
    make: (runId) => void start(runId).catch((error: Error) => console.error(error.message)),
    async stop() {
      const ended = [...running].map((child) => new Promise<void>((done) => child.once('exit', () => done())))
      for (const child of running) child.kill('SIGTERM')
      await Promise.all(ended)
    },
  }
}
