import { link } from 'node:fs/promises'
import { join } from 'node:path'
import { type Analysis, sqlText } from '@zhucan/analysis'
import {
  currentVersion,
  identityPlan,
  type KeptShares,
  type KeptTable,
  registerTableNames,
  writeTable,
  writeVersion,
} from '@zhucan/matching'

/** What people of a nation are compared by. */
export const plan = identityPlan()

/** The engine, the folders of the index and of a list that was matched, and how common values are. */
export interface Kept {
  readonly analysis: Analysis
  readonly index: string
  readonly file: string
  readonly shares: KeptShares
}

const fileOf = (table: string) => `${table}.parquet`

/** Reads tables of the version that counts. */
export function readKept(dir: string): KeptTable {
  const version = currentVersion(dir)!
  return (table) => `read_parquet(${sqlText(join(dir, version, fileOf(table)))})`
}

/** Keeps the tables of a register as they lie in the engine, and takes them out of it. */
export async function keepFirst(analysis: Analysis, dir: string): Promise<void> {
  const names = registerTableNames(plan)
  await keepTables(analysis, dir, names, Object.fromEntries(names.map((name) => [name, `from ${name}`])))
  for (const name of names) await analysis.run(`drop table ${name}`)
}

/** Keeps a version of tables of which some are new and the others stay as they are. */
export async function keepTables(
  analysis: Analysis,
  dir: string,
  names: readonly string[],
  newer: Readonly<Record<string, string>>,
): Promise<void> {
  const before = currentVersion(dir)
  await writeVersion(dir, async (part) => {
    for (const name of names) {
      const sql = newer[name]
      if (sql === undefined) await link(join(dir, before!, fileOf(name)), join(part, fileOf(name)))
      else await writeTable(analysis, sql, join(part, fileOf(name)))
    }
  })
}
