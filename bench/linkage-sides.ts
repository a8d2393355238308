import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Analysis, openAnalysis } from '@zhucan/analysis'
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

/** Makes an invented register and file of `size` rows each as Parquet in a folder of their own, and removes it after. */
export async function withSides<Result>(
  size: number,
  work: (sides: Sides) => Promise<Result>,
): Promise<Result> {
  const dir = mkdtempSync(join(tmpdir(), 'zhucan-bench-'))
  try {
    const set = makeLinkageSet({ seed: 62, register: size, file: size })
    const sides = { dir, register: join(dir, 'register.parquet'), file: join(dir, 'file.parquet') }
    await using analysis = await openAnalysis({ dir: join(dir, 'spill'), folders: [dir] })
    for (const side of ['register', 'file'] as const) {
      await analysis.appendRows(side, columns, set[side].map(cells))
      await analysis.copyToParquet(`select * from ${side} order by row_no`, sides[side])
    }
    return await work({ ...sides, truth: set.truth })
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
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
