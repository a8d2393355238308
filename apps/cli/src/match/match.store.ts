import { type Analysis, sqlColumn, sqlText } from '@zhucan/analysis'
import {
  addReadings,
  duplicatesSql,
  exactMatchTables,
  identityColumns,
  linksSql,
  prepareReading,
  readNumbers,
  reviewSql,
  scoredTable,
  unreadSql,
} from '@zhucan/matching'
import type { Side } from './match-map.ts'
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

/** Cells of numbers that the engine cannot read, read: usable ones have a key, others only digits as evidence. */
export const oddTable = 'match_number'
export const oddColumns = {
  raw: 'VARCHAR',
  key: 'BIGINT',
  ck: 'SMALLINT',
  upgraded: 'BOOLEAN',
  digits: 'VARCHAR',
} as const

/** Number columns of raw tables, by table. */
export type NumberColumns = Readonly<Record<string, readonly string[]>>

/** What the cells of a number column say, by row: row_no, key, ck, upgraded, digits. */
function readingOf(table: string, column: string): string {
  return sqlColumn(readingName(table, column))
}

function readingName(table: string, column: string): string {
  return `${table} ${column}`
}

/** Reads the number columns of raw tables inside the engine. Gives the distinct cells that it cannot read. */
export async function readInEngine(
  analysis: Analysis,
  sides: NumberColumns,
): Promise<AsyncIterable<readonly { raw: string }[]>> {
  await prepareReading(analysis)
  const along = { row_no: 'row_no' }
  for (const [from, columns] of Object.entries(sides))
    for (const column of columns)
      await readNumbers(analysis, { from, cell: sqlColumn(column), along, into: readingName(from, column) })
  return analysis.stream<{ raw: string }>(unreadSql(readingNames(sides)))
}

/** Joins what was read in the engine with the cells read outside. */
export async function joinReadings(analysis: Analysis, sides: NumberColumns): Promise<void> {
  for (const name of readingNames(sides)) await addReadings(analysis, name, oddTable)
}

function readingNames(sides: NumberColumns): string[] {
  return Object.entries(sides).flatMap(([table, columns]) =>
    columns.map((column) => readingName(table, column)),
  )
}

/** Makes the key tables of an exact match. */
export async function makeKeyTables(
  analysis: Analysis,
  columns: { readonly register: readonly string[]; readonly file: readonly string[] },
): Promise<void> {
  await analysis.run(
    `create or replace table register_key as ${registerKeysSql('register_raw', columns.register)}`,
  )
  await makeFileKeys(analysis, columns.file)
}

/** SQL of the keys of a raw table of persons; every number column of a person counts. */
export function registerKeysSql(raw: string, columns: readonly string[]): string {
  const keys = columns.map(
    (column) => `select row_no as person_id, key, ck from ${readingOf(raw, column)} where key is not null`,
  )
  return keys.length === 0
    ? 'select 0 as person_id, 0::bigint as key, 0::smallint as ck where false'
    : keys.join(' union ')
}

/** Makes the key table of the file; a row is known by the first of its number columns that is usable. */
export async function makeFileKeys(analysis: Analysis, columns: readonly string[]): Promise<void> {
  const first = (what: (at: number, column: string) => string, otherwise: string) =>
    columns.length === 0
      ? otherwise
      : `case ${columns.map((column, at) => `when n${at}.key is not null then ${what(at, column)}`).join(' ')} else ${otherwise} end`
  const [start = 'file_raw n0', ...others] = columns.map(
    (column, at) => `${readingOf('file_raw', column)} n${at}`,
  )
  const joins = others.map((other, at) => `join ${other} on n${at + 1}.row_no = n0.row_no`)
  // What one column says need not be copied.
  await analysis.run(
    `create or replace ${columns.length === 1 ? 'view' : 'table'} file_key as select n0.row_no,
       ${first((at) => `n${at}.key`, 'null::bigint')} as key, ${first((at) => `n${at}.ck`, 'null::smallint')} as ck,
       ${first((at) => `n${at}.upgraded`, 'false')} as upgraded, ${first((_, column) => sqlText(column), 'null')} as evidence
     from ${[start, ...joins].join(' ')}`,
  )
}

/** How many rows of each side have a usable number. */
export async function countUsable(analysis: Analysis): Promise<{ register: number; file: number }> {
  const [row] = await analysis.rows<{ r: bigint; f: bigint }>(
    'select (select count(distinct person_id) from register_key) as r, (select count(key) from file_key) as f',
  )
  return { register: Number(row!.r), file: Number(row!.f) }
}

/** How many persons of a register have a usable number. */
export async function countRegister(analysis: Analysis): Promise<number> {
  const [row] = await analysis.rows<{ n: bigint }>(`select count(distinct person_id) as n from register_key`)
  return Number(row!.n)
}

/** Rows whose number was found, but whose name and birth date are another person's. */
export const strangerTable = 'match_stranger'

/** How many such rows there are. */
export async function countStrangers(analysis: Analysis): Promise<number> {
  const [row] = await analysis.rows<{ n: bigint }>(`select count(*) as n from ${strangerTable}`)
  return Number(row!.n)
}

/** How many pairs have a weight. */
export async function countScored(analysis: Analysis): Promise<number> {
  const [row] = await analysis.rows<{ n: bigint }>(`select count(*) as n from ${scoredTable}`)
  return Number(row!.n)
}

/** A link by number whose name and birth date are written differently on the two sides. */
export interface DoubtfulLink {
  readonly row_no: number
  readonly file_name: string
  readonly register_name: string
  readonly file_birth: string
  readonly register_birth: string
}

/** Links by number to look at twice, of the rows of a table if one is named; a register without birth dates has them in its numbers. */
export function doubtfulLinks(
  analysis: Analysis,
  has: { readonly birth: boolean; readonly among?: string | undefined },
): AsyncGenerator<DoubtfulLink[]> {
  const { link } = exactMatchTables()
  const birth = has.birth
    ? `coalesce(r.birth, (k.key // 1000 % 100000000)::varchar)`
    : `(k.key // 1000 % 100000000)::varchar`
  return analysis.stream<DoubtfulLink>(
    `select row_no, f.name as file_name, r.name as register_name, f.birth as file_birth, ${birth} as register_birth
     from ${link} l join file_key k using (row_no) join file_raw f using (row_no) join register_raw r on r.row_no = l.person_id
     where f.name <> r.name and f.birth is not null
       ${has.among === undefined ? '' : `and row_no in (select row_no from ${has.among})`}`,
  )
}

/** Tables of persons for linkage: the rows of the file that no number linked, the persons of the register still free. */
export const linkTables = { register: 'register_person', file: 'file_person' } as const

const { link: linkTable, doubt: doubtTable } = exactMatchTables()

/** SQL of the links by number that stand: row_no, person_id. */
export const standingLinks = `select l.row_no, l.person_id from ${linkTable} l anti join ${strangerTable} x using (row_no)`

/** SQL condition on a row `s` of the file: no number led anywhere, so that only its other cells can. */
export const isLeftOver = `s.row_no not in (select row_no from (${standingLinks}))
  and s.row_no not in (select row_no from ${doubtTable} where outcome = 'ambiguous')`

/** Makes the table of the rows of the file that no number linked; `has` names the columns of the raw table. */
export async function makeFilePersons(
  analysis: Analysis,
  has: readonly string[],
  where = isLeftOver,
): Promise<void> {
  await analysis.run(
    `create or replace table ${linkTables.file} as select ${personColumns(has, 'file', 'file_raw')} from file_raw s where ${where}`,
  )
}

/** Makes the table of the persons of a register, all or those that no row of the file was linked to. */
export async function makeRegisterPersons(
  analysis: Analysis,
  has: readonly string[],
  { free = false, from = 'register_raw' } = {},
): Promise<void> {
  const where = free ? `where s.row_no not in (select person_id from (${standingLinks}))` : ''
  await analysis.run(
    `create or replace table ${linkTables.register} as select ${personColumns(has, 'register', from)} from ${from} s ${where}`,
  )
}

function personColumns(has: readonly string[], side: Side, table: string): string {
  const column = (name: string) => (has.includes(name) ? `s.${name}` : `null::varchar as ${name}`)
  const digits = digitsOf(has, table)
  // Somebody else's number says nothing about the person of the row.
  const number =
    side === 'register'
      ? digits
      : `case when s.row_no in (select row_no from ${strangerTable}) then null else ${digits} end`
  const columns = identityColumns.map((name) => (name === 'number' ? `${number} as number` : column(name)))
  return ['s.row_no', ...columns].join(', ')
}

/** SQL of what is left of the number of a row `s` of a raw table that was read; kept tables have it as a column. */
export function digitsOf(has: readonly string[], table: string): string {
  if (has.includes('number')) return 's.number'
  const numbers = has.filter((name) => name === 'idNumber' || name === 'certificateNumber')
  const whole = `lpad(n.key::varchar, 17, '0') || case n.ck when 10 then 'X' else n.ck::varchar end`
  const read = numbers.map(
    (name) =>
      `(select coalesce(${whole}, n.digits) from ${readingOf(table, name)} n where n.row_no = s.row_no)`,
  )
  return read.length === 0 ? 'null::varchar' : `coalesce(${read.join(', ')})`
}

/** Whether hardly any person was found by number for several rows of the file; null when too few were found to say. */
export async function exactOneToOne(analysis: Analysis): Promise<boolean | null> {
  const { link } = exactMatchTables()
  const [row] = await analysis.rows<{ rows: bigint; persons: bigint }>(
    `select count(*) as rows, count(distinct person_id) as persons from ${link}`,
  )
  const [rows, persons] = [Number(row!.rows), Number(row!.persons)]
  return rows < 20 ? null : rows <= persons * 1.02 + 1
}

const exactSql = `select f.row_no as file_place, f.known_as as file_row, r.known_as as register_row, l.method,
    1::double as probability, null::double as weight, k.evidence
  from ${exactMatchTables().link} l anti join ${strangerTable} x using (row_no) join file_key k using (row_no)
  join file_raw f using (row_no) join register_raw r on r.row_no = l.person_id`

const methodSql = `case when k.upgraded then 'upgraded15' else 'exact' end`

/** Several persons under one number: nothing says which is meant, so there is no probability. */
const ambiguousSql = `select f.row_no as file_place, f.known_as as file_row, r.known_as as register_row, ${methodSql} as method,
    null::double as probability, null::double as weight, k.evidence || '; several persons under this number' as evidence
  from ${exactMatchTables().candidate} c join file_key k using (row_no) join file_raw f using (row_no)
  join register_raw r on r.row_no = c.person_id`

const strangerSql = `select f.row_no as file_place, f.known_as as file_row, r.known_as as register_row, ${methodSql} as method,
    null::double as probability, null::double as weight, k.evidence || '; name and birth date are another person''s' as evidence
  from ${strangerTable} x join ${exactMatchTables().link} l using (row_no) join file_key k using (row_no)
  join file_raw f using (row_no) join register_raw r on r.row_no = l.person_id`

/** How links and review rows came about. */
export interface Found {
  readonly exact: boolean
  readonly linked: boolean
}

/** Every link, in the order of the file. */
export function linkRecords(analysis: Analysis, found: Found): AsyncGenerator<LinkRecord[]> {
  return inFileOrder(analysis, [
    ...(found.exact ? [exactSql] : []),
    ...(found.linked ? [linkageSql(linksSql)] : []),
  ])
}

/** Every row a person must look at with its candidates, in the order of the file. */
export function reviewRecords(analysis: Analysis, found: Found): AsyncGenerator<LinkRecord[]> {
  return inFileOrder(analysis, [
    ...(found.exact ? [ambiguousSql, strangerSql] : []),
    ...(found.linked ? [linkageSql(reviewSql)] : []),
  ])
}

function inFileOrder(analysis: Analysis, parts: readonly string[]): AsyncGenerator<LinkRecord[]> {
  return analysis.stream<LinkRecord>(
    `select file_row, register_row, method, probability, weight, evidence from (${parts.join(' union all ')})
     order by file_place, weight desc nulls first, register_row`,
  )
}

function linkageSql(pairs: string): string {
  return `select p.b as file_place, f.known_as as file_row, r.known_as as register_row, 'linked' as method, p.probability, p.weight, p.evidence
     from (${pairs}) p join file_raw f on f.row_no = p.b join register_raw r on r.row_no = p.a`
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

/** Cells of number columns that a spreadsheet has rounded, such as 1.1E+17: their digits are lost. */
export async function countRounded(
  analysis: Analysis,
  table: string,
  columns: readonly string[],
): Promise<number> {
  if (columns.length === 0) return 0
  const isRounded = columns.map(
    (column) => `regexp_full_match(trim(${sqlColumn(column)}), '[0-9]([.][0-9]+)?[eE][+]?1[4-9]')`,
  )
  const [row] = await analysis.rows<{ n: bigint }>(
    `select count(*) as n from ${table} where ${isRounded.join(' or ')}`,
  )
  return Number(row?.n ?? 0n)
}
