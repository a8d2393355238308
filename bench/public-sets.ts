import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const program = join(import.meta.dirname, '../apps/cli/bin/zhucan.mjs')

/** Folder of the public sets (FEBRL 4, historical_50k), named in `LINKAGE_DATA`; they are no part of this project. */
export function publicSet(...names: string[]): string[] {
  const folder = process.env.LINKAGE_DATA
  if (!folder) throw new Error('name the folder of the public sets in LINKAGE_DATA')
  const paths = names.map((name) => join(folder, name))
  for (const path of paths) if (!existsSync(path)) throw new Error(`${path} is not there`)
  return paths
}

/** Runs `zhucan match` with a map, and returns the pairs of its csv, the seconds and the report. */
export async function matchBy(map: object, out: 'links' | 'pairs', args: readonly string[]) {
  const dir = mkdtempSync(join(tmpdir(), 'zhucan-bench-'))
  try {
    const [mapFile, csv] = [join(dir, 'map.json'), join(dir, `${out}.csv`)]
    writeFileSync(mapFile, JSON.stringify(map))
    const start = performance.now()
    const { stdout } = await run(
      process.execPath,
      [program, 'match', ...args, '--map', mapFile, '--out', csv, '--json'],
      { maxBuffer: 64 * 2 ** 20 },
    )
    const seconds = (performance.now() - start) / 1000
    const lines = readFileSync(csv, 'utf8').trimEnd().split('\r\n').slice(1)
    const pairs = lines.map((line) => line.split(',').slice(0, 2) as [string, string])
    return { pairs, seconds, report: JSON.parse(stdout) as { linkage: { pairs: number } } }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

/** F1 and its two parts. */
export function scores(right: number, found: number, wanted: number) {
  const [precision, recall] = [right / Math.max(1, found), right / wanted]
  return { precision, recall, f1: (2 * precision * recall) / Math.max(precision + recall, 1e-9) }
}
