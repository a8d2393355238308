import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { looksLikeFormula } from './formula-guard.ts'
import { encodeGb18030 } from './gb18030.ts'

/** A row of a csv file; numbers are written as JavaScript shows them, null as an empty cell. */
export type CsvRow = readonly (string | number | null)[]

/** How a csv file is written; with a byte order mark unless told otherwise, because Excel needs it for UTF-8. */
export interface CsvOptions {
  bom?: boolean
  encoding?: 'utf-8' | 'gb18030'
  delimiter?: ',' | ';' | '\t'
  /** Put an apostrophe before text that a spreadsheet program would run as a formula (default true). */
  guardFormulas?: boolean
}

const flushChars = 64 * 1024

/** Writes rows by RFC 4180 with CRLF, waiting for a slow stream, and ends it. */
export async function writeCsv(
  stream: Writable,
  rows: Iterable<CsvRow> | AsyncIterable<CsvRow>,
  options: CsvOptions = {},
): Promise<void> {
  const { encoding = 'utf-8', bom = encoding === 'utf-8', delimiter = ',', guardFormulas = true } = options
  const done = finished(stream)
  const failed = done.then(() => new Promise<never>(() => undefined))
  failed.catch(() => undefined)
  const encode = encoding === 'gb18030' ? encodeGb18030 : (text: string) => Buffer.from(text, 'utf8')
  const send = async (text: string) => {
    if (!stream.write(encode(text))) await Promise.race([once(stream, 'drain'), failed])
  }
  let text = bom && encoding === 'utf-8' ? '\ufeff' : ''
  for await (const row of rows) {
    text += `${row.map((value) => csvCell(value, delimiter, guardFormulas)).join(delimiter)}\r\n`
    if (text.length < flushChars) continue
    await send(text)
    text = ''
  }
  if (text !== '') await send(text)
  stream.end()
  await done
}

function csvCell(value: string | number | null, delimiter: string, guard: boolean): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = guard && looksLikeFormula(value) ? `'${value}` : value
  return /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text
}
