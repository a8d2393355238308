import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Analysis, sqlText } from '@zhucan/analysis'
import { currentVersion, writeVersion } from './kept-folder.ts'
import type { LinkReport } from './link.ts'
import type { Plan } from './plan.ts'
import { prepared } from './prepare.ts'
import { type KeptState, keptStateOf, linkageTables, type RowChange, rescoreChanged } from './rescore.ts'

/** Keeps what `scoreSides` left in the engine as a new version in `dir`: read rows, shares, weights, scored pairs. */
export async function keepLinkage(
  analysis: Analysis,
  dir: string,
  { plan, report }: { readonly plan: Plan; readonly report: LinkReport },
): Promise<string> {
  return writeState(analysis, dir, plan, keptStateOf(plan, report))
}

function writeState(analysis: Analysis, dir: string, plan: Plan, state: KeptState): Promise<string> {
  return writeVersion(dir, async (part) => {
    for (const table of keptTables(plan))
      await analysis.copyToParquet(`select * from ${table}`, join(part, `${table}.parquet`))
    writeFileSync(join(part, 'state.json'), JSON.stringify(state), { mode: 0o600 })
  })
}

function keptTables(plan: Plan): string[] {
  const { register, file } = linkageTables(plan)
  return [...register, ...file]
}

/** Changes since what is kept. */
export interface RegisterChange extends RowChange {
  readonly plan: Plan
  /** Changes of the rows of the file, where there are any. */
  readonly rows?: RowChange
}

/**
 * Brings scored pairs up to date after a part of the register or of the file changed, and keeps the outcome as the next
 * version: pairs of changed persons and rows are dropped, and made anew against all that is kept. Nothing is retrained, so
 * the outcome is that of a full run with the same model. The caller then assigns (`assignPairs`). Returns the version.
 */
export async function relinkChanged(
  analysis: Analysis,
  dir: string,
  { plan, now, gone, rows }: RegisterChange,
): Promise<string> {
  const { folder, state } = openKept(dir, plan)
  const kept = (table: string) => `read_parquet(${sqlText(join(folder, `${table}.parquet`))})`
  await rescoreChanged(analysis, {
    ...{ plan, state, kept, left: { now, gone } },
    ...(rows && { right: rows }),
  })
  return writeState(analysis, dir, plan, state)
}

function openKept(dir: string, plan: Plan): { folder: string; state: KeptState } {
  const version = currentVersion(dir)
  if (version === null) throw new TypeError('nothing is kept in this folder')
  const folder = join(dir, version)
  const state = JSON.parse(readFileSync(join(folder, 'state.json'), 'utf8')) as KeptState
  if (state.plan !== plan.id) throw new TypeError('what is kept belongs to another plan')
  return { folder, state }
}

/** The prepared rows of the register side, as they lie in the engine and among what is kept. */
export const registerSide = prepared.left
