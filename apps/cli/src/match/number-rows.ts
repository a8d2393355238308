import { compileReader, type NumberValue, type SheetDefinition } from '@zhucan/catalogue'
import type { PlainDate } from '@zhucan/kernel'
import type { Cell } from '@zhucan/sheets'
import { type NumberColumns, type NumberKey, numberKeys } from './number-columns.ts'

/** One data row: 1-based number behind the header, its `id` cell if there is such a column, its numbers as read. */
export interface NumberRow {
  readonly row: number
  readonly id: string | null
  readonly numbers: readonly { readonly column: NumberKey; readonly value: NumberValue }[]
}

/** A file of which only the number columns are read. `headerRow` is as in Excel; null for Parquet. */
export interface NumberFile {
  readonly sheet: string | null
  readonly headerRow: number | null
  /** Headers as written, by what they mean. */
  readonly columns: Readonly<Partial<Record<NumberKey | 'id', string>>>
  readonly rows: AsyncIterable<NumberRow>
  close(): Promise<void>
}

const label = { zh: '', en: '' }
const numbersOnly = {
  title: label,
  hints: [],
  columns: {
    idNumber: { label, kind: 'idNumber', aliases: [] },
    certificateNumber: { label, kind: 'certificateNumber', aliases: [] },
  },
} as const satisfies SheetDefinition

/** Makes the function that reads the numbers of a row. */
export function numberReader(
  columns: NumberColumns,
  day: PlainDate,
): (row: number, cells: readonly (Cell | null)[]) => NumberRow {
  const read = compileReader(numbersOnly, columns.numbers, { day })
  return (row, cells) => {
    const { values } = read(cells)
    const numbers = numberKeys.flatMap((column) => {
      const value = values[column]
      return value ? [{ column, value }] : []
    })
    const id = columns.id === null ? null : (cells[columns.id]?.text.trim() ?? '')
    return { row, id, numbers }
  }
}

/** Headers as written at the found places. */
export function columnNames(columns: NumberColumns, headers: readonly string[]): NumberFile['columns'] {
  const numbers = Object.entries(columns.numbers).map(([key, at]) => [key, headers[at]?.trim() ?? ''])
  return Object.fromEntries(
    columns.id === null ? numbers : [...numbers, ['id', headers[columns.id]?.trim() ?? '']],
  )
}
