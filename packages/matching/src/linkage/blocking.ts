import { keysBeyond, levelRules } from './contained-rules.ts'
import { dialectOf, double, type Engine } from './dialect.ts'
import { keyOf, type Opened, openedRows, sameKey, saysSomething } from './opened-rows.ts'
import type { Implication, Rule } from './plan.ts'
import { prepared } from './prepare.ts'
import { commonShare, type Shares, shareTable } from './shares.ts'

/** A rule with the exact number of pairs it makes. */
export interface CountedRule {
  readonly rule: Rule
  readonly pairs: number
}

/** Table of candidate pairs: a (left row), b (right row), rules (one bit for each rule that was joined and made the pair). */
export const pairTable = 'linkage_pair'

const foundTable = 'linkage_found'

/** Which rows pairs are made of: those of one side with each other, or of two sides. */
export interface Space {
  readonly dedupe: boolean
  readonly opened?: Opened
  /** How common values are; without them rules know no rare ones. */
  readonly shares?: Shares
}

/** How many pairs rules may make: each one, and all together. */
export interface Budget {
  readonly rule: number
  readonly total: number
}

/** A rule that another contains: its pairs are those of the other that agree on some keys more. */
export interface Within {
  readonly rule: Rule
  readonly wide: Rule
  readonly keys: readonly string[]
}

/** How candidate pairs came about. A rule's bit is its place in `rules`. */
export interface Blocking {
  readonly rules: readonly Rule[]
  readonly pairs: number
  /** Rules that were joined. */
  readonly taken: readonly CountedRule[]
  readonly refused: readonly CountedRule[]
  /** Rules whose pairs others found. */
  readonly contained: readonly Rule[]
  /** Which of the pairs are theirs. */
  readonly within: readonly Within[]
}

/** The exact number of pairs of a rule, without making any. */
async function countPairs(engine: Engine, rule: Rule, space: Space): Promise<number> {
  const [row] = await engine.rows<{ n: number | null }>(pairCountSql(rule, space))
  return row?.n ?? 0
}

function pairCountSql(rule: Rule, space: Space): string {
  const { dedupe, opened } = space
  const counted = (rows: string) => {
    const keys = rule.keys.map((key, at) => `${key} as k${at}`)
    const filled = rule.keys.map((key, at) => saysSomething(opened, key, `k${at}`)).join(' and ')
    return `select *, count(*)::double as n from (select ${keys.join(', ')} from ${rows} t) where ${filled} group by all`
  }
  const same = rule.keys.map((key, at) => `${keyOf(key, 'l')} = r.k${at}`).join(' and ')
  return dedupe
    ? `select sum(n * (n - 1) / 2) as n from (${counted(leftRows(rule, space))})`
    : `select sum(r.n) as n from ${leftRows(rule, space)} l join (${counted(openedRows(opened, prepared.right))}) r on ${same}`
}

/** The same of many rules, by their places: in one query where a query costs more than the rows it reads. */
export async function countRules(engine: Engine, rules: readonly Rule[], space: Space): Promise<number[]> {
  const counts = rules.map(() => 0)
  if (!dialectOf(engine).stopsJoins && rules.length > 0) {
    const found = await engine.rows<{ rule: number; n: number | null }>(rulesCountSql(rules, space))
    for (const { rule, n } of found) counts[rule] = n ?? 0
  } else for (const [at, rule] of rules.entries()) counts[at] = await countPairs(engine, rule, space)
  return counts
}

/** Both sides of a rule are counted together, because to join their counts would take two sorts more. */
function rulesCountSql(rules: readonly Rule[], space: Space): string {
  const { dedupe, opened } = space
  const counts = rules.map((rule, at) => {
    if (dedupe) return `select ${at} as rule, n from (${pairCountSql(rule, space)})`
    const names = rule.keys.map((_, place) => `k${place}`)
    const keys = rule.keys.map((key, place) => `${key} as k${place}`).join(', ')
    const filled = rule.keys.map((key, place) => saysSomething(opened, key, names[place]!)).join(' and ')
    const one = (table: string, side: number) => `select ${keys}, ${side} as side from ${table} t`
    return `select ${at} as rule, sum(1 - side)::double * sum(side)::double as n
      from (${one(leftRows(rule, space), 0)} union all ${one(openedRows(opened, prepared.right), 1)}) where ${filled} group by ${names.join(', ')}`
  })
  return `select rule, sum(n) as n from (${counts.join(' union all ')}) group by rule`
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
export interface BlockingRequest extends Space {
  readonly rules: readonly Rule[]
  readonly implies: readonly Implication[]
  readonly budget: Budget
  /** Names of rules that are likely over the budget, as they were the last time: they are counted before they are joined. */
  readonly wide?: readonly string[]
}

/**
 * Makes the table of candidate pairs: a union of equi-joins, each pair once. A rule that another contains is not joined
 * unless that one is over the budget; a join stops when it has made more pairs than a rule may.
 */
export async function makePairs(engine: Engine, request: BlockingRequest): Promise<Blocking> {
  const { rules } = request
  const implies = await holding(engine, request.implies, request)
  await engine.run(`create or replace table ${foundTable} (a integer, b integer, rules bigint)`)
  const joins: Joins = { ...request, joined: new Map(), refused: [] }
  const { joined, refused } = joins
  const joinFresh = dialectOf(engine).stopsJoins ? joinEach : joinCounted
  const isRefused = (rule: Rule) => refused.some((one) => one.rule === rule)
  for (;;) {
    const open = rules.filter((rule) => !isRefused(rule))
    const fresh = levelRules(open, implies).widest.filter((rule) => !joined.has(rule))
    if (fresh.length === 0) break
    await joinFresh(engine, fresh, joins)
  }
  const pairs = await engine.run(
    `create or replace table ${pairTable} as select a, b, bit_or(rules) as rules from ${foundTable} group by a, b`,
  )
  await engine.run(`drop table ${foundTable}`)
  const taken = [...joined].flatMap(([rule, count]) => (count > 0 ? [{ rule, pairs: count }] : []))
  const contained = rules.filter((rule) => !joined.has(rule) && !isRefused(rule))
  const within = contained.map((rule) => withinOf(rule, [...joined.keys()], implies))
  return { rules, pairs, taken, refused, contained, within }
}

/** Where the pairs of a rule are found: among those of a joined one that leaves fewest keys to compare. */
function withinOf(rule: Rule, joined: readonly Rule[], implies: readonly Implication[]): Within {
  const found = joined.flatMap((wide) => {
    const keys = keysBeyond(rule, wide, implies)
    return keys === null ? [] : [{ rule, wide, keys }]
  })
  return found.reduce((best, one) => (one.keys.length < best.keys.length ? one : best))
}

/** What was joined so far. */
interface Joins extends BlockingRequest {
  readonly joined: Map<Rule, number>
  readonly refused: CountedRule[]
}

/** So many pairs may the next rule make. */
function mostOf({ budget, joined }: Joins): number {
  return Math.min(budget.rule, budget.total - [...joined.values()].reduce((sum, pairs) => sum + pairs, 0))
}

/** Joins rule by rule, until one makes too many pairs. */
async function joinEach(engine: Engine, fresh: readonly Rule[], joins: Joins): Promise<void> {
  const { joined, refused, wide = [] } = joins
  for (const rule of fresh) {
    const most = mostOf(joins)
    const expected = wide.includes(rule.id) ? await countPairs(engine, rule, joins) : 0
    if (expected > most) {
      refused.push({ rule, pairs: expected })
      continue
    }
    const pairs = await engine.run(
      `insert into ${foundTable} ${joinSql(rule, joins)} limit ${Math.max(0, Math.floor(most)) + 1}`,
    )
    if (pairs <= most) joined.set(rule, pairs)
    else {
      await engine.run(`delete from ${foundTable} where rules = ${2 ** joins.rules.indexOf(rule)}`)
      refused.push({ rule, pairs: await countPairs(engine, rule, joins) })
    }
  }
}

/** Counts all rules in one go and joins those within the budget in another. */
async function joinCounted(engine: Engine, fresh: readonly Rule[], joins: Joins): Promise<void> {
  const counts = await countRules(engine, fresh, joins)
  const fits: Rule[] = []
  for (const [at, rule] of fresh.entries()) {
    const pairs = counts[at]!
    if (pairs > mostOf(joins)) joins.refused.push({ rule, pairs })
    else joins.joined.set(rule, pairs)
    if (pairs > 0 && joins.joined.has(rule)) fits.push(rule)
  }
  if (fits.length === 0) return
  await engine.run(
    `insert into ${foundTable} ${fits.map((rule) => joinSql(rule, joins)).join(' union all ')}`,
  )
}

/** The left rows that a rule looks at. */
function leftRows({ rare }: Rule, { opened, shares }: Space): string {
  const rows = openedRows(opened, prepared.left)
  const known = rare && shares?.get(rare.column)
  if (!known) return rows
  const common = `select value from ${shareTable(rare.column)} where share > ${double(commonShare(known, rare.most))}`
  return `(select t.* from ${rows} t anti join (${common}) c on c.value = t.${rare.column})`
}

function joinSql(rule: Rule, joins: Joins): string {
  const { opened } = joins
  const on = rule.keys.map((key) => sameKey(opened, key))
  if (joins.dedupe) on.push('l.row_no < r.row_no')
  return `select l.row_no as a, r.row_no as b, ${2 ** joins.rules.indexOf(rule)}::bigint as rules
    from ${leftRows(rule, joins)} l join ${openedRows(opened, prepared.right)} r on ${on.join(' and ')}`
}

/** The implications that hold in these data. */
async function holding(
  engine: Engine,
  implies: readonly Implication[],
  space: Space,
): Promise<Implication[]> {
  const found: Implication[] = []
  for (const one of implies) {
    if (one.checked && !(await holds(engine, one, space))) continue
    found.push(one)
  }
  return found
}

async function holds(engine: Engine, { from, to }: Implication, { dedupe, opened }: Space): Promise<boolean> {
  const says = saysSomething(opened, `t.${from}`, from)
  const of = (table: string) => `select ${from}, ${to} from ${openedRows(opened, table)} t where ${says}`
  const all = dedupe ? of(prepared.left) : `${of(prepared.left)} union all ${of(prepared.right)}`
  const [row] = await engine.rows<{ n: bigint }>(
    `select count(*) as n from (select ${from} from (${all}) group by ${from}
       having count(${to}) < count(*) or min(${to}) <> max(${to}) or not min(${saysSomething(opened, `t.${to}`, to)}))`,
  )
  return Number(row!.n) === 0
}
