import { linkSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Analysis, sqlText } from '@zhucan/analysis'
import { currentVersion, writeTable, writeVersion } from './kept-folder.ts'
import { beginRegister, changedRegisterSql, type RowChange } from './kept-register.ts'
import type { LinkReport } from './link.ts'
import type { Plan } from './plan.ts'
import { prepared } from './prepare.ts'
import { type KeptState, keptStateOf, linkageTables, rescoreChanged } from './rescore.ts'

/** Keeps what `scoreSides` left in the engine as a new version in `dir`: read rows, shares, weights, scored pairs. */
export async function keepLinkage(
  analysis: Analysis,
  dir: string,
  { plan, report }: { readonly plan: Plan; readonly report: LinkReport },
): Promise<string> {
  await beginRegister(analysis, plan)
  return writeState(analysis, dir, {
    plan,
    state: keptStateOf(plan, report),
    tables: asTheyLie(keptTables(plan)),
  })
}

/** SQL of tables that are kept as they lie in the engine, by name. */
function asTheyLie(tables: readonly string[]): Record<string, string> {
  return Object.fromEntries(tables.map((table) => [table, `from ${table}`]))
}

interface NewState {
  readonly plan: Plan
  readonly state: KeptState
  /** SQL of the tables to write; those left out stay as they are in the version before. */
  readonly tables: Readonly<Record<string, string>>
}

function writeState(analysis: Analysis, dir: string, { plan, state, tables }: NewState): Promise<string> {
  const before = currentVersion(dir)
  return writeVersion(dir, async (part) => {
    for (const table of keptTables(plan)) {
      const sql = tables[table]
      if (sql === undefined) linkSync(join(dir, before!, fileOf(table)), join(part, fileOf(table)))
      else await writeTable(analysis, sql, join(part, fileOf(table)))
    }
    writeFileSync(join(part, 'state.json'), JSON.stringify(state), { mode: 0o600 })
  })
}

const fileOf = (table: string) => `${table}.parquet`

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
  const kept = (table: string) => `read_parquet(${sqlText(join(folder, fileOf(table)))})`
  await rescoreChanged(analysis, {
    ...{ plan, state, kept, left: { now, gone }, inPlace: true },
    ...(rows && { right: rows }),
  })
  const { file } = linkageTables(plan)
  const newer = file.filter((table) => rows !== undefined || table !== prepared.right)
  const register = await changedRegisterSql(analysis, { plan, kept, come: prepared.left, gone })
  return writeState(analysis, dir, { plan, state, tables: { ...register, ...asTheyLie(newer) } })
}

function openKept(dir: string, plan: Plan): { folder: string; state: KeptState } {
  const version = currentVersion(dir)
  if (version === null) throw new TypeError('nothing is kept in this folder')
  const folder = join(dir, version)
  const state = JSON.parse(readFileSync(join(folder, 'state.json'), 'utf8')) as KeptState
  if (state.plan !== plan.id) throw new TypeError('what is kept belongs to another plan')
  return { folder, state }
}
