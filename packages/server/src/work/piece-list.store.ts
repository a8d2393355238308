import type { ClueColour } from '@zhucan/catalogue'
import { regionRange } from '@zhucan/kernel'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type Ctx, regionInReach } from '../platform/index.ts'
import { workColour } from './colours.store.ts'

/** What lists of targets and of tasks can both be narrowed by. */
export interface PieceFilter {
  colour?: ClueColour | undefined
  notice?: string | undefined
  region?: string | undefined
  level?: number | undefined
  parent?: string | undefined
}

/** The conditions over a `t` that follow from the common filter; those of the kind are joined to them. */
export function pieceWhere(
  ctx: Ctx,
  { colour, notice, region, level, parent }: PieceFilter,
  own: readonly RawBuilder<SqlBool>[],
): RawBuilder<SqlBool> {
  const clauses: RawBuilder<SqlBool>[] = [regionInReach(ctx, 't.region'), ...own]
  if (colour) clauses.push(sql`${workColour(ctx, sql`t.due`, sql`t.region`)} = ${colour}`)
  if (notice) clauses.push(sql`t.notice_id = ${notice}`)
  if (level !== undefined) clauses.push(sql`t.level = ${level}`)
  if (parent) clauses.push(sql`t.parent_id = ${parent}`)
  if (region) {
    const { lo, hi } = regionRange(region)
    clauses.push(sql`t.region >= ${lo} and t.region < ${hi}`)
  }
  return sql.join(clauses, sql` and `)
}

interface Order {
  up: RawBuilder<unknown>
  down: RawBuilder<unknown>
}

const usual = sql`t.due nulls last, t.level, t.region, t.id`

/** The orders that both lists can be read in, beside their own; `place` is by whoever carries or leads. */
export const pieceOrders = {
  due: { up: usual, down: sql`t.due desc nulls last, t.level, t.region, t.id` },
  place: { up: sql`t.region, t.level, t.id`, down: sql`t.region desc, t.level desc, t.id` },
  state: { up: sql`t.state, t.region, t.id`, down: sql`t.state desc, t.region, t.id` },
} as const satisfies Record<string, Order>

/** The order asked for; at the same place always by id, so that pages neither repeat nor miss a row. */
export function orderOf(
  orders: Readonly<Record<string, Order>>,
  sort: string | undefined,
): RawBuilder<unknown> {
  const order = sort && orders[sort.replace('-', '')]
  if (!order) return usual
  return sort.startsWith('-') ? order.down : order.up
}

/** How one kind of piece is read. */
export interface PieceQuery {
  table: 'target' | 'task'
  columns: RawBuilder<unknown>
  joins: RawBuilder<unknown>
  where: RawBuilder<SqlBool>
  order: RawBuilder<unknown>
}

/** One page of pieces with how many there are; only those of the page are joined with what they show. */
export async function listPieces<Line>(
  ctx: Ctx,
  { table, columns, joins, where, order }: PieceQuery,
  page: { offset: number; limit: number },
): Promise<{ total: number; rows: Line[] }> {
  const counted = await sql<{ count: bigint }>`
    select count(*) as count from ${sql.table(table)} t where ${where}`.execute(ctx.db)
  const { rows } = await sql<Line>`
    select ${columns}
    from (select * from ${sql.table(table)} t where ${where} order by ${order}
      limit ${page.limit} offset ${page.offset}) t ${joins}
    order by ${order}`.execute(ctx.db)
  return { total: Number(counted.rows[0]?.count ?? 0), rows }
}

/** How many pieces share a state and a colour. */
export async function countPieces<State>(
  ctx: Ctx,
  { table, where }: Pick<PieceQuery, 'table' | 'where'>,
): Promise<{ state: State; colour: ClueColour; count: number }[]> {
  const { rows } = await sql<{ state: State; colour: ClueColour; count: number }>`
    select t.state, ${workColour(ctx, sql`t.due`, sql`t.region`)} as colour, count(*)::int as count from ${sql.table(table)} t
    where ${where} group by 1, 2 order by 1, 2`.execute(ctx.db)
  return rows
}
