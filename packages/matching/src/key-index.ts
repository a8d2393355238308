import { type Analysis, sqlName, sqlText } from '@zhucan/analysis'
import {
  type ExactMatchSummary,
  exactMatchTables,
  exactMatchViewsSql,
  type KeySource,
  runExactMatch,
} from './exact-match.ts'
import { writeTable } from './linkage/kept-folder.ts'
import { keyColumns } from './plain-key.ts'

/**
 * What is kept of a register or file for later runs, as Parquet in a private folder: key tables sorted by key, so that a
 * few changed persons read only a few row groups. The caller chooses what keys are: blind ones in the server.
 */
export interface KeptKeys {
  /** Path of the Parquet file. */
  readonly path: string
  /** Names the state of the register or the file the keys were taken from. */
  readonly version: string
}

/** Keeps the keys of a register or file in a folder that is there; the same rows make the same file content. Returns its rows. */
export function keepKeys(
  analysis: Analysis,
  side: keyof typeof keyColumns,
  table: string,
  path: string,
): Promise<number> {
  const columns = Object.keys(keyColumns[side]).join(', ')
  return writeTable(
    analysis,
    `select ${columns} from ${sqlName(table)} where key is not null order by key, ck, ${side === 'file' ? 'row_no' : 'person_id'}`,
    path,
  )
}

/** What a delta needs. */
export interface DeltaRequest {
  /** Table of the keys that a person changed, added or removed has or had: key. */
  readonly keys: string
  /** Keys of the register as it is now: person_id, key, ck. */
  readonly register: KeySource
  /** Keys of the file: row_no, key, ck, upgraded. */
  readonly file: KeySource
  /** Name of the former run, whose table of pairs lies in the engine; it is brought up to date in place. */
  readonly name: string
}

/** What a delta did: pairs dropped because their person changed, links made anew, rows looked at. */
export interface DeltaSummary {
  readonly dropped: number
  readonly added: number
  readonly rows: number
}

/** Table of the rows that a delta looked at: row_no, key, ck, upgraded. */
export const touchedRows = 'delta_row'

/**
 * Brings an exact match up to date after a part of the register changed. Only rows are looked at that carry a key a
 * changed person has or had; they are matched anew against the whole register, so that the
 * outcome equals that of a full run.
 */
export async function applyDelta(analysis: Analysis, request: DeltaRequest): Promise<DeltaSummary> {
  const [register, file] = [request.register, request.file].map(sourceOf)
  const keys = sqlName(request.keys)
  await analysis.run(
    `create or replace table ${touchedRows} as select f.row_no, f.key, f.ck, f.upgraded from ${file} f semi join ${keys} k on k.key = f.key`,
  )
  await analysis.run(
    `create or replace table delta_register as select r.person_id, r.key, r.ck from ${register} r semi join ${touchedRows} t on t.key = r.key`,
  )
  const done: ExactMatchSummary = await runExactMatch(analysis, {
    register: { table: 'delta_register' },
    file: { table: touchedRows },
    name: 'delta',
  })
  const dropped = await replacePairs(analysis, request.name)
  for (const statement of exactMatchViewsSql(request)) await analysis.run(statement)
  return { dropped, added: done.matched, rows: done.rows }
}

/** Puts the pairs of the rows looked at in the place of their former ones, all or nothing. Returns how many there were. */
async function replacePairs(analysis: Analysis, name: string): Promise<number> {
  const [kept, made] = [name, 'delta'].map((run) => sqlName(exactMatchTables(run).pair))
  await analysis.run('begin')
  try {
    const dropped = await analysis.run(
      `delete from ${kept} where row_no in (select row_no from ${touchedRows})`,
    )
    await analysis.run(`insert into ${kept} select row_no, person_id, found from ${made}`)
    await analysis.run('commit')
    return dropped
  } catch (error) {
    await analysis.run('rollback')
    throw error
  }
}

function sourceOf(from: KeySource): string {
  return 'table' in from ? sqlName(from.table) : `read_parquet(${sqlText(from.parquet)})`
}
