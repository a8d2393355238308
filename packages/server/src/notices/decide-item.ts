import { isDeepStrictEqual } from 'node:util'
import type { NoticeAct, NoticeItemState } from '@zhucan/catalogue'
import { problem } from '@zhucan/kernel'
import type { Ctx } from '../platform/index.ts'
import { insertEvent } from './events.store.ts'
import type { ItemValue } from './item-shapes.ts'
import {
  getItem,
  type ItemContent,
  insertAdded,
  listItems,
  type NoticeItem,
  updateItem,
} from './items.store.ts'
import { type LockedNotice, lockNotice, openText } from './notice.store.ts'
import { hideMasked } from './personal-words.ts'
import { placeQuote } from './place-quote.ts'

/** What a person says of an item. */
export type Decision =
  | { act: 'confirm' | 'reject' | 'reset' }
  | { act: 'correct'; item: ItemValue; start: number; end: number }

/** A notice of one's own that is being checked, locked. Problem 'notice.not-open' and those of `lockNotice`. */
async function lockOpen(ctx: Ctx, noticeId: string) {
  const notice = await lockNotice(ctx, noticeId)
  if (notice.state !== 'checking') throw problem('notice.not-open')
  return notice
}

/** What somebody writes of a notice, without the words that its text masks. */
export async function withoutPersonal<T>(ctx: Ctx, { id, text, reading }: LockedNotice, said: T): Promise<T> {
  const { personalData: masked } = reading
  return masked.length === 0 ? said : hideMasked(said, { clear: await openText(ctx, id), text, masked })
}

/** Decides one item as it was seen. Problem 'notice.item-decided' {name} where somebody else was there first. */
export async function decideItem(
  ctx: Ctx,
  seen: { noticeId: string; itemId: string; version: number },
  decision: Decision,
): Promise<NoticeItem> {
  const notice = await lockOpen(ctx, seen.noticeId)
  const item = await getItem(ctx, seen.noticeId, seen.itemId)
  // Changed, but decided by nobody: words of it were masked, or a decision was taken back.
  if (item.version !== seen.version && item.decidedByName === null) throw problem('notice.changed')
  if (item.version !== seen.version)
    throw problem('notice.item-decided', { name: item.decidedByName ?? ctx.user.name, state: item.state })
  const said = decision.act === 'correct' ? await withoutPersonal(ctx, notice, decision) : decision
  const content = contentAfter(item, said, (place) => placeQuote(notice.text, notice.reading.sections, place))
  const state = stateAfter(item, content, decision.act)
  await updateItem(ctx, item.id, content, state)
  await insertEvent(ctx, {
    noticeId: notice.id,
    itemId: item.id,
    action: decision.act satisfies NoticeAct,
    details: { before: contentOf(item), after: content, state },
  })
  return getItem(ctx, notice.id, item.id)
}

const contentOf = ({ kind, section, quote, start, end, value }: ItemContent): ItemContent => ({
  ...{ kind, section, quote, start, end, value },
})

function contentAfter(
  item: NoticeItem,
  decision: Decision,
  place: (at: { start: number; end: number }) => ReturnType<typeof placeQuote>,
): ItemContent {
  if (decision.act === 'correct') return { ...decision.item, ...place(decision) }
  if (decision.act !== 'reset') return contentOf(item)
  if (!item.proposed) throw problem('request.invalid', { field: 'act', rule: 'added' })
  return contentOf(item.proposed)
}

/** What was never proposed is an addition; what says just what was proposed is confirmed, however it got there. */
function stateAfter(item: NoticeItem, content: ItemContent, act: Decision['act']): NoticeItemState {
  if (act === 'reject') return 'rejected'
  if (act === 'reset') return 'proposed'
  if (!item.proposed) return 'added'
  return isDeepStrictEqual(plain(content), plain(contentOf(item.proposed))) ? 'confirmed' : 'corrected'
}

const plain = (content: ItemContent): unknown => JSON.parse(JSON.stringify(content))

/** Adds what the machine did not see. */
export async function addItem(
  ctx: Ctx,
  noticeId: string,
  { item, start, end }: { item: ItemValue; start: number; end: number },
): Promise<NoticeItem> {
  const notice = await lockOpen(ctx, noticeId)
  const said = await withoutPersonal(ctx, notice, item)
  const content = { ...said, ...placeQuote(notice.text, notice.reading.sections, { start, end }) }
  const id = await insertAdded(ctx, notice.id, content)
  await insertEvent(ctx, { noticeId, itemId: id, action: 'add', details: { after: content } })
  return getItem(ctx, noticeId, id)
}

/** The items somebody may see: all in one's area, and below only what people stand for. */
export const itemsFor = (ctx: Ctx, notice: { id: string; region: string }): Promise<NoticeItem[]> =>
  listItems(ctx, notice.id, !isInArea(ctx, notice.region))

/** Whether a notice is of one's own area, not one sent down to it. */
export const isInArea = (ctx: Ctx, region: string): boolean =>
  ctx.user.reach.some(({ lo, hi }) => region >= lo && region < hi)
