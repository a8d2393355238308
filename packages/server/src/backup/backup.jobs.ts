import { isProblem } from '@zhucan/kernel'
import { newUuid, type Server } from '../platform/index.ts'
import type { Tasks } from '../platform/jobs-runner.ts'
import { getRun, insertRun, listRuns, readPolicy, updateRun } from './backup-runs.store.ts'
import { isBackupDue } from './due.ts'
import { readBackup } from './read-backup.store.ts'

/** Asks whoever holds the owner's log-in to make a registered backup. */
export type StartBackup = (runId: string) => void

/** The background work of backups. The worker has the application's log-in only, so it asks and does not copy. */
export function backupTasks(
  start: StartBackup | undefined,
): Pick<Tasks, 'backup' | 'backup-due' | 'backup-check'> {
  const begin = async (server: Server, runId: string) => {
    if (start) return start(runId)
    await updateRun(server.db, runId, {
      ...{ state: 'failed', finishedAt: new Date(server.now()) },
      problem: { code: 'backup.no-runner', params: {} },
    })
  }
  return {
    backup: (server, { runId }) => begin(server, runId),
    'backup-check': (server, { runId }) => checkBackup(server, runId),
    'backup-due': async (server) => {
      if (!start) return
      const runs = await listRuns(server.db)
      if (!isBackupDue(await readPolicy(server.db), runs, server.now())) return
      const id = newUuid(server)
      try {
        await insertRun(server.db, { id, cause: 'schedule', askedBy: null, now: server.now() })
      } catch (error) {
        // Somebody else's backup is under way, which does as well.
        if (isProblem(error, 'backup.running')) return
        throw error
      }
      await begin(server, id)
    },
  }
}

/** Reads a backup whole and writes down whether it can be restored. */
export async function checkBackup(server: Server, runId: string): Promise<void> {
  const { path } = await getRun(server.db, runId)
  const checkedAt = () => new Date(server.now())
  try {
    await readBackup(path ?? '', server.keyring)
    await updateRun(server.db, runId, { checkedAt: checkedAt(), checkProblem: null })
  } catch (error) {
    const { code, params } = isProblem(error)
      ? error
      : { code: 'backup.failed', params: { said: (error as Error).message } }
    // The whole path is for those who work on the machine.
    const told = code === 'file.not-found' ? { code: 'backup.not-found', params: {} } : { code, params }
    await updateRun(server.db, runId, {
      checkedAt: checkedAt(),
      checkProblem: { code: told.code, params: { ...told.params } },
    })
  }
}
