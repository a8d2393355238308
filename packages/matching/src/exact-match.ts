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
  /** How many numbers of the register are joined at a time; by default so many that looking them up takes 200 MB. */
  readonly atOnce?: number
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
  /** (row_no, person_id, found, see `signs`): what all the others are views of. */
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

const numbersAtOnce = 4_000_000

/**
 * Makes the table of pairs, all of it or none. It joins on the key and compares the check after the join, which costs half of
 * comparing whole numbers, and never chooses between two persons. A large register is joined in ranges of keys: looking up in
 * small tables is faster, nothing has to spill, and of files in the order of their keys each range reads its own part only.
 */
async function makePairs(analysis: Analysis, request: ExactMatchRequest): Promise<void> {
  const { name = 'match', atOnce = numbersAtOnce } = request
  const once = sqlName(`${name}_numbers`)
  const made = request.numbers === undefined
  if (made) await analysis.run(`create or replace table ${once} as ${distinctNumbersSql(request.register)}`)
  const numbers = made ? once : source(request.numbers!)
  const table = sqlName(exactMatchTables(name).pair)
  const [first, ...others] = await keyRanges(analysis, numbers, atOnce)
  const file = source(request.file)
  await analysis.run('begin')
  try {
    await analysis.run(`create or replace table ${table} as ${pairs(file, numbers, first!)}`)
    for (const range of others) await analysis.run(`insert into ${table} ${pairs(file, numbers, range)}`)
    await analysis.run('commit')
  } catch (error) {
    // Where the engine has given up already there is nothing to take back, and what it gave up for is what counts.
    await analysis.run('rollback').catch(() => 0)
    throw error
  }
  if (made) await analysis.run(`drop table ${once}`)
}

type KeyRange = (key: string) => string

/** SQL conditions on a key that cut the numbers of a register into parts of about so many. */
async function keyRanges(analysis: Analysis, numbers: string, atOnce: number): Promise<KeyRange[]> {
  const [all] = await analysis.rows<{ n: bigint }>(`select count(*) as n from ${numbers}`)
  const count = Number(all!.n)
  const parts = Math.ceil(count / atOnce)
  if (parts < 2) return [() => 'true']
  const places = Array.from({ length: parts - 1 }, (_, at) => (at + 1) / parts)
  const few = `hash(key) % ${Math.ceil(count / 40_000)} = 0`
  const [cut] = await analysis.rows<Record<string, bigint>>(
    `select ${places.map((place, at) => `quantile_disc(key, ${place}) as c${at}`).join(', ')} from ${numbers} where ${few}`,
  )
  const cuts = Object.values(cut!)
  return [null, ...cuts].map((from, at) => {
    const to = cuts[at]
    return (key) =>
      [from === null ? 'true' : `${key} >= ${from}`, to === undefined ? 'true' : `${key} < ${to}`].join(
        ' and ',
      )
  })
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
  await makePairs(analysis, request)
  for (const statement of exactMatchViewsSql(request)) await analysis.run(statement)
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

/** What `found` of a pair is the sum of; without any of the first two the pair is a link. */
const signs = { shared: 1, mismatch: 2, upgraded: 4 } as const
const isLink = `found in (0, ${signs.upgraded})`

// One small number instead of words and flags: there may be fifty million pairs.
function pairs(file: string, numbers: string, range: KeyRange): string {
  const sign = (sql: string, weight: number) => `(${sql})::tinyint * ${weight}::tinyint`
  const found = [
    sign('r.shared', signs.shared),
    sign('r.ck is distinct from f.ck', signs.mismatch),
    sign('f.upgraded', signs.upgraded),
  ]
  return `select f.row_no, r.person_id, ${found.join(' + ')} as found
    from ${file} f join ${numbers} r on f.key = r.key where ${range('f.key')} and ${range('r.key')}`
}

function resultViews(name: string, from: { register: string; file: string }): string[] {
  const tables = exactMatchTables(name)
  const [pair, link, doubt] = [tables.pair, tables.link, tables.doubt].map(sqlName)
  return [
    `create or replace view ${link} as select row_no, person_id, case when found = 0 then 'exact' else 'upgraded15' end as method
      from ${pair} where ${isLink}`,
    // One key may stand in the register with two checks, one of them a slip; the right one decides.
    `create or replace view ${doubt} as select row_no, case when min(found % 4) = ${signs.shared} then 'ambiguous' else 'mismatch' end as outcome
      from ${pair} where row_no in (select row_no from ${pair} where not ${isLink}) group by row_no having min(found % 4) > 0`,
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
  const count = (what: string, where: string) => `count(*) filter (${where}) as ${what}`
  return `select * from (select count(*) as rows, count(*) - count(key) as unusable from ${file}),
    (select ${count('matched', isLink)}, ${count('upgraded', `found = ${signs.upgraded}`)} from ${sqlName(tables.pair)}),
    (select ${count('ambiguous', "outcome = 'ambiguous'")}, ${count('mismatch', "outcome = 'mismatch'")} from ${sqlName(tables.doubt)})`
}

function mapNumbers<K extends string>(counts: Record<K, bigint>): Record<K, number> {
  const entries = Object.entries<bigint>(counts).map(([name, value]) => [name, Number(value)])
  return Object.fromEntries(entries) as Record<K, number>
}
