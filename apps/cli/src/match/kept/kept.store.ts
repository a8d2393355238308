import { type Analysis, sqlColumn, sqlText } from '@zhucan/analysis'
import {
  distinctNumbersSql,
  exactMatchTables,
  linkageTables,
  linksSql,
  type Plan,
  registerRows,
  scoredTable,
} from '@zhucan/matching'
import { digitsOf, isLeftOver, registerKeysSql, standingLinks, strangerTable } from '../match.store.ts'
import { openedPath } from './index-folder.ts'

/** Tables of a register in the engine: its rows, keys, one row a number, and what left since it was first kept. */
export const registerTables = {
  rows: 'register_raw',
  keys: 'register_key',
  numbers: 'register_numbers',
  gone: 'register_gone',
  goneKeys: 'register_gone_key',
} as const

/** Tables of one file in the engine. */
export const fileTables = {
  rows: 'file_raw',
  keys: 'file_key',
  pairs: exactMatchTables().pair,
  strangers: strangerTable,
} as const

/** SQL that reads an opened table of the index. */
export function openedSql(analysis: Analysis, table: string): string {
  return `select * from read_parquet(${sqlText(openedPath(analysis, table))})`
}

/** Names opened tables of the index as views of the engine, by the names they have there. */
export async function nameOpened(analysis: Analysis, names: Readonly<Record<string, string>>): Promise<void> {
  for (const [table, opened] of Object.entries(names))
    await analysis.run(`create or replace view ${table} as ${openedSql(analysis, opened)}`)
}

/** Copies opened tables into the engine, where they will be changed. */
export async function loadOpened(analysis: Analysis, names: Readonly<Record<string, string>>): Promise<void> {
  for (const [table, opened] of Object.entries(names))
    await analysis.run(`create or replace table ${table} as ${openedSql(analysis, opened)}`)
}

/** Makes what is kept of a register that was just read; `has` names its columns. */
export async function makeRegisterTables(analysis: Analysis, has: readonly string[]): Promise<void> {
  const { rows, keys, numbers, gone, goneKeys } = registerTables
  await analysis.run(
    `create or replace table register_first as select s.*, 0::integer as since, ${digitsOf(has, rows)} as number from ${rows} s;
     drop table ${rows}; alter table register_first rename to ${rows};
     create or replace table ${numbers} as ${distinctNumbersSql({ table: keys })};
     create or replace table ${gone} (row_no integer, since integer);
     create or replace table ${goneKeys} (key bigint, since integer)`,
  )
}

/** SQL of what is kept of the tables of a register; keys lie in order, so that a few are found fast. */
export const keptRegisterSql = {
  [registerTables.rows]: `select * from ${registerTables.rows}`,
  [registerTables.keys]: `select * from ${registerTables.keys} order by key, ck`,
  [registerTables.numbers]: `select * from ${registerTables.numbers} order by key, ck`,
  [registerTables.gone]: `select * from ${registerTables.gone}`,
  [registerTables.goneKeys]: `select * from ${registerTables.goneKeys}`,
} as const

/** What differs between the kept rows of a register and those of a new reading. */
export interface RegisterDifference {
  readonly rows: number
  readonly same: number
  readonly gone: number
  readonly added: number
}

const fresh = 'register_new'

/** Table of the rows of a new reading that are not among the kept ones. */
export const addedRows = 'register_added'

/** Table of `row_no` of the kept rows that a newer register has no more. */
export const leftRows = 'register_left'

/** SQL of the kept keys of the rows that left, or of those that stay; few leave, so they are what is looked up. */
const keysOf = (which: 'semi' | 'anti') =>
  `select k.* from ${registerTables.keys} k ${which} join ${leftRows} l on l.row_no = k.person_id`

/** Name of the table to read a newer register into. */
export const newerRegister = fresh

/**
 * Finds which rows of a newer reading are the kept ones, cell by cell and wherever they stand. Leaves `register_same`
 * (kept row, new row), `register_left` (kept rows that are no more) and `register_added`, whose rows have numbers above all
 * kept ones.
 */
export async function compareRegisters(
  analysis: Analysis,
  has: readonly string[],
  lastRow: number,
): Promise<RegisterDifference> {
  // Two hashes made in two ways: sixty-four bits are few for a nation.
  const cells = has.map((column) => sqlColumn(column))
  const text = `concat_ws(chr(31), ${cells.map((cell) => `coalesce(${cell}, chr(30))`).join(', ')})`
  const marked = (table: string) =>
    `select row_no, h1, h2, row_number() over (partition by h1, h2 order by row_no) as place
     from (select row_no, hash(${cells.join(', ')}) as h1, hash(${text}) as h2 from ${table})`
  await analysis.run(
    `create or replace table register_same as select o.row_no as kept_row, n.row_no as new_row
     from (${marked(registerTables.rows)}) o join (${marked(fresh)}) n using (h1, h2, place)`,
  )
  await analysis.run(
    `create or replace table ${leftRows} as select k.row_no from ${registerTables.rows} k anti join register_same s on s.kept_row = k.row_no`,
  )
  await analysis.run(
    `create or replace table ${addedRows} as select n.* replace ((${lastRow} + row_number() over (order by n.row_no))::integer as row_no)
     from ${fresh} n anti join register_same s on s.new_row = n.row_no`,
  )
  const [found] = await analysis.rows<Record<'old' | 'fresh' | 'same', bigint>>(
    `select (select count(*) from ${registerTables.rows}) as old, (select count(*) from ${fresh}) as fresh,
       (select count(*) from register_same) as same`,
  )
  const [old, all, same] = [Number(found!.old), Number(found!.fresh), Number(found!.same)]
  return { rows: all, same, gone: old - same, added: all - same }
}

/** SQL of the newer tables of a register, from the kept ones and `register_added` with its keys; `since` numbers the change. */
export function newerRegisterSql(has: readonly string[], since: number): Readonly<Record<string, string>> {
  const { rows, keys, numbers, gone, goneKeys } = registerTables
  const cells = has.map((column) => `o.${sqlColumn(column)}`).join(', ')
  return {
    [rows]: `select o.row_no, n.known_as, ${cells}, o.since, o.number from ${rows} o join register_same s on s.kept_row = o.row_no
        join ${fresh} n on n.row_no = s.new_row
      union all select s.row_no, s.known_as, ${has.map((column) => `s.${sqlColumn(column)}`).join(', ')}, ${since}::integer as since, ${digitsOf(has, addedRows)} as number
        from ${addedRows} s`,
    [keys]: `select * from (${keysOf('anti')} union all from added_key) order by key, ck`,
    [numbers]: `select * from (select n.* from ${numbers} n anti join touched_key t on t.key = n.key
      union all ${distinctNumbersSql({ table: 'touched_register' })}) order by key, ck`,
    [gone]: `select * from ${gone} union all select row_no, ${since}::integer as since from ${leftRows}`,
    [goneKeys]: `select * from ${goneKeys} union all select key, ${since}::integer as since from (${keysOf('semi')})`,
  }
}

/** Makes the tables of keys that the change touches: added_key, touched_key, touched_register. */
export async function touchKeys(analysis: Analysis, numbers: readonly string[]): Promise<void> {
  await analysis.run(
    `create or replace table added_key as ${registerKeysSql(addedRows, numbers)};
     create or replace table touched_key as select key from added_key union select key from (${keysOf('semi')});
     create or replace table touched_register as select * from (${keysOf('anti')} union all from added_key) a
     semi join touched_key t on t.key = a.key`,
  )
}

/** How many more persons have a number after a change; touchKeys has made its keys. */
export async function countMoreUsable(analysis: Analysis): Promise<number> {
  const [row] = await analysis.rows<{ more: bigint }>(
    `select (select count(distinct person_id) from added_key) - (select count(distinct person_id) from (${keysOf('semi')})) as more`,
  )
  return Number(row!.more)
}

/** SQL of what is kept of a file, by the names of the engine; of a kept one its rows and keys stay as they are. */
export function keptFileSql(
  plan: Plan | null,
  { columns, isKept }: { columns: readonly string[]; isKept: boolean },
): Readonly<Record<string, string>> {
  const { rows, keys, pairs, strangers } = fileTables
  const changing = [pairs, strangers, ...(plan === null ? [] : linkageTables(plan).file)]
  const staying = {
    [rows]: `select s.*, ${digitsOf(columns, rows)} as number from ${rows} s`,
    [keys]: `select * from ${keys} order by key, row_no`,
  }
  return {
    ...(isKept ? {} : staying),
    ...Object.fromEntries(changing.map((table) => [table, `select * from ${table}`])),
  }
}

/** The highest row number of tables of a register. */
export async function highestRow(analysis: Analysis, ...tables: readonly string[]): Promise<number> {
  const all = tables.map((table) => `select max(row_no) as last from ${table}`).join(' union all ')
  const [row] = await analysis.rows<{ last: number | null }>(`select max(last) as last from (${all})`)
  return row?.last ?? 0
}

/** Makes the keys of a register that was just read, from its number columns. */
export async function makeRegisterKeys(analysis: Analysis, numbers: readonly string[]): Promise<void> {
  const { rows, keys } = registerTables
  await analysis.run(`create or replace table ${keys} as ${registerKeysSql(rows, numbers)}`)
}

/** SQL of prepared tables as they lie in the engine, by name. */
export function preparedSql(tables: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(tables.map((table) => [table, `select * from ${table}`]))
}

/** SQL of a kept table of a register, its prepared rows as they were at `lastRow` without the persons in a table. */
export function registerAt(
  analysis: Analysis,
  table: string,
  { lastRow, without }: { lastRow: number; without: string | null },
): string {
  const opened = openedSql(analysis, table)
  const { base, come } = registerRows
  if (table !== base && table !== come) return `(${opened})`
  const free = without === null ? '' : `and p.row_no not in (select person_id from ${without})`
  return `(select p.* from (${opened}) p where p.row_no <= ${lastRow} ${free})`
}

/** Table of the persons that rows of the file are linked to by number, as a run left them. */
export async function keepTaken(analysis: Analysis, name: string): Promise<void> {
  await analysis.run(
    `create or replace table ${name} as select distinct person_id from (${standingLinks}) where person_id is not null`,
  )
}

/** Table of the keys that a change since a version touches. Returns how many persons left and came. */
export async function keysSince(
  analysis: Analysis,
  { version, lastRow }: { version: number; lastRow: number },
): Promise<{ gone: number; added: number }> {
  const { keys, gone, goneKeys, rows } = registerTables
  await analysis.run(
    `create or replace table changed_key as select key from ${goneKeys} where since > ${version}
     union select key from ${keys} where person_id > ${lastRow}`,
  )
  const [row] = await analysis.rows<{ gone: bigint; added: bigint }>(
    `select (select count(*) from ${gone} where since > ${version} and row_no <= ${lastRow}) as gone,
       (select count(*) from ${rows} where row_no > ${lastRow}) as added`,
  )
  return { gone: Number(row!.gone), added: Number(row!.added) }
}

/** Tables that a delta of linkage works with. */
export const deltaTables = {
  leftNow: 'left_now',
  leftGone: 'left_gone',
  rightGone: 'right_gone',
} as const

/** Makes the tables of what changed on the side of the register; `once` counts persons found by number as gone. */
export async function makeLeftChanges(
  analysis: Analysis,
  { version, lastRow, once }: { version: number; lastRow: number; once: boolean },
): Promise<void> {
  const { gone, rows } = registerTables
  const taken = once ? 'union select person_id from taken_now anti join taken_before using (person_id)' : ''
  const freed = once
    ? 'or s.row_no in (select person_id from taken_before anti join taken_now using (person_id))'
    : ''
  const free = once ? 'and s.row_no not in (select person_id from taken_now)' : ''
  await analysis.run(
    `create or replace table ${deltaTables.leftGone} as select row_no from ${gone} where since > ${version} ${taken};
     create or replace view left_raw as select * from ${rows} s where (s.row_no > ${lastRow} ${freed}) ${free}`,
  )
}

/** Makes the table of rows of the file whose place in linkage may have changed: those a delta looked at. */
export async function makeRightChanges(analysis: Analysis, touched: string): Promise<string> {
  await analysis.run(`create or replace table ${deltaTables.rightGone} as select row_no from ${touched}`)
  return `${isLeftOver} and s.row_no in (select row_no from ${touched})`
}

/** Puts aside the candidates and links that a file had, before they are made anew. */
export async function keepLinksBefore(analysis: Analysis): Promise<void> {
  await analysis.run(
    `create or replace table candidates_before as select a, b from ${scoredTable};
     create or replace table links_before as select a, b from (${linksSql})`,
  )
}

/** Rows of the file with a candidate or a number that changed, and links by likeness that were dropped; makeLeftChanges has been run. */
export async function countRelinked(
  analysis: Analysis,
  lastRow: number,
  touched: string,
): Promise<{ rows: number; dropped: number }> {
  const gone = `select row_no from ${deltaTables.leftGone}`
  const [found] = await analysis.rows<{ rows: bigint; dropped: bigint }>(
    `select (select count(*) from (select row_no from ${touched} union select b from candidates_before where a in (${gone})
         union select b from ${scoredTable} where a > ${lastRow})) as rows,
       (select count(*) from links_before where a in (${gone}) or b in (select row_no from ${touched})) as dropped`,
  )
  return { rows: Number(found!.rows), dropped: Number(found!.dropped) }
}

/** Forgets what a table of rows says about the rows a delta looked at. */
export async function forgetTouched(analysis: Analysis, table: string, touched: string): Promise<void> {
  await analysis.run(`delete from ${table} where row_no in (select row_no from ${touched})`)
}
