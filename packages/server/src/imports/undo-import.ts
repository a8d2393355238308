import { fileById, rules } from '@zhucan/catalogue'
import { problem } from '@zhucan/kernel'
import { type Ctx, enqueue, insertAudit, setProgress } from '../platform/index.ts'
import {
  deleteRows,
  getImport,
  type ImportRecord,
  registerFingerprint,
  updateImport,
} from './imports.store.ts'
import {
  dropOpenUndos,
  findOpenUndo,
  finishUndo,
  hasLeft,
  insertUndo,
  type UndoChoice,
} from './undo.store.ts'
import { countUndoRows, planListUndo, takeListBack } from './undo-list.store.ts'
import { markUndo } from './undo-marks.store.ts'
import { showWithout } from './undo-partly.store.ts'
import { countPlan, planUndo } from './undo-plan.store.ts'
import {
  forgetImages,
  forgetRepeats,
  keepStays,
  restoreHouseholds,
  restoreRows,
  settleClues,
  takePeopleAway,
  takeWordsBack,
  type UndoCounts,
} from './undo-register.store.ts'

const wholly: UndoChoice = { people: null, rows: null }

/**
 * Has an import undone, wholly or for some people or rows. Asked again when nothing is left it does nothing. Problems:
 * 'import.not-ready', 'import.undo-too-late'.
 */
export async function startUndo(ctx: Ctx, id: string, choice: UndoChoice) {
  const record = await getImport(ctx, id, true)
  if (record.state === 'undoing') return { id, state: 'undoing' }
  if (record.state === 'undone' && !(await hasLeft(ctx, id))) return { id, state: 'undone' }
  requireUndoable(record)
  await insertUndo(ctx, id, record.region, choice)
  await updateImport(ctx, id, { state: 'undoing', problem: null })
  await setProgress(ctx, id, { phase: 'undoing', done: 0, total: null, state: 'undoing' })
  await enqueue(ctx, 'import-undo', { importId: id, userId: ctx.user.id })
  return { id, state: 'undoing' }
}

/** What undoing would do, worked out anew each time it is asked. */
export async function previewUndo(ctx: Ctx, id: string, choice: UndoChoice = wholly) {
  const record = await getImport(ctx, id)
  requireUndoable(record)
  await plan(ctx, record, choice)
  const { fates, reasons } = await countPlan(ctx)
  return { fates, reasons, rows: record.fileType === 'register' ? 0 : await countUndoRows(ctx) }
}

/** Works out an undo of the whole import as a table of this transaction, to be read page by page. */
export async function planForReading(ctx: Ctx, id: string): Promise<void> {
  const record = await getImport(ctx, id)
  requireUndoable(record)
  await plan(ctx, record, wholly)
}

/** An import taken in before undo was kept has no images of what it changed. */
function requireUndoable(record: ImportRecord): void {
  if (record.state !== 'done' && record.state !== 'undone')
    throw problem('import.not-ready', { state: record.state })
  const isKept = record.appliedNo !== null && record.fileDeletedAt === null
  if (record.fileType === 'register' && !isKept) throw problem('import.undo-too-late')
}

const plan = (ctx: Ctx, record: ImportRecord, { people, rows }: UndoChoice): Promise<void> =>
  record.fileType === 'register' ? planUndo(ctx, record, people) : planListUndo(ctx, record.id, rows)

/** Undoes an import that stands in the state 'undoing', inside the caller's transaction: all of it or nothing. */
export async function undoImport(ctx: Ctx, id: string): Promise<UndoCounts | null> {
  const record = await getImport(ctx, id, true)
  const undo = record.state === 'undoing' ? await findOpenUndo(ctx, id) : undefined
  if (!undo) return null
  await registerFingerprint(ctx, true)
  const counts = await takeBack(ctx, record, undo)
  await finishUndo(ctx, undo.id, counts)
  const isWhole = undo.people === null && undo.rows === null
  const state = isWhole || !(await hasLeft(ctx, id)) ? 'undone' : 'done'
  if (state === 'undone') await deleteRows(ctx, id)
  await updateImport(ctx, id, { state, problem: null })
  await insertAudit(ctx, {
    action: 'import.undone',
    subjectKind: 'import',
    subjectId: id,
    details: { undoId: undo.id, isWhole, fileType: record.fileType, ...counts },
  })
  await setProgress(ctx, id, { phase: 'undoing', done: 1, total: 1, state })
  return counts
}

/** Takes a list back that another one replaces, in the transaction that brings the other. */
export async function undoReplaced(ctx: Ctx, id: string): Promise<void> {
  const record = await getImport(ctx, id, true)
  if (record.state !== 'done') return
  await insertUndo(ctx, id, record.region, wholly)
  await updateImport(ctx, id, { state: 'undoing' })
  await undoImport(ctx, id)
}

async function takeBack(
  ctx: Ctx,
  record: ImportRecord,
  undo: UndoChoice & { id: string },
): Promise<UndoCounts> {
  await markUndo(ctx, record.id)
  await plan(ctx, record, undo)
  const { fates } = await countPlan(ctx)
  await keepStays(ctx, undo.id)
  if (record.fileType !== 'register') {
    const rows = await countUndoRows(ctx)
    await takeListBack(ctx, record.id)
    return { ...fates, rows, ...(await settleClues(ctx, record.appliedAt, rulesFedBy(record.fileType))) }
  }
  const clues = await settleClues(ctx, record.appliedAt, null)
  await restoreRows(ctx, record.id)
  await takeWordsBack(ctx, record.id, undo.id, ['goes'])
  await takePeopleAway(ctx, record.id)
  if (fates.partly > 0) await showWithout(ctx, record.id)
  await takeWordsBack(ctx, record.id, undo.id, ['back', 'partly'])
  await restoreHouseholds(ctx, record.id)
  await forgetImages(ctx, record.id)
  await forgetRepeats(ctx, record.id, undo.people)
  return { ...fates, rows: 0, ...clues }
}

/** The rules whose question a list can have raised or settled. */
function rulesFedBy(fileType: string | null): string[] {
  const feeds: ReadonlySet<string> = new Set(fileById(fileType ?? '')?.feeds ?? [])
  return rules.filter(({ when }) => [...feeds].some((fact) => when.includes(fact))).map(({ id }) => id)
}

/** After an undo that failed: the import stands as before, and says what went wrong. */
export async function giveUpUndo(
  ctx: Ctx,
  id: string,
  wrong: { code: string; params: Record<string, string | number> },
): Promise<void> {
  const record = await getImport(ctx, id, true)
  if (record.state !== 'undoing') return
  await dropOpenUndos(ctx, id)
  await updateImport(ctx, id, { state: 'done', problem: wrong })
  await setProgress(ctx, id, { phase: 'undoing', done: 0, total: null, state: 'done' })
}
