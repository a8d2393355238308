import { type Blocking, type Budget, type CountedRule, makePairs, pairTable, type Space } from './blocking.ts'
import { budgetFor } from './budget.ts'
import { findRules } from './choose-rules.ts'
import type { Engine } from './dialect.ts'
import type { PatternCount } from './expectation.ts'
import type { Atom } from './generic-plan.ts'
import { type Chances, chancesOf, type LinkModel, modelOf } from './model.ts'
import type { Plan, Rule } from './plan.ts'
import { prepared, prepareSides, type Sides } from './prepare.ts'
import { settledColumns } from './prepared-rows.ts'
import { scorePairs } from './score.ts'
import { countShares, type Shares } from './shares.ts'
import { type CompareRequest, compareAll, measureU, trainM } from './train.ts'

/** What a linkage is asked to do. */
export interface LinkRequest {
  readonly plan: Plan
  /** Where a plan has no rules of its own: what to make them of. */
  readonly atoms?: readonly Atom[]
  readonly sides: Sides
  /** A model kept from before; without one the run trains its own and says so. */
  readonly model?: LinkModel
  /** Words for where a newly trained model came from. */
  readonly trainedOn?: string
  readonly budget?: Budget
  /** Copies the left rows that are in a pair before they are compared: where they are read from files. */
  readonly inPlace?: boolean
  /** Names of rules that an earlier run refused. */
  readonly wide?: readonly string[]
  readonly onStep?: (step: LinkStep, count: number) => void
}

/** Steps of a run, as told while it works. */
export type LinkStep = 'prepared' | 'rules' | 'pairs' | 'patterns' | 'scored'

/** What a run did, for reports. */
export interface LinkReport {
  readonly pairs: number
  readonly rules: readonly CountedRule[]
  readonly refused: readonly CountedRule[]
  /** Rules whose pairs are among those of wider rules. */
  readonly contained: readonly Rule[]
  readonly model: LinkModel
  readonly trained: boolean
  /** Odds that two rows taken blindly are one person. */
  readonly odds: number
  /** How common values are, by counted column. */
  readonly shares: Shares
}

/** Scores all pairs worth looking at; the caller then assigns (`assignPairs`) or clusters them. */
export async function scoreSides(engine: Engine, request: LinkRequest): Promise<LinkReport> {
  const { plan, sides, atoms = [] } = request
  let shares: Shares = new Map()
  const meanwhile = async (beside: Engine) => {
    shares = await countShares(beside, { ...plan, counted: settledColumns(plan) }, sides.left === sides.right)
  }
  await prepareSides(engine, plan, sides, { atoms, meanwhile })
  return scorePrepared(engine, request, shares)
}

/** The same once the prepared tables are there; `known` are shares counted before, whose tables are there as well. */
export async function scorePrepared(
  engine: Engine,
  request: LinkRequest,
  known: Shares = new Map(),
): Promise<LinkReport> {
  const { plan, sides } = request
  const dedupe = sides.left === sides.right
  const size = await sizes(engine)
  request.onStep?.('prepared', size.left + (dedupe ? 0 : size.right))
  const counted = plan.counted.filter((column) => !known.has(column))
  const shares = new Map([...known, ...(await countShares(engine, { ...plan, counted }, dedupe))])
  const budget = request.budget ?? budgetFor({ ...size, dedupe })
  const kept = request.model === undefined ? null : chancesOf(request.model, plan.comparisons)
  const [blocking, u] = await engine.together([
    (beside) => blockSides(beside, request, budget, { dedupe, opened: plan.opened, shares }),
    async (beside: Engine) => kept?.u ?? measureU(beside, plan, { shares, dedupe }),
  ])
  request.onStep?.('rules', blocking.taken.length)
  request.onStep?.('pairs', blocking.pairs)
  const counts = await comparePairs(engine, request, { plan, blocking, shares, u })
  request.onStep?.('patterns', counts.length)
  const trained = () => trainModel(plan, { blocking, counts, u }, request.trainedOn ?? 'this run')
  const model = kept === null ? trained() : request.model!
  // A run that trains uses what its model file will say, to the last digit.
  const chances = kept ?? chancesOf(model, plan.comparisons)!
  const space = dedupe
    ? { possible: (size.left * (size.left - 1)) / 2, most: size.left * 20, rows: size.left }
    : { possible: size.left * size.right, most: Math.max(size.left, size.right), rows: size.right }
  const odds = await scorePairs(engine, plan, { chances, counts }, space)
  request.onStep?.('scored', blocking.pairs)
  const { pairs, taken, refused, contained } = blocking
  return { pairs, rules: taken, refused, contained, model, trained: kept === null, odds, shares }
}

const pairedLeft = 'linkage_left_paired'

async function comparePairs(
  engine: Engine,
  { inPlace = false }: LinkRequest,
  compared: CompareRequest,
): Promise<PatternCount[]> {
  if (!inPlace) return compareAll(engine, compared)
  await engine.run(
    `create or replace table ${pairedLeft} as
     select l.* from ${prepared.left} l semi join (select distinct a from ${pairTable}) p on p.a = l.row_no`,
  )
  const counts = await compareAll(engine, { ...compared, left: pairedLeft })
  await engine.run(`drop table ${pairedLeft}`)
  return counts
}

function trainModel(
  plan: Plan,
  { blocking, counts, u }: { blocking: Blocking; counts: readonly PatternCount[]; u: Chances['u'] },
  trainedOn: string,
): LinkModel {
  return modelOf(plan, { u, m: trainM(plan, blocking.rules, counts, u) }, trainedOn)
}

/** Makes the candidate pairs, by the plan's own rules or by those put together from its atoms. */
async function blockSides(
  engine: Engine,
  { plan, atoms, wide = [] }: LinkRequest,
  budget: Budget,
  space: Space,
): Promise<Blocking> {
  const { rules, implies = [], comparisons } = plan
  if (atoms === undefined) return makePairs(engine, { ...space, rules, implies, budget, wide })
  const { taken, refused } = await findRules(engine, atoms, comparisons, { budget, dedupe: space.dedupe })
  const found = taken.map(({ rule }) => rule)
  const blocking = await makePairs(engine, { ...space, rules: found, implies, budget })
  return { ...blocking, refused: [...refused, ...blocking.refused] }
}

async function sizes(engine: Engine): Promise<{ left: number; right: number }> {
  const [row] = await engine.rows<{ l: bigint; r: bigint }>(
    `select (select count(*) from ${prepared.left}) as l, (select count(*) from ${prepared.right}) as r`,
  )
  return { left: Number(row!.l), right: Number(row!.r) }
}
