import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Analysis, openAnalysis, sqlText } from '@zhucan/analysis'
import { type LinkageRow, makeLinkageSet } from '@zhucan/demo'
import { identityColumns } from '@zhucan/matching'

const columns = {
  row_no: 'INTEGER',
  ...Object.fromEntries(identityColumns.map((column) => [column, 'VARCHAR'] as const)),
} as const

/** A linkage set as two Parquet files, and which register row (from 1) each file row means. */
export interface Sides {
  readonly dir: string
  readonly register: string
  readonly file: string
  readonly truth: readonly (number | null)[]
}

/**
 * Makes an invented register and file of `size` rows each as Parquet in a folder of their own, and removes it after. They
 * are made by another process, so that the memory of this one is that of the work.
 */
export async function withSides<Result>(
  size: number,
  work: (sides: Sides) => Promise<Result>,
): Promise<Result> {
  const dir = mkdtempSync(join(tmpdir(), 'zhucan-bench-'))
  try {
    const options = ['--max-old-space-size=8192', import.meta.filename, String(size), dir]
    execFileSync(process.execPath, options, { stdio: 'inherit' })
    const truth = JSON.parse(readFileSync(join(dir, 'truth.json'), 'utf8')) as (number | null)[]
    return await work({ ...pathsIn(dir), truth })
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

function pathsIn(dir: string) {
  return { dir, register: join(dir, 'register.parquet'), file: join(dir, 'file.parquet') }
}

async function makeSides(size: number, dir: string): Promise<void> {
  const set = makeLinkageSet({ seed: 62, register: size, file: size })
  const paths = pathsIn(dir)
  await using analysis = await openAnalysis({ dir: join(dir, 'spill'), folders: [dir] })
  for (const side of ['register', 'file'] as const) {
    await analysis.appendRows(side, columns, set[side].map(cells))
    await analysis.copyToParquet(`select * from ${side} order by row_no`, paths[side])
  }
  writeFileSync(join(dir, 'truth.json'), JSON.stringify(set.truth))
}

/** Names the two files as tables without copying them. */
export async function openSides(analysis: Analysis, sides: Sides): Promise<void> {
  const view = (name: string, path: string) =>
    analysis.run(`create or replace view ${name} as from read_parquet(${sqlText(path)})`)
  await view('people', sides.register)
  await view('rows', sides.file)
}

/** Precision and recall of links (file row → register row, from 1). */
export function qualityOf(links: ReadonlyMap<number, number>, truth: readonly (number | null)[]) {
  const wanted = truth.filter((person) => person !== null).length
  let right = 0
  for (const [row, person] of links) if (truth[row - 1] === person) right += 1
  return { precision: right / Math.max(1, links.size), recall: right / wanted }
}

/** Opens the engine over a folder with a limit on memory. */
export function engineOver(dir: string, memoryLimit: string): Promise<Analysis> {
  return openAnalysis({ dir: join(dir, 'run'), folders: [dir], memoryLimit })
}

function cells(row: LinkageRow, at: number) {
  const { name, sex, birth, region, address, phone, idNumber } = row
  return [at + 1, name, sex, birth, region, null, address, phone, idNumber].map((cell) => cell || null)
}

if (import.meta.main) await makeSides(Number(process.argv[2]), process.argv[3]!)
