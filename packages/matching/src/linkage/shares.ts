import type { Engine } from './dialect.ts'
import { filledRows, openedRows } from './opened-rows.ts'
import type { Plan } from './plan.ts'
import { prepared } from './prepare.ts'

/**
 * How common values are: of each counted column the chance that two rows of one side agree, who are strangers, and the
 * share of the rarest values that do.
 */
export type Shares = ReadonlyMap<string, { readonly u: number; readonly rarest: number }>

/** The share above which more than so many rows have a value. */
export function commonShare({ rarest }: { readonly rarest: number }, most: number): number {
  return (rarest / 2) * most
}

/** Table of the shares of values in a column that more than two rows have: value, share. */
export function shareTable(column: string): string {
  return `linkage_share_${column}`
}

/** Counts the values of the counted columns over both sides. */
export async function countShares(
  engine: Engine,
  plan: Pick<Plan, 'counted' | 'opened'>,
  dedupe: boolean,
): Promise<Shares> {
  const { counted: columns, opened } = plan
  const shares = new Map<string, { u: number; rarest: number }>()
  if (columns.length === 0) return shares
  const sides = {
    left: openedRows(opened, prepared.left),
    right: dedupe ? null : openedRows(opened, prepared.right),
  }
  const filled = await filledCells(engine, columns, sides)
  for (const column of columns)
    shares.set(column, await countColumn(engine, column, filled.get(column)!, sides))
  return shares
}

/** What to select from; no right side where rows are compared with each other. */
interface CountedSides {
  readonly left: string
  readonly right: string | null
}

interface Filled {
  readonly left: number
  readonly right: number
}

async function filledCells(engine: Engine, columns: readonly string[], sides: CountedSides) {
  const counts = (table: string) =>
    engine.rows<Record<string, bigint>>(
      `select ${columns.map((column) => `count(${column}) as ${column}`).join(', ')} from ${table} t`,
    )
  const [left] = await counts(sides.left)
  const [right] = sides.right === null ? [left] : await counts(sides.right)
  return new Map(
    columns.map(
      (column) => [column, { left: Number(left![column]), right: Number(right![column]) }] as const,
    ),
  )
}

/** Of columns whose values are not looked up: the chance alone that two rows of one side agree, who are strangers. */
export async function countChances(
  engine: Engine,
  columns: readonly string[],
  { opened, dedupe }: { readonly opened: Plan['opened'] | undefined; readonly dedupe: boolean },
): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>()
  if (columns.length === 0) return found
  for (const table of dedupe ? [prepared.left] : [prepared.left, prepared.right]) {
    const rows = filledRows(opened, table, columns)
    const counts = columns.map(
      (column, at) =>
        `select ${at} as place, sum(n * (n - 1)) as pairs, sum(n) as filled from (select count(*)::double as n from ${rows} t where ${column} is not null group by ${column})`,
    )
    const sums = await engine.rows<{ place: number; pairs: number | null; filled: number | null }>(
      counts.join(' union all '),
    )
    for (const { place, pairs, filled } of sums) {
      const column = columns[place]!
      const chance = (pairs ?? 0) / Math.max(1, (filled ?? 0) ** 2)
      found.set(column, Math.min(chance, found.get(column) ?? 1))
    }
  }
  return found
}

/** Table of the values that several rows of a side have, with their number: value, n. Columns are counted at the same time. */
const manyTable = (side: 'left' | 'right', column: string) => `linkage_many_${side}_${column}`

/** Each side is counted by itself: together they would take twice as long. */
async function countColumn(engine: Engine, column: string, filled: Filled, sides: CountedSides) {
  const { left, right } = sides
  const rows = Math.max(right === null ? filled.left : filled.left + filled.right, 1)
  const rarest = Math.max(2 / rows, 1e-7)
  const many = { left: manyTable('left', column), right: manyTable('right', column) }
  const chanceOf = async (side: 'left' | 'right', source: string) =>
    (await countSide(engine, column, source, many[side])) / Math.max(filled[side] ** 2, 1)
  const ofLeft = await chanceOf('left', left)
  // Where a person has several rows on one side, the other tells strangers better; values of hardly anybody tell nothing.
  const u =
    right === null ? ofLeft || 1e-9 : Math.max(Math.min(ofLeft, await chanceOf('right', right)), rarest)
  // A value is looked up where both sides have it: the side that has it not several times has it once.
  const all =
    right === null
      ? `select value, n from ${many.left} where n > 2`
      : `select value, sum(n - 1) + 2 as n from (select * from ${many.left} union all select * from ${many.right}) group by value`
  await engine.run(
    `create or replace table ${shareTable(column)} as select value, n / ${rows} as share from (${all});
     drop table ${many.left}; drop table if exists ${many.right}`,
  )
  return { u, rarest }
}

/** Counts the values of a side; returns how many pairs of its rows agree, each from both ends. */
async function countSide(engine: Engine, column: string, source: string, table: string): Promise<number> {
  await engine.run(
    `create or replace table ${table} as select ${column} as value, count(*)::double as n from ${source} t
     where ${column} is not null group by ${column} having count(*) > 1`,
  )
  const [row] = await engine.rows<{ pairs: number | null }>(`select sum(n * (n - 1)) as pairs from ${table}`)
  return row?.pairs ?? 0
}
