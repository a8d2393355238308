import { type Analysis, sqlName, sqlText } from '@zhucan/analysis'

/** Where keys lie: a table of the engine or Parquet files (a path or glob) in one of its folders. */
export type KeySource = { readonly table: string } | { readonly parquet: string }

/** The two sides of an exact match and the name under which its results are kept. */
export interface ExactMatchRequest {
  /** Columns person_id, key BIGINT, ck SMALLINT; several rows a person (former numbers) are allowed. */
  readonly register: KeySource
  /** What `distinctNumbersSql` makes of the register, where it is kept; else it is made for the run. */
  readonly numbers?: KeySource
  /** Columns row_no (unique), key BIGINT or null, ck SMALLINT, upgraded BOOLEAN (the cell held 15 digits). */
  readonly file: KeySource
  /** Prefix of the result tables; default 'match'. */
  readonly name?: string
}

/** How a link was found. */
export type ExactMethod = 'exact' | 'upgraded15'

/** What became of one file row; 'unusable' rows carry no key, 'mismatch' rows a key whose check differs. */
export type Outcome = 'matched' | 'ambiguous' | 'mismatch' | 'absent' | 'unusable'

/** Rows of the file by outcome; `upgraded` are those of `matched` that held 15 digits. */
export interface ExactMatchSummary {
  readonly rows: number
  readonly matched: number
  readonly upgraded: number
  readonly ambiguous: number
  readonly mismatch: number
  readonly absent: number
  readonly unusable: number
}

/** Names of what a run leaves behind in the engine, all made of one prefix. */
export interface ExactMatchTables {
  /** (row_no, person_id, upgraded, outcome 0 matched, 1 ambiguous, 2 mismatch): what all the others are views of. */
  readonly pair: string
  /** (row_no, person_id, method): at most one row for each file row. */
  readonly link: string
  /** (row_no, outcome): rows whose key is in the register and that are still not linked. */
  readonly doubt: string
  /** (row_no, person_id): every person an ambiguous row may mean. */
  readonly candidate: string
  /** (row_no, outcome, person_id, method): one row for each file row. */
  readonly outcome: string
}

/** Result tables of a request. */
export function exactMatchTables(name = 'match'): ExactMatchTables {
  return {
    pair: `${name}_pair`,
    link: `${name}_link`,
    doubt: `${name}_doubt`,
    candidate: `${name}_candidate`,
    outcome: `${name}_outcome`,
  }
}

/**
 * The statements of an exact match, in order. They join on the key and compare the check after the join,
 * which costs half of comparing whole numbers, and never choose between two persons.
 */
export function exactMatchSql(request: ExactMatchRequest): string[] {
  const name = request.name ?? 'match'
  const once = sqlName(`${name}_numbers`)
  const made = request.numbers === undefined
  const numbers = made ? once : source(request.numbers!)
  return [
    ...(made ? [`create or replace table ${once} as ${distinctNumbersSql(request.register)}`] : []),
    `create or replace table ${sqlName(exactMatchTables(name).pair)} as ${pairs(source(request.file), numbers)}`,
    ...(made ? [`drop table ${once}`] : []),
    ...exactMatchViewsSql(request),
  ]
}

/** The statements that make the result views over a table of pairs that is there. */
export function exactMatchViewsSql({ register, file, name = 'match' }: ExactMatchRequest): string[] {
  return resultViews(name, { register: source(register), file: source(file) })
}

/** Runs an exact match inside the engine; links stay there (see `exactMatchTables`), only counts come back. */
export async function runExactMatch(
  analysis: Analysis,
  request: ExactMatchRequest,
): Promise<ExactMatchSummary> {
  for (const statement of exactMatchSql(request)) await analysis.run(statement)
  return countOutcomes(analysis, request)
}

/** Counts what the result views say. */
export async function countOutcomes(
  analysis: Analysis,
  request: Pick<ExactMatchRequest, 'file' | 'name'>,
): Promise<ExactMatchSummary> {
  const [counts] = await analysis.rows<Record<keyof ExactMatchSummary, bigint>>(
    summary(source(request.file), exactMatchTables(request.name)),
  )
  const { rows, matched, upgraded, ambiguous, mismatch, unusable } = mapNumbers(counts!)
  const absent = rows - matched - ambiguous - mismatch - unusable
  return { rows, matched, upgraded, ambiguous, mismatch, absent, unusable }
}

function source(from: KeySource): string {
  return 'table' in from ? sqlName(from.table) : `read_parquet(${sqlText(from.parquet)})`
}

/**
 * SQL of one row a number: key, ck, person_id, shared. A person's own number may stand twice (current and former); only two
 * different persons make a number shared.
 */
export function distinctNumbersSql(register: KeySource): string {
  return `select key, ck, min(person_id) as person_id, min(person_id) <> max(person_id) as shared
    from ${source(register)} where key is not null group by key, ck`
}

const codes = { matched: 0, ambiguous: 1, mismatch: 2 } as const

// Whole numbers instead of words: there may be fifty million pairs.
function pairs(file: string, numbers: string): string {
  return `select f.row_no, r.person_id, f.upgraded,
      case when r.ck is distinct from f.ck then ${codes.mismatch} when r.shared then ${codes.ambiguous} else ${codes.matched} end::tinyint as outcome
    from ${file} f join ${numbers} r on f.key = r.key`
}

function resultViews(name: string, from: { register: string; file: string }): string[] {
  const tables = exactMatchTables(name)
  const [pair, link, doubt] = [tables.pair, tables.link, tables.doubt].map(sqlName)
  return [
    `create or replace view ${link} as select row_no, person_id, case when upgraded then 'upgraded15' else 'exact' end as method
      from ${pair} where outcome = ${codes.matched}`,
    // One key may stand in the register with two checks, one of them a slip; the right one decides.
    `create or replace view ${doubt} as select row_no, case min(outcome) when ${codes.ambiguous} then 'ambiguous' else 'mismatch' end as outcome
      from ${pair} p where outcome <> ${codes.matched} and not exists (select 1 from ${link} l where l.row_no = p.row_no) group by row_no`,
    `create or replace view ${sqlName(tables.candidate)} as
      select distinct d.row_no, r.person_id from ${doubt} d join ${from.file} f on f.row_no = d.row_no
      join ${from.register} r on r.key = f.key and r.ck = f.ck where d.outcome = 'ambiguous'`,
    `create or replace view ${sqlName(tables.outcome)} as
      select f.row_no, case when l.row_no is not null then 'matched' when d.outcome is not null then d.outcome
        when f.key is null then 'unusable' else 'absent' end as outcome, l.person_id, l.method
      from ${from.file} f left join ${link} l on l.row_no = f.row_no left join ${doubt} d on d.row_no = f.row_no`,
  ]
}

function summary(file: string, tables: ExactMatchTables): string {
  const count = (from: string, where: string) => `(select count(*) from ${from} where ${where})`
  const link = sqlName(tables.link)
  const doubt = sqlName(tables.doubt)
  return `select ${count(file, 'true')} as rows, ${count(link, 'true')} as matched,
    ${count(link, "method = 'upgraded15'")} as upgraded, ${count(doubt, "outcome = 'ambiguous'")} as ambiguous,
    ${count(doubt, "outcome = 'mismatch'")} as mismatch, ${count(file, 'key is null')} as unusable`
}

function mapNumbers<K extends string>(counts: Record<K, bigint>): Record<K, number> {
  const entries = Object.entries<bigint>(counts).map(([name, value]) => [name, Number(value)])
  return Object.fromEntries(entries) as Record<K, number>
}
