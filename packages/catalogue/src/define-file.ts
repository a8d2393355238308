import { type Label, problem } from '@zhucan/kernel'
import type { FactName } from './facts.ts'
import { normaliseHeader } from './header-text.ts'

/** What a column holds, and so how its cells are read. */
export type ColumnKind =
  | 'idNumber'
  | 'certificateNumber'
  | 'name'
  | 'sex'
  | 'category'
  | 'level'
  | 'date'
  | 'month'
  | 'money'
  | 'integer'
  | 'yesNo'
  | 'text'
  | 'phone'
  | 'region'
  | 'choice'

/** One allowed value of a choice column with the words that lists use for it. */
export type Choice = { readonly value: string; readonly label: Label; readonly aliases: readonly string[] }

/** One column of a sheet. Key, both labels and the aliases are all accepted as headers. */
export type ColumnDefinition = {
  readonly label: Label
  readonly kind: ColumnKind
  /** Headers met in real lists, wrong words and typos included. */
  readonly aliases: readonly string[]
  /**
   * Without this column the sheet cannot be imported; a blank cell in it is a fault.
   * The person's own idNumber may be replaced by the certificateNumber, which holds it.
   */
  readonly required?: true
  /** A date, month or birth that may not lie after the day of the check. */
  readonly past?: true
  /** A month, year or choice that lists without such a column give in their title or file name. */
  readonly fromTitle?: true
  readonly choices?: readonly Choice[]
  /** For a region that lists spread over columns: headers of each part, widest first (县, 乡镇, 村). */
  readonly parts?: readonly (readonly string[])[]
}

/**
 * One sheet. Keys that mean the row's own person, so that its cells are checked against each other:
 * idNumber, certificateNumber, sex, birth, category, level, issuedOn, validTo.
 */
export type SheetDefinition = {
  readonly title: Label
  /** Words in a sheet, file or title name that speak for this sheet. */
  readonly hints: readonly string[]
  readonly columns: Readonly<Record<string, ColumnDefinition>>
}

type FileHead = {
  /** Kebab-case, equal to the file name, never reused. */
  readonly id: string
  readonly title: Label
  /** Who sends it. */
  readonly department: Label
  readonly legalBasis: Label
  /** The only things it may be used for. */
  readonly permittedUse: Label
  /** Days after import when rows and uploaded file are deleted; 0 = kept as the register itself. */
  readonly retentionDays: number
  readonly subject: 'person' | 'household'
  /** True when one person may rightly stand in several rows, so that repeats are no fault. */
  readonly multiplePerPerson?: boolean
  /** Rows that may end a benefit, all or those with these choices: only two persons together link them by likeness. */
  readonly endsBenefits?: true | Readonly<Record<string, readonly string[]>>
  /** Facts of facts.ts that are filled from its rows. */
  readonly feeds: readonly FactName[]
}

/** A file type as used by readers: head and sheets; single-sheet files have the one sheet `rows`. */
export type FileDefinition<
  Sheets extends Readonly<Record<string, SheetDefinition>> = Readonly<Record<string, SheetDefinition>>,
> = FileHead & { readonly sheets: Sheets }

type OneSheet<Columns> = { readonly hints: readonly string[]; readonly columns: Columns }
type ManySheets<Sheets> = { readonly sheets: Sheets }

/** Declares a file type with several sheets, such as the register workbook. */
export function defineFile<const Sheets extends Readonly<Record<string, SheetDefinition>>>(
  file: FileHead & ManySheets<Sheets>,
): FileDefinition<Sheets>
/** Declares a list of one sheet; it becomes the sheet `rows`. */
export function defineFile<const Columns extends Readonly<Record<string, ColumnDefinition>>>(
  file: FileHead & OneSheet<Columns>,
): FileDefinition<{
  readonly rows: { readonly title: Label; readonly hints: readonly string[]; readonly columns: Columns }
}>
export function defineFile(
  file: FileHead & (OneSheet<SheetDefinition['columns']> | ManySheets<FileDefinition['sheets']>),
): FileDefinition {
  if ('sheets' in file) return checked(file)
  const { hints, columns, ...head } = file
  return checked({ ...head, sheets: { rows: { title: file.title, hints, columns } } })
}

function checked(file: FileDefinition): FileDefinition {
  for (const [name, sheet] of Object.entries(file.sheets)) checkHeaders(`${file.id}.${name}`, sheet)
  return file
}

/** A header that means two columns of one sheet would make the import guess. */
function checkHeaders(place: string, sheet: SheetDefinition): void {
  const owner = new Map<string, string>()
  for (const [key, column] of Object.entries(sheet.columns)) {
    if (column.kind === 'choice' && !column.choices?.length) {
      throw problem('catalogue.invalid', { place, column: key, reason: 'no choices' })
    }
    for (const header of new Set(headersOf(key, column).map(normaliseHeader))) {
      const other = owner.get(header)
      if (other !== undefined)
        throw problem('catalogue.invalid', { place, header, columns: `${other}, ${key}` })
      owner.set(header, key)
    }
  }
}

/** Every header that names a column or a part of it, as written. */
export function headersOf(key: string, column: ColumnDefinition): string[] {
  return [key, column.label.zh, column.label.en, ...column.aliases, ...(column.parts ?? []).flat()]
}
