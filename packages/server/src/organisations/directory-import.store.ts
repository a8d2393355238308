import { problem } from '@zhucan/kernel'
import { type Ctx, regionInReach } from '../platform/index.ts'

const contextOf = (id: string): string => `directory-import:${id}`

/** Keeps a workbook sealed until it is taken in or given up. */
export async function insertImport(
  ctx: Ctx,
  file: {
    bytes: Buffer
    fileName: string
    counts: Record<string, number>
    faults: { row: number; column: string; code: string }[]
  },
): Promise<string> {
  const id = ctx.newId()
  await ctx.db
    .insertInto('directoryImport')
    .values({
      id,
      region: ctx.user.region,
      sealed: ctx.keyring.seal(file.bytes, contextOf(id)),
      fileName: file.fileName,
      counts: JSON.stringify(file.counts),
      faults: JSON.stringify(file.faults),
      state: 'ready',
      createdBy: ctx.user.id,
      createdAt: new Date(ctx.now()),
    })
    .execute()
  return id
}

/** One kept workbook in reach; `lock` holds it until the end of the transaction. */
export async function findImport(ctx: Ctx, id: string, lock: boolean) {
  const record = await ctx.db
    .selectFrom('directoryImport')
    .selectAll()
    .where('id', '=', id)
    .where(regionInReach(ctx, 'region'))
    .$if(lock, (q) => q.forUpdate())
    .executeTakeFirst()
  if (!record) throw problem('request.not-found')
  return record
}

/** The bytes of a kept workbook. */
export const openImport = (ctx: Ctx, record: { id: string; sealed: Buffer }): Buffer =>
  ctx.keyring.open(record.sealed, contextOf(record.id))

/** Writes what became of it. */
export async function setImportState(ctx: Ctx, id: string, state: 'done' | 'discarded'): Promise<void> {
  await ctx.db.updateTable('directoryImport').set({ state }).where('id', '=', id).execute()
}
