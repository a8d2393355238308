import type { Analysis } from '@zhucan/analysis'
import { type Budget, type CountedRule, chooseRules, makePairs } from './blocking.ts'
import { findRules } from './choose-rules.ts'
import type { Atom } from './generic-plan.ts'
import { type Chances, chancesOf, type LinkModel, modelOf } from './model.ts'
import type { Plan } from './plan.ts'
import { prepared, prepareSides, type Sides } from './prepare.ts'
import { scorePairs } from './score.ts'
import { compareAll, measureU, trainM } from './train.ts'

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
  readonly onStep?: (step: LinkStep, count: number) => void
}

/** Steps of a run, as told while it works. */
export type LinkStep = 'prepared' | 'rules' | 'pairs' | 'patterns' | 'scored'

/** What a run did, for reports. */
export interface LinkReport {
  readonly pairs: number
  readonly rules: readonly CountedRule[]
  readonly refused: readonly CountedRule[]
  readonly model: LinkModel
  readonly trained: boolean
  /** Odds that two rows taken blindly are one person. */
  readonly odds: number
}

const leastWeight = -12

/** Scores all pairs worth looking at; the caller then assigns (`assignPairs`) or clusters them. */
export async function scoreSides(analysis: Analysis, request: LinkRequest): Promise<LinkReport> {
  const { plan, sides } = request
  const dedupe = sides.left === sides.right
  const exact = await prepareSides(analysis, plan, sides)
  const size = await sizes(analysis)
  request.onStep?.('prepared', size.left + (dedupe ? 0 : size.right))
  const { taken, refused } = await rulesOf(analysis, request, budgetOf(request, size), dedupe)
  request.onStep?.('rules', taken.length)
  const used = taken.map(({ rule }) => rule)
  const pairs = await makePairs(analysis, used, dedupe)
  request.onStep?.('pairs', pairs)
  const kept = request.model === undefined ? null : chancesOf(request.model, plan.comparisons)
  const u = kept?.u ?? (await measureU(analysis, plan, { exact, dedupe }))
  const counts = await compareAll(analysis, plan, u)
  request.onStep?.('patterns', counts.length)
  const chances: Chances = kept ?? { u, m: trainM(plan, taken, counts, u) }
  const space = dedupe
    ? { possible: (size.left * (size.left - 1)) / 2, most: size.left * 20 }
    : { possible: size.left * size.right, most: Math.max(size.left, size.right) }
  const odds = await scorePairs(analysis, plan, { chances, counts }, space, leastWeight)
  request.onStep?.('scored', pairs)
  const model = kept === null ? modelOf(plan, chances, request.trainedOn ?? 'this run') : request.model!
  return { pairs, rules: taken, refused, model, trained: kept === null, odds }
}

function rulesOf(analysis: Analysis, request: LinkRequest, budget: Budget, dedupe: boolean) {
  const { plan, atoms } = request
  return atoms === undefined
    ? chooseRules(analysis, plan.rules, budget, dedupe)
    : findRules(analysis, atoms, plan.comparisons, { budget, dedupe })
}

async function sizes(analysis: Analysis): Promise<{ left: number; right: number }> {
  const [row] = await analysis.rows<{ l: bigint; r: bigint }>(
    `select (select count(*) from ${prepared.left}) as l, (select count(*) from ${prepared.right}) as r`,
  )
  return { left: Number(row!.l), right: Number(row!.r) }
}

function budgetOf(request: LinkRequest, size: { left: number; right: number }): Budget {
  if (request.budget) return request.budget
  const rows = Math.max(size.left, size.right)
  return { rule: Math.max(200_000, rows * 20), total: Math.max(2_000_000, rows * 120) }
}
