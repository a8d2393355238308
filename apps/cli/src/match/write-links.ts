import { createWriteStream } from 'node:fs'
import { rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { problem } from '@zhucan/kernel'
import { type CsvRow, writeCsv } from '@zhucan/sheets'

/** Throws Problem 'file.not-found' when the folder of an output does not exist, before any work is done. */
export async function checkFolder(path: string): Promise<void> {
  const folder = dirname(path)
  const found = await stat(folder).catch(() => null)
  if (!found?.isDirectory()) throw problem('file.not-found', { path: folder })
}

/** Writes a csv whole or not at all: beside its place first, then renamed. */
export async function writeWhole(path: string, rows: AsyncIterable<CsvRow>): Promise<void> {
  const part = `${path}.part`
  try {
    await writeCsv(createWriteStream(part), rows, { bom: false, guardFormulas: false })
    await rename(part, path)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

/** Probabilities and weights as a person reads them. */
export function rounded(value: number | null, digits: number): number | null {
  return value === null ? null : Number(value.toFixed(digits))
}

/** Writes a small text whole or not at all. */
export async function writeText(path: string, text: string): Promise<void> {
  const part = `${path}.part`
  try {
    await writeFile(part, text)
    await rename(part, path)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}
