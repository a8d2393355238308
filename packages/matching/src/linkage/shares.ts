import type { Engine } from './dialect.ts'
import { openedRows } from './opened-rows.ts'
import type { Plan } from './plan.ts'
import { prepared } from './prepare.ts'

/** How common values are: of each counted column the chance that two rows agree, and the share of the rarest that do. */
export type Shares = ReadonlyMap<string, { readonly u: number; readonly rarest: number }>

/** The share above which more than so many rows have a value. */
export function commonShare({ rarest }: { readonly rarest: number }, most: number): number {
  return (rarest / 2) * most
}

/** Table of the shares of values that occur more than twice in a column: value, share. */
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

async function countColumn(engine: Engine, column: string, { left, right }: Filled, sides: CountedSides) {
  const dedupe = sides.right === null
  // Counting what is not null costs less than adding up ones.
  const one = (table: string, side: string) =>
    `select ${column} as value, ${side}::integer as side from ${table} t where ${column} is not null`
  const from =
    sides.right === null
      ? one(sides.left, 'null')
      : `${one(sides.left, 'null')} union all ${one(sides.right, '1')}`
  const table = shareTable(column)
  await engine.run(
    `create or replace table ${table} as select value, count(*)::double as n, count(side)::double as nr
     from (${from}) group by value having count(*) > 1`,
  )
  const agreeing = dedupe ? 'n * (n - 1)' : '(n - nr) * nr'
  const [row] = await engine.rows<{ pairs: number | null }>(`select sum(${agreeing}) as pairs from ${table}`)
  const rows = dedupe ? left : left + right
  await engine.run(
    `create or replace table ${table} as select value, n / ${Math.max(rows, 1)} as share from ${table} where n > 2`,
  )
  return {
    u: (row?.pairs ?? 0) / Math.max(left * right, 1) || 1e-9,
    rarest: Math.max(2 / Math.max(rows, 1), 1e-7),
  }
}
