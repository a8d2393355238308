import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createBrotliDecompress } from 'node:zlib'
import { type RegionLevel, regionLevel } from '@zhucan/kernel'

const TABLE = new URL('../data/regions.csv.br', import.meta.url)

/** One region of the national table; `code` has 12 digits, `level` runs from 1 (province) to 5 (village). */
export interface RegionRow {
  code: string
  name: string
  level: RegionLevel
}

/** The day the national table describes; codes change every year, so it is stored with whatever uses them. */
export const regionEdition = '2023-06-30'

/**
 * The national table of regions in code order, about 665,000 rows, decoded as it is read: the whole table is never
 * in memory. Leaving the loop early closes the file.
 */
export async function* regionRows(): AsyncGenerator<RegionRow> {
  for await (const lines of lineBlocks()) for (const line of lines) yield parseLine(line)
}

async function* lineBlocks(): AsyncGenerator<string[]> {
  const text = pipeline(createReadStream(TABLE), createBrotliDecompress(), () => undefined)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let rest = ''
  let isFirst = true
  for await (const bytes of text) {
    const lines = (rest + decoder.decode(bytes as Uint8Array, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield isFirst ? lines.slice(1) : lines
    isFirst = isFirst && lines.length === 0
  }
}

function parseLine(line: string): RegionRow {
  const code = line.slice(0, 12)
  return { code, name: line.slice(13), level: regionLevel(code) }
}
