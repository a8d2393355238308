import type { Writable } from 'node:stream'
import { openWorkbook } from './open-workbook.ts'
import type { Cell, Limits, SheetRow, Workbook } from './sheet-model.ts'
import type { CellValue, SheetColumn } from './sheet-xml.ts'
import { createWorkbookWriter, type SheetWriter } from './workbook-writer.ts'

/** One thing wrong with a row, in a sentence for the person who repairs it; `column` is 0-based, null = the row as a whole. */
export interface RowFault {
  column: number | null
  sentence: string
}

/** What is to be said about a workbook: asked row by row, with 1-based row numbers; twice where the column trails. */
export interface FaultReport {
  faultsOf(sheetIndex: number, row: number): readonly RowFault[]
  /** Row of a sheet's header, kept above its rows and named; null or 0 = no header. */
  headerRowOf(sheetIndex: number): number | null
  /** Columns (0-based) that stay out of sight. */
  hiddenColumnsOf?(sheetIndex: number): readonly number[]
  /** Hidden sheets that a program needs: they go back whole, hidden, and without the column. */
  keepsWhole?(sheetName: string): boolean
}

/** Heading of the added column, its side (leading unless told otherwise), and whether rows without faults are left out. */
export interface RewriteOptions {
  heading: string
  place?: 'leading' | 'trailing'
  onlyFaulty?: boolean
  limits?: Partial<Limits>
  fileName?: string
}

/**
 * Writes an uploaded workbook (xlsx or csv) again as a new xlsx: all sheets, every filled row in its place, and a
 * 「问题」 column that says what is wrong, with the faulty cells in red. Nothing but cell values is taken over.
 */
export async function rewriteWithFaults(
  path: string,
  report: FaultReport,
  output: Writable,
  options: RewriteOptions,
): Promise<{ rows: number; faultyRows: number }> {
  const { limits, fileName } = options
  const workbook = await openWorkbook(path, { ...(limits && { limits }), ...(fileName && { fileName }) })
  const counts = { rows: 0, faultyRows: 0 }
  try {
    const writer = createWorkbookWriter(output)
    for (const { index, name, hidden } of workbook.sheets) {
      if (hidden && report.keepsWhole?.(name)) {
        await copyHidden(workbook, index, writer.addSheet({ name, hidden, header: false, columns: [] }))
        continue
      }
      const headerRow = report.headerRowOf(index) ?? 0
      const width = problemFirst(options) ? 0 : await measure(workbook, index, report)
      const columns = columnsOf(report.hiddenColumnsOf?.(index) ?? [], options)
      const sheet = writer.addSheet({ name, columns, header: false, frozenRows: headerRow })
      await copyRows({ workbook, index, headerRow, width, sheet, report, options, counts })
      await sheet.end()
    }
    await writer.finish()
  } finally {
    await workbook.close()
  }
  return counts
}

async function copyHidden(workbook: Workbook, index: number, sheet: SheetWriter): Promise<void> {
  for await (const { row, cells } of workbook.rows(index)) await sheet.row(cells.map(copyCell), row)
  await sheet.end()
}

function columnsOf(hidden: readonly number[], options: RewriteOptions): SheetColumn[] {
  const columns: SheetColumn[] = problemFirst(options) ? [{ header: '', width: problemWidth }] : []
  const shift = columns.length
  for (const column of hidden.toSorted((a, b) => a - b)) {
    while (columns.length < column + shift) columns.push({ header: '' })
    columns.push({ header: '', hidden: true })
  }
  return columns
}

const problemWidth = 40

const problemFirst = (options: RewriteOptions) => options.place !== 'trailing'

/** The widest row, or the farthest cell at fault: a trailing column has to lie behind both, so the sheet is read twice. */
async function measure(workbook: Workbook, index: number, report: FaultReport): Promise<number> {
  let width = 0
  for await (const { row, cells } of workbook.rows(index)) {
    const farthest = report.faultsOf(index, row).map(({ column }) => (column ?? -1) + 1)
    width = Math.max(width, cells.length, ...farthest)
  }
  return width
}

interface Copy {
  workbook: Workbook
  index: number
  headerRow: number
  width: number
  sheet: SheetWriter
  report: FaultReport
  options: RewriteOptions
  counts: { rows: number; faultyRows: number }
}

async function copyRows(copy: Copy): Promise<void> {
  for await (const row of copy.workbook.rows(copy.index)) {
    const written = row.row <= copy.headerRow ? copyHeader(copy, row) : copyRow(copy, row)
    if (written) await written
  }
}

function copyHeader(copy: Copy, { row, cells }: SheetRow): Promise<void> | undefined {
  const isHeading = row === copy.headerRow
  const values = cells.map(
    (cell): CellValue => (isHeading && cell ? { text: cell.text, as: 'heading' } : copyCell(cell)),
  )
  const heading: CellValue = isHeading ? { text: copy.options.heading, as: 'heading' } : null
  return copy.sheet.row(beside(copy, values, heading), row)
}

function copyRow(copy: Copy, { row, cells }: SheetRow): Promise<void> | undefined {
  const { sheet, report, index, options, counts } = copy
  const faults = report.faultsOf(index, row)
  counts.rows += 1
  if (faults.length > 0) counts.faultyRows += 1
  else if (options.onlyFaulty) return undefined
  const values = cells.map(copyCell)
  for (const { column } of faults) {
    if (column === null) continue
    while (values.length <= column) values.push(null)
    values[column] = marked(values[column] ?? null)
  }
  const sentences = faults.map(({ sentence }) => sentence).join('\n')
  const arranged = beside(copy, values, sentences === '' ? null : { text: sentences, as: 'note' })
  return options.onlyFaulty ? sheet.row(arranged) : sheet.row(arranged, row)
}

/** Sets the problem column's value at its side of the row. */
function beside({ options, width }: Copy, values: CellValue[], problem: CellValue): CellValue[] {
  if (problemFirst(options)) return [problem, ...values]
  while (values.length < width) values.push(null)
  return [...values, problem]
}

function marked(value: CellValue): CellValue {
  if (value !== null && typeof value === 'object') return { ...value, fault: true }
  return value === null ? { fault: true } : { text: value, fault: true }
}

/** Numbers stay numbers while a double holds all their digits; everything else is copied as its text. */
function copyCell(cell: Cell | null): CellValue {
  if (cell === null) return null
  if (cell.kind === 'date' && cell.time === undefined) return { date: cell.text }
  if (cell.kind === 'date') return `${cell.text} ${cell.time}`
  const isExact = cell.kind === 'number' && String(Number(cell.text)) === cell.text
  return isExact && /^[^e]{1,16}$/.test(cell.text) ? Number(cell.text) : cell.text
}
