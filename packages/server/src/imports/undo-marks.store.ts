import type { Ctx } from '../platform/index.ts'

/**
 * From here to the end of the transaction every row that comes into being names this import, and every row that is
 * changed is kept as it was: the database does both by itself, see the migration.
 */
export async function markWrites(ctx: Ctx, importId: string): Promise<void> {
  await ctx.client.query(`select set_config('app.import', $1, true)`, [importId])
  await ctx.client.query(`update import set applied_no = nextval('import_applied_no') where id = $1`, [
    importId,
  ])
}

/** Lets this transaction delete what the import brought, and nothing else. */
export async function markUndo(ctx: Ctx, importId: string): Promise<void> {
  await ctx.client.query(
    `select set_config('app.undo', $1, true), set_config('enable_nestloop', 'off', true), set_config('jit', 'off', true),
       set_config('work_mem', '64MB', true)`,
    [importId],
  )
}

/** Keeps whom the file says the same of as the register said before; one statement for the whole import. */
export async function keepRepeats(ctx: Ctx, importId: string): Promise<void> {
  await ctx.client.query(
    `insert into import_repeat (import_id, person_id, applied_no, valid_from, recorded_at, row_no, fields)
     select $1, r.person_id, i.applied_no, $2, $3, min(r.row_no), bit_or(r.repeats)
     from import_row r join import i on i.id = r.import_id
     where r.import_id = $1 and r.repeats <> 0 and r.person_id is not null and r.state <> 'faulty'
     group by r.person_id, i.applied_no
     on conflict do nothing`,
    [importId, ctx.day(), new Date(ctx.now()).toISOString()],
  )
}
