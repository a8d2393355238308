import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isProblem, type Problem } from '@zhucan/kernel'
import { type OpenOptions, openWorkbook, type SheetRow } from '../src/index.ts'

/** A folder for one test file's files. */
export interface Scratch {
  path(name: string): string
  freshName(extension: string): string
  write(name: string, bytes: Buffer | string): string
  remove(): void
}

/** Makes a private folder under the system's own. */
export function makeScratch(): Scratch {
  const dir = mkdtempSync(join(tmpdir(), 'zhucan-sheets-'))
  const path = (name: string) => join(dir, name)
  let made = 0
  return {
    path,
    freshName(extension) {
      made += 1
      return `file-${made}${extension}`
    },
    write(name, bytes) {
      writeFileSync(path(name), bytes)
      return path(name)
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  }
}

/** Everything an iteration gives. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

/** All rows of all sheets, one list for each sheet. */
export async function readAll(path: string, options: OpenOptions = {}): Promise<SheetRow[][]> {
  const workbook = await openWorkbook(path, options)
  try {
    const sheets: SheetRow[][] = []
    for (const { index } of workbook.sheets) sheets.push(await collect(workbook.rows(index)))
    return sheets
  } finally {
    await workbook.close()
  }
}

/** Only the texts of the first sheet: null for an empty cell. */
export async function readTexts(path: string, options: OpenOptions = {}): Promise<(string | null)[][]> {
  const [rows] = await readAll(path, options)
  return rows!.map(({ cells }) => cells.map((cell) => cell?.text ?? null))
}

/** The Problem that reading ends in; null where it reads to the end. Anything else thrown is thrown on. */
export async function problemOf(work: Promise<unknown>): Promise<Problem | null> {
  try {
    await work
    return null
  } catch (error) {
    if (isProblem(error)) return error
    throw error
  }
}
