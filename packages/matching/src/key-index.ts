import { type Analysis, sqlName, sqlText } from '@zhucan/analysis'
import { type ExactMatchSummary, exactMatchTables, type KeySource, runExactMatch } from './exact-match.ts'

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

/** Keeps the key table of a register or file; the same rows make the same file content. Returns its rows. */
export function keepKeys(analysis: Analysis, table: string, path: string): Promise<number> {
  return analysis.copyToParquet(
    `select * from ${sqlName(table)} where key is not null order by key, ck`,
    path,
  )
}

/** A link as kept between runs. */
export const keptLinkColumns = { row_no: 'INTEGER', person_id: 'INTEGER', method: 'VARCHAR' } as const

/** What a delta needs. */
export interface DeltaRequest {
  /** Table of persons that were changed, added or removed: person_id. */
  readonly changed: string
  /** Keys of the register as it was in the former run: person_id, key, ck. */
  readonly before: KeySource
  /** The same as it is now. */
  readonly register: KeySource
  /** Kept keys of the file: row_no, key, ck, upgraded. */
  readonly file: KeySource
  /** Table of the links of the former run; it is brought up to date in place, in one transaction. */
  readonly links: string
}

/** What a delta did: links dropped because their person changed, links made anew, rows looked at. */
export interface DeltaSummary {
  readonly dropped: number
  readonly added: number
  readonly rows: number
}

const touched = 'delta_row'

/**
 * Brings links up to date after a part of the register changed. Only rows are looked at that carry a key a changed
 * person has or had; they are matched anew against the whole register, so that the
 * outcome equals that of a full run.
 */
export async function applyDelta(analysis: Analysis, request: DeltaRequest): Promise<DeltaSummary> {
  const [before, register, file] = [request.before, request.register, request.file].map(sourceOf)
  const [changed, links] = [sqlName(request.changed), sqlName(request.links)]
  const keysOf = (side: string | undefined) =>
    `select key from ${side} semi join ${changed} using (person_id)`
  await analysis.run(
    `create or replace table ${touched} as select f.* from ${file} f
     semi join (${keysOf(before)} union ${keysOf(register)}) k on k.key = f.key`,
  )
  await analysis.run(
    `create or replace table delta_register as select r.* from ${register} r semi join ${touched} t on t.key = r.key`,
  )
  const done: ExactMatchSummary = await runExactMatch(analysis, {
    register: { table: 'delta_register' },
    file: { table: touched },
    name: 'delta',
  })
  const { link } = exactMatchTables('delta')
  const [dropped] = await analysis.rows<{ n: bigint }>(
    `select count(*) as n from ${links} where row_no in (select row_no from ${touched})`,
  )
  await analysis.run(
    `begin; delete from ${links} where row_no in (select row_no from ${touched});
     insert into ${links} select row_no, person_id, method from ${sqlName(link)}; commit`,
  )
  return { dropped: Number(dropped!.n), added: done.matched, rows: done.rows }
}

function sourceOf(from: KeySource): string {
  return 'table' in from ? sqlName(from.table) : `read_parquet(${sqlText(from.parquet)})`
}
