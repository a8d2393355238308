import { type Action, mayDo } from '@zhucan/catalogue'
import type { ImportState } from '@zhucan/db'
import { Problem, problem } from '@zhucan/kernel'
import { findUser } from '../access/index.ts'
import {
  type Ctx,
  enqueue,
  housekeeper,
  inSession,
  insertAudit,
  type Server,
  setProgress,
  type User,
} from '../platform/index.ts'
import { applyImport } from './apply-import.ts'
import { checkImport } from './check-import.ts'
import { getImport, problemRecord, registerFingerprint, takeImport, updateImport } from './imports.store.ts'
import { requireForm } from './judge-form.ts'
import { cleanUp } from './list-retention.ts'
import { recogniseWorkbook } from './recognise-workbook.ts'
import { openStored } from './stored-file.ts'
import { giveUpUndo, undoImport } from './undo-import.ts'

type ImportTask = (server: Server, payload: { importId: string }, user: User | null) => Promise<void>

/** The background work of this feature; each piece acts as the user who asked for it. */
export const importTasks = {
  'import-read': step('reading', readUpload),
  'import-check': step('checking', checkUpload),
  'import-apply': step('applying', applyUpload),
  'import-undo': step('undoing', undoUpload),
  'list-retention': (server: Server) => cleanUp(server),
}

/** What is told where nobody may do the work any more. */
export const importRefusals = {
  'import-read': endWithoutRight,
  'import-check': endWithoutRight,
  'import-apply': endWithoutRight,
  'import-undo': endWithoutRight,
}

/**
 * Work on an import that stands in a state, and only then: a job that is started twice does nothing the second time.
 * What goes wrong is kept with the import, where the clerk sees it.
 */
function step(
  state: ImportState,
  work: (server: Server, user: User, importId: string) => Promise<void>,
): ImportTask {
  return async (server, { importId }, user) => {
    if (!user) return
    const record = await inSession(server, user, (ctx) => getImport(ctx, importId))
    if (record.state !== state) return
    try {
      await work(server, user, importId)
    } catch (error) {
      await keepFailure(server, user, importId, { state, error })
    }
  }
}

async function readUpload(server: Server, user: User, importId: string): Promise<void> {
  const record = await inSession(server, user, (ctx) => getImport(ctx, importId))
  const plain = await openStored(server, record.storedAs)
  try {
    const { fileType, sheets, rowCount, formId } = await recogniseWorkbook(plain.path, record.fileName)
    await inSession(server, user, async (ctx) => {
      if (formId !== null) await requireForm(ctx, formId)
      await updateImport(ctx, importId, { state: 'mapping', fileType, sheets, rowCount, formId })
      await setProgress(ctx, importId, { phase: 'reading', done: 1, total: 1, state: 'mapping' })
    })
  } finally {
    await plain.close()
  }
}

async function checkUpload(server: Server, user: User, importId: string): Promise<void> {
  const { against, total } = await inSession(server, user, async (ctx) => ({
    against: await registerFingerprint(ctx, false),
    total: (await getImport(ctx, importId)).rowCount,
  }))
  const tell = teller(server, user, importId, { state: 'checking', total })
  await tell(0)
  await inSession(server, user, async (ctx) => {
    const result = await checkImport(ctx, await getImport(ctx, importId), { against, tell })
    // Given up meanwhile: the rows just staged are rolled back with everything else.
    await takeImport(ctx, importId, 'checking')
    await updateImport(ctx, importId, {
      ...result,
      state: 'ready',
      problem: null,
      checkedAt: new Date(ctx.now()),
    })
    const rows = result.counts.rows ?? 0
    await setProgress(ctx, importId, { phase: 'checking', done: rows, total: rows, state: 'ready' })
  })
}

async function applyUpload(server: Server, user: User, importId: string): Promise<void> {
  const tell = teller(server, user, importId, { state: 'applying', total: null })
  await tell(0)
  await inSession(server, user, async (ctx) => {
    const record = await getImport(ctx, importId, true)
    if (record.state !== 'applying') return
    const outcome = await applyImport(ctx, record, tell)
    await requireStill(server, user, 'import.apply')
    const rows = outcome.counts.rows ?? 0
    await setProgress(ctx, importId, { phase: 'applying', done: rows, total: rows, state: outcome.state })
    if (outcome.state !== 'done') return
    if (record.fileType === 'register') await renewLinks(ctx)
    await insertAudit(ctx, {
      action: 'import.applied',
      subjectKind: 'import',
      subjectId: importId,
      details: {
        fileType: record.fileType,
        counts: outcome.counts,
        contentHash: record.contentHash.toString('hex'),
      },
    })
  })
}

async function undoUpload(server: Server, user: User, importId: string): Promise<void> {
  await inSession(server, user, async (ctx) => {
    await undoImport(ctx, importId)
    if ((await getImport(ctx, importId)).fileType === 'register') await renewLinks(ctx)
    await requireStill(server, user, 'import.undo')
  })
}

/** What was linked by likeness rests on what the register said; of who changed it is looked at again. */
const renewLinks = (ctx: Ctx) => enqueue(ctx, 'links-renew', { userId: ctx.user.id })

/** A right that was withdrawn while the work went on takes the work back with it. */
async function requireStill(server: Server, user: User, right: Action): Promise<void> {
  const now = await findUser(server, user.id, user.appointmentId)
  if (!now || !mayDo(now.role, right)) throw problem('import.right-withdrawn')
}

/** Tells how far the work is, in short transactions of their own: the work's own one ends only with it. */
function teller(
  server: Server,
  user: User,
  importId: string,
  work: { state: 'checking' | 'applying'; total: number | null },
) {
  const { state, total } = work
  return (done: number): Promise<void> =>
    inSession(server, user, (ctx: Ctx) =>
      setProgress(ctx, importId, { phase: state, done, total: total && Math.max(total, done), state }),
    )
}

/** What is wrong with the file itself refuses it, however far down; an apply that failed wrote nothing and may be tried again. */
function stateAfter(state: ImportState, error: unknown): ImportState {
  if (error instanceof Problem && error.code === 'import.right-withdrawn') return 'failed'
  if (state === 'applying') return 'ready'
  const isFile = error instanceof Problem && /^sheet\.|^import\.form/.test(error.code)
  return isFile ? 'refused' : 'failed'
}

/** Keeps with the import what went wrong, unless somebody gave it up meanwhile. */
async function keepFailure(
  server: Server,
  user: User,
  importId: string,
  failure: { state: ImportState; error: unknown },
): Promise<void> {
  const { error } = failure
  if (!(error instanceof Problem)) logFault(importId, error)
  if (failure.state === 'undoing')
    return inSession(server, user, (ctx) => giveUpUndo(ctx, importId, problemRecord(error)))
  const state = stateAfter(failure.state, error)
  await inSession(server, user, async (ctx) => {
    const record = await getImport(ctx, importId, true)
    if (record.state !== failure.state) return
    await updateImport(ctx, importId, { state, problem: problemRecord(error) })
    await setProgress(ctx, importId, { phase: failure.state, done: 0, total: null, state })
  })
}

/**
 * What becomes of an import whose work may no longer be done because whoever asked has lost the right: it ends, in
 * plain words, instead of waiting for ever.
 */
async function endWithoutRight(server: Server, { importId }: { importId: string }): Promise<void> {
  const wrong = { code: 'import.right-withdrawn', params: {} }
  await inSession(server, housekeeper, async (ctx) => {
    const { state } = await getImport(ctx, importId, true)
    if (state === 'undoing') return giveUpUndo(ctx, importId, wrong)
    if (state !== 'reading' && state !== 'checking' && state !== 'applying') return
    await updateImport(ctx, importId, { state: 'failed', problem: wrong })
    await setProgress(ctx, importId, { phase: state, done: 0, total: null, state: 'failed' })
    await insertAudit(ctx, {
      action: 'import.ended',
      subjectKind: 'import',
      subjectId: importId,
      details: { ...wrong },
    })
  })
}

/** PostgreSQL's messages may repeat a row's values; the code and the place are enough to find the fault. */
function logFault(importId: string, error: unknown): void {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const name = error instanceof Error ? error.name : 'unknown'
  const place = error instanceof Error ? (error.stack ?? '').split('\n').slice(1, 6).join(' | ') : ''
  console.error(JSON.stringify({ level: 'error', importId, fault: `${name} ${code} ${place}` }))
}
