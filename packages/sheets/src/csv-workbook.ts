import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { problem } from '@zhucan/kernel'
import { countText } from './count-rows.ts'
import { detectEncoding, type Encoding } from './csv-encoding.ts'
import { createCsvParser } from './csv-rows.ts'
import type { Limits, SheetRow, Workbook } from './sheet-model.ts'
import { createStopwatch } from './stopwatch.ts'

const sampleBytes = 64 * 1024
const readSize = 256 * 1024

/** Opens a csv file; encoding and delimiter are found before the first row, `name` becomes its only sheet. */
export async function openCsv(path: string, name: string, limits: Limits): Promise<Workbook> {
  const encoding = await detectEncoding(path)
  const head = await readHead(path, encoding)
  if (head.trim() === '') throw problem('sheet.empty')
  const { delimiter, skipped } = sniffDelimiter(head)
  return {
    kind: 'csv',
    encoding,
    sheets: [{ name, index: 0, hidden: false }],
    rows(sheetIndex) {
      if (sheetIndex !== 0) throw problem('sheet.not-found', { name: String(sheetIndex + 1) })
      return readRows(path, encoding, { delimiter, skipped, limits })
    },
    countRows: () => countText(createReadStream(path, { highWaterMark: readSize }), '\n').catch(() => null),
    close: async () => undefined,
  }
}

interface CsvShape {
  delimiter: string
  /** Characters in front of the first row: a `sep=` line. */
  skipped: number
  limits: Limits
}

async function* readRows(path: string, encoding: Encoding, shape: CsvShape): AsyncGenerator<SheetRow> {
  const decoder = new TextDecoder(encoding)
  const parser = createCsvParser(shape.delimiter, shape.limits)
  const stopwatch = createStopwatch(shape.limits.deadlineMs)
  let toSkip = shape.skipped
  for await (const chunk of createReadStream(path, { highWaterMark: readSize })) {
    const text = decoder.decode(chunk, { stream: true })
    const rest = text.slice(toSkip)
    toSkip -= text.length - rest.length
    yield* stopwatch.work(() => parser.push(rest))
  }
  yield* parser.push(decoder.decode())
  yield* parser.end()
}

async function readHead(path: string, encoding: Encoding): Promise<string> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(sampleBytes), 0, sampleBytes, 0)
    return new TextDecoder(encoding).decode(buffer.subarray(0, bytesRead), { stream: true })
  } finally {
    await file.close()
  }
}

const delimiters = [',', '\t', ';', '|'] as const

/**
 * Finds the delimiter in the first lines: the one that most lines hold, in the steadiest number. Excel's own
 * `sep=;` line decides if there is one, and is skipped.
 */
export function sniffDelimiter(head: string): { delimiter: string; skipped: number } {
  const named = /^sep=(.)\r?\n/i.exec(head)
  if (named?.[1]) return { delimiter: named[1], skipped: named[0].length }
  const lines = withoutQuoted(head)
    .split(/\r\n?|\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 50)
  let best = { delimiter: ',', score: 0 }
  for (const delimiter of delimiters) {
    const score = steadiness(lines.map((line) => line.split(delimiter).length - 1))
    if (score > best.score) best = { delimiter, score }
  }
  return { delimiter: best.delimiter, skipped: 0 }
}

/** Quoted cells go first, so that what stands inside them is not counted. */
const withoutQuoted = (text: string) => text.replace(/"(?:[^"]|"")*"/g, '')

/** Share of lines with the commonest count above zero, slightly more for more columns. */
function steadiness(counts: readonly number[]): number {
  const lines = new Map<number, number>()
  for (const count of counts) if (count > 0) lines.set(count, (lines.get(count) ?? 0) + 1)
  let best = 0
  for (const [count, share] of lines)
    best = Math.max(best, share / counts.length + Math.min(count, 100) / 1000)
  return best
}
