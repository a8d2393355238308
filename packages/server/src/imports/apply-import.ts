import { fileById } from '@zhucan/catalogue'
import { problem } from '@zhucan/kernel'
import type { Ctx } from '../platform/index.ts'
import { applyList } from './apply-list.store.ts'
import { applyRegister, hasTakenNumbers } from './apply-register.store.ts'
import { checkImport } from './check-import.ts'
import { findSameContent, type ImportRecord, registerFingerprint, updateImport } from './imports.store.ts'
import { undoReplaced } from './undo-import.ts'
import { keepRepeats, markWrites } from './undo-marks.store.ts'

/** How an apply ended: 'ready' means that the register had changed and a person must look again. */
export interface ApplyOutcome {
  state: 'done' | 'ready'
  counts: Record<string, number>
}

/**
 * Takes a checked upload in, inside the caller's transaction. Where the register changed since the check, the file is
 * compared again first; with other counts nothing is written and the clerk decides anew.
 */
export async function applyImport(
  ctx: Ctx,
  record: ImportRecord,
  tell: (done: number) => Promise<void>,
): Promise<ApplyOutcome> {
  const file = fileById(record.fileType ?? '')
  if (!file) throw problem('import.not-recognised')
  const against = await registerFingerprint(ctx, true)
  const isStale = against !== record.checkedAgainst || (await hasTakenNumbers(ctx, record.id))
  // The clerk's decisions about a form's cells come in by comparing once more.
  if (isStale || record.formId !== null) {
    const checked = await checkImport(ctx, record, { against, tell })
    await updateImport(ctx, record.id, { ...checked, checkedAt: new Date(ctx.now()) })
    if (isStale && !sameCounts(checked.counts, record.counts)) {
      await updateImport(ctx, record.id, {
        state: 'ready',
        problem: { code: 'import.register-changed', params: {} },
      })
      return { state: 'ready', counts: checked.counts }
    }
  }
  if (file.id !== 'register') await makeRoom(ctx, record)
  await markWrites(ctx, record.id)
  if (file.id === 'register') {
    await keepRepeats(ctx, record.id)
    await applyRegister(ctx, record.id)
  } else await applyList(ctx, record, file)
  await updateImport(ctx, record.id, { state: 'done', appliedAt: new Date(ctx.now()), problem: null })
  return { state: 'done', counts: record.counts }
}

/** The same list never stands beside itself: the one that is replaced goes, any other refuses this one. */
async function makeRoom(ctx: Ctx, record: ImportRecord): Promise<void> {
  if (record.replaces) await undoReplaced(ctx, record.replaces)
  const same = await findSameContent(ctx, record.contentHash)
  if (same && same.fileType === record.fileType)
    throw problem('import.list-there-already', { title: same.fileName })
}

function sameCounts(one: Record<string, number>, other: Record<string, number>): boolean {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...keys].every((key) => (one[key] ?? 0) === (other[key] ?? 0))
}
