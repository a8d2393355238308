import { problem } from '@zhucan/kernel'
import { type CellPlace, readReference } from './cell-reference.ts'
import { isTooLong } from './cell-text.ts'
import { type CellTables, type OpenCell, readCell } from './cell-value.ts'
import type { Cell, Limits, SheetRow } from './sheet-model.ts'
import type { Stopwatch } from './stopwatch.ts'
import { createXmlFeed, type XmlAttributes, type XmlHandlers } from './xml-feed.ts'
import type { ZipArchive } from './zip-archive.ts'

/** What reading one sheet needs besides its bytes. */
export interface SheetContext extends CellTables {
  limits: Limits
  stopwatch: Stopwatch
}

/** Excel's own last column; beyond it even an empty cell is a sign of a broken or hostile file. */
const lastColumn = 16_384

/** Streams the filled rows of one sheet part; what follows the sheet's data only counts for the part's checksum. */
export async function* readSheetRows(
  archive: ZipArchive,
  part: string,
  context: SheetContext,
): AsyncGenerator<SheetRow> {
  const scan = startScan(part, context)
  const feed = createXmlFeed(part, scanHandlers(scan), context.limits)
  for await (const chunk of archive.read(part)) {
    if (scan.place === 'behind') continue
    scan.bytes += chunk.length
    context.stopwatch.work(() => feed.write(chunk))
    yield* takeRows(scan)
  }
  if (scan.place !== 'behind') feed.end()
}

/** Where the reading of a sheet stands; kept between pieces of XML. */
interface Scan {
  part: string
  context: SheetContext
  place: 'before' | 'inside' | 'behind'
  /** Bytes of XML so far, and what the texts of rows and of the open row come to. */
  bytes: number
  textChars: number
  rowChars: number
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
  plainCell: RegExp
}

/**
 * The shape nearly every cell of every program has: reference, style, type and one plain value. One pattern reads
 * it four times as fast as tag by tag; any other shape, and text with entities, takes the longer way.
 */
const plainCell =
  /<c r="([A-Z]{1,3}\d{1,7})"(?: s="(\d{1,6})")?(?: t="([a-zA-Z]{1,9})")?(?:\/>|>(?:<v>([^<&\r]*)<\/v>|<is><t(?: xml:space="preserve")?>([^<&\r]*)<\/t><\/is>)<\/c>)/y

function startScan(part: string, context: SheetContext): Scan {
  return {
    part,
    context,
    place: 'before',
    bytes: 0,
    textChars: 0,
    rowChars: 0,
    rows: [],
    row: 0,
    isRowNamed: false,
    cells: [],
    cell: { type: 'n', style: 0, column: -1, value: '', inline: '', hasFormula: false },
    inCell: false,
    collecting: null,
    phonetic: 0,
    reference: { column: 0, row: 0 },
    plainCell: new RegExp(plainCell),
  }
}

function takeRows(scan: Scan): SheetRow[] {
  const { rows } = scan
  scan.rows = []
  return rows
}

function scanHandlers(scan: Scan): XmlHandlers {
  return {
    shortcut: (text, at) => takePlainCell(scan, text, at),
    open(name, attributes) {
      if (scan.place === 'inside') return openInside(scan, name, attributes)
      if (name === 'sheetData' && scan.place === 'before') scan.place = 'inside'
      return false
    },
    close(name) {
      if (scan.place === 'inside') closeInside(scan, name)
    },
    text(piece) {
      if (scan.collecting === 'value') scan.cell.value += piece
      else scan.cell.inline += piece
      const { value, inline } = scan.cell
      if (isTooLong(value || inline, scan.context.limits.maxCellChars)) refuseLength(scan)
    },
  }
}

/** True where the element's text is wanted: a value, or inline text that is no phonetic reading. */
function openInside(scan: Scan, name: string, attributes: XmlAttributes): boolean {
  if (name === 'c') openCell(scan, attributes)
  else if (name === 'row') openRow(scan, attributes.get('r'))
  else if (!scan.inCell) return false
  else if (name === 'v') scan.collecting = 'value'
  else if (name === 't') scan.collecting = scan.phonetic === 0 ? 'inline' : null
  else if (name === 'f') scan.cell.hasFormula = true
  else if (name === 'rPh') scan.phonetic += 1
  return scan.collecting !== null
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
  scan.rowChars = 0
}

function setRow(scan: Scan, next: number): void {
  const limit = scan.context.limits.maxRows
  if (next > limit) throw problem('sheet.too-many-rows', { row: next, limit })
  scan.row = next
}

function takePlainCell(scan: Scan, text: string, at: number): number {
  if (scan.place !== 'inside' || scan.inCell) return -1
  scan.plainCell.lastIndex = at
  const found = scan.plainCell.exec(text)
  if (found === null) return -1
  beginCell(scan, found[1], found[2], found[3])
  scan.cell.value = found[4] ?? ''
  scan.cell.inline = found[5] ?? ''
  closeCell(scan)
  return scan.plainCell.lastIndex
}

function openCell(scan: Scan, attributes: XmlAttributes): void {
  beginCell(scan, attributes.get('r'), attributes.get('s'), attributes.get('t'))
  scan.inCell = true
}

function beginCell(scan: Scan, reference: string | undefined, style: string | undefined, type = 'n'): void {
  const { cell } = scan
  cell.type = type
  cell.style = style === undefined ? 0 : Number(style)
  cell.value = ''
  cell.inline = ''
  cell.hasFormula = false
  if (reference === undefined) cell.column += 1
  else placeCell(scan, reference)
  if (cell.column >= lastColumn) refuseColumn(scan)
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

function refuseLength({ cell, context, row }: Scan): never {
  throw problem('sheet.cell-too-long', { row, column: cell.column + 1, limit: context.limits.maxCellChars })
}

function closeCell(scan: Scan): void {
  const { cell, cells, context } = scan
  scan.inCell = false
  const content = readCell(cell, context)
  if (content === null) return
  // Formats often reach to column XFD; only columns with a value count.
  if (cell.column >= context.limits.maxColumns) refuseColumn(scan)
  if (content.text.length > context.limits.maxCellChars) refuseLength(scan)
  scan.rowChars += content.text.length
  if (scan.rowChars > context.limits.maxRowChars) throw problem('sheet.zip-bomb', { row: scan.row })
  while (cells.length < cell.column) cells.push(null)
  cells[cell.column] = content
}

const textFloor = 16 * 1024 * 1024

function closeRow(scan: Scan): void {
  scan.textChars += scan.rowChars
  const { textChars, bytes, context } = scan
  if (textChars > textFloor && textChars > bytes * context.limits.maxTextRatio)
    throw problem('sheet.zip-bomb', { row: scan.row })
  if (scan.cells.length > 0) scan.rows.push({ row: scan.row, cells: scan.cells })
}
