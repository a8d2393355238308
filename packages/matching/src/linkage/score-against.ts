import type { Analysis } from '@zhucan/analysis'
import { beginRegister, impliesOfKept, type KeptTable, registerNowSql } from './kept-register.ts'
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
  const shares = await countShares(analysis, plan, true)
  await analysis.run(`drop view ${prepared.right}`)
  await beginRegister(analysis, plan)
  return shares
}

/** Reads rows that came to a register after it was kept: leaves them prepared in the engine. */
export async function prepareRows(analysis: Analysis, plan: Plan, raw: string): Promise<void> {
  await prepareSides(analysis, plan, { left: raw, right: raw })
  await analysis.run(`drop view ${prepared.right}`)
}

/**
 * A file to score against a register that was prepared before. `inPlace` reads it where it is kept instead of copying it
 * first: for one larger than memory.
 */
export interface AgainstRequest
  extends Pick<LinkRequest, 'plan' | 'model' | 'trainedOn' | 'budget' | 'wide' | 'inPlace' | 'onStep'> {
  /** Raw table of the file. */
  readonly rows: string
  /** The kept tables of the register. */
  readonly kept: KeptTable
  readonly shares: KeptShares
}

/** Scores a file against a prepared register. How common values are is what was counted in the register. */
export async function scoreAgainst(analysis: Analysis, request: AgainstRequest): Promise<LinkReport> {
  const { plan, rows, kept, shares, ...rest } = request
  await prepareSides(analysis, plan, { left: rows, right: rows })
  await analysis.run(
    `drop view ${prepared.right}; alter table ${prepared.left} rename to ${prepared.right};
     create ${rest.inPlace ? 'view' : 'table'} ${prepared.left} as ${registerNowSql(kept)}`,
  )
  for (const column of plan.counted)
    await analysis.run(
      `create or replace table ${shareTable(column)} as select * from ${kept(shareTable(column))}`,
    )
  const sides = { left: prepared.left, right: prepared.right }
  const implies = await impliesOfKept(analysis, plan, kept)
  return scorePrepared(analysis, { plan: { ...plan, implies }, sides, ...rest }, new Map(shares))
}
