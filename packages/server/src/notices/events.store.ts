import type { NoticeAct } from '@zhucan/catalogue'
import { hideNumbers } from '@zhucan/kernel'
import type { Ctx } from '../platform/index.ts'

/** One thing done with a notice or an item of it. */
export interface NoticeEvent {
  noticeId: string
  itemId?: string
  action: NoticeAct
  reason?: string
  details?: Record<string, unknown>
}

/** Adds a line to the history of a notice. */
export async function insertEvent(ctx: Ctx, event: NoticeEvent): Promise<void> {
  await ctx.db
    .insertInto('noticeEvent')
    .values({
      id: ctx.newId(),
      noticeId: event.noticeId,
      itemId: event.itemId ?? null,
      at: new Date(ctx.now()),
      actorId: ctx.user.id,
      actorName: ctx.user.name,
      action: event.action,
      reason: event.reason === undefined ? null : hideNumbers(event.reason),
      details: JSON.stringify(event.details ?? {}),
    })
    .execute()
}

/** The latest lines of the history of a notice, newest first. */
export async function listEvents(ctx: Ctx, noticeId: string) {
  return ctx.db
    .selectFrom('noticeEvent as event')
    .leftJoin('noticeItem as item', 'item.id', 'event.itemId')
    .select(['event.id', 'event.itemId', 'event.at', 'event.actorName', 'event.action', 'event.reason'])
    .select(['event.details', 'item.quote'])
    .where('event.noticeId', '=', noticeId)
    .orderBy('event.at', 'desc')
    .orderBy('event.id', 'desc')
    .limit(500)
    .execute()
}
