import { type Ctx, regionInReach } from '../platform/index.ts'

/** A piece of work that came out of an item. */
export interface MadeWork {
  itemId: string
  kind: 'target' | 'task'
  id: string
}

/** The targets and tasks that were made of the items of a notice, as far as they are in reach. */
export async function listMade(ctx: Ctx, noticeId: string): Promise<MadeWork[]> {
  const targets = await ctx.db
    .selectFrom('target')
    .select(['id', 'noticeItemId as itemId'])
    .where('noticeId', '=', noticeId)
    .where('parentId', 'is', null)
    .where('noticeItemId', 'is not', null)
    .where(regionInReach(ctx, 'target.region'))
    .execute()
  const tasks = await ctx.db
    .selectFrom('task')
    .select(['id', 'noticeItemId as itemId'])
    .where('noticeId', '=', noticeId)
    .where('parentId', 'is', null)
    .where('noticeItemId', 'is not', null)
    .where(regionInReach(ctx, 'task.region'))
    .execute()
  const made = (kind: MadeWork['kind']) => (row: { id: string; itemId: string | null }) => ({
    ...{ kind, id: row.id, itemId: row.itemId! },
  })
  return [...targets.map(made('target')), ...tasks.map(made('task'))]
}
