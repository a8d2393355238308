import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Limits } from '../src/index.ts'
import type { ChildOutcome } from './read-to-end.ts'

/** A process that reads files for a test, so that a crash or a lasting loop is seen and its memory can be measured. */
export interface ReadingChild {
  read(path: string, limits?: Partial<Limits>): Promise<ChildOutcome>
  stop(): void
}

const longestWait = 55_000

/** Starts a reading process; a file that kills it or holds it for 55 s counts as a crash. */
export function startChild(): ReadingChild {
  const start = () =>
    fork(join(import.meta.dirname, 'read-to-end.ts'), { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  let child: ChildProcess = start()
  return {
    async read(path, limits = {}) {
      if (child.exitCode !== null || child.killed) child = start()
      const over = new AbortController()
      const timer = setTimeout(() => over.abort(), longestWait)
      child.send({ path, limits })
      const lost = once(child, 'exit', over).then(([code]) => crash(`exit ${code}`), noAnswer)
      const answer = once(child, 'message', over).then(([outcome]) => outcome as ChildOutcome, noAnswer)
      const outcome = await Promise.race([answer, lost])
      if (over.signal.aborted) child.kill('SIGKILL')
      clearTimeout(timer)
      over.abort()
      return outcome
    },
    stop: () => void child.kill(),
  }
}

const crash = (reason: string): ChildOutcome => ({
  code: `crash: ${reason}`,
  rows: 0,
  seconds: 99,
  megabytes: 0,
})
const noAnswer = () => crash('no answer')
