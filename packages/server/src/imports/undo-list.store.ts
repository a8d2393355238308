import { sql } from 'kysely'
import type { Ctx } from '../platform/index.ts'

/** One row of a list, by its place in the workbook. */
export interface RowPlace {
  sheet: number
  row: number
}

/**
 * Works out whom undoing a list would touch, as a table of this transaction: everybody its rows were matched with.
 * Nobody of the register goes or changes; what goes is what the list said about them.
 */
export async function planListUndo(
  ctx: Ctx,
  listId: string,
  rows: readonly RowPlace[] | null,
): Promise<void> {
  await ctx.client.query('drop table if exists undo_person, undo_row')
  await ctx.client.query(
    'create temp table undo_row on commit drop as select list_id, sheet, row_no, person_id from list_row with no data',
  )
  await ctx.client.query(
    `insert into undo_row select list_id, sheet, row_no, person_id from list_row
     where list_id = $1 and ($2::jsonb is null or (sheet, row_no) in
       (select (r->>'sheet')::smallint, (r->>'row')::integer from jsonb_array_elements($2::jsonb) r))`,
    [listId, rows === null ? null : JSON.stringify(rows)],
  )
  await ctx.client.query(`
    create temp table undo_person on commit drop as
      select person_id, case when in_clue then 'partly' else 'back' end as fate, case when in_clue then 'clue' end as reason,
        false as is_new, '{}'::text[] as fields, '{}'::text[] as said_later
      from (select r.person_id, exists (select 1 from clue c where c.person_id = r.person_id
          and c.state not in ('new', 'withdrawn', 'closed')) as in_clue
        from (select distinct person_id from undo_row where person_id is not null) r
        join person p on p.id = r.person_id) seen;
    create index on undo_person (person_id); analyze undo_person`)
}

/** How many rows of the list would go. */
export async function countUndoRows(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from undo_row`.execute(ctx.db)
  return rows[0]?.n ?? 0
}

/** Takes the planned rows out of the list, and the list itself when none is left. */
export async function takeListBack(ctx: Ctx, listId: string): Promise<void> {
  await ctx.client.query(
    'delete from list_row r using undo_row u where r.list_id = u.list_id and r.sheet = u.sheet and r.row_no = u.row_no',
  )
  await ctx.client.query(
    `delete from import_before b using undo_row u
     where b.tbl = 'list_row' and b.key = concat_ws('|', u.list_id, u.sheet, u.row_no)`,
  )
  await ctx.client.query(
    'update list set row_count = (select count(*) from list_row r where r.list_id = list.id) where id = $1',
    [listId],
  )
  await ctx.client.query(
    'delete from list where id = $1 and not exists (select 1 from list_row r where r.list_id = list.id)',
    [listId],
  )
}
