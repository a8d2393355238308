import { PassThrough } from 'node:stream'
import {
  type ColumnDefinition,
  fileById,
  formChoices,
  formInstructions,
  formMarks,
  formNumbers,
  formText,
  mayDo,
} from '@zhucan/catalogue'
import { problem } from '@zhucan/kernel'
import { type CellValue, createWorkbookWriter, type SheetColumn, type WorkbookWriter } from '@zhucan/sheets'
import { requireConfirmed } from '../access/index.ts'
import { spendExport } from '../platform/export-budget.store.ts'
import type { Ctx } from '../platform/index.ts'
import { maskField, openFields, type PersonFilter } from '../register/index.ts'
import {
  type FormPerson,
  insertForm,
  insertSentRows,
  listFormPeople,
  readFormPeople,
  regionPaths,
} from './register-form.store.ts'

/** Most people on one form; more is no work for one person. */
export const mostFormRows = 50_000
const chunk = 1000

/** The text of each cell, by the key of its column. */
export type SentTexts = Readonly<Record<string, string>>

/** A row as it was sent: what stood in its cells, and what the register showed. */
export interface SentRow {
  texts: SentTexts
  values: Readonly<Record<string, unknown>>
}

const columns: readonly (readonly [string, ColumnDefinition])[] = Object.entries(
  fileById('register')!.sheets.holders!.columns,
)
const sheetTitle = fileById('register')!.sheets.holders!.title.zh

/**
 * The register as a form to be filled in and sent back. Numbers are in clear only where that was asked for and the role
 * may see them; what was sent is kept sealed, so that a returned cell can be held against it.
 */
export async function makeForm(
  ctx: Ctx,
  filter: PersonFilter,
  options: { clear: boolean },
): Promise<{ id: string; count: number; workbook: Buffer; clear: boolean }> {
  const clear = options.clear && mayDo(ctx.user.role, 'person.reveal')
  const ids = await listFormPeople(ctx, { ...filter, kind: 'holder' }, mostFormRows)
  if (ids.length > mostFormRows) throw problem('request.too-large')
  if (clear) requireConfirmed(ctx, ctx.user)
  await spendExport(ctx, { way: 'register-form', rows: ids.length, fileRows: ids.length })
  const id = ctx.newId()
  await insertForm(ctx, { id, template: formMarks.template, hasNumbers: clear, rowCount: ids.length, filter })
  const workbook = await collect(async (writer) => {
    await writeInstructions(ctx, writer, ids.length)
    await writeHolders(ctx, writer, { id, ids, clear })
    await writeMarks(ctx, writer, id)
  })
  return { id, count: ids.length, workbook, clear }
}

async function collect(write: (writer: WorkbookWriter) => Promise<void>): Promise<Buffer> {
  const output = new PassThrough()
  const chunks: Buffer[] = []
  output.on('data', (piece: Buffer) => chunks.push(piece))
  const writer = createWorkbookWriter(output)
  await write(writer)
  await writer.finish()
  return Buffer.concat(chunks)
}

async function writeInstructions(ctx: Ctx, writer: WorkbookWriter, count: number): Promise<void> {
  const { title, lines } = formInstructions
  const sheet = writer.addSheet({ name: title.zh, header: false, columns: [{ header: '', width: 110 }] })
  const filled = (text: string) =>
    text.replace('{who}', ctx.user.name).replace('{day}', ctx.day()).replace('{count}', String(count))
  await sheet.row([{ text: `${title.zh} ${title.en}`, as: 'heading' }])
  for (const { zh, en } of lines) await sheet.row([{ text: `${filled(zh)}\n${filled(en)}`, as: 'note' }])
  await sheet.end()
}

async function writeHolders(
  ctx: Ctx,
  writer: WorkbookWriter,
  form: { id: string; ids: readonly string[]; clear: boolean },
): Promise<void> {
  const sheet = writer.addSheet({
    name: sheetTitle,
    columns: [{ header: formMarks.key, width: 4, hidden: true, locked: true }, ...columns.map(sheetColumn)],
    freezeHeader: true,
    protect: true,
  })
  let row = 1
  for (let at = 0; at < form.ids.length; at += chunk) {
    const people = await readFormPeople(ctx, form.ids.slice(at, at + chunk))
    const places = await regionPaths(ctx, [...new Set(people.flatMap(placesOf))])
    const sent = people.map((person) => ({ person, cells: sentRow(ctx, person, places, form.clear) }))
    const numbers = form.clear ? sent.reduce((sum, { cells }) => sum + countNumbers(cells.texts), 0) : 0
    await spendExport(ctx, { way: 'register-form', numbers })
    for (const { person, cells } of sent)
      await sheet.row([sealKey(ctx, form.id, person.id), ...columns.map(written(cells.texts, form.clear))])
    await insertSentRows(
      ctx,
      form.id,
      sent.map(({ person, cells }) => ({
        personId: person.id,
        row: ++row,
        sent: ctx.keyring.seal(JSON.stringify(cells), `form:${form.id}:${person.id}`),
      })),
    )
  }
  await sheet.end()
}

const countNumbers = (texts: SentTexts): number =>
  Object.keys(texts).filter((key) => formNumbers.has(key)).length

const placesOf = ({ shown }: FormPerson): string[] =>
  [shown.hukouRegion, shown.residenceRegion].filter((code) => typeof code === 'string')

function sheetColumn([key, definition]: readonly [string, ColumnDefinition]): SheetColumn {
  const choices = formChoices(definition)
  const isWide = definition.kind === 'region' || key === 'address'
  return {
    header: definition.label.zh,
    width: isWide ? 36 : formNumbers.has(key) ? 22 : 14,
    kind: definition.kind === 'date' ? 'date' : 'text',
    ...(choices && { choices }),
  }
}

/** The ID number says who it is, and a masked number nothing: neither is changed in a form. */
const written =
  (cells: SentTexts, clear: boolean) =>
  ([key, { kind }]: readonly [string, ColumnDefinition]): CellValue => {
    const text = cells[key] ?? ''
    if (text === '') return null
    if (key === 'idNumber' || (formNumbers.has(key) && !clear)) return { text, locked: true }
    return kind === 'date' ? { date: text } : text
  }

function sentRow(ctx: Ctx, person: FormPerson, places: ReadonlyMap<string, string>, clear: boolean): SentRow {
  const numbers = numbersOf(ctx, person)
  const cells: Record<string, string> = {}
  const values: Record<string, unknown> = {}
  for (const [key, definition] of columns) {
    const value = formNumbers.has(key) ? numbers[key] : person.shown[key]
    if (value === null || value === undefined || value === '') continue
    values[key] = value
    if (formNumbers.has(key)) cells[key] = clear ? String(value) : maskField(key, String(value))
    else if (definition.kind === 'region') cells[key] = places.get(String(value)) ?? String(value)
    else cells[key] = formText(definition, value)
  }
  return { texts: cells, values }
}

function numbersOf(
  ctx: Ctx,
  { id, sealed, idSealed, certificateSealed }: FormPerson,
): Record<string, string> {
  const open = (bytes: Buffer | null) =>
    bytes === null ? '' : ctx.keyring.open(bytes, `person:${id}`).toString('utf8')
  return {
    ...openFields(ctx.keyring, sealed, id),
    idNumber: open(idSealed),
    certificateNumber: open(certificateSealed),
  }
}

/** A row's key says whose it is to nobody but us, and cannot be made up or moved to another form. */
const sealKey = (ctx: Ctx, formId: string, personId: string): string =>
  ctx.keyring.seal(personId, `form-key:${formId}`).toString('base64url')

/** Whose row it is, or null where the key is not one of this form. */
export function openKey(ctx: Ctx, formId: string, key: string): string | null {
  try {
    return ctx.keyring.open(Buffer.from(key, 'base64url'), `form-key:${formId}`).toString('utf8')
  } catch {
    return null
  }
}

async function writeMarks(ctx: Ctx, writer: WorkbookWriter, id: string): Promise<void> {
  const sheet = writer.addSheet({
    name: formMarks.sheet,
    hidden: true,
    header: false,
    columns: [{ header: '' }],
  })
  await sheet.row([formMarks.sheet, id, String(formMarks.template), ctx.day()])
  await sheet.end()
}
