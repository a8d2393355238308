import { addDays } from '@zhucan/kernel'
import type { Ctx } from '../platform/index.ts'

/** Lists past their retention day whose raw rows are still there, with the upload they came from. */
export function findExpiredLists(ctx: Ctx) {
  return ctx.db
    .selectFrom('list')
    .leftJoin('import', 'import.id', 'list.id')
    .select(['list.id', 'list.fileType', 'list.rowCount', 'import.storedAs'])
    .where('retainUntil', '<', ctx.day())
    .where('rawDeletedAt', 'is', null)
    .execute()
}

/** Deletes a list's rows as they came; keys, links and the columns that feed facts stay. */
export async function forgetRawRows(ctx: Ctx, listId: string): Promise<void> {
  await ctx.db.updateTable('listRow').set({ sealed: null }).where('listId', '=', listId).execute()
  await ctx.db
    .updateTable('list')
    .set({ rawDeletedAt: new Date(ctx.now()) })
    .where('id', '=', listId)
    .execute()
  await ctx.db.deleteFrom('importRow').where('importId', '=', listId).execute()
}

/** Deletes forms past their day with everything that was sent; says which. */
export async function forgetForms(ctx: Ctx): Promise<string[]> {
  const { rows } = await ctx.client.query<{ id: string }>(
    'delete from register_form where retain_until < $1 returning id',
    [ctx.day()],
  )
  return rows.map(({ id }) => id)
}

/** Workbooks of the register that were taken in some days ago and whose files are still here. */
export function findOldRegisters(ctx: Ctx, days: number) {
  return ctx.db
    .selectFrom('import')
    .select(['id', 'storedAs'])
    .where('state', 'in', ['done', 'undone'])
    .where('fileType', '=', 'register')
    .where('fileDeletedAt', 'is', null)
    .where('day', '<', addDays(ctx.day(), -days))
    .execute()
}

/** Lets go of what is kept beside a register that was taken in: its rows with faults and what an undo would need. */
export async function forgetRegisterFile(ctx: Ctx, id: string): Promise<void> {
  await ctx.db.deleteFrom('importRow').where('importId', '=', id).execute()
  for (const table of ['import_before', 'import_repeat'])
    await ctx.client.query(`delete from ${table} where import_id = $1`, [id])
  await ctx.db
    .updateTable('import')
    .set({ fileDeletedAt: new Date(ctx.now()) })
    .where('id', '=', id)
    .execute()
}

/** Uploads that were refused, given up or forgotten some days ago. */
export function findAbandoned(ctx: Ctx, days: number) {
  return ctx.db
    .selectFrom('import')
    .select(['id', 'storedAs'])
    .where('state', 'in', ['refused', 'failed', 'discarded', 'mapping', 'ready'])
    .where('day', '<', addDays(ctx.day(), -days))
    .execute()
}

/** Removes an import and its rows. */
export async function forgetImport(ctx: Ctx, id: string): Promise<void> {
  await ctx.db.deleteFrom('import').where('id', '=', id).execute()
}

/** Whether an import knows this stored file. */
export async function isKnownUpload(ctx: Ctx, storedAs: string): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('import')
    .select('id')
    .where('storedAs', '=', storedAs)
    .executeTakeFirst()
  return row !== undefined
}
