import { type Analysis, sqlName } from '@zhucan/analysis'
import { makePairs } from './blocking.ts'
import {
  impliesOfKept,
  type KeptTable,
  type RowChange,
  registerNowSql,
  registerTableNames,
} from './kept-register.ts'
import type { LinkReport } from './link.ts'
import { chancesOf, type LinkModel } from './model.ts'
import type { Implication, Plan } from './plan.ts'
import { prepared, prepareSides } from './prepare.ts'
import { scoredTable, scorePairs, spaceTable, weightTable } from './score.ts'
import { type Shares, shareTable } from './shares.ts'
import { compareAll } from './train.ts'

/** What a later run needs beside the tables: with it the same rows get the same weights. */
export interface KeptState {
  readonly format: 1
  readonly plan: string
  readonly model: LinkModel
  readonly odds: number
  /** Rules that were within the budget. */
  readonly rules: readonly string[]
  readonly shares: KeptShares
}

/** Shares as they are written down. */
export type KeptShares = readonly (readonly [
  column: string,
  share: { readonly u: number; readonly rarest: number },
])[]

/** What is to be written down of a run. */
export function keptStateOf(plan: Plan, report: LinkReport): KeptState {
  const rules = plan.rules.filter((rule) => !report.refused.some((one) => one.rule.id === rule.id))
  return {
    format: 1,
    plan: plan.id,
    model: report.model,
    odds: report.odds,
    rules: rules.map(({ id }) => id),
    shares: [...report.shares],
  }
}

/** Tables that a later run needs: those that belong to the register alone, and those of one file. */
export function linkageTables(plan: Plan) {
  return {
    register: registerTableNames(plan),
    file: [prepared.right, scoredTable, weightTable, spaceTable],
  }
}

/** What to score anew, and what against. */
export interface Rescoring {
  readonly plan: Plan
  readonly state: KeptState
  readonly kept: KeptTable
  readonly left: RowChange
  readonly right?: RowChange
  /** Reads the register where it is kept instead of copying it, where rows of the file changed: for one larger than memory. */
  readonly inPlace?: boolean
}

const anyNumber = Number.MAX_SAFE_INTEGER
const fresh = { left: 'delta_left', right: 'delta_right' } as const
const scoredBefore = 'delta_scored'
const weightBefore = 'delta_weight'

/**
 * Leaves in the engine what a full run with the same model and shares would leave of pairs and of the file: kept pairs of
 * unchanged rows, and those that changed rows make with all rows of the other side. Of the register it leaves the changed
 * rows alone; the others are read where they are kept.
 */
export async function rescoreChanged(analysis: Analysis, request: Rescoring): Promise<void> {
  const { plan, kept, left, right } = request
  await prepareFresh(analysis, plan, left, right)
  for (const column of plan.counted)
    await analysis.run(`create or replace table ${shareTable(column)} as from ${kept(shareTable(column))}`)
  const unchanged = (sql: string, change: RowChange | undefined, key: string) =>
    change === undefined
      ? sql
      : `select k.* from (${sql}) k anti join ${sqlName(change.gone)} g on g.row_no = k.${key}`
  await analysis.run(
    `create table ${prepared.right} as ${unchanged(`from ${kept(prepared.right)}`, right, 'row_no')};
     create or replace table ${scoredBefore} as ${unchanged(unchanged(`from ${kept(scoredTable)}`, left, 'a'), right, 'b')};
     create or replace table ${weightBefore} as from ${kept(weightTable)}`,
  )
  if (right !== undefined)
    await scoreOldWithNew(analysis, request, unchanged(registerNowSql(kept), left, 'row_no'))
  await analysis.run(`alter table ${fresh.left} rename to ${prepared.left}`)
  await scoreInto(analysis, request, plan.implies ?? [])
  await analysis.run(
    `insert into ${scoredTable} from ${scoredBefore}; drop table ${scoredBefore};
     insert into ${weightTable} select k.* from ${weightBefore} k anti join ${weightTable} w on w.pattern = k.pattern;
     drop table ${weightBefore}; create or replace table ${spaceTable} as from ${kept(spaceTable)}`,
  )
}

/** Reads the changed rows of both sides and puts them aside; leaves no prepared table. */
async function prepareFresh(
  analysis: Analysis,
  plan: Plan,
  left: RowChange,
  right: RowChange | undefined,
): Promise<void> {
  await prepareSides(analysis, plan, { left: left.now, right: right?.now ?? left.now })
  for (const name of Object.values(fresh)) await analysis.run(`drop table if exists ${name}`)
  await analysis.run(
    right === undefined
      ? `drop view ${prepared.right}`
      : `alter table ${prepared.right} rename to ${fresh.right}`,
  )
  await analysis.run(`alter table ${prepared.left} rename to ${fresh.left}`)
}

/** Unchanged rows of the left side with the changed ones of the right; these then join the others of their side. */
async function scoreOldWithNew(analysis: Analysis, request: Rescoring, rest: string): Promise<void> {
  const all = 'delta_right_all'
  const kind = request.inPlace ? 'view' : 'table'
  await analysis.run(
    `drop table if exists ${all}; alter table ${prepared.right} rename to ${all};
     alter table ${fresh.right} rename to ${prepared.right}; create ${kind} ${prepared.left} as ${rest}`,
  )
  await scoreInto(analysis, request, await impliesOfKept(analysis, request.plan, request.kept))
  await analysis.run(
    `insert into ${scoredBefore} from ${scoredTable};
     insert into ${weightBefore} select k.* from ${weightTable} k anti join ${weightBefore} w on w.pattern = k.pattern;
     insert into ${all} from ${prepared.right}; drop table ${prepared.right};
     alter table ${all} rename to ${prepared.right}; drop ${kind} ${prepared.left}`,
  )
}

/** Scores what the prepared tables hold, with everything as it was learnt before. */
async function scoreInto(
  analysis: Analysis,
  { plan, state }: Rescoring,
  implies: readonly Implication[],
): Promise<void> {
  const shares: Shares = new Map(state.shares)
  const blocking = await makePairs(analysis, {
    rules: plan.rules.filter(({ id }) => state.rules.includes(id)),
    implies,
    opened: plan.opened,
    shares,
    budget: { rule: anyNumber, total: anyNumber },
    dedupe: false,
  })
  const chances = chancesOf(state.model, plan.comparisons)
  if (chances === null) throw new TypeError('the kept model belongs to another plan')
  const counts = await compareAll(analysis, { plan, blocking, shares, u: chances.u })
  const space = { possible: 1, most: 1, rows: 1, odds: state.odds }
  await scorePairs(analysis, plan, { chances, counts }, space)
}
