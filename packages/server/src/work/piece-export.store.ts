import { type RawBuilder, sql } from 'kysely'
import { readAll } from '../platform/cursor.store.ts'
import { type Ctx, regionInReach } from '../platform/index.ts'
import type { PieceQuery } from './piece-list.store.ts'

/** The clause of an exported piece, beside what a line of a list says of it. */
export interface ExportedClause {
  issuedOn: string | null
  quote: string | null
  noticeId: string | null
  noticeItemId: string | null
}

const clauseColumns = sql`clause.issued_on, clause.quote, clause.notice_id, clause.notice_item_id`

/** All pieces that a list shows, in its order, with the words they come from. */
export const readPieces = <Line>(
  ctx: Ctx,
  { table, columns, joins, where, order }: PieceQuery,
): AsyncGenerator<Line & ExportedClause> =>
  readAll(
    ctx,
    sql<Line & ExportedClause>`select ${columns}, ${clauseColumns} from ${sql.table(table)} t ${joins}
      where ${where} order by ${order}`,
  )

const findName = async (ctx: Ctx, asked: RawBuilder<{ name: string }>): Promise<string | null> =>
  (await asked.execute(ctx.db)).rows[0]?.name ?? null

/** How a notice is named where work comes from it: its number, else its title; null where nobody may see it. */
export const findNoticeName = (ctx: Ctx, id: string): Promise<string | null> =>
  findName(
    ctx,
    sql`select coalesce(document_number, title) as name from work_clause where notice_id = ${id} limit 1`,
  )

/** The indicator of a target in reach. */
export const findIndicatorOf = (ctx: Ctx, id: string): Promise<string | null> =>
  findName(
    ctx,
    sql`select t.indicator as name from target t where t.id = ${id} and ${regionInReach(ctx, 't.region')}`,
  )

/** The title of a task in reach. */
export const findTitleOf = (ctx: Ctx, id: string): Promise<string | null> =>
  findName(
    ctx,
    sql`select t.title as name from task t where t.id = ${id} and ${regionInReach(ctx, 't.region')}`,
  )
