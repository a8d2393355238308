import { type Blocking, pairTable } from './blocking.ts'
import { type Dialect, dialectOf, double, type Engine } from './dialect.ts'
import { learnM, type PatternCount, priorOdds, type Session, shareOf } from './expectation.ts'
import type { Chances } from './model.ts'
import { type Opened, ofPair, openedPairs, openedRows, sameKey } from './opened-rows.ts'
import {
  type Comparison,
  codeSql,
  codes,
  type Level,
  type Plan,
  patternOfCodes,
  type Rule,
  readPattern,
} from './plan.ts'
import { prepared } from './prepare.ts'
import { countChances, type Shares, shareTable } from './shares.ts'
import { keptColumns, wholeColumns } from './used-columns.ts'

/** Table of compared pairs: a, b, rules, pattern, and `boost`, the bits that rare values add. */
export const vectorTable = 'linkage_vector'

const randomPairs = 1_000_000

/** Measures u: exactly for levels that are an equality, from random pairs for the others. */
export async function measureU(
  engine: Engine,
  plan: Plan,
  { shares, dedupe }: { shares: Shares; dedupe: boolean },
): Promise<Chances['u']> {
  const side = Math.ceil(Math.sqrt(randomPairs))
  await sample(engine, plan, { table: prepared.left, side, turn: 0 })
  await sample(engine, plan, { table: prepared.right, side, turn: 1 })
  const list = plan.comparisons.map((comparison, at) => `${codeSql(comparison)} as g${at}`)
  const found = await engine.rows<Record<string, number | bigint>>(
    `select *, count(*) as n from (select ${list.join(', ')}
       from ${prepared.left}_sample l cross join ${prepared.right}_sample r
       ${dedupe ? 'where l.row_no <> r.row_no' : ''}) group by all`,
  )
  await engine.run(`drop table ${prepared.left}_sample; drop table ${prepared.right}_sample`)
  const equal = plan.comparisons.flatMap(({ levels }) => levels.flatMap(({ equals }) => equals ?? []))
  const chances = await countChances(engine, equal, { opened: plan.opened, dedupe })
  const exact = (level: Level) => shares.get(level.counted ?? '')?.u ?? chances.get(level.equals ?? '')
  return plan.comparisons.map((comparison, at) => {
    const counts = Array.from({ length: codes(comparison) }, () => 0)
    for (const row of found) counts[Number(row[`g${at}`])]! += Number(row.n)
    // As a model file has it, so that a run with the kept model weighs alike.
    return withExact(shareOf(comparison, counts), exactShares(comparison, exact)).map(rounded)
  })
}

/** What to draw rows of, how many, and which of several draws that know nothing of each other. */
interface Draw {
  readonly table: string
  readonly side: number
  readonly turn: number
}

/**
 * Draws rows by what they say, so that a model does not depend on the order in which they stand; rows that say the same may
 * stand for each other. The two sides are drawn apart: else the same people would be drawn of both.
 */
async function sample(engine: Engine, plan: Plan, { table, side, turn }: Draw): Promise<void> {
  const [row] = await engine.rows<{ n: bigint }>(`select count(*) as n from ${table}`)
  const every = Math.max(1, Math.floor(Number(row?.n ?? 0n) / side))
  const whole = wholeColumns(plan)
  const place = dialectOf(engine).scatter(`((${placeOf(whole, turn)}) & ${2 ** 31 - 1})`)
  const cells = keptColumns(plan).map((column) => `coalesce(${column}::string, '')`)
  const said = dialectOf(engine).fingerprint([`'${turn}'`, ...cells].join(` || '|' || `))
  const picked = `(select s.* from ${table} s semi join ${table}_picked using (row_no))`
  // Numbers are quick to look at, so that few rows are put in order.
  await engine.run(
    `create or replace table ${table}_picked as select row_no from (
       select row_no, ${said} as said from ${table} ${whole.length > 0 ? `where ${place} % ${every} = 0` : ''})
     order by said, row_no limit ${side};
     create or replace table ${table}_sample as select * from ${openedRows(plan.opened, picked)};
     drop table ${table}_picked`,
  )
}

/** Primes below 2^31, so that whole numbers of any size are told apart by what they leave over. */
const primes = [2147483647, 2147483629, 2147483587] as const

/** SQL of a whole number that depends on some whole numbers of a row; with them rows that are drawn together are few. */
function placeOf(columns: readonly string[], turn: number): string {
  const some = [...columns.slice(0, 1), ...columns.slice(1).slice(-2)]
  const left = some.map((column, at) => `coalesce(${column} % ${primes[(at + turn) % primes.length]}, 0)`)
  return left.join(' + ')
}

const rarest = 1e-9

const rounded = (share: number) => Number(share.toPrecision(6))

/** Puts exact shares in the place of sampled ones; what is left keeps its proportions. */
function withExact(sampled: readonly number[], exact: readonly number[]): number[] {
  const row = [...sampled]
  let fixed = 0
  let loose = 0
  const isFixed = row.map(() => false)
  for (const [at, u] of exact.entries()) {
    row[at + 1] = u
    isFixed[at + 1] = true
    fixed += u
  }
  for (const [code, share] of row.entries()) if (!isFixed[code]) loose += share
  // Where all rows are alike in a field, what differs is rare, but no less possible.
  return row.map((share, code) => (isFixed[code] ? share : Math.max((share * (1 - fixed)) / loose, rarest)))
}

/** Shares of the strongest levels as far as they are equalities, each wider than the one before it: what that leaves of it. */
function exactShares({ levels }: Comparison, shareOfEquals: (level: Level) => number | undefined): number[] {
  const found: number[] = []
  let within = 0
  for (const level of levels) {
    const u = shareOfEquals(level)
    if (u === undefined || u <= within) break
    found.push(u - within)
    within = u
  }
  return found
}

/** What a comparison of all candidate pairs needs to know. */
export interface CompareRequest {
  readonly plan: Plan
  readonly blocking: Blocking
  readonly shares: Shares
  readonly u: Chances['u']
  /** Table of the left rows that are in a pair, where the others are better left out. */
  readonly left?: string
}

/** Compares every candidate pair; returns what patterns there are and how often. */
export async function compareAll(engine: Engine, request: CompareRequest): Promise<PatternCount[]> {
  await runVector(engine, request)
  const found = await engine.rows<{ pattern: bigint; rules: bigint; n: bigint }>(
    `select pattern, rules, count(*) as n from ${vectorTable} group by all`,
  )
  // In an order, because sums of fractions depend on it.
  const sorted = found.sort((x, y) => order(x.pattern, y.pattern) || order(x.rules, y.rules))
  return sorted.map(({ pattern, rules, n }) => ({
    pattern,
    codes: readPattern(request.plan.comparisons, pattern),
    rules,
    count: Number(n),
  }))
}

/**
 * Many pairs stream past tables of rows. Left to itself the engine builds its table of pairs, because they are narrow; what
 * comes out of that are small heaps, and all that follows works on them.
 */
async function runVector(engine: Engine, request: CompareRequest): Promise<void> {
  const dialect = dialectOf(engine)
  const sql = vectorSql(request, dialect)
  const isFewer = async (table: string) => {
    const [row] = await engine.rows<{ n: bigint }>(`select count(*) as n from ${table}`)
    return Number(row!.n) <= request.blocking.pairs
  }
  const { keepsSides } = dialect
  if (!keepsSides || !(await isFewer(request.left ?? prepared.left)) || !(await isFewer(prepared.right))) {
    await engine.run(sql)
    return
  }
  await engine.run(keepsSides[0])
  try {
    await engine.run(sql)
  } finally {
    await engine.run(keepsSides[1])
  }
}

const order = (x: bigint, y: bigint) => (x < y ? -1 : x > y ? 1 : 0)

/** A level that is the equality of a counted column: where it stands, and the column. */
interface CountedLevel {
  readonly at: number
  readonly code: number
  readonly column: string
}

function countedLevels(plan: Plan): CountedLevel[] {
  return plan.comparisons.flatMap(({ levels }, at) =>
    levels.flatMap(({ counted }, place) =>
      counted === undefined ? [] : [{ at, code: place + 1, column: counted }],
    ),
  )
}

/** Pairs get their codes from whole numbers first; only values that agree are looked up in the shares. */
function vectorSql(
  { plan, blocking, shares, u, left = prepared.left }: CompareRequest,
  dialect: Dialect,
): string {
  const { comparisons, opened } = plan
  const kept = keptColumns({ ...plan, rules: blocking.within })
  const counted = countedLevels(plan)
  const codesOf = comparisons.map((comparison, at) => ofPair(`${codeSql(comparison)} as g${at}`))
  const values = counted.map(({ column }, at) => `l_${column} as v${at}`)
  const fetched = ['l', 'r'].flatMap((side) => kept.map((column) => `${side}.${column} as ${side}_${column}`))
  const agreed = counted.map(
    ({ at, code }, place) => `case when g${at} = ${code} then v${place} end as v${place}`,
  )
  // Worked out for each value, not for each pair.
  const bitsOf = ({ at, code }: CountedLevel, share: string) =>
    dialect.bits(`${double(u[at]![code]!)} / ${share}`)
  const joins = counted.map(
    (level, at) =>
      `left join (select value, ${bitsOf(level, 'share')} as bits from ${shareTable(level.column)}) s${at} on s${at}.value = q.v${at}`,
  )
  const rarity = counted.map((level, at) => {
    const rarest = bitsOf(level, double(shares.get(level.column)?.rarest ?? 1e-7))
    return `case when q.v${at} is null then 0 else coalesce(s${at}.bits, ${rarest}) end`
  })
  const pairs = `select ${['p.a', 'p.b', 'p.rules', ...fetched].join(', ')} from ${pairTable} p
    join ${left} l on ${farApart('l.row_no')} = ${farApart('p.a')}
    join ${prepared.right} r on ${farApart('r.row_no')} = ${farApart('p.b')}`
  return `create or replace table ${vectorTable} as
    select a, b, rules, pattern, (${rarity.join(' + ') || '0'})::float as boost from (
      select ${['a', 'b', 'rules', `${patternOfCodes(comparisons)} as pattern`, ...agreed].join(', ')} from (
        select ${['a', 'b', `${ofPair(rulesSql(blocking, opened))} as rules`, ...codesOf, ...values].join(', ')}
        from (${openedPairs(opened, pairs)}))) q
    ${joins.join(' ')}`
}

/** Row numbers with gaps between them: of keys side by side DuckDB makes tables that are no faster and a tenth larger. */
function farApart(row: string): string {
  return `${row}::bigint * ${2 ** 32}`
}

/** The bits of all rules that would have made a pair. */
function rulesSql({ rules, within }: Blocking, opened: Opened): string {
  const bit = (rule: Rule) => `${2 ** rules.indexOf(rule)}`
  const terms = within.map(({ rule, wide, keys }) => {
    const same = [`(rules & ${bit(wide)}) <> 0`, ...keys.map((key) => sameKey(opened, key))]
    return `case when ${same.join(' and ')} then ${bit(rule)}::bigint else 0 end`
  })
  return ['rules', ...terms].join(' + ')
}

/** Learns m from the patterns, one session a rule. */
export function trainM(
  plan: Plan,
  rules: readonly Rule[],
  counts: readonly PatternCount[],
  u: Chances['u'],
): Chances['m'] {
  const sessions: Session[] = rules.map((rule, at) => ({
    rule: at,
    open: plan.comparisons.flatMap(({ id }, place) => (rule.fixes.includes(id) ? [] : [place])),
  }))
  return learnM(plan.comparisons, counts, sessions, u)
}

/** Odds before any comparison, learnt from all candidate pairs with rare values counted in. */
export async function learnPrior(
  engine: Engine,
  ratios: ReadonlyMap<bigint, number>,
  possible: number,
  most: number,
): Promise<number> {
  const found = await engine.rows<{ pattern: bigint; boost: number; n: bigint }>(
    `select pattern, floor(boost + 5e-1)::integer as boost, count(*) as n from ${vectorTable} group by 1, 2`,
  )
  found.sort((x, y) => order(x.pattern, y.pattern) || x.boost - y.boost)
  return priorOdds(
    found.map(({ pattern, boost, n }) => ({
      ratio: (ratios.get(pattern) ?? 0) * 2 ** Number(boost),
      count: Number(n),
    })),
    possible,
    most,
  )
}
