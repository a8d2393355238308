import { problem } from '@zhucan/kernel'
import { type CellPlace, readReference } from './cell-reference.ts'
import { type CellTables, type OpenCell, readCell } from './cell-value.ts'
import type { Cell, Limits, SheetRow } from './sheet-model.ts'
import type { Stopwatch } from './stopwatch.ts'
import { createXmlFeed, type XmlHandlers } from './xml-feed.ts'
import type { ZipArchive } from './zip-archive.ts'

/** What reading one sheet needs besides its bytes. */
export interface SheetContext extends CellTables {
  limits: Limits
  stopwatch: Stopwatch
}

/** Excel's own last column; beyond it even an empty cell is a sign of a broken or hostile file. */
const lastColumn = 16_384

/** Streams the filled rows of one sheet part; stops reading behind the sheet's data. */
export async function* readSheetRows(
  archive: ZipArchive,
  part: string,
  context: SheetContext,
): AsyncGenerator<SheetRow> {
  const scan = startScan(part, context)
  const feed = createXmlFeed(part, scanHandlers(scan), context.limits)
  for await (const chunk of archive.read(part)) {
    context.stopwatch.work(() => feed.write(chunk))
    yield* takeRows(scan)
    if (scan.place === 'behind') return
  }
  feed.end()
  yield* takeRows(scan)
}

/** Where the reading of a sheet stands; kept between pieces of XML. */
interface Scan {
  part: string
  context: SheetContext
  place: 'before' | 'inside' | 'behind'
  rows: SheetRow[]
  row: number
  /** The row's number is certain, so that its cells have to agree. */
  isRowNamed: boolean
  cells: (Cell | null)[]
  /** One object serves all cells of a sheet. */
  cell: OpenCell
  inCell: boolean
  collecting: 'value' | 'inline' | null
  phonetic: number
  reference: CellPlace
}

function startScan(part: string, context: SheetContext): Scan {
  return {
    part,
    context,
    place: 'before',
    rows: [],
    row: 0,
    isRowNamed: false,
    cells: [],
    cell: { type: 'n', style: 0, column: -1, value: '', inline: '', hasFormula: false },
    inCell: false,
    collecting: null,
    phonetic: 0,
    reference: { column: 0, row: 0 },
  }
}

function takeRows(scan: Scan): SheetRow[] {
  const { rows } = scan
  scan.rows = []
  return rows
}

function scanHandlers(scan: Scan): XmlHandlers {
  return {
    open(name, attributes) {
      if (scan.place === 'inside') openInside(scan, name, attributes)
      else if (name === 'sheetData' && scan.place === 'before') scan.place = 'inside'
    },
    close(name) {
      if (scan.place === 'inside') closeInside(scan, name)
    },
    text(piece) {
      if (scan.collecting === 'value') scan.cell.value += piece
      else if (scan.collecting === 'inline') scan.cell.inline += piece
    },
  }
}

type Attributes = Readonly<Record<string, string>>

function openInside(scan: Scan, name: string, attributes: Attributes): void {
  if (name === 'c') openCell(scan, attributes)
  else if (name === 'row') openRow(scan, attributes.r)
  else if (!scan.inCell) return
  else if (name === 'v') scan.collecting = 'value'
  else if (name === 't') scan.collecting = scan.phonetic === 0 ? 'inline' : null
  else if (name === 'f') scan.cell.hasFormula = true
  else if (name === 'rPh') scan.phonetic += 1
}

function closeInside(scan: Scan, name: string): void {
  if (name === 'c') closeCell(scan)
  else if (name === 'v' || name === 't') scan.collecting = null
  else if (name === 'row') closeRow(scan)
  else if (name === 'rPh') scan.phonetic -= 1
  else if (name === 'sheetData') scan.place = 'behind'
}

function openRow(scan: Scan, reference: string | undefined): void {
  const next = reference === undefined ? scan.row + 1 : Number(reference)
  if (!Number.isInteger(next) || next <= scan.row) refuseSheet(scan)
  setRow(scan, next)
  scan.isRowNamed = reference !== undefined
  scan.cells = []
  scan.cell.column = -1
}

function setRow(scan: Scan, next: number): void {
  const limit = scan.context.limits.maxRows
  if (next > limit) throw problem('sheet.too-many-rows', { row: next, limit })
  scan.row = next
}

function openCell(scan: Scan, attributes: Attributes): void {
  const { cell } = scan
  cell.type = attributes.t ?? 'n'
  cell.style = attributes.s === undefined ? 0 : Number(attributes.s)
  cell.value = ''
  cell.inline = ''
  cell.hasFormula = false
  if (attributes.r === undefined) cell.column += 1
  else placeCell(scan, attributes.r)
  if (cell.column >= lastColumn) refuseColumn(scan)
  scan.inCell = true
}

function placeCell(scan: Scan, text: string): void {
  const { reference } = scan
  if (!readReference(text, reference)) refuseSheet(scan)
  if (reference.row !== scan.row) {
    if (reference.row > scan.context.limits.maxRows) setRow(scan, reference.row)
    if (scan.isRowNamed || reference.row < scan.row) refuseSheet(scan)
    setRow(scan, reference.row)
  }
  scan.isRowNamed = true
  scan.cell.column = reference.column
}

function refuseSheet(scan: Scan): never {
  throw problem('sheet.broken-part', { part: scan.part, row: scan.row })
}

function refuseColumn({ cell, context, row }: Scan): never {
  throw problem('sheet.too-many-columns', { columns: cell.column + 1, limit: context.limits.maxColumns, row })
}

function closeCell(scan: Scan): void {
  const { cell, cells, context, row } = scan
  scan.inCell = false
  const content = readCell(cell, context)
  if (content === null) return
  // Formats often reach to column XFD; only columns with a value count.
  if (cell.column >= context.limits.maxColumns) refuseColumn(scan)
  const limit = context.limits.maxCellChars
  if (content.text.length > limit)
    throw problem('sheet.cell-too-long', { row, column: cell.column + 1, limit })
  while (cells.length < cell.column) cells.push(null)
  cells[cell.column] = content
}

function closeRow(scan: Scan): void {
  if (scan.cells.length > 0) scan.rows.push({ row: scan.row, cells: scan.cells })
}
