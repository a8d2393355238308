import { basename } from 'node:path'
import { type Analysis, AnalysisError } from '@zhucan/analysis'
import { type CellPlace, isBlankRow, isFooterRow, isKnownHeader, joinHeader } from '@zhucan/catalogue'
import { problem } from '@zhucan/kernel'
import {
  type Cell,
  headOfTwo,
  openWorkbook,
  type SheetInfo,
  type SheetRow,
  type Workbook,
} from '@zhucan/sheets'
import { isParquet } from './is-parquet.ts'
import { copyParquet, parquetHeaders } from './match.store.ts'

const searchedRows = 30
/** An operator's own files may be far larger than what a browser may send. */
const limits = {
  maxBytes: 64 * 2 ** 30,
  maxRows: 200_000_000,
  deadlineMs: 6 * 3_600_000,
} as const

/** The columns of a header row that a match needs, and how well the row fitted. */
export interface FoundColumns {
  /** Place of the column that names the row, if there is one. */
  readonly id: number | null
  /** Name in the raw table → where its cells are. */
  readonly places: Readonly<Record<string, CellPlace>>
  readonly score: number
}

/** Finds the needed columns in a row that may be the header; null when it is not one. */
export type FindColumns = (headers: readonly string[], hint: string) => FoundColumns | null

/** A file whose needed columns were found. `headerRow` is as in Excel; null for Parquet. */
export interface OpenTable {
  readonly sheet: string | null
  readonly headerRow: number | null
  readonly headers: readonly string[]
  readonly columns: FoundColumns
  /** Makes a table of the engine: row_no, known_as and the found columns as text. Returns its rows. */
  load(table: string, tell: (rows: number) => void): Promise<number>
  close(): Promise<void>
}

/** Opens a csv, xlsx or Parquet file; null when no row of it is a header. Throws Problem 'sheet.…', 'file.not-found'. */
export async function openTable(
  analysis: Analysis,
  path: string,
  find: FindColumns,
): Promise<OpenTable | null> {
  if (await isParquet(path)) return openParquet(analysis, path, find)
  const workbook = await openWorkbook(path, { limits })
  const found = await findTable(workbook, path, find).catch(async (error: unknown) => {
    await workbook.close()
    throw error
  })
  if (found === null) {
    await workbook.close()
    return null
  }
  return {
    sheet: workbook.kind === 'csv' ? null : found.sheet.name,
    headerRow: found.headerRow,
    headers: found.headers,
    columns: found.columns,
    load: (table, tell) =>
      analysis.appendRows(table, tableColumns(found.columns), sheetRows(workbook, found, tell)),
    close: () => workbook.close(),
  }
}

interface SheetTable {
  readonly sheet: SheetInfo
  readonly headerRow: number
  readonly headers: readonly string[]
  readonly columns: FoundColumns
}

async function findTable(workbook: Workbook, path: string, find: FindColumns): Promise<SheetTable | null> {
  let best: SheetTable | null = null
  for (const sheet of workbook.sheets.filter(({ hidden }) => !hidden)) {
    const hint = `${basename(path)} ${sheet.name}`
    const rows = await firstRows(workbook, sheet.index)
    for (const at of rows.keys()) {
      const found = headerOf(rows.slice(at, at + 3), (headers) => find(headers, hint))
      if (found && found.columns.score > (best?.columns.score ?? -1)) best = { sheet, ...found }
    }
  }
  return best
}

type Header = Pick<SheetTable, 'headerRow' | 'headers' | 'columns'>

const words = { knows: isKnownHeader, join: joinHeader }

/** A row as header, with the one or two rows below it where they are one head. */
function headerOf(
  [row, below, third]: readonly SheetRow[],
  find: (headers: readonly string[]) => FoundColumns | null,
): Header | null {
  const upper = headerAt(row!, below, find)
  if (upper === null || upper.headerRow === row!.row) return upper
  const cells = upper.headers.map((text): Cell | null => (text === '' ? null : { text, kind: 'text' }))
  const whole = headerAt({ row: upper.headerRow, cells }, third, find)
  if (whole === null || whole.headerRow === upper.headerRow) return upper
  // Neither may its lower rows be preferred to the whole.
  const lower = headerAt(below!, third, find)
  const score = Math.max(upper.columns.score, whole.columns.score, lower?.columns.score ?? 0)
  return { ...whole, columns: { ...whole.columns, score } }
}

/** A row as header; with the row below it where the two are one head, or the lower divides merged cells into more columns. */
function headerAt(
  row: SheetRow,
  below: SheetRow | undefined,
  find: (headers: readonly string[]) => FoundColumns | null,
): Header | null {
  const joined = headOfTwo(row, below, words)
  const grouped = joined && find(joined.headers)
  const headers = row.cells.map(shownText)
  const columns = find(headers)
  if (joined && grouped) {
    // Neither of its rows alone may be preferred to the whole.
    const lower = find(below!.cells.map(shownText))
    const score = Math.max(grouped.score, columns?.score ?? 0, lower?.score ?? 0)
    return { headerRow: joined.lastRow, headers: joined.headers, columns: { ...grouped, score } }
  }
  if (columns === null) return null
  const alone = { headerRow: row.row, headers, columns }
  return below?.row === row.row + 1 ? (divided(alone, below, find) ?? alone) : alone
}

function divided(
  { headers, columns }: Header,
  { row, cells }: SheetRow,
  find: (headers: readonly string[]) => FoundColumns | null,
): Header | null {
  const width = Math.max(headers.length, cells.length)
  const both = Array.from({ length: width }, (_, at) => shownText(cells[at]) || (headers[at] ?? ''))
  const more = find(both)
  if (more === null || !saysMore(more, columns)) return null
  return { headerRow: row, headers: both, columns: { ...more, score: columns.score } }
}

/** All that was found before, from more columns. A row of data would take names of columns away. */
function saysMore({ places }: FoundColumns, before: FoundColumns): boolean {
  const used = (columns: FoundColumns['places']) =>
    Object.values(columns).flatMap((place) => (typeof place === 'object' && 'always' in place ? [] : place))
  return (
    Object.keys(before.places).every((key) => places[key] !== undefined) &&
    new Set(used(places)).size > new Set(used(before.places)).size
  )
}

const shownText = (cell: Cell | null | undefined) => cell?.text.trim() ?? ''

async function firstRows(workbook: Workbook, index: number): Promise<SheetRow[]> {
  const rows: SheetRow[] = []
  for await (const row of workbook.rows(index)) {
    rows.push(row)
    if (rows.length === searchedRows) break
  }
  return rows
}

function tableColumns({ places }: FoundColumns) {
  const texts = Object.keys(places).map((name) => [name, 'VARCHAR'] as const)
  return { row_no: 'INTEGER', known_as: 'VARCHAR', ...Object.fromEntries(texts) } as const
}

async function* sheetRows(workbook: Workbook, table: SheetTable, tell: (rows: number) => void) {
  const places = Object.values(table.columns.places)
  let count = 0
  for await (const { row, cells } of workbook.rows(table.sheet.index)) {
    if (row <= table.headerRow || isBlankRow(cells) || isFooterRow(cells)) continue
    if (isHeaderAgain(cells, table.headers)) continue
    const number = row - table.headerRow
    yield [number, knownAs(number, cells, table.columns.id), ...places.map((place) => textAt(cells, place))]
    count += 1
    if (count % 100_000 === 0) tell(count)
  }
}

/** Lists that were pasted together from several files carry the header of each. */
function isHeaderAgain(cells: readonly (Cell | null)[], headers: readonly string[]): boolean {
  return cells.length > 1 && headers.every((header, at) => (cells[at]?.text.trim() ?? '') === header)
}

// A blank cell in an id column must not become another row's number.
function knownAs(row: number, cells: readonly (Cell | null)[], id: number | null): string {
  return id === null ? String(row) : cells[id]?.text.trim() || `row ${row}`
}

function textAt(cells: readonly (Cell | null)[], place: CellPlace): string | null {
  if (typeof place === 'number') return cellText(cells[place])
  if ('always' in place) return place.always
  const parts = place.map((at) => cells[at]?.text.trim() ?? '').filter((text) => text !== '')
  return parts.length === 0 ? null : parts.join('/')
}

/** A spreadsheet keeps 15 digits of a number; what it shows of a longer one must not pass for what was typed. */
function cellText(cell: Cell | null | undefined): string | null {
  const text = cell?.text.trim()
  if (!text) return null
  return cell?.kind === 'number' && /^\d{16,}$/.test(text) ? Number(text).toExponential() : text
}

async function openParquet(analysis: Analysis, path: string, find: FindColumns): Promise<OpenTable | null> {
  const headers = await parquetHeaders(analysis, path).catch((error: unknown) => {
    throw error instanceof AnalysisError ? problem('file.not-readable', { path }) : error
  })
  const columns = find(
    headers.map((header) => header.trim()),
    basename(path),
  )
  if (columns === null) return null
  return {
    sheet: null,
    headerRow: null,
    headers,
    columns,
    load: (table) => copyParquet(analysis, { path, table, headers, columns }),
    close: async () => undefined,
  }
}
