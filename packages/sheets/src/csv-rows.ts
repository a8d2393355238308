import { problem } from '@zhucan/kernel'
import type { Cell, Limits, SheetRow } from './sheet-model.ts'

/** Takes text piece by piece and gives the rows it completes. */
export interface CsvParser {
  push(text: string): SheetRow[]
  end(): SheetRow[]
}

const quote = 34
const lineFeed = 10
const carriageReturn = 13

/** Where the parser stands; kept between pieces of text. */
interface CsvState {
  delimiter: number
  limits: Limits
  rows: SheetRow[]
  cells: (Cell | null)[]
  /** Number of cells met in this row, empty ones included. */
  column: number
  row: number
  field: string
  place: 'start' | 'plain' | 'quoted' | 'quote-seen'
  skipLineFeed: boolean
}

/** A parser for RFC 4180 and what is sold as it: quotes inside plain cells and text behind a closing quote stay text. */
export function createCsvParser(delimiter: string, limits: Limits): CsvParser {
  const state: CsvState = {
    delimiter: delimiter.charCodeAt(0),
    limits,
    rows: [],
    cells: [],
    column: 0,
    row: 1,
    field: '',
    place: 'start',
    skipLineFeed: false,
  }
  return {
    push(text) {
      parse(state, text)
      return takeRows(state)
    },
    end() {
      if (state.place === 'quoted') throw problem('sheet.unclosed-quote', { row: state.row })
      if (state.column > 0 || state.place !== 'start') endRow(state)
      return takeRows(state)
    },
  }
}

function takeRows(state: CsvState): SheetRow[] {
  const { rows } = state
  state.rows = []
  return rows
}

function parse(state: CsvState, text: string): void {
  let at = 0
  while (at < text.length) {
    if (state.place === 'quoted') at = readQuoted(state, text, at)
    else at = readOpen(state, text, at)
  }
}

/** Reads up to the next quote; what lies between may hold delimiters and line ends. */
function readQuoted(state: CsvState, text: string, from: number): number {
  const end = text.indexOf('"', from)
  append(state, text, from, end < 0 ? text.length : end)
  if (end < 0) return text.length
  state.place = 'quote-seen'
  return end + 1
}

function readOpen(state: CsvState, text: string, from: number): number {
  const code = text.charCodeAt(from)
  if (state.skipLineFeed) {
    state.skipLineFeed = false
    if (code === lineFeed) return from + 1
  }
  if (code === quote && state.place !== 'plain') {
    // A second quote right behind the closing one stands for itself; the cell goes on.
    if (state.place === 'quote-seen') state.field += '"'
    state.place = 'quoted'
    return from + 1
  }
  const end = findEnd(text, from, state.delimiter)
  if (end > from) {
    append(state, text, from, end)
    state.place = 'plain'
  }
  if (end === text.length) return end
  const stop = text.charCodeAt(end)
  if (stop === state.delimiter) endCell(state)
  else {
    endRow(state)
    state.skipLineFeed = stop === carriageReturn
  }
  return end + 1
}

function findEnd(text: string, from: number, delimiter: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === delimiter || code === lineFeed || code === carriageReturn) return at
  }
  return text.length
}

function append(state: CsvState, text: string, from: number, to: number): void {
  state.field += text.slice(from, to)
  if (state.field.length > state.limits.maxCellChars) {
    const place = { row: state.row, column: state.column + 1 }
    // An opening quote that is never closed swallows the rest of the file into one cell.
    if (state.place === 'quoted') throw problem('sheet.unclosed-quote', place)
    throw problem('sheet.cell-too-long', { ...place, limit: state.limits.maxCellChars })
  }
}

function endCell(state: CsvState): void {
  const text = unwrapFormula(state.field)
  if (text !== '') {
    const { limits, column, row } = state
    if (column >= limits.maxColumns)
      throw problem('sheet.too-many-columns', { columns: column + 1, limit: limits.maxColumns, row })
    while (state.cells.length < column) state.cells.push(null)
    state.cells.push({ text, kind: 'text' })
  }
  state.column += 1
  state.field = ''
  state.place = 'start'
}

/** Programs write ="0012" to keep Excel from eating zeros; the value is what stands in the quotes. */
function unwrapFormula(field: string): string {
  if (!field.startsWith('="') || !field.endsWith('"') || field.length < 3) return field
  const inner = field.slice(2, -1)
  return inner.includes('"') ? field : inner
}

function endRow(state: CsvState): void {
  endCell(state)
  if (state.cells.length > 0) state.rows.push({ row: state.row, cells: state.cells })
  state.cells = []
  state.column = 0
  state.row += 1
  if (state.row - 1 > state.limits.maxRows)
    throw problem('sheet.too-many-rows', { row: state.row - 1, limit: state.limits.maxRows })
}
