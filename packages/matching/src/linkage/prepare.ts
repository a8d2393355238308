import { sqlColumn, sqlName } from '@zhucan/analysis'
import { dialectOf, type Engine } from './dialect.ts'
import { dictionary, readDistinct, type Values, valueSql } from './distinct-values.ts'
import type { Atom } from './generic-plan.ts'
import type { Plan } from './plan.ts'
import { isQuick, leavesCells, leftColumn, preparedSql, valueJoin } from './prepared-rows.ts'
import { keptColumns } from './used-columns.ts'

/** Raw tables of the two sides: row_no INTEGER and the sources of the plan as VARCHAR; one table twice for duplicates. */
export interface Sides {
  readonly left: string
  readonly right: string
}

/** Where prepared rows lie. */
export const prepared = { left: 'linkage_left', right: 'linkage_right' } as const

/**
 * Makes the prepared tables of both sides. Columns of few values are read once per distinct value, the others by the engine
 * row by row; cells it cannot read are read here, and their rows written again.
 */
export async function prepareSides(
  engine: Engine,
  plan: Plan,
  sides: Sides,
  atoms: readonly Atom[] = [],
): Promise<void> {
  for (const { name, columns, rows } of plan.lookups ?? []) {
    await engine.run(`drop table if exists ${name}`)
    await engine.appendRows(name, columns, rows())
  }
  for (const name of Object.values(prepared)) await dropSide(engine, name)
  const isOne = sides.left === sides.right
  await readSides(engine, plan, { sides: isOne ? ['left'] : ['left', 'right'], raw: sides, atoms })
  if (isOne) await engine.run(`create or replace view ${prepared.right} as select * from ${prepared.left}`)
  for (const { name } of plan.lookups ?? []) await engine.run(`drop table ${name}`)
}

interface Reading {
  readonly sides: readonly (keyof Sides)[]
  readonly raw: Sides
  readonly atoms: readonly Atom[]
}

async function readSides(engine: Engine, plan: Plan, { sides, raw, atoms }: Reading): Promise<void> {
  const read = new Map<number, Values>()
  const fill = async (at: number, value: string, tables: readonly string[]) => {
    const sources = tables.map((table) => `select ${value} as raw from ${table}`)
    const values = await readDistinct(engine, plan.fields[at]!, at, sources)
    if (values !== null) read.set(at, values)
  }
  for (const [at, field] of plan.fields.entries())
    if (!isQuick(field))
      await fill(
        at,
        `nullif(${sqlColumn(field.source)}, '')`,
        sides.map((side) => sqlName(raw[side])),
      )
  for (const side of sides)
    await engine.run(
      `create or replace table ${prepared[side]} as ${preparedSql(engine, plan, sqlName(raw[side]), { read, atoms })}`,
    )
  const leaving = plan.fields.flatMap((field, at) => (leavesCells(field) ? [at] : []))
  for (const at of leaving)
    await fill(
      at,
      leftColumn(plan.fields[at]!),
      sides.map((side) => prepared[side]),
    )
  for (const side of leaving.length > 0 ? sides : [])
    await readLeft(engine, plan, prepared[side], { read, atoms, leaving })
  for (const [at, values] of read) if (values === 'table') await engine.run(`drop table ${dictionary(at)}`)
}

/** Rows with cells that the engine could not read. */
const unread = 'linkage_unread'

interface LeftCells {
  readonly read: ReadonlyMap<number, Values>
  readonly atoms: readonly Atom[]
  /** Fields that leave cells, by their places. */
  readonly leaving: readonly number[]
}

/** Writes rows with cells that the engine could not read again, with what was read in them here. */
async function readLeft(
  engine: Engine,
  plan: Plan,
  table: string,
  { read, atoms, leaving }: LeftCells,
): Promise<void> {
  const lefts = leaving.map((at) => leftColumn(plan.fields[at]!))
  const found = new Map<string, string>()
  for (const at of leaving)
    for (const name of Object.keys(plan.fields[at]!.columns)) {
      const value = valueSql(engine, read.get(at), { at, name, raw: `s.${leftColumn(plan.fields[at]!)}` })
      if (value !== null) found.set(name, `coalesce(s.${name}, ${value})`)
    }
  const columns = ['row_no', ...keptColumns(plan, atoms)].map((name) => found.get(name) ?? `s.${name}`)
  const joins = leaving.map((at) => valueJoin(read.get(at), at, `s.${leftColumn(plan.fields[at]!)}`))
  const isLeft = `coalesce(${lefts.join(', ')}) is not null`
  await engine.run(
    `create or replace table ${unread} as select * from ${table} where ${isLeft};
     delete from ${table} where ${isLeft};
     insert into ${table} select ${[...columns, ...lefts.map(() => 'null::string')].join(', ')} from ${unread} s ${joins.join(' ')};
     drop table ${unread}`,
  )
}

// A former run may have left a side as a table or as a view: of duplicates, or of rows that are read where they are kept.
async function dropSide(engine: Engine, name: string): Promise<void> {
  const [old] = await engine.rows<{ kind: string }>(dialectOf(engine).kindOf(name))
  if (old) await engine.run(`drop ${old.kind === 'VIEW' ? 'view' : 'table'} if exists ${name}`)
}
