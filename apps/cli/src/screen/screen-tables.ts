import { basename } from 'node:path'
import { type Analysis, AnalysisError } from '@zhucan/analysis'
import {
  type Cell,
  type FileDefinition,
  fileById,
  type HeaderMap,
  isBlankRow,
  isFooterRow,
  rankFiles,
  type SheetDefinition,
} from '@zhucan/catalogue'
import { isProblem, problem } from '@zhucan/kernel'
import { chosenSheets, recogniseWorkbook } from '@zhucan/server'
import { openWorkbook } from '@zhucan/sheets'
import { isParquet } from '../match/is-parquet.ts'
import { parquetHeaders, parquetRecords } from '../match/match.store.ts'

/** One data row: 1-based number behind the header, its `id` cell if there is such a column, its cells. */
export interface TableRow {
  readonly row: number
  readonly id: string | null
  readonly cells: readonly (Cell | null)[]
}

/** One sheet of a file with what the catalogue knows of it. */
export interface ScreenTable {
  readonly sheet: string
  readonly definition: SheetDefinition
  readonly map: HeaderMap
  readonly rows: AsyncIterable<TableRow>
}

/** A file as the import would understand it; `file` is null when nothing in the catalogue fits its headers. */
export interface ScreenFile {
  readonly file: FileDefinition | null
  readonly tables: readonly ScreenTable[]
  close(): Promise<void>
}

const enough = 0.4

/** Opens a csv, xlsx or Parquet file and finds out by its headers what it holds. Problems 'file.not-found', 'sheet.…'. */
export async function openScreenFile(path: string, analysis: Analysis): Promise<ScreenFile> {
  try {
    return (await isParquet(path)) ? await openParquet(path, analysis) : await openSheets(path)
  } catch (error) {
    if (error instanceof AnalysisError) throw problem('file.not-readable', { path })
    if (isProblem(error) && /^sheet\./.test(error.code))
      throw problem(error.code, { ...error.params, file: path })
    throw error
  }
}

async function openSheets(path: string): Promise<ScreenFile> {
  const { fileType, sheets } = await recogniseWorkbook(path, basename(path))
  const file = fileType === null ? null : (fileById(fileType) ?? null)
  if (file === null) return { file, tables: [], close: async () => undefined }
  const workbook = await openWorkbook(path)
  const tables = chosenSheets(file, sheets).map(({ index, sheet, headerRow, columns, definition, map }) => ({
    ...{ sheet: sheet!, definition, map },
    rows: sheetRows(
      workbook.rows(index),
      headerRow,
      columns.find(({ header }) => isIdHeader(header))?.index ?? null,
    ),
  }))
  return { file, tables, close: () => workbook.close() }
}

async function* sheetRows(
  rows: AsyncIterable<{ row: number; cells: readonly (Cell | null)[] }>,
  headerRow: number,
  idAt: number | null,
): AsyncGenerator<TableRow> {
  for await (const { row, cells } of rows) {
    if (row <= headerRow || isBlankRow(cells) || isFooterRow(cells)) continue
    yield { row: row - headerRow, id: idOf(cells, idAt), cells }
  }
}

async function openParquet(path: string, analysis: Analysis): Promise<ScreenFile> {
  const headers = await parquetHeaders(analysis, path)
  const best = rankFiles(headers, basename(path))[0]
  const close = async () => undefined
  if (!best || best.score < enough) return { file: null, tables: [], close }
  const { file, sheet, map } = best
  const definition = file.sheets[sheet]!
  const rows = parquetRows(analysis, path, headers)
  return { file, tables: [{ sheet, definition, map, rows }], close }
}

async function* parquetRows(
  analysis: Analysis,
  path: string,
  headers: readonly string[],
): AsyncGenerator<TableRow> {
  const idAt = headers.findIndex(isIdHeader)
  const all = [...headers.keys()]
  for await (const batch of parquetRecords(analysis, path, headers, all))
    for (const record of batch) {
      const cells = all.map((at) => {
        const text = record[`c${at}`]
        return typeof text === 'string' ? { text, kind: 'text' as const } : null
      })
      if (!isBlankRow(cells))
        yield { row: Number(record.row), id: idOf(cells, idAt < 0 ? null : idAt), cells }
    }
}

const isIdHeader = (header: string): boolean => header.trim().toLowerCase() === 'id'

function idOf(cells: readonly (Cell | null)[], at: number | null): string | null {
  return at === null ? null : (cells[at]?.text.trim() ?? '')
}
