import type { Ctx } from '../platform/index.ts'
import type { ItemValue } from './item-shapes.ts'
import { noticeInReach } from './reach.store.ts'

/** An item that a person stands for, with the clause it comes from. */
export type ConfirmedItem = ItemValue & {
  id: string
  noticeId: string
  section: string
  quote: string
  /** UTF-16 units in the text of the notice; `end` is behind the last. */
  start: number
  end: number
}

/**
 * What people confirmed, corrected or added in a notice, in the order of its text; nothing while the notice is still
 * being checked, and nothing of a notice out of reach.
 */
export async function confirmedItems(ctx: Ctx, noticeId: string): Promise<ConfirmedItem[]> {
  const rows = await ctx.db
    .selectFrom('noticeItem as item')
    .innerJoin('notice', 'notice.id', 'item.noticeId')
    .select(['item.id', 'item.noticeId', 'item.section', 'item.quote', 'item.kind', 'item.value'])
    .select(['item.startAt as start', 'item.endAt as end'])
    .where('notice.id', '=', noticeId)
    .where('notice.state', '=', 'confirmed')
    .where('item.state', 'in', ['confirmed', 'corrected', 'added'])
    .where(noticeInReach(ctx))
    .orderBy('item.startAt')
    .orderBy('item.seq')
    .execute()
  return rows as unknown as ConfirmedItem[]
}
