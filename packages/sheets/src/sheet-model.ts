/** What a cell was in the file; `date` carries an ISO day, `formula` the value the program saved last. */
export type CellKind = 'text' | 'number' | 'date' | 'boolean' | 'error' | 'formula'

/** One filled cell as text; `time` (HH:MM:SS) only where a date cell also shows a time of day. */
export interface Cell {
  text: string
  kind: CellKind
  time?: string
}

/** One row that holds at least one value: `row` is 1-based as in Excel, `cells[0]` is column A. */
export interface SheetRow {
  row: number
  cells: (Cell | null)[]
}

/** A sheet of a workbook in the order its tabs are shown; a csv file has exactly one. */
export interface SheetInfo {
  name: string
  index: number
  hidden: boolean
}

/** An open workbook; rows are read from disk while they are consumed, never held together. */
export interface Workbook {
  kind: 'xlsx' | 'csv'
  encoding?: string
  sheets: SheetInfo[]
  rows(sheetIndex: number): AsyncIterable<SheetRow>
  /** About how many rows a sheet has, without reading its cells; null where the file is damaged further down. */
  countRows(sheetIndex: number): Promise<number | null>
  close(): Promise<void>
}

/** What one file may cost; a test lifts single limits to show that each one is what refuses the file. */
export interface Limits {
  /** Bytes of the file itself. */
  maxBytes: number
  /** Bytes of all parts of the zip together, unpacked. */
  maxUnpackedBytes: number
  /** Unpacked : packed of one part, asked only of parts above 16 MiB. */
  maxRatio: number
  /** Entries of the zip. */
  maxEntries: number
  maxSheets: number
  /** Columns that hold a value. */
  maxColumns: number
  maxRows: number
  /** UTF-16 units of one cell. */
  maxCellChars: number
  /** UTF-16 units of all cells of one row. */
  maxRowChars: number
  /** UTF-16 units of a sheet's cells : bytes of its XML, asked only above 16 Mi: a shared string may stand in every cell. */
  maxTextRatio: number
  /** Memory for the table of shared strings. */
  maxStringBytes: number
  /** Nesting of XML elements. */
  maxDepth: number
  /** Milliseconds the reader itself may work; the time its caller takes between rows does not count. */
  deadlineMs: number
}

/** The limits of the product: a province's list of a million rows by thirty columns still passes. */
export const defaultLimits: Readonly<Limits> = {
  maxBytes: 512 * 1024 * 1024,
  maxUnpackedBytes: 3 * 1024 * 1024 * 1024,
  maxRatio: 200,
  maxEntries: 2_000,
  maxSheets: 256,
  maxColumns: 512,
  maxRows: 1_048_576,
  maxCellChars: 32_767,
  maxRowChars: 131_072,
  maxTextRatio: 20,
  maxStringBytes: 96 * 1024 * 1024,
  maxDepth: 64,
  deadlineMs: 120_000,
}
