import type { Analysis } from '@zhucan/analysis'
import { type LinkReport, type LinkRequest, scorePrepared } from './link.ts'
import type { Plan } from './plan.ts'
import { prepared, prepareSides } from './prepare.ts'
import type { KeptShares } from './rescore.ts'
import { countShares, type Shares, shareTable } from './shares.ts'

/**
 * Reads the rows of a register once for all files to come: leaves its prepared rows and the shares of its values in the
 * engine, in the tables that `linkageTables` names.
 */
export async function prepareRegister(analysis: Analysis, plan: Plan, raw: string): Promise<Shares> {
  await prepareSides(analysis, plan, { left: raw, right: raw })
  return countShares(analysis, plan.counted, true)
}

/** A file to score against a register that was prepared before. */
export interface AgainstRequest
  extends Pick<LinkRequest, 'plan' | 'model' | 'trainedOn' | 'budget' | 'onStep'> {
  /** Raw table of the file. */
  readonly rows: string
  /** SQL to select from for a kept table of the register, by its name. */
  readonly kept: (table: string) => string
  readonly shares: KeptShares
  /** Reads the prepared register where it is kept instead of copying it first: for one larger than memory. */
  readonly inPlace?: boolean
}

/** Scores a file against a prepared register. How common values are is what was counted in the register. */
export async function scoreAgainst(analysis: Analysis, request: AgainstRequest): Promise<LinkReport> {
  const { plan, rows, kept, shares, inPlace = false, ...rest } = request
  await prepareSides(analysis, plan, { left: rows, right: rows })
  await analysis.run(
    `drop view ${prepared.right}; alter table ${prepared.left} rename to ${prepared.right};
     create ${inPlace ? 'view' : 'table'} ${prepared.left} as select * from ${kept(prepared.left)}`,
  )
  for (const column of plan.counted)
    await analysis.run(
      `create or replace table ${shareTable(column)} as select * from ${kept(shareTable(column))}`,
    )
  const sides = { left: prepared.left, right: prepared.right }
  return scorePrepared(analysis, { plan, sides, ...rest }, new Map(shares))
}
