import { type Analysis, sqlName, sqlText } from '@zhucan/analysis'

/** Where keys lie: a table of the engine or Parquet files (a path or glob) in one of its folders. */
export type KeySource = { readonly table: string } | { readonly parquet: string }

/** The two sides of an exact match and the name under which its results are kept. */
export interface ExactMatchRequest {
  /** Columns person_id, key BIGINT, ck SMALLINT; several rows a person (former numbers) are allowed. */
  readonly register: KeySource
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
  const from = { register: source(request.register), file: source(request.file) }
  const once = sqlName(`${name}_register`)
  const pair = sqlName(`${name}_pair`)
  return [
    `create or replace table ${once} as ${registerOnce(from.register)}`,
    `create or replace table ${pair} as ${pairs(from.file, once)}`,
    ...resultViews(name, from, pair),
  ]
}

/** Runs an exact match inside the engine; links stay there (see `exactMatchTables`), only counts come back. */
export async function runExactMatch(
  analysis: Analysis,
  request: ExactMatchRequest,
): Promise<ExactMatchSummary> {
  for (const statement of exactMatchSql(request)) await analysis.run(statement)
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

// A person's own number may stand twice (current and former); only two different persons make a number shared.
function registerOnce(register: string): string {
  return `select key, ck, min(person_id) as person_id, min(person_id) <> max(person_id) as shared
    from ${register} where key is not null group by key, ck`
}

function pairs(file: string, once: string): string {
  return `select f.row_no, r.person_id, case when f.upgraded then 'upgraded15' else 'exact' end as method,
      case when r.ck is distinct from f.ck then 'mismatch' when r.shared then 'ambiguous' else 'matched' end as outcome
    from ${file} f join ${once} r on f.key = r.key`
}

function resultViews(name: string, from: { register: string; file: string }, pair: string): string[] {
  const tables = exactMatchTables(name)
  const link = sqlName(tables.link)
  const doubt = sqlName(tables.doubt)
  return [
    `create or replace view ${link} as select row_no, person_id, method from ${pair} where outcome = 'matched'`,
    // One key may stand in the register with two checks, one of them a slip; the right one decides.
    `create or replace view ${doubt} as select row_no, min(outcome) as outcome from ${pair} p
      where outcome <> 'matched' and not exists (select 1 from ${link} l where l.row_no = p.row_no) group by row_no`,
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
