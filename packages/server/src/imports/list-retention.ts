import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { housekeeper, inSession, insertAudit, type Server } from '../platform/index.ts'
import { compactTallies } from '../register/index.ts'
import {
  findAbandoned,
  findExpiredLists,
  findOldRegisters,
  forgetForms,
  forgetImport,
  forgetRawRows,
  forgetRegisterFile,
  isKnownUpload,
} from './list-retention.store.ts'
import { removeFile } from './stored-file.ts'

const abandonedAfterDays = 30
const orphanedAfterMs = 86_400_000

/**
 * Deletes what is no longer to be kept: raw rows and uploads of lists past their retention day, uploads nobody took
 * further, and files without an entry; and puts the night's figures together. Keys, facts' columns and links of a list stay for matching again.
 */
export async function cleanUp(server: Server): Promise<void> {
  await deleteExpiredLists(server)
  await deleteOldRegisters(server)
  await deleteForms(server)
  await deleteAbandonedUploads(server)
  await deleteOrphans(server)
  await inSession(server, housekeeper, compactTallies)
}

async function deleteExpiredLists(server: Server): Promise<void> {
  const expired = await inSession(server, housekeeper, findExpiredLists)
  for (const { id, storedAs, fileType, rowCount } of expired) {
    await inSession(server, housekeeper, async (ctx) => {
      await forgetRawRows(ctx, id)
      await insertAudit(ctx, {
        action: 'list.raw-deleted',
        subjectKind: 'list',
        subjectId: id,
        details: { fileType, rows: rowCount },
      })
    })
    if (storedAs) await removeFile(server, storedAs)
  }
}

/** So long a register that was taken in can be undone, and so long its file is kept. */
export const registerUploadDays = 180

async function deleteOldRegisters(server: Server): Promise<void> {
  const old = await inSession(server, housekeeper, (ctx) => findOldRegisters(ctx, registerUploadDays))
  for (const { id, storedAs } of old) {
    await inSession(server, housekeeper, async (ctx) => {
      await forgetRegisterFile(ctx, id)
      await insertAudit(ctx, { action: 'import.file-deleted', subjectKind: 'import', subjectId: id })
    })
    await removeFile(server, storedAs)
  }
}

async function deleteForms(server: Server): Promise<void> {
  await inSession(server, housekeeper, async (ctx) => {
    for (const id of await forgetForms(ctx))
      await insertAudit(ctx, { action: 'import.form-deleted', subjectKind: 'register-form', subjectId: id })
  })
}

async function deleteAbandonedUploads(server: Server): Promise<void> {
  const abandoned = await inSession(server, housekeeper, (ctx) => findAbandoned(ctx, abandonedAfterDays))
  for (const { id, storedAs } of abandoned) {
    await inSession(server, housekeeper, async (ctx) => {
      await forgetImport(ctx, id)
      await insertAudit(ctx, { action: 'import.forgotten', subjectKind: 'import', subjectId: id })
    })
    await removeFile(server, storedAs)
  }
}

/** A process that was killed between file and entry leaves a sealed file that belongs to nobody. */
async function deleteOrphans(server: Server): Promise<void> {
  const folder = join(server.dataDir, 'uploads')
  for (const name of await readdir(folder).catch(() => [])) {
    const age = await stat(join(folder, name)).then(
      ({ mtimeMs }) => server.now() - mtimeMs,
      () => 0,
    )
    if (age < orphanedAfterMs) continue
    const isKnown = await inSession(server, housekeeper, (ctx) => isKnownUpload(ctx, name))
    if (!isKnown) await removeFile(server, name)
  }
}
