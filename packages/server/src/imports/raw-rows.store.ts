import { sql } from 'kysely'
import { readAll } from '../platform/cursor.store.ts'
import { type Ctx, regionInReach } from '../platform/index.ts'

/** A row of a list as it rests: sealed. */
export interface SealedRow {
  sheet: number
  row: number
  sealed: Buffer
  fields: Record<string, unknown>
}

const rowsOf = (ctx: Ctx, listId: string) => sql`
  from list_row r join list l on l.id = r.list_id
  where r.list_id = ${listId} and r.sealed is not null and ${regionInReach(ctx, 'l.region')}`

const chosen = {
  unmatched: sql`r.state <> 'matched'`,
  linked: sql`r.state = 'matched' and r.method = 'linked'`,
}

/** The rows that no number led from, or of these the ones that were linked by likeness, in their order. */
export const streamRawRows = (
  ctx: Ctx,
  listId: string,
  which: keyof typeof chosen,
): AsyncGenerator<SealedRow> =>
  readAll(
    ctx,
    sql<SealedRow>`select r.sheet, r.row_no as row, r.sealed, r.fields ${rowsOf(ctx, listId)}
      and ${chosen[which]} order by r.sheet, r.row_no`,
  )

/** One row of a list in reach. */
export async function findRawRow(ctx: Ctx, listId: string, sheet: number, row: number) {
  const { rows } =
    await sql<SealedRow>`select r.sheet, r.row_no as row, r.sealed, r.fields ${rowsOf(ctx, listId)}
    and r.sheet = ${sheet} and r.row_no = ${row}`.execute(ctx.db)
  return rows[0]
}
