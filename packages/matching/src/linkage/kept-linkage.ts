import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Analysis, sqlName, sqlText } from '@zhucan/analysis'
import { makePairs } from './blocking.ts'
import { currentVersion, writeVersion } from './kept-folder.ts'
import type { LinkReport } from './link.ts'
import { chancesOf, type LinkModel } from './model.ts'
import type { Plan } from './plan.ts'
import { prepared, prepareSides } from './prepare.ts'
import { scoredTable, scorePairs, spaceTable, weightTable } from './score.ts'
import { type Shares, shareTable } from './shares.ts'
import { compareAll } from './train.ts'

/** What a later run needs beside the tables: with it the same rows get the same weights. */
interface KeptState {
  readonly format: 1
  readonly plan: string
  readonly model: LinkModel
  readonly odds: number
  /** Rules that were within the budget. */
  readonly rules: readonly string[]
  readonly shares: readonly (readonly [
    column: string,
    share: { readonly u: number; readonly rarest: number },
  ])[]
}

const anyNumber = Number.MAX_SAFE_INTEGER

/** Keeps what `scoreSides` left in the engine as a new version in `dir`: read rows, shares, weights, scored pairs. */
export async function keepLinkage(
  analysis: Analysis,
  dir: string,
  { plan, report }: { readonly plan: Plan; readonly report: LinkReport },
): Promise<string> {
  const rules = plan.rules.filter((rule) => !report.refused.some((one) => one.rule.id === rule.id))
  const state: KeptState = {
    format: 1,
    plan: plan.id,
    model: report.model,
    odds: report.odds,
    rules: rules.map(({ id }) => id),
    shares: [...report.shares],
  }
  return writeState(analysis, dir, plan, state)
}

function writeState(analysis: Analysis, dir: string, plan: Plan, state: KeptState): Promise<string> {
  return writeVersion(dir, async (part) => {
    for (const table of keptTables(plan))
      await analysis.copyToParquet(`select * from ${table}`, join(part, `${table}.parquet`))
    writeFileSync(join(part, 'state.json'), JSON.stringify(state), { mode: 0o600 })
  })
}

function keptTables(plan: Plan): string[] {
  return [
    ...[prepared.left, prepared.right, scoredTable, weightTable, spaceTable],
    ...plan.counted.map(shareTable),
  ]
}

/** Changes of a register since what is kept. */
export interface RegisterChange {
  readonly plan: Plan
  /** Raw table of persons as they are now, new or changed. */
  readonly now: string
  /** Table of `row_no` of persons changed or removed. */
  readonly gone: string
}

/**
 * Brings scored pairs up to date after a part of the register changed, and keeps the outcome as the next version: pairs of
 * changed persons are dropped, and made anew against the kept rows of the file. Nothing is retrained, so the outcome is
 * that of a full run with the same model. The caller then assigns (`assignPairs`). Returns the version.
 */
export async function relinkChanged(
  analysis: Analysis,
  dir: string,
  { plan, now, gone }: RegisterChange,
): Promise<string> {
  const { folder, state } = openKept(dir, plan)
  const kept = (table: string) => `read_parquet(${sqlText(join(folder, `${table}.parquet`))})`
  await prepareSides(analysis, plan, { left: now, right: now })
  await analysis.run(`drop view ${prepared.right}`)
  await analysis.run(`create table ${prepared.right} as from ${kept(prepared.right)}`)
  for (const column of plan.counted)
    await analysis.run(`create or replace table ${shareTable(column)} as from ${kept(shareTable(column))}`)
  await scoreChanged(analysis, plan, state)
  const others = (table: string, key: string) =>
    `select k.* from ${kept(table)} k anti join ${sqlName(gone)} g on g.row_no = k.${key}`
  await analysis.run(
    `insert into ${scoredTable} ${others(scoredTable, 'a')};
     insert into ${prepared.left} ${others(prepared.left, 'row_no')};
     insert into ${weightTable} select k.* from ${kept(weightTable)} k anti join ${weightTable} w on w.pattern = k.pattern;
     create or replace table ${spaceTable} as from ${kept(spaceTable)}`,
  )
  return writeState(analysis, dir, plan, state)
}

async function scoreChanged(analysis: Analysis, plan: Plan, state: KeptState): Promise<void> {
  const blocking = await makePairs(analysis, {
    rules: plan.rules.filter(({ id }) => state.rules.includes(id)),
    implies: plan.implies ?? [],
    budget: { rule: anyNumber, total: anyNumber },
    dedupe: false,
  })
  const chances = chancesOf(state.model, plan.comparisons)
  if (chances === null) throw new TypeError('the kept model belongs to another plan')
  const shares: Shares = new Map(state.shares)
  const counts = await compareAll(analysis, { plan, blocking, shares, u: chances.u })
  const space = { possible: 1, most: 1, rows: 1, odds: state.odds }
  await scorePairs(analysis, plan, { chances, counts }, space)
}

function openKept(dir: string, plan: Plan): { folder: string; state: KeptState } {
  const version = currentVersion(dir)
  if (version === null) throw new TypeError('nothing is kept in this folder')
  const folder = join(dir, version)
  const state = JSON.parse(readFileSync(join(folder, 'state.json'), 'utf8')) as KeptState
  if (state.plan !== plan.id) throw new TypeError('what is kept belongs to another plan')
  return { folder, state }
}
