import type { Engine } from './dialect.ts'
import { prepared } from './prepare.ts'

/** How common values are: of each counted column the chance that two rows agree, and the share of the rarest that do. */
export type Shares = ReadonlyMap<string, { readonly u: number; readonly rarest: number }>

/** Table of the shares of values that occur more than twice in a column: value, share. */
export function shareTable(column: string): string {
  return `linkage_share_${column}`
}

/** Counts the values of the counted columns over both sides. */
export async function countShares(
  engine: Engine,
  columns: readonly string[],
  dedupe: boolean,
): Promise<Shares> {
  const shares = new Map<string, { u: number; rarest: number }>()
  if (columns.length === 0) return shares
  const filled = await filledCells(engine, columns, dedupe)
  for (const column of columns)
    shares.set(column, await countColumn(engine, column, filled.get(column)!, dedupe))
  return shares
}

interface Filled {
  readonly left: number
  readonly right: number
}

async function filledCells(engine: Engine, columns: readonly string[], dedupe: boolean) {
  const counts = (table: string) =>
    engine.rows<Record<string, bigint>>(
      `select ${columns.map((column) => `count(${column}) as ${column}`).join(', ')} from ${table}`,
    )
  const [left] = await counts(prepared.left)
  const [right] = dedupe ? [left] : await counts(prepared.right)
  return new Map(
    columns.map(
      (column) => [column, { left: Number(left![column]), right: Number(right![column]) }] as const,
    ),
  )
}

async function countColumn(engine: Engine, column: string, { left, right }: Filled, dedupe: boolean) {
  const one = (table: string, side: number) =>
    `select ${column} as value, ${side} as side from ${table} where ${column} is not null`
  const from = dedupe ? one(prepared.left, 0) : `${one(prepared.left, 0)} union all ${one(prepared.right, 1)}`
  const table = shareTable(column)
  await engine.run(
    `create or replace table ${table} as select value, count(*)::double as n, sum(side)::double as nr
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
