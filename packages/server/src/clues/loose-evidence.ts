import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { housekeeper, inSession, insertAudit, type Server } from '../platform/index.ts'
import { forgetLooseFile, isKnownFile, listLooseFiles } from './evidence.store.ts'
import { evidenceFolder, removeEvidence } from './evidence-file.ts'

/** So long somebody may take over a finding whose photos are there already. */
const looseDays = 7
const strayMs = 86_400_000

/** Removes photos and papers of clues, tasks and figures that nothing ever named, and files without an entry. */
export async function sweepEvidence(server: Server): Promise<void> {
  const before = new Date(server.now() - looseDays * 86_400_000)
  const loose = await inSession(server, housekeeper, (ctx) => listLooseFiles(ctx, before))
  for (const { kind, id, of, storedAs } of loose) {
    const isGone = await inSession(server, housekeeper, async (ctx) => {
      // Whoever names it at this moment keeps it.
      if (!(await forgetLooseFile(ctx, kind, id))) return false
      await insertAudit(ctx, {
        action: `${kind}.loose-file-deleted`,
        subjectKind: kind === 'figure' ? 'indicator-report' : kind,
        ...(of && { subjectId: of }),
        details: { file: id },
      })
      return true
    })
    if (isGone) await removeEvidence(server, storedAs)
  }
  await removeStrays(server)
}

async function removeStrays(server: Server): Promise<void> {
  const folder = evidenceFolder(server)
  for (const name of await readdir(folder).catch(() => [])) {
    const { mtimeMs } = await stat(join(folder, name))
    if (server.now() - mtimeMs < strayMs) continue
    const isKnown = await inSession(server, housekeeper, (ctx) => isKnownFile(ctx, name))
    if (!isKnown) await removeEvidence(server, name)
  }
}
