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

/** What is known of the rows beside the plan, and what to do meanwhile. */
export interface Preparing {
  readonly atoms?: readonly Atom[]
  /** Done while cells are read here: must look at nothing but settled columns (`settledColumns`) of the prepared tables. */
  readonly meanwhile?: (engine: Engine) => Promise<void>
}

/**
 * Makes the prepared tables of both sides. Columns of few values are read once per distinct value, the others by the engine
 * row by row; cells it cannot read are read here, and their rows written again.
 */
export async function prepareSides(
  engine: Engine,
  plan: Plan,
  sides: Sides,
  { atoms = [], meanwhile = async () => undefined }: Preparing = {},
): Promise<void> {
  for (const name of Object.values(prepared)) await dropSide(engine, name)
  const isOne = sides.left === sides.right
  const reading: Reading = {
    plan,
    sides: isOne ? ['left'] : ['left', 'right'],
    raw: sides,
    atoms,
    read: new Map(),
  }
  await readSides(engine, reading, meanwhile)
  if (isOne) await engine.run(`create or replace view ${prepared.right} as select * from ${prepared.left}`)
  for (const { name } of plan.lookups ?? []) await engine.run(`drop table ${name}`)
}

interface Reading {
  readonly plan: Plan
  readonly sides: readonly (keyof Sides)[]
  readonly raw: Sides
  readonly atoms: readonly Atom[]
  /** What was read of distinct values, by the places of their fields. */
  readonly read: Map<number, Values>
}

async function readSides(
  engine: Engine,
  reading: Reading,
  meanwhile: (engine: Engine) => Promise<void>,
): Promise<void> {
  const { plan, sides, raw, read, atoms } = reading
  const places = [...plan.fields.keys()]
  const whole = places.filter((at) => !isQuick(plan.fields[at]!))
  await engine.together([
    (beside) => appendLookups(beside, plan),
    ...whole.map((at) => (beside: Engine) => readWhole(beside, reading, at)),
  ])
  await engine.together(
    sides.map((side) => async (beside: Engine) => {
      const sql = preparedSql(beside, plan, sqlName(raw[side]), { read, atoms })
      await beside.run(`create or replace table ${prepared[side]} as ${sql}`)
    }),
  )
  const leaving = places.filter((at) => leavesCells(plan.fields[at]!))
  await engine.together([(beside) => readLeftCells(beside, reading, leaving), meanwhile])
  if (leaving.length > 0)
    await engine.together(
      sides.map((side) => (beside: Engine) => putRight(beside, reading, prepared[side], leaving)),
    )
  for (const [at, values] of read) if (values === 'table') await engine.run(`drop table ${dictionary(at)}`)
}

async function appendLookups(engine: Engine, { lookups = [] }: Plan): Promise<void> {
  for (const { name, columns, rows } of lookups) {
    await engine.run(`drop table if exists ${name}`)
    await engine.appendRows(name, columns, rows())
  }
}

/** Reads a column of few values from the raw tables. */
async function readWhole(engine: Engine, reading: Reading, at: number): Promise<void> {
  const cell = `nullif(${sqlColumn(reading.plan.fields[at]!.source)}, '')`
  const { sides, raw } = reading
  await readValues(engine, reading, at, { cell, tables: sides.map((side) => sqlName(raw[side])) })
}

/** Reads the cells that the engine could not read. */
async function readLeftCells(engine: Engine, reading: Reading, leaving: readonly number[]): Promise<void> {
  const tables = reading.sides.map((side) => prepared[side])
  for (const at of leaving)
    await readValues(engine, reading, at, { cell: leftColumn(reading.plan.fields[at]!), tables })
}

async function readValues(
  engine: Engine,
  { plan, read }: Reading,
  at: number,
  { cell, tables }: { readonly cell: string; readonly tables: readonly string[] },
): Promise<void> {
  const sources = tables.map((table) => `select ${cell} as raw from ${table}`)
  const values = await readDistinct(engine, plan.fields[at]!, at, sources)
  if (values !== null) read.set(at, values)
}

/** Writes rows with cells that the engine could not read again, with what was read in them here. */
async function putRight(
  engine: Engine,
  { plan, read, atoms }: Reading,
  table: string,
  leaving: readonly number[],
): Promise<void> {
  const unread = `${table}_unread`
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
