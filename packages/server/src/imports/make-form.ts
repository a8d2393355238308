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
  listFormRelatives,
  readFormPeople,
  regionPaths,
} from './register-form.store.ts'
import { type SpooledFile, spoolFile } from './stored-file.ts'

/** Most holders on one form: a city. */
export const mostFormRows = 150_000
const chunk = 1000

/** The text of each cell, by the key of its column. */
export type SentTexts = Readonly<Record<string, string>>

/** A row as it was sent: what stood in its cells, and what the register showed. */
export interface SentRow {
  texts: SentTexts
  values: Readonly<Record<string, unknown>>
}

type FormColumn = readonly [string, ColumnDefinition]

/** A sheet of the form: holders, and who lives with them. */
interface FormSheet {
  key: 'holders' | 'family'
  title: string
  columns: readonly FormColumn[]
}

const sheetOf = (key: FormSheet['key']): FormSheet => {
  const { title, columns } = fileById('register')!.sheets[key]!
  return { key, title: title.zh, columns: Object.entries(columns) }
}
const formSheets = { holders: sheetOf('holders'), family: sheetOf('family') }

interface Form {
  id: string
  clear: boolean
}

/**
 * The register as a form to be filled in and sent back: holders, and the relatives of their households. Numbers are in
 * clear only where that was asked for and the role may see them; what was sent is kept sealed, so that a returned cell can be
 * held against it. Whoever gets `file` must read it or close it.
 */
export async function makeForm(
  ctx: Ctx,
  filter: PersonFilter,
  options: { clear: boolean },
): Promise<Form & { holders: number; relatives: number; file: SpooledFile }> {
  const clear = options.clear && mayDo(ctx.user.role, 'person.reveal')
  const asked = { ...filter, kind: 'holder' } as const
  const holders = await listFormPeople(ctx, asked, mostFormRows)
  const relatives = await listFormRelatives(ctx, asked, mostFormRows)
  if (holders.length > mostFormRows || relatives.length > mostFormRows) throw problem('request.too-large')
  if (clear) requireConfirmed(ctx, ctx.user)
  const rowCount = holders.length + relatives.length
  await spendExport(ctx, { way: 'register-form', rows: rowCount, fileRows: rowCount })
  const form: Form = { id: ctx.newId(), clear }
  // Whom somebody looked for by name does not come to rest here.
  const { name: _, ...kept } = filter
  await insertForm(ctx, {
    ...{ id: form.id, template: formMarks.template, hasNumbers: clear, rowCount },
    filter: kept,
  })
  const file = await spoolFile(ctx, async (output) => {
    const writer = createWorkbookWriter(output)
    await writeInstructions(ctx, writer, holders.length)
    await writePeople(ctx, writer, { form, sheet: formSheets.holders, ids: holders })
    await writePeople(ctx, writer, { form, sheet: formSheets.family, ids: relatives })
    await writeMarks(ctx, writer, form.id)
    await writer.finish()
  })
  return { ...form, holders: holders.length, relatives: relatives.length, file }
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

async function writePeople(
  ctx: Ctx,
  writer: WorkbookWriter,
  { form, sheet: { key, title, columns }, ids }: { form: Form; sheet: FormSheet; ids: readonly string[] },
): Promise<void> {
  const sheet = writer.addSheet({
    name: title,
    columns: [{ header: formMarks.key, width: 4, hidden: true, locked: true }, ...columns.map(sheetColumn)],
    freezeHeader: true,
    protect: true,
  })
  let row = 1
  for (let at = 0; at < ids.length; at += chunk) {
    const people = await readFormPeople(ctx, ids.slice(at, at + chunk))
    const places = await regionPaths(ctx, [...new Set(people.flatMap(placesOf))])
    const sent = people.map((person) => ({
      person,
      cells: sentRow(ctx, person, { columns, places, clear: form.clear }),
    }))
    const numbers = form.clear ? sent.reduce((sum, { cells }) => sum + countNumbers(cells.texts), 0) : 0
    await spendExport(ctx, { way: 'register-form', numbers })
    for (const { person, cells } of sent)
      await sheet.row([sealKey(ctx, form.id, person.id), ...columns.map(written(cells.texts, form.clear))])
    await insertSentRows(
      ctx,
      { formId: form.id, sheet: key },
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

function sheetColumn([key, definition]: FormColumn): SheetColumn {
  const choices = formChoices(definition)
  const isWide = definition.kind === 'region' || key === 'address'
  return {
    header: definition.label.zh,
    width: isWide ? 36 : formNumbers.has(key) ? 22 : 14,
    kind: definition.kind === 'date' ? 'date' : 'text',
    ...(choices && { choices }),
  }
}

/**
 * A holder's ID number says who it is, and a masked number nothing: neither is changed in a form. A relative's number that
 * nobody knew yet may be added.
 */
const written =
  (cells: SentTexts, clear: boolean) =>
  ([key, { kind }]: FormColumn): CellValue => {
    const text = cells[key] ?? ''
    if (text === '') return null
    if (key === 'idNumber' || (formNumbers.has(key) && !clear)) return { text, locked: true }
    return kind === 'date' ? { date: text } : text
  }

function sentRow(
  ctx: Ctx,
  person: FormPerson,
  on: { columns: readonly FormColumn[]; places: ReadonlyMap<string, string>; clear: boolean },
): SentRow {
  const numbers = numbersOf(ctx, person)
  const cells: Record<string, string> = {}
  const values: Record<string, unknown> = {}
  for (const [key, definition] of on.columns) {
    const value = formNumbers.has(key) ? numbers[key] : person.shown[key]
    if (value === null || value === undefined || value === '') continue
    values[key] = value
    if (formNumbers.has(key)) cells[key] = on.clear ? String(value) : maskField(key, String(value))
    else if (definition.kind === 'region') cells[key] = on.places.get(String(value)) ?? String(value)
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
