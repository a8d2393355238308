import { hideNumbers, problem } from '@zhucan/kernel'
import { confirmedItems } from '../notices/index.ts'
import type { Ctx } from '../platform/index.ts'
import type { WorkClause } from './work-shapes.ts'

/** The words a piece of work comes from: an item of a confirmed notice, or a paper named by hand. */
export type ClauseSource =
  | { noticeId: string; itemId: string }
  | { title: string; documentNumber?: string | undefined; issuedOn?: string | undefined; quote: string }

/** Copies a clause so that everybody below can read it. Problem 'work.unknown-item'. */
export async function insertClause(ctx: Ctx, source: ClauseSource): Promise<WorkClause> {
  const clause = 'itemId' in source ? await clauseOfItem(ctx, source) : byHand(ctx, source)
  await ctx.db
    .insertInto('workClause')
    .values({ ...clause, region: ctx.user.region, createdAt: new Date(ctx.now()) })
    .execute()
  return clause
}

function byHand(ctx: Ctx, source: Exclude<ClauseSource, { itemId: string }>): WorkClause {
  return {
    id: ctx.newId(),
    noticeId: null,
    noticeItemId: null,
    title: hideNumbers(source.title),
    documentNumber: source.documentNumber === undefined ? null : hideNumbers(source.documentNumber),
    issuedOn: source.issuedOn ?? null,
    quote: hideNumbers(source.quote),
    startAt: null,
    endAt: null,
  }
}

async function clauseOfItem(
  ctx: Ctx,
  { noticeId, itemId }: { noticeId: string; itemId: string },
): Promise<WorkClause> {
  const item = (await confirmedItems(ctx, noticeId)).find(({ id }) => id === itemId)
  if (!item) throw problem('work.unknown-item')
  const known = await ctx.db
    .selectFrom('notice')
    .select(['title', 'documentNumber', 'issuedOn'])
    .where('id', '=', noticeId)
    .executeTakeFirstOrThrow()
  return {
    ...{ id: ctx.newId(), noticeId, noticeItemId: itemId, ...known },
    ...{ quote: item.quote, startAt: item.start, endAt: item.end },
  }
}
