import { rm } from 'node:fs/promises'
import { isProblem } from '@zhucan/kernel'
import { insertAudit, operator } from '../platform/audit.store.ts'
import { newUuid, type Server } from '../platform/index.ts'
import { insertRun, listRuns, readPolicy, updateRun } from './backup-runs.store.ts'
import { outlived } from './retention.ts'
import { type WrittenBackup, writeBackup } from './write-backup.store.ts'

/** A backup to be made and written down. */
export interface BackupWish {
  ownerUrl: string
  folder: string
  program: string
  /** A run that was asked for; without it a new one is written down as a command's. */
  runId?: string | undefined
  onProgress?: (at: { phase: 'copying' | 'checking'; rows: number; total: number }) => void
}

const tellEvery = 500

/** Makes a backup, writes down how it went, and removes those that have outlived their use. */
export async function makeBackup(server: Server, wish: BackupWish): Promise<WrittenBackup> {
  const { db, keyring, dataDir, now } = server
  const id = wish.runId ?? newUuid(server)
  if (!wish.runId) await insertRun(db, { id, cause: 'command', askedBy: null, now: now() })
  await updateRun(db, id, { state: 'running', startedAt: new Date(now()), phase: 'copying' })
  const tell = progressWriter(server, id, wish)
  try {
    const { ownerUrl, folder, program } = wish
    const written = await writeBackup({
      ownerUrl,
      keyring,
      dataDir,
      folder,
      program,
      now,
      onProgress: tell.on,
    })
    await tell.end()
    await updateRun(db, id, {
      ...{ state: 'done', phase: null, finishedAt: new Date(now()) },
      ...{ path: written.path, size: written.size, keyId: keyring.id, schema: written.header.schema },
      ...{ rows: written.ledger.rows, files: Object.keys(written.ledger.files).length },
    })
    await auditBackup(server, 'backup.make', id, { rows: written.ledger.rows, size: written.size })
    await removeOutlived(server)
    return written
  } catch (error) {
    await tell.end().catch(() => undefined)
    const { code, params } = isProblem(error)
      ? error
      : { code: 'backup.failed', params: { said: (error as Error).message } }
    await updateRun(db, id, {
      ...{ state: 'failed', phase: null, finishedAt: new Date(now()) },
      problem: { code, params: { ...params } },
    })
    await auditBackup(server, 'backup.fail', id, { code })
    throw error
  }
}

/** Progress goes into the database now and then, one write behind another. */
function progressWriter({ db, now }: Server, id: string, { onProgress }: BackupWish) {
  let last = 0
  let writing: Promise<void> = Promise.resolve()
  return {
    on(at: { phase: 'copying' | 'checking'; rows: number; total: number }) {
      onProgress?.(at)
      if (now() - last < tellEvery) return
      last = now()
      writing = writing.then(() => updateRun(db, id, { phase: at.phase, done: at.rows, total: at.total }))
    },
    end: () => writing,
  }
}

/** Files go first: a file without its line would never be removed, a line without its file is told as it is. */
async function removeOutlived(server: Server): Promise<void> {
  const policy = await readPolicy(server.db)
  const kept = (await listRuns(server.db, 1000)).flatMap(({ id, state, path, finishedAt }) =>
    state === 'done' && path && finishedAt ? [{ id, path, createdAt: finishedAt.toISOString() }] : [],
  )
  for (const { id, path } of outlived(kept, policy)) {
    await rm(path, { force: true })
    await updateRun(server.db, id, { state: 'removed' })
    await auditBackup(server, 'backup.remove', id, {})
  }
}

async function auditBackup(
  server: Server,
  action: string,
  id: string,
  details: Record<string, unknown>,
): Promise<void> {
  const { db, now } = server
  await insertAudit(
    { db, now, newId: () => newUuid(server), user: operator, requestId: null },
    { action, subjectKind: 'backup', subjectId: id, details },
  )
}
