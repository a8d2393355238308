import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  compileReader,
  type FileDefinition,
  fileById,
  isBlankRow,
  isFooterRow,
  isKnownHeader,
  mapHeaders,
  type RowFault,
} from '@zhucan/catalogue'
import { plainDate } from '@zhucan/kernel'
import { findHeader, openWorkbook, type SheetRow } from '@zhucan/sheets'
import { type DemoSummary, makeDemo } from '../src/index.ts'

/** Day of all sets made in these tests. */
export const day = plainDate('2026-11-21')

/** A set on disk, with its truth read in. */
export interface MadeSet {
  folder: string
  summary: DemoSummary
  truth(name: string): Promise<Record<string, string>[]>
  remove(): Promise<void>
}

/** Makes a set in a folder of its own. */
export async function makeSet(persons: number, seed = 1): Promise<MadeSet> {
  const folder = await mkdtemp(join(tmpdir(), 'zhucan-demo-'))
  const summary = await makeDemo({ persons, seed, day, out: folder })
  return {
    folder,
    summary,
    truth: (name) => readTruth(join(folder, 'truth', name)),
    remove: () => rm(folder, { recursive: true }),
  }
}

/** SHA-256 of every file of a set by its path. */
export async function hashesOf(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
  const hashes: Record<string, string> = {}
  for (const path of paths.toSorted()) {
    hashes[path.slice(folder.length + 1)] = createHash('sha256')
      .update(await readFile(path))
      .digest('hex')
  }
  return hashes
}

async function readTruth(path: string): Promise<Record<string, string>[]> {
  const [header = '', ...lines] = (await readFile(path, 'utf8')).trimEnd().split('\n')
  const keys = header.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((value, index) => [keys[index]!, value])))
}

/** A data row as the catalogue's reader understands it. */
export interface ReadRow {
  row: number
  values: Readonly<Record<string, unknown>>
  faults: readonly RowFault[]
}

/** A sheet read back from a file of the set. */
export interface ReadSheet {
  /** Rows above the header as their filled texts. */
  above: string[][]
  headers: string[]
  headerRow: number
  rows: ReadRow[]
  footer: string[] | null
  sheets: number
  encoding: string | undefined
}

/** Reads one sheet of a file back through sheets and catalogue, as an import does. */
export async function readBack(
  path: string,
  id: string,
  sheet = { index: 0, name: 'rows' },
): Promise<ReadSheet> {
  const file = fileById(id)!
  const workbook = await openWorkbook(path)
  const all: SheetRow[] = []
  for await (const row of workbook.rows(sheet.index)) all.push(row)
  const headerRow = findHeader(all, (header) => isKnownHeader(header))!
  const headers = all.find(({ row }) => row === headerRow)!.cells.map((cell) => cell?.text ?? '')
  const read = readerOf(file, sheet.name, headers)
  const below = all.filter(({ row, cells }) => row > headerRow && !isBlankRow(cells))
  const last = below.at(-1)
  const hasFooter = last !== undefined && isFooterRow(last.cells)
  await workbook.close()
  return {
    above: all.filter(({ row }) => row < headerRow).map(textsOf),
    headers,
    headerRow,
    rows: (hasFooter ? below.slice(0, -1) : below).map(({ row, cells }) => ({ row, ...read(cells) })),
    footer: hasFooter ? textsOf(last) : null,
    sheets: workbook.sheets.length,
    encoding: workbook.encoding,
  }
}

function readerOf(file: FileDefinition, name: string, headers: readonly string[]) {
  const sheet = file.sheets[name]!
  return compileReader(sheet, mapHeaders(sheet, headers), { day })
}

function textsOf({ cells }: SheetRow): string[] {
  return cells.flatMap((cell) => (cell && cell.text !== '' ? [cell.text] : []))
}
