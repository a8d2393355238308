import type { Analysis } from '@zhucan/analysis'
import { type Dialect, duckdb } from './dialect.ts'
import type { Rule } from './plan.ts'
import { prepared } from './prepare.ts'

/** A rule with the exact number of pairs it makes. */
export interface CountedRule {
  readonly rule: Rule
  readonly pairs: number
}

/** Table of candidate pairs: a (left row), b (right row), rules (one bit for each rule that made the pair). */
export const pairTable = 'linkage_pair'

/** How many pairs rules may make: each one, and all together. */
export interface Budget {
  readonly rule: number
  readonly total: number
}

/** The exact number of pairs of a rule, from value counts alone. */
export async function countPairs(analysis: Analysis, rule: Rule, dedupe: boolean): Promise<number> {
  const counted = (table: string) => {
    const keys = rule.keys.map((key, at) => `${key} as k${at}`)
    const filled = rule.keys.map((_, at) => `k${at} is not null`).join(' and ')
    return `select *, count(*)::double as n from (select ${keys.join(', ')} from ${table} t) where ${filled} group by all`
  }
  const same = rule.keys.map((_, at) => `l.k${at} = r.k${at}`).join(' and ')
  const [row] = await analysis.rows<{ n: number | null }>(
    dedupe
      ? `select sum(n * (n - 1) / 2) as n from (${counted(prepared.left)})`
      : `select sum(l.n * r.n) as n from (${counted(prepared.left)}) l join (${counted(prepared.right)}) r on ${same}`,
  )
  return row?.n ?? 0
}

/** Counts every rule of a fixed list and keeps those within the budget, the cheapest first. */
export async function chooseRules(
  analysis: Analysis,
  rules: readonly Rule[],
  budget: Budget,
  dedupe: boolean,
): Promise<{ taken: CountedRule[]; refused: CountedRule[] }> {
  const counted: CountedRule[] = []
  for (const rule of rules) counted.push({ rule, pairs: await countPairs(analysis, rule, dedupe) })
  return withinBudget(counted, budget)
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

/** Makes the table of candidate pairs: a union of equi-joins, each pair once. Returns its size. */
export async function makePairs(
  analysis: Analysis,
  rules: readonly Rule[],
  dedupe: boolean,
  dialect: Dialect = duckdb,
): Promise<number> {
  const joins = rules.map((rule, at) => {
    const on = rule.keys.map((key) => `${keyOf(key, 'l')} = ${keyOf(key, 'r')}`)
    if (dedupe) on.push('l.row_no < r.row_no')
    return `select l.row_no as a, r.row_no as b, ${2 ** at}::bigint as rules from ${prepared.left} l join ${prepared.right} r on ${on.join(' and ')}`
  })
  const none = 'select 0 as a, 0 as b, 0::bigint as rules where false'
  return analysis.run(
    `create or replace table ${pairTable} as select a, b, ${dialect.bitOr('rules')} as rules
     from (${joins.length === 0 ? none : joins.join(' union all ')}) group by a, b`,
  )
}

function keyOf(key: string, side: 'l' | 'r'): string {
  return /^\w+$/.test(key) ? `${side}.${key}` : key.replaceAll(/\bt\./g, `${side}.`)
}
