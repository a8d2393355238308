import type { OrganisationWishTable } from '@zhucan/db'
import { problem } from '@zhucan/kernel'
import type { Selectable } from 'kysely'
import { type Ctx, decidedNow, regionInReach, requireInArea, tellRefusal } from '../platform/index.ts'

type Row = Selectable<OrganisationWishTable>

/** A new organisation as somebody wishes for it. */
export type NewOrganisation = Pick<Row, 'kind' | 'name' | 'region' | 'department' | 'fromDay' | 'reason'>

/** A wish with the name of its place. */
export type OrganisationWish = Row & { regionName: string | null }

const wishes = (ctx: Ctx) =>
  ctx.db
    .selectFrom('organisationWish as w')
    .leftJoin('region as r', 'r.code', 'w.region')
    .selectAll('w')
    .select('r.name as regionName')
    .where(regionInReach(ctx, 'w.region'))

/** Wishes within the area, those that wait first, then the newest. */
export const listWishes = (ctx: Ctx): Promise<OrganisationWish[]> =>
  wishes(ctx)
    .orderBy((eb) => eb('w.state', '<>', 'waiting'))
    .orderBy('w.madeAt', 'desc')
    .limit(100)
    .execute()

/** Keeps a wish until somebody else has confirmed it. Problems 'region.out-of-reach', 'organisation.wish-waiting'. */
export async function insertWish(ctx: Ctx, wish: NewOrganisation): Promise<string> {
  await requireInArea(ctx, wish.region)
  const id = ctx.newId()
  await ctx.db
    .insertInto('organisationWish')
    .values({ id, ...wish, madeBy: ctx.user.id, madeByName: ctx.user.name, madeAt: new Date(ctx.now()) })
    .execute()
    .catch(tellRefusal('organisation_wish_waiting', 'organisation.wish-waiting'))
  return id
}

/** A wish that waits within the area, held until the end of the transaction. Problem 'organisation.not-found'. */
export async function takeWish(ctx: Ctx, id: string): Promise<OrganisationWish> {
  const found = await wishes(ctx)
    .where('w.id', '=', id)
    .where('w.state', '=', 'waiting')
    .forUpdate('w')
    .executeTakeFirst()
  if (!found) throw problem('organisation.not-found')
  await requireInArea(ctx, found.region)
  return found
}

/** Writes how a wish was decided. */
export async function settleWish(
  ctx: Ctx,
  id: string,
  decision: Partial<Pick<Row, 'organisationId' | 'note'>> & { state: 'confirmed' | 'refused' | 'withdrawn' },
): Promise<void> {
  await ctx.db
    .updateTable('organisationWish')
    .set({
      ...decision,
      ...decidedNow(ctx),
    })
    .where('id', '=', id)
    .execute()
}
