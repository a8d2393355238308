import { levelRules } from './contained-rules.ts'
import { dialectOf, type Engine } from './dialect.ts'
import type { Implication, Rule } from './plan.ts'
import { prepared } from './prepare.ts'

/** A rule with the exact number of pairs it makes. */
export interface CountedRule {
  readonly rule: Rule
  readonly pairs: number
}

/** Table of candidate pairs: a (left row), b (right row), rules (one bit for each rule that was joined and made the pair). */
export const pairTable = 'linkage_pair'

const foundTable = 'linkage_found'

/** How many pairs rules may make: each one, and all together. */
export interface Budget {
  readonly rule: number
  readonly total: number
}

/** How candidate pairs came about. A rule's bit is its place in `rules`. */
export interface Blocking {
  readonly rules: readonly Rule[]
  readonly pairs: number
  /** Rules that were joined. */
  readonly taken: readonly CountedRule[]
  readonly refused: readonly CountedRule[]
  /** Rules whose pairs others found: which are theirs is seen from their keys. */
  readonly contained: readonly Rule[]
}

/** The exact number of pairs of a rule, from value counts alone. */
export async function countPairs(engine: Engine, rule: Rule, dedupe: boolean): Promise<number> {
  const counted = (table: string) => {
    const keys = rule.keys.map((key, at) => `${key} as k${at}`)
    const filled = rule.keys.map((_, at) => `k${at} is not null`).join(' and ')
    return `select *, count(*)::double as n from (select ${keys.join(', ')} from ${table} t) where ${filled} group by all`
  }
  const same = rule.keys.map((_, at) => `l.k${at} = r.k${at}`).join(' and ')
  const [row] = await engine.rows<{ n: number | null }>(
    dedupe
      ? `select sum(n * (n - 1) / 2) as n from (${counted(prepared.left)})`
      : `select sum(l.n * r.n) as n from (${counted(prepared.left)}) l join (${counted(prepared.right)}) r on ${same}`,
  )
  return row?.n ?? 0
}

/** Splits counted rules by the budget; rules that make no pair are neither taken nor refused. */
export function withinBudget(counted: readonly CountedRule[], budget: Budget) {
  const taken: CountedRule[] = []
  const refused: CountedRule[] = []
  let total = 0
  for (const one of [...counted].sort((a, b) => a.pairs - b.pairs)) {
    if (one.pairs === 0) continue
    const fits = one.pairs <= budget.rule && total + one.pairs <= budget.total
    if (fits) total += one.pairs
    ;(fits ? taken : refused).push(one)
  }
  return { taken, refused }
}

/** What pairs are made of. */
export interface BlockingRequest {
  readonly rules: readonly Rule[]
  readonly implies: readonly Implication[]
  readonly budget: Budget
  readonly dedupe: boolean
}

/**
 * Makes the table of candidate pairs: a union of equi-joins, each pair once. A rule that another contains is not joined
 * unless that one is over the budget; a join stops when it has made more pairs than a rule may.
 */
export async function makePairs(engine: Engine, request: BlockingRequest): Promise<Blocking> {
  const { rules, budget, dedupe } = request
  const implies = await holding(engine, request.implies, dedupe)
  await engine.run(`create or replace table ${foundTable} (a integer, b integer, rules bigint)`)
  const joined = new Map<Rule, number>()
  const refused: CountedRule[] = []
  const isRefused = (rule: Rule) => refused.some((one) => one.rule === rule)
  for (;;) {
    const open = rules.filter((rule) => !isRefused(rule))
    const fresh = levelRules(open, implies).widest.filter((rule) => !joined.has(rule))
    if (fresh.length === 0) break
    for (const rule of fresh) {
      const left = budget.total - [...joined.values()].reduce((sum, pairs) => sum + pairs, 0)
      const most = Math.min(budget.rule, left)
      const pairs = await joinRule(engine, rule, { bit: rules.indexOf(rule), most, dedupe })
      if (pairs === null) refused.push({ rule, pairs: await countPairs(engine, rule, dedupe) })
      else joined.set(rule, pairs)
    }
  }
  const pairs = await engine.run(
    `create or replace table ${pairTable} as select a, b, bit_or(rules) as rules from ${foundTable} group by a, b`,
  )
  await engine.run(`drop table ${foundTable}`)
  const taken = [...joined].flatMap(([rule, count]) => (count > 0 ? [{ rule, pairs: count }] : []))
  const contained = rules.filter((rule) => !joined.has(rule) && !isRefused(rule))
  return { rules, pairs, taken, refused, contained }
}

/** Joins a rule's pairs; null, leaving nothing, when there are more than `most`. */
async function joinRule(
  engine: Engine,
  rule: Rule,
  { bit, most, dedupe }: { bit: number; most: number; dedupe: boolean },
): Promise<number | null> {
  if (!dialectOf(engine).stopsJoins && (await countPairs(engine, rule, dedupe)) > most) return null
  const on = rule.keys.map((key) => `${keyOf(key, 'l')} = ${keyOf(key, 'r')}`)
  if (dedupe) on.push('l.row_no < r.row_no')
  const pairs = await engine.run(
    `insert into ${foundTable} select l.row_no as a, r.row_no as b, ${2 ** bit}::bigint as rules
     from ${prepared.left} l join ${prepared.right} r on ${on.join(' and ')} limit ${Math.max(0, Math.floor(most)) + 1}`,
  )
  if (pairs <= most) return pairs
  await engine.run(`delete from ${foundTable} where rules = ${2 ** bit}`)
  return null
}

/** The implications that hold in these data. */
async function holding(
  engine: Engine,
  implies: readonly Implication[],
  dedupe: boolean,
): Promise<Implication[]> {
  const found: Implication[] = []
  for (const one of implies) {
    if (one.checked && !(await holds(engine, one, dedupe))) continue
    found.push(one)
  }
  return found
}

async function holds(engine: Engine, { from, to }: Implication, dedupe: boolean): Promise<boolean> {
  const of = (table: string) => `select ${from}, ${to} from ${table} where ${from} is not null`
  const all = dedupe ? of(prepared.left) : `${of(prepared.left)} union all ${of(prepared.right)}`
  const [row] = await engine.rows<{ n: bigint }>(
    `select count(*) as n from (select ${from} from (${all}) group by ${from}
       having count(${to}) < count(*) or min(${to}) <> max(${to}))`,
  )
  return Number(row!.n) === 0
}

/** SQL of a key of a rule for the row `l` or `r`. */
export function keyOf(key: string, side: 'l' | 'r'): string {
  return key.replaceAll(/\bt\./g, `${side}.`)
}
