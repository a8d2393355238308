import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Analysis } from '@zhucan/analysis'
import { isBlankRow, isFooterRow } from '@zhucan/catalogue'
import { type PlainDate, problem } from '@zhucan/kernel'
import { openWorkbook, type SheetInfo, type SheetRow, type Workbook } from '@zhucan/sheets'
import { type ParquetRecord, parquetHeaders, parquetRecords } from './match.store.ts'
import type { Side } from './match-map.ts'
import { findNumberColumns, type NumberColumns } from './number-columns.ts'
import { columnNames, type NumberFile, type NumberRow, numberReader } from './number-rows.ts'

const searchedRows = 30

/** What a file is opened with; `analysis` reads Parquet, and must be allowed into the file's folder. */
export interface NumberFileOptions {
  readonly side: Side
  readonly mapped: ReadonlyMap<string, string>
  readonly day: PlainDate
  readonly analysis: Analysis
}

/** Opens a csv, xlsx or Parquet file for its numbers. Throws Problem 'match.no-identity-column', 'sheet.…', 'file.not-found'. */
export async function openNumberFile(path: string, options: NumberFileOptions): Promise<NumberFile> {
  if (await isParquet(path)) return openParquet(path, options)
  const workbook = await openWorkbook(path)
  try {
    const table = await findTable(workbook, path, options)
    if (table === null) throw problem('match.no-identity-column', { file: basename(path) })
    return {
      sheet: workbook.kind === 'csv' ? null : table.sheet.name,
      headerRow: table.headerRow,
      columns: columnNames(table.columns, table.headers),
      rows: tableRows(workbook, table, options.day),
      close: () => workbook.close(),
    }
  } catch (error) {
    await workbook.close()
    throw error
  }
}

async function isParquet(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch(() => {
    throw problem('file.not-found', { path })
  })
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0)
    return bytesRead === 4 && buffer.toString('latin1') === 'PAR1'
  } finally {
    await file.close()
  }
}

interface Table {
  readonly sheet: SheetInfo
  readonly headerRow: number
  readonly headers: readonly string[]
  readonly columns: NumberColumns
}

async function findTable(
  workbook: Workbook,
  path: string,
  options: NumberFileOptions,
): Promise<Table | null> {
  let best: Table | null = null
  for (const sheet of workbook.sheets.filter(({ hidden }) => !hidden)) {
    const hint = `${basename(path)} ${sheet.name}`
    for (const { row, cells } of await firstRows(workbook, sheet.index)) {
      const headers = cells.map((cell) => cell?.text ?? '')
      const columns = findNumberColumns(headers, options.side, options.mapped, hint)
      if (columns && columns.score > (best?.columns.score ?? -1))
        best = { sheet, headerRow: row, headers, columns }
    }
  }
  return best
}

async function firstRows(workbook: Workbook, index: number): Promise<SheetRow[]> {
  const rows: SheetRow[] = []
  for await (const row of workbook.rows(index)) {
    rows.push(row)
    if (rows.length === searchedRows) break
  }
  return rows
}

async function* tableRows(workbook: Workbook, table: Table, day: PlainDate): AsyncGenerator<NumberRow> {
  const read = numberReader(table.columns, day)
  for await (const { row, cells } of workbook.rows(table.sheet.index)) {
    if (row > table.headerRow && !isBlankRow(cells) && !isFooterRow(cells))
      yield read(row - table.headerRow, cells)
  }
}

async function openParquet(path: string, options: NumberFileOptions): Promise<NumberFile> {
  const headers = await parquetHeaders(options.analysis, path)
  const columns = findNumberColumns(headers, options.side, options.mapped)
  if (columns === null) throw problem('match.no-identity-column', { file: basename(path) })
  const wanted = new Set([...Object.values(columns.numbers), ...(columns.id === null ? [] : [columns.id])])
  const batches = parquetRecords(options.analysis, path, headers, [...wanted])
  return {
    sheet: null,
    headerRow: null,
    columns: columnNames(columns, headers),
    rows: parquetRows(batches, headers.length, numberReader(columns, options.day)),
    close: async () => undefined,
  }
}

async function* parquetRows(
  batches: AsyncIterable<ParquetRecord[]>,
  width: number,
  read: ReturnType<typeof numberReader>,
): AsyncGenerator<NumberRow> {
  for await (const batch of batches)
    for (const record of batch) {
      const cells = Array.from({ length: width }, (_, at) => {
        const text = record[`c${at}`]
        return typeof text === 'string' ? { text, kind: 'text' as const } : null
      })
      yield read(Number(record.row), cells)
    }
}
