import type { NoticeItemState } from '@zhucan/catalogue'
import { problem } from '@zhucan/kernel'
import type { Ctx } from '../platform/index.ts'
import type { ProposedItem } from './read-item.ts'

/** An item to be entered as it was read. */
export type NewItem = ProposedItem & { seq: number }

/** What an item says and where it says it. */
export type ItemContent = Omit<ProposedItem, 'reasons'>

/** An item as it stands. */
export interface NoticeItem extends ItemContent {
  id: string
  seq: number
  state: NoticeItemState
  proposed: ProposedItem | null
  version: number
  decidedByName: string | null
  decidedAt: Date | null
}

const atOnce = 500

/** Enters what was read in a notice. */
export async function insertItems(ctx: Ctx, noticeId: string, items: NewItem[]): Promise<void> {
  for (let from = 0; from < items.length; from += atOnce)
    await ctx.db
      .insertInto('noticeItem')
      .values(
        items.slice(from, from + atOnce).map(({ seq, ...proposed }) => ({
          ...{ id: ctx.newId(), noticeId, seq, state: 'proposed' as const },
          ...columnsOf(proposed),
          proposed: JSON.stringify(proposed),
        })),
      )
      .execute()
}

const columnsOf = ({ kind, section, quote, start, end, value }: ItemContent) => ({
  ...{ kind, section, quote, startAt: start, endAt: end },
  value: JSON.stringify(value),
})

const shown = (ctx: Ctx) =>
  ctx.db
    .selectFrom('noticeItem as item')
    .leftJoin('authUser as person', 'person.id', 'item.decidedBy')
    .select(['item.id', 'item.seq', 'item.kind', 'item.section', 'item.quote', 'item.value', 'item.state'])
    .select(['item.startAt as start', 'item.endAt as end', 'item.proposed', 'item.version'])
    .select(['person.name as decidedByName', 'item.decidedAt'])

/** The items of a notice in the order of its text; `decidedOnly` leaves out what nobody stands for. */
export async function listItems(ctx: Ctx, noticeId: string, decidedOnly: boolean): Promise<NoticeItem[]> {
  const found = await shown(ctx)
    .where('item.noticeId', '=', noticeId)
    .$if(decidedOnly, (query) => query.where('item.state', 'in', ['confirmed', 'corrected', 'added']))
    .orderBy('item.startAt')
    .orderBy('item.seq')
    .execute()
  return found as unknown as NoticeItem[]
}

/** One item of a notice. Problem 'request.not-found'. */
export async function getItem(ctx: Ctx, noticeId: string, id: string): Promise<NoticeItem> {
  const found = await shown(ctx)
    .where('item.noticeId', '=', noticeId)
    .where('item.id', '=', id)
    .executeTakeFirst()
  if (!found) throw problem('request.not-found')
  return found as unknown as NoticeItem
}

/** Writes down what a person made of an item; without a decision it is undecided again. */
export async function updateItem(
  ctx: Ctx,
  id: string,
  content: ItemContent,
  state: NoticeItemState,
): Promise<void> {
  const isDecided = state !== 'proposed'
  await ctx.db
    .updateTable('noticeItem')
    .set((eb) => ({
      ...columnsOf(content),
      state,
      version: eb('version', '+', 1),
      decidedBy: isDecided ? ctx.user.id : null,
      decidedAt: isDecided ? new Date(ctx.now()) : null,
    }))
    .where('id', '=', id)
    .execute()
}

/** Most items of one notice. */
export const mostItems = 5_000

/** Enters an item that a person found. Problem 'notice.too-many-items'. */
export async function insertAdded(ctx: Ctx, noticeId: string, content: ItemContent): Promise<string> {
  const { next } = await ctx.db
    .selectFrom('noticeItem')
    .select((eb) => eb.fn.coalesce(eb.fn.max('seq'), eb.lit(-1)).as('next'))
    .where('noticeId', '=', noticeId)
    .executeTakeFirstOrThrow()
  const seq = Number(next) + 1
  if (seq >= mostItems) throw problem('notice.too-many-items', { limit: mostItems })
  const id = ctx.newId()
  await ctx.db
    .insertInto('noticeItem')
    .values({
      ...{ id, noticeId, seq, state: 'added' as const, proposed: null },
      ...columnsOf(content),
      decidedBy: ctx.user.id,
      decidedAt: new Date(ctx.now()),
    })
    .execute()
  return id
}

/** How many items of a notice stand in each state. */
export async function countStates(
  ctx: Ctx,
  noticeId: string,
): Promise<Partial<Record<NoticeItemState, number>>> {
  const rows = await ctx.db
    .selectFrom('noticeItem')
    .select((eb) => ['state', eb.fn.countAll<bigint>().as('count')])
    .where('noticeId', '=', noticeId)
    .groupBy('state')
    .execute()
  return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]))
}
