import type { FileDefinition } from '@zhucan/catalogue'
import { addDays, plainDate } from '@zhucan/kernel'
import type { Ctx } from '../platform/index.ts'
import type { ImportRecord } from './imports.store.ts'
import { listTitle } from './list-title.store.ts'

/**
 * Takes a checked list in: its rows keep keys and the columns that feed facts, and beside them the row as it came,
 * sealed, until the retention day. The list has the id of its import.
 */
export async function applyList(ctx: Ctx, record: ImportRecord, file: FileDefinition): Promise<void> {
  await ctx.db
    .insertInto('list')
    .values({
      id: record.id,
      fileType: file.id,
      title: await listTitle(ctx, record.id, file, record.day),
      region: record.region,
      receivedOn: record.day,
      rowCount: record.counts.rows ?? 0,
      retainUntil: addDays(plainDate(record.day), file.retentionDays),
      createdAt: new Date(ctx.now()),
      createdBy: ctx.user.id,
    })
    .execute()
  await ctx.client.query(
    `insert into list_row (list_id, sheet, row_no, state, method, person_id, key, check_sealed, fault_codes, fields, sealed)
     select import_id, sheet, row_no, state, method, person_id, key, check_sealed,
       array(select f->>'code' from jsonb_array_elements(faults) f), fields, sealed
     from import_row where import_id = $1`,
    [record.id],
  )
  await ctx.client.query(`delete from import_row where import_id = $1 and faults = '[]'`, [record.id])
  await ctx.client.query(`update import_row set sealed = null, fields = '{}' where import_id = $1`, [
    record.id,
  ])
}
