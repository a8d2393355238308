import { type Analysis, sqlColumn, sqlText } from '@zhucan/analysis'
import { duplicatesSql, exactMatchTables, linksSql, reviewSql } from '@zhucan/matching'
import type { FoundColumns } from './open-table.ts'

/** A found pair as it stands in links.csv and review.csv. */
export interface LinkRecord {
  readonly file_row: string
  readonly register_row: string
  readonly method: string
  readonly probability: number | null
  readonly weight: number | null
  readonly evidence: string
}

/** Column names of Parquet files, in their order. */
export async function parquetHeaders(analysis: Analysis, path: string): Promise<string[]> {
  const columns = await analysis.rows<{ column_name: string }>(
    `describe select * from read_parquet(${sqlText(path)})`,
  )
  return columns.map(({ column_name }) => column_name)
}

/** A Parquet row: its 1-based number and the wanted columns as text under c0, c1, … by their place in the file. */
export type ParquetRecord = Readonly<Record<string, string | bigint | null>>

/** Rows of a Parquet file with only the wanted columns (0-based places), in no certain order. */
export function parquetRecords(
  analysis: Analysis,
  path: string,
  headers: readonly string[],
  wanted: readonly number[],
): AsyncGenerator<ParquetRecord[]> {
  const list = wanted.map((at) => `${sqlColumn(headers[at]!)}::varchar as c${at}`)
  return analysis.stream<ParquetRecord>(
    `select file_row_number + 1 as row, ${list.join(', ')}
     from read_parquet(${sqlText(path)}, file_row_number = true)`,
  )
}

/** Makes a raw table from a Parquet file without passing its rows through JavaScript. */
export function copyParquet(
  analysis: Analysis,
  from: { path: string; table: string; headers: readonly string[]; columns: FoundColumns },
): Promise<number> {
  const { headers, columns } = from
  const text = (at: number) => `nullif(trim(${sqlColumn(headers[at]!)}::varchar), '')`
  const list = Object.entries(columns.places).map(([name, place]) => {
    if (typeof place === 'number') return `${text(place)} as ${sqlColumn(name)}`
    if ('always' in place) return `${sqlText(place.always)} as ${sqlColumn(name)}`
    return `nullif(concat_ws('/', ${place.map(text).join(', ')}), '') as ${sqlColumn(name)}`
  })
  const row = '(file_row_number + 1)'
  const known = columns.id === null ? `${row}::varchar` : `coalesce(${text(columns.id)}, 'row ' || ${row})`
  return analysis.run(
    `create or replace table ${sqlColumn(from.table)} as
     select ${[`${row}::integer as row_no`, `${known} as known_as`, ...list].join(', ')}
     from read_parquet(${sqlText(from.path)}, file_row_number = true)`,
  )
}

/** Every number cell that occurs, read: usable ones have a key, others only digits as evidence. */
export const numberTable = 'match_number'
export const numberColumns = {
  raw: 'VARCHAR',
  key: 'BIGINT',
  ck: 'SMALLINT',
  upgraded: 'BOOLEAN',
  digits: 'VARCHAR',
} as const

/** Distinct texts of the number columns of both raw tables. */
export function distinctNumbers(
  analysis: Analysis,
  sides: Readonly<Record<'register_raw' | 'file_raw', readonly string[]>>,
): AsyncGenerator<{ raw: string }[]> {
  const parts = Object.entries(sides).flatMap(([table, columns]) =>
    columns.map(
      (column) => `select ${sqlColumn(column)} as raw from ${table} where ${sqlColumn(column)} is not null`,
    ),
  )
  return analysis.stream<{ raw: string }>(
    parts.length === 0 ? 'select null as raw where false' : parts.join(' union '),
  )
}

/** Makes the key tables of an exact match; a file row is known by the first of its number columns that is usable. */
export async function makeKeyTables(
  analysis: Analysis,
  columns: { readonly register: readonly string[]; readonly file: readonly string[] },
): Promise<void> {
  const keys = columns.register.map(
    (column) =>
      `select s.row_no as person_id, n.key, n.ck from register_raw s join ${numberTable} n on n.raw = s.${sqlColumn(column)} where n.key is not null`,
  )
  await analysis.run(
    `create or replace table register_key as ${keys.length === 0 ? 'select 0 as person_id, 0::bigint as key, 0::smallint as ck where false' : keys.join(' union ')}`,
  )
  const first = (what: (at: number, column: string) => string, otherwise: string) =>
    columns.file.length === 0
      ? otherwise
      : `case ${columns.file.map((column, at) => `when n${at}.key is not null then ${what(at, column)}`).join(' ')} else ${otherwise} end`
  const joins = columns.file.map(
    (column, at) => `left join ${numberTable} n${at} on n${at}.raw = s.${sqlColumn(column)}`,
  )
  await analysis.run(
    `create or replace table file_key as select s.row_no,
       ${first((at) => `n${at}.key`, 'null::bigint')} as key, ${first((at) => `n${at}.ck`, 'null::smallint')} as ck,
       ${first((at) => `n${at}.upgraded`, 'false')} as upgraded, ${first((_, column) => sqlText(column), 'null')} as evidence
     from file_raw s ${joins.join(' ')}`,
  )
}

/** How many rows of each side have a usable number. */
export async function countUsable(analysis: Analysis): Promise<{ register: number; file: number }> {
  const [row] = await analysis.rows<{ r: bigint; f: bigint }>(
    'select (select count(distinct person_id) from register_key) as r, (select count(key) from file_key) as f',
  )
  return { register: Number(row!.r), file: Number(row!.f) }
}

/** Every link by number, in the order of the file. */
export function exactRecords(analysis: Analysis): AsyncGenerator<LinkRecord[]> {
  const { link } = exactMatchTables()
  return analysis.stream<LinkRecord>(
    `select f.known_as as file_row, r.known_as as register_row, l.method, 1::double as probability, null as weight, k.evidence
     from ${link} l join file_key k using (row_no) join file_raw f using (row_no)
     join register_raw r on r.row_no = l.person_id order by row_no`,
  )
}

/** Every register row that an ambiguous file row may mean, in the order of the file; nothing says which. */
export function candidateRecords(analysis: Analysis): AsyncGenerator<LinkRecord[]> {
  const { candidate } = exactMatchTables()
  return analysis.stream<LinkRecord>(
    `select f.known_as as file_row, r.known_as as register_row,
       case when k.upgraded then 'upgraded15' else 'exact' end as method, null as probability, null as weight,
       k.evidence || '; several persons under this number' as evidence
     from ${candidate} c join file_key k using (row_no) join file_raw f using (row_no)
     join register_raw r on r.row_no = c.person_id order by row_no, c.person_id`,
  )
}

/** Links that linkage decided, in the order of the file. */
export function linkedRecords(analysis: Analysis): AsyncGenerator<LinkRecord[]> {
  return analysis.stream<LinkRecord>(linkageSql(linksSql))
}

/** The clerical band of linkage, best candidates first. */
export function reviewRecords(analysis: Analysis): AsyncGenerator<LinkRecord[]> {
  return analysis.stream<LinkRecord>(linkageSql(reviewSql))
}

function linkageSql(pairs: string): string {
  return `select f.known_as as file_row, r.known_as as register_row, 'linked' as method, p.probability, p.weight, p.evidence
     from (${pairs}) p join file_raw f on f.row_no = p.b join register_raw r on r.row_no = p.a
     order by p.b, p.weight desc, p.a`
}

/** A pair of rows of one file that are one person. */
export interface DuplicateRecord {
  readonly row_a: string
  readonly row_b: string
  readonly probability: number
  readonly weight: number
  readonly evidence: string
}

/** Every pair of duplicates, in the order of the file. */
export function duplicateRecords(analysis: Analysis): AsyncGenerator<DuplicateRecord[]> {
  return analysis.stream<DuplicateRecord>(
    `select x.known_as as row_a, y.known_as as row_b, p.probability, p.weight, p.evidence
     from (${duplicatesSql}) p join register_raw x on x.row_no = p.a join register_raw y on y.row_no = p.b
     order by p.a, p.b`,
  )
}
