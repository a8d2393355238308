import { type FileDefinition, fileById, missingColumns } from '@zhucan/catalogue'
import { problem } from '@zhucan/kernel'
import { type Ctx, enqueue, setProgress } from '../platform/index.ts'
import { chosenSheets, type ImportSheet } from './import-sheets.ts'
import { deleteRows, findSameContent, insertImport, takeImport, updateImport } from './imports.store.ts'
import { removeFile, type StoredFile } from './stored-file.ts'

/**
 * Enters a received file and has it read. The same content twice is a Problem unless it is meant: a register is then
 * compared once more, a list takes the place of the one that is here.
 */
export async function registerUpload(ctx: Ctx, file: StoredFile, again: boolean): Promise<{ id: string }> {
  try {
    const same = await findSameContent(ctx, file.contentHash)
    if (same && !again)
      throw problem('import.already-imported', {
        id: same.id,
        at: same.appliedAt?.toISOString() ?? '',
        fileType: same.fileType ?? '',
      })
    const replaces = same && same.fileType !== 'register' ? same.id : null
    const id = await insertImport(ctx, file, replaces)
    await setProgress(ctx, id, { phase: 'reading', done: 0, total: null, state: 'reading' })
    await enqueue(ctx, 'import-read', { importId: id, userId: ctx.user.id })
    return { id }
  } catch (error) {
    await removeFile(ctx, file.storedAs)
    throw error
  }
}

/** What a clerk says about a file: its type, and the meaning of each sheet's columns. */
export interface Mapping {
  fileType: string
  sheets: {
    index?: number | undefined
    name: string
    headerRow: number
    sheet?: string | null | undefined
    columns: Record<string, string>
  }[]
}

/** Keeps the mapping and has the file checked. Problems: 'import.missing-column', 'import.same-column-twice'. */
export async function mapImport(ctx: Ctx, id: string, mapping: Mapping) {
  const record = await takeImport(ctx, id, 'mapping', 'ready', 'failed', 'undone')
  const file = fileById(mapping.fileType)
  if (!file) throw problem('import.not-recognised')
  const sheets = record.sheets.map((sheet) => mappedSheet(file, sheet, mapping))
  requireColumns(file, sheets)
  await deleteRows(ctx, id)
  await updateImport(ctx, id, {
    state: 'checking',
    fileType: file.id,
    sheets,
    counts: {},
    faults: [],
    problem: null,
  })
  await setProgress(ctx, id, { phase: 'checking', done: 0, total: null, state: 'checking' })
  await enqueue(ctx, 'import-check', { importId: id, userId: ctx.user.id })
  return { id, state: 'checking' }
}

/** A sheet that the mapping does not name is left out. */
function mappedSheet(file: FileDefinition, sheet: ImportSheet, mapping: Mapping): ImportSheet {
  const given = mapping.sheets.find(({ index, name }) =>
    index === undefined ? name === sheet.name : index === sheet.index,
  )
  if (!given) return { ...sheet, sheet: null }
  const columns = sheet.columns.map((column) => ({ ...column, key: given.columns[column.index] ?? null }))
  const key = given.sheet === undefined ? sheetKeyOf(file, sheet, columns) : given.sheet
  return { ...sheet, headerRow: given.headerRow, sheet: key, columns }
}

/** The recognised sheet where it is one of this file type, else the one that most of the keys belong to. */
function sheetKeyOf(
  file: FileDefinition,
  sheet: ImportSheet,
  columns: readonly { key: string | null }[],
): string | null {
  if (sheet.sheet !== null && Object.hasOwn(file.sheets, sheet.sheet)) return sheet.sheet
  const keys = columns.flatMap(({ key }) => key ?? [])
  if (keys.length === 0) return null
  const fits = Object.entries(file.sheets).map(([name, definition]) => ({
    name,
    known: keys.filter((key) => Object.hasOwn(definition.columns, key)).length,
  }))
  return fits.toSorted((a, b) => b.known - a.known)[0]?.name ?? null
}

function requireColumns(file: FileDefinition, sheets: readonly ImportSheet[]): void {
  const chosen = chosenSheets(file, sheets)
  if (chosen.length === 0) throw problem('import.not-recognised')
  for (const { definition, map, name } of chosen) {
    const missing = missingColumns(definition, map)
    if (missing.length > 0)
      throw problem('import.missing-column', {
        sheet: name,
        column: missing[0]!,
        columns: missing.join(', '),
      })
  }
}

/** Has the good rows of a checked import taken in. */
export async function startApply(ctx: Ctx, id: string) {
  await takeImport(ctx, id, 'ready')
  await updateImport(ctx, id, { state: 'applying', problem: null })
  await setProgress(ctx, id, { phase: 'applying', done: 0, total: null, state: 'applying' })
  await enqueue(ctx, 'import-apply', { importId: id, userId: ctx.user.id })
  return { id, state: 'applying' }
}

/** Gives an import up. The file goes too; should that fail, the nightly cleaning removes it. */
export async function discardImport(ctx: Ctx, id: string) {
  const record = await takeImport(ctx, id, 'reading', 'mapping', 'checking', 'ready', 'refused', 'failed')
  await deleteRows(ctx, id)
  await updateImport(ctx, id, { state: 'discarded' })
  await setProgress(ctx, id, { phase: 'discarding', done: 0, total: null, state: 'discarded' })
  await removeFile(ctx, record.storedAs)
  return { id, state: 'discarded' }
}
