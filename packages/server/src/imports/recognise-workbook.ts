import {
  type ColumnKind,
  type FileDefinition,
  formMarks,
  type HeaderMap,
  isKnownHeader,
  joinHeader,
  mapHeaders,
  type Recognition,
  rankFiles,
} from '@zhucan/catalogue'
import { hideNumbers } from '@zhucan/kernel'
import { findHead, openWorkbook, type SheetHead, type SheetRow, type Workbook } from '@zhucan/sheets'
import type { ImportSheet } from './import-sheets.ts'
import { maskSample } from './sample-mask.ts'

/** What an upload looks like; `fileType` null means that a person must say what it is. */
export interface RecognisedWorkbook {
  fileType: string | null
  sheets: ImportSheet[]
  /** About how many rows there are to check; null where that cannot be told beforehand. */
  rowCount: number | null
  /** The form that this file is, by its hidden sheet. */
  formId: string | null
}

const peekedRows = 40
const sampleCount = 5
const confident = 0.4

interface Peeked {
  index: number
  name: string
  headerRow: number
  headers: string[]
  title: string
  samples: SheetRow[]
  ranked: Recognition[]
}

/** Looks at the first rows of every sheet and says what kind of file this is. Throws Problem 'sheet.…' for hostile files. */
export async function recogniseWorkbook(path: string, fileName: string): Promise<RecognisedWorkbook> {
  const workbook = await openWorkbook(path, { fileName })
  try {
    const peeked: Peeked[] = []
    let formId: string | null = null
    for (const { index, name } of workbook.sheets) {
      if (name === formMarks.sheet) {
        formId = await readFormMark(workbook, index)
        continue
      }
      const sheet = await peekSheet(workbook, index, name, fileName)
      if (sheet) peeked.push(sheet)
    }
    const file = bestFile(peeked)
    return {
      fileType: file?.id ?? null,
      sheets: peeked.map((sheet) => describeSheet(sheet, file)),
      rowCount: await countRows(workbook, peeked),
      formId,
    }
  } finally {
    await workbook.close()
  }
}

async function readFormMark(workbook: Workbook, index: number): Promise<string | null> {
  for await (const { cells } of workbook.rows(index)) {
    const texts = cells.map((cell) => cell?.text ?? '')
    const at = texts.indexOf(formMarks.sheet)
    if (at >= 0) return texts[at + 1] ?? null
  }
  return null
}

async function countRows(workbook: Workbook, sheets: readonly Peeked[]): Promise<number | null> {
  let sum = 0
  for (const { index, headerRow } of sheets) {
    const rows = await workbook.countRows(index)
    if (rows === null) return null
    sum += Math.max(0, rows - headerRow)
  }
  return sum
}

async function peekSheet(
  workbook: Workbook,
  index: number,
  name: string,
  fileName: string,
): Promise<Peeked | null> {
  const rows: SheetRow[] = []
  for await (const row of workbook.rows(index)) {
    rows.push(row)
    if (rows.length >= peekedRows) break
  }
  const first = rows[0]
  if (first === undefined) return null
  const { firstRow, lastRow, headers } = findHead(rows, headWords) ?? headIn(first)
  const titles = rows
    .filter(({ row }) => row < firstRow)
    .map(({ cells }) => cells.find((cell) => cell !== null)?.text ?? '')
  const hint = [fileName, name, ...titles].join(' ')
  return {
    index,
    name,
    headerRow: lastRow,
    headers,
    title: hideNumbers(hint),
    samples: rows.filter(({ row }) => row > lastRow),
    ranked: rankFiles(headers, hint),
  }
}

const headWords = { knows: isKnownHeader, join: joinHeader }

/** A person says what the columns of a first row are that nothing is known of. */
const headIn = ({ row, cells }: SheetRow): SheetHead => ({
  firstRow: row,
  lastRow: row,
  headers: cells.map((cell) => cell?.text.trim() ?? ''),
})

/** The file type that explains the sheets together best; a register is more than one of its sheets. */
function bestFile(sheets: readonly Peeked[]): FileDefinition | null {
  const scores = new Map<FileDefinition, number>()
  for (const { ranked } of sheets) {
    for (const file of new Set(ranked.map((one) => one.file))) {
      const score = ranked.find((one) => one.file === file)!.score
      if (score >= confident) scores.set(file, (scores.get(file) ?? 0) + score)
    }
  }
  return [...scores].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? null
}

function describeSheet(sheet: Peeked, file: FileDefinition | null): ImportSheet {
  const fit = sheet.ranked.find((one) => one.file === file && one.score >= confident)
  return layOutSheet(sheet, file, fit?.sheet ?? null, fit?.score ?? 0)
}

function layOutSheet(
  { index, name, headerRow, headers, title, samples }: Peeked,
  file: FileDefinition | null,
  key: string | null,
  score: number,
): ImportSheet {
  const definition = file && key ? file.sheets[key] : undefined
  const keys = definition ? keysByIndex(mapHeaders(definition, headers)) : new Map<number, string>()
  const width = Math.max(headers.length, ...samples.map(({ cells }) => cells.length))
  return {
    index,
    name: hideNumbers(name),
    headerRow,
    title,
    sheet: key,
    columns: Array.from({ length: width }, (_, column) => {
      const columnKey = keys.get(column) ?? null
      const kind = columnKey ? definition!.columns[columnKey]!.kind : null
      return {
        index: column,
        header: hideNumbers(headers[column] ?? ''),
        samples: samplesOf(samples, column, kind),
        key: columnKey,
        confidence: columnKey ? Math.round(score * 100) / 100 : 0,
      }
    }).filter(({ header, samples: shown }) => header !== '' || shown.length > 0),
  }
}

function keysByIndex(map: HeaderMap): Map<number, string> {
  const keys = new Map<number, string>()
  for (const [key, place] of Object.entries(map)) {
    if (typeof place === 'object' && 'always' in place) continue
    for (const index of [place].flat()) keys.set(index, key)
  }
  return keys
}

function samplesOf(rows: readonly SheetRow[], column: number, kind: ColumnKind | null): string[] {
  const texts = rows.map(({ cells }) => cells[column]?.text.trim() ?? '').filter((text) => text !== '')
  return texts.slice(0, sampleCount).map((text) => maskSample(text, kind))
}
