import type { Analysis } from '@zhucan/analysis'
import { sqlName } from '@zhucan/analysis'
import { filledRows } from './opened-rows.ts'
import type { Implication, Plan } from './plan.ts'
import { prepared } from './prepare.ts'
import { shareTable } from './shares.ts'

/** The prepared rows of a kept register: those it began with, and what came and left since. */
export const registerRows = {
  base: prepared.left,
  come: `${prepared.left}_come`,
  gone: `${prepared.left}_gone`,
} as const

/** SQL to select from for a kept table, by its name. */
export type KeptTable = (table: string) => string

/** Rows of one side that are new or other than before. */
export interface RowChange {
  /** Raw table of the rows as they are now, new or changed. */
  readonly now: string
  /** Table of `row_no` of rows changed or removed. */
  readonly gone: string
}

/** Parts beyond this share of the rows a register began with are put into one with them. */
const mostParts = 0.1

/** Table of what a column of places settles, one row a value; `open` where a row says nothing. */
const nestedTable = (from: string) => `linkage_nested_${from}`

/** The tables of a kept register, by their names in the engine and among what is kept. */
export function registerTableNames(plan: Plan): string[] {
  const nested = checkedOf(plan).map(({ from }) => nestedTable(from))
  return [...Object.values(registerRows), ...plan.counted.map(shareTable), ...nested]
}

const checkedOf = ({ implies = [] }: Plan) => implies.filter(({ checked }) => checked === true)

/** SQL of the rows a kept register has now. */
export function registerNowSql(kept: KeptTable): string {
  const { base, come, gone } = registerRows
  return `select k.* from ${kept(base)} k anti join ${kept(gone)} g on g.row_no = k.row_no union all select * from ${kept(come)}`
}

/** Makes what a prepared register needs beside its rows to be kept: empty parts, and what its places settle. */
export async function beginRegister(analysis: Analysis, plan: Plan): Promise<void> {
  const { base, come, gone } = registerRows
  await analysis.run(
    `create or replace table ${come} as from ${base} limit 0; create or replace table ${gone} (row_no integer)`,
  )
  for (const one of checkedOf(plan))
    await analysis.run(`create or replace table ${nestedTable(one.from)} as ${nestedSql(plan, one, base)}`)
}

function nestedSql({ opened }: Plan, { from, to }: Implication, table: string): string {
  return `select ${from} as value, min(${to}) as least, max(${to}) as most, bool_or(${to} is null) as open
    from ${filledRows(opened, table, [from, to])} t where ${from} is not null group by ${from}`
}

/** The implications that hold among the rows of a kept register and those of the file that lie prepared. */
export async function impliesOfKept(analysis: Analysis, plan: Plan, kept: KeptTable): Promise<Implication[]> {
  const found: Implication[] = []
  for (const { from, to, checked } of plan.implies ?? []) {
    const all = `from ${kept(nestedTable(from))} union all ${nestedSql(plan, { from, to }, prepared.right)}`
    const broken = `select value from (${all}) group by value having bool_or(open) or min(least) <> max(most)`
    const [row] = checked
      ? await analysis.rows<{ n: bigint }>(`select count(*) as n from (${broken})`)
      : [{ n: 0n }]
    if (row?.n === 0n) found.push({ from, to })
  }
  return found
}

/** A change of a kept register whose new rows lie prepared in a table. */
export interface PreparedChange {
  readonly plan: Plan
  readonly kept: KeptTable
  readonly come: string
  readonly gone: string
}

/**
 * SQL of the kept tables of a register that a change makes anew, by name; all others stay as they are. Small parts grow with
 * each change until they are put into one with the rows the register began with.
 */
export async function changedRegisterSql(
  analysis: Analysis,
  change: PreparedChange,
): Promise<Readonly<Record<string, string>>> {
  const { plan, kept } = change
  const { base, come, gone } = registerRows
  const left = `from ${sqlName(change.gone)}`
  const parts: Readonly<Record<string, string>> = {
    [come]: `select c.* from ${kept(come)} c anti join (${left}) g on g.row_no = c.row_no union all select * from ${sqlName(change.come)}`,
    [gone]: `select row_no from ${kept(gone)} union select row_no ${left}`,
  }
  const nested = checkedOf(plan).map((one) => [
    nestedTable(one.from),
    `from ${kept(nestedTable(one.from))} union ${nestedSql(plan, one, sqlName(change.come))}`,
  ])
  const [count] = await analysis.rows<{ base: bigint; parts: bigint }>(
    `select (select count(*) from ${kept(base)}) as base, (select count(*) from (${parts[come]})) + (select count(*) from (${parts[gone]})) as parts`,
  )
  const isSmall = Number(count!.parts) <= Number(count!.base) * mostParts
  const newer: KeptTable = (table) => `(${parts[table] ?? `from ${kept(table)}`})`
  const rows = isSmall
    ? parts
    : {
        [base]: registerNowSql(newer),
        [come]: `from ${kept(base)} limit 0`,
        [gone]: `select row_no from ${kept(base)} limit 0`,
      }
  return { ...rows, ...Object.fromEntries(nested) }
}
