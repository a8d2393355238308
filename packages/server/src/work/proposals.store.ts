import { problem } from '@zhucan/kernel'
import { confirmedItems, noticeInReach } from '../notices/index.ts'
import { type Ctx, regionInReach } from '../platform/index.ts'
import { type Proposal, proposeWork } from './proposals.ts'
import { findHelpers } from './task-create.store.ts'

/** What the confirmed items of a notice could become, each with what was made of it. Problem 'request.not-found'. */
export async function proposeFromNotice(
  ctx: Ctx,
  noticeId: string,
): Promise<(Proposal & { madeId: string | null })[]> {
  const notice = await ctx.db
    .selectFrom('notice')
    .select('issuedOn')
    .where('id', '=', noticeId)
    .where(noticeInReach(ctx))
    .executeTakeFirst()
  if (!notice) throw problem('request.not-found')
  const items = await confirmedItems(ctx, noticeId)
  const made = await madeOf(ctx, noticeId)
  const helpers = await findHelpers(ctx)
  return proposeWork(items, notice.issuedOn, { helpers, day: ctx.day() }).map((proposal) => ({
    ...proposal,
    madeId: made.get(`${proposal.kind} ${proposal.itemId}`) ?? null,
  }))
}

async function madeOf(ctx: Ctx, noticeId: string): Promise<Map<string, string>> {
  const made = new Map<string, string>()
  for (const kind of ['target', 'task'] as const) {
    const rows = await ctx.db
      .selectFrom(kind)
      .select(['id', 'noticeItemId'])
      .where('noticeId', '=', noticeId)
      .where('parentId', 'is', null)
      .where('state', '<>', 'withdrawn')
      .where(regionInReach(ctx, `${kind}.region`))
      .execute()
    for (const { id, noticeItemId } of rows) made.set(`${kind} ${noticeItemId}`, id)
  }
  return made
}
