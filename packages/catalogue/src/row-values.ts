import type { Category, CertificateNumber, FaultCode, Identity, Level, PlainDate, Sex } from '@zhucan/kernel'
import type { ColumnDefinition, ColumnKind, SheetDefinition } from './define-file.ts'

/** A number cell: as written, and what it says; a person may be looked up by id18 when `usable`. */
export type NumberValue = {
  readonly raw: string
  readonly kind: Identity['kind']
  readonly id18: string | null
  readonly usable: boolean
  readonly certificate: CertificateNumber | null
}

type KindValue = {
  idNumber: NumberValue
  certificateNumber: NumberValue
  name: string
  sex: Sex
  category: Category
  level: Level
  date: PlainDate
  /** YYYYMM */
  month: number
  /** fen */
  money: bigint
  integer: number
  yesNo: boolean
  text: string
  phone: string
  /** As written, or the parts joined by '/'; the server finds the code. */
  region: string
  choice: string
} & Record<ColumnKind, unknown>

/** Type of a column's value; for choices the union of its values. */
export type ColumnValue<Column extends ColumnDefinition> = Column extends {
  kind: 'choice'
  choices: readonly { readonly value: infer Value }[]
}
  ? Value
  : KindValue[Column['kind']]

/** One row's values; null = blank or unreadable cell, absent = the file has no such column. */
export type RowValues<Sheet extends SheetDefinition = SheetDefinition> = {
  -readonly [Key in keyof Sheet['columns']]?: ColumnValue<Sheet['columns'][Key]> | null
}

/** Something wrong in a row; `column` is a key of the sheet. Disagreements are told at the number's column. */
export type RowFault = { readonly column: string; readonly code: FaultCode }

/** What a reader makes of one row. */
export type RowReading<Sheet extends SheetDefinition = SheetDefinition> = {
  readonly values: RowValues<Sheet>
  readonly faults: RowFault[]
}
