import { duckdb as d, double, type Engine } from './dialect.ts'
import { bits, type PatternCount } from './expectation.ts'
import type { Chances } from './model.ts'
import { MISSING, type Plan, readPattern } from './plan.ts'
import { learnPrior, vectorTable } from './train.ts'

/** Table of scored pairs: a, b, weight in bits, guarded (a person must look), pattern, boost. */
export const scoredTable = 'linkage_scored'

/** Table of one row: `alone`, the bits that a pair gains where each row takes one partner only. */
export const spaceTable = 'linkage_space'

/** Table of what patterns weigh: pattern, bits, guarded, evidence. */
export const weightTable = 'linkage_weight'

/** Pairs below so many bits are of no use to anybody. */
const leastWeight = -12

/** What a pattern weighs, before how rare values are. */
interface PatternWeight {
  readonly pattern: bigint
  readonly bits: number
  readonly guarded: boolean
  readonly evidence: string
}

/** How many pairs there could be, and how many of them may be true. */
export interface PairSpace {
  readonly possible: number
  readonly most: number
  /** Rows that each look for a partner. */
  readonly rows: number
  /** Odds kept from before; learnt from the pairs when left out. */
  readonly odds?: number
}

/** Scores every compared pair; pairs far below even odds are left out. Returns the odds before comparison. */
export async function scorePairs(
  engine: Engine,
  plan: Plan,
  { chances, counts }: { chances: Chances; counts: readonly PatternCount[] },
  space: PairSpace,
): Promise<number> {
  const patterns = new Set(counts.map((one) => one.pattern))
  const weights = [...patterns].map((pattern) => weigh(plan, chances, pattern))
  await engine.run(`drop table if exists ${weightTable}`)
  await engine.appendRows(
    weightTable,
    { pattern: 'BIGINT', bits: 'DOUBLE', guarded: 'BOOLEAN', evidence: 'VARCHAR' },
    weights.map((one) => [one.pattern, one.bits, one.guarded, one.evidence]),
  )
  const ratios = new Map(weights.map((one) => [one.pattern, 2 ** one.bits]))
  const odds = space.odds ?? (await learnPrior(engine, ratios, space.possible, space.most))
  await engine.run(
    `create or replace table ${spaceTable} as select ${double(aloneBits(odds * space.possible, space.rows))} as alone`,
  )
  await engine.run(
    `create or replace table ${scoredTable} as select a, b, weight, guarded, pattern, boost from (
       select v.a, v.b, w.bits + v.boost + (${double(Math.log2(odds))}) as weight, w.guarded, v.pattern, v.boost
       from ${vectorTable} v join ${weightTable} w on w.pattern = v.pattern) where weight >= ${leastWeight}`,
  )
  return odds
}

/**
 * Where each row takes one partner only, a candidate competes with "nobody" for the rows that have no partner, not for all:
 * of a file of which seven in ten are known, three in ten. Kept below two bits, because the share is an estimate.
 */
export function aloneBits(matches: number, rows: number): number {
  const share = Math.min(Math.max(matches / Math.max(rows, 1), 0), 0.75)
  return -Math.log2(1 - share)
}

/** SQL of the evidence of a scored pair `s` with its weights `w`: comparison, level and bits, then what rare values add. */
export const evidenceSql = `w.evidence ||
  case when abs(s.boost) >= 5e-2 then '; rarity ' || ${d.signedTenths('s.boost')} else '' end`

function weigh(plan: Plan, chances: Chances, pattern: bigint): PatternWeight {
  const found = readPattern(plan.comparisons, pattern)
  let sum = 0
  const words: string[] = []
  const agreement = new Map<string, string>()
  for (const [at, comparison] of plan.comparisons.entries()) {
    const code = found[at]!
    if (code === MISSING) continue
    const weight = bits(chances, at, code)
    const level = comparison.levels[code - 1]?.id ?? 'differs'
    sum += weight
    agreement.set(comparison.id, level)
    words.push(`${comparison.id} ${level} ${weight < 0 ? '−' : '+'}${Math.abs(weight).toFixed(1)}`)
  }
  return {
    pattern,
    bits: sum,
    guarded: plan.guard?.(agreement) ?? false,
    evidence: words.join('; '),
  }
}
