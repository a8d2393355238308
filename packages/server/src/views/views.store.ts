import { problem } from '@zhucan/kernel'
import { sql } from 'kysely'
import type { Ctx } from '../platform/index.ts'

/** The lists that views are kept of. */
export const viewPlaces = [
  ...(['register', 'clues', 'lists'] as const),
  ...(['targets', 'tasks', 'supervision', 'notices', 'papers'] as const),
] as const

export type ViewPlace = (typeof viewPlaces)[number]

/** A view as its user sees it; `isFirst` when they open the list with it. */
export interface SavedView {
  id: string
  place: ViewPlace
  name: string
  search: Record<string, string>
  isMine: boolean
  isShared: boolean
  isFirst: boolean
  ownerName: string | null
}

/** The most a user keeps of one list; more is no view but a drawer. */
const mostPerPlace = 30

/** One's own views and those the office shares, one's own first. */
export async function listViews(ctx: Ctx): Promise<SavedView[]> {
  const { rows } = await sql<SavedView>`
    select v.id, v.place, v.name, v.search, v.owner_id = ${ctx.user.id} as is_mine, v.is_shared,
      f.view_id is not null as is_first, auth_user.name as owner_name
    from saved_view v left join auth_user on auth_user.id = v.owner_id
      left join saved_view_first f on f.view_id = v.id and f.user_id = ${ctx.user.id}
    where ${seen(ctx)} order by v.place, v.owner_id <> ${ctx.user.id}, v.name collate "C" limit 300`.execute(
    ctx.db,
  )
  return rows
}

const seen = (ctx: Ctx) =>
  ctx.walls.application
    ? sql<boolean>`(v.owner_id = ${ctx.user.id} or (v.is_shared and v.organisation_id = ${ctx.user.organisationId}))`
    : sql<boolean>`true`

const own = (ctx: Ctx) =>
  ctx.walls.application ? sql<boolean>`owner_id = ${ctx.user.id}` : sql<boolean>`true`

interface Kept {
  name: string
  search: Record<string, string>
  isShared: boolean
}

/** Keeps a view. Problems 'view.name-taken', 'view.too-many'. */
export async function insertView(ctx: Ctx, place: ViewPlace, view: Kept): Promise<string> {
  const { count } = await ctx.db
    .selectFrom('savedView')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .where('ownerId', '=', ctx.user.id)
    .where('place', '=', place)
    .executeTakeFirstOrThrow()
  if (Number(count) >= mostPerPlace) throw problem('view.too-many', { limit: mostPerPlace })
  await requireFreeName(ctx, place, view.name)
  const id = ctx.newId()
  const now = new Date(ctx.now())
  await ctx.db
    .insertInto('savedView')
    .values({
      ...view,
      id,
      place,
      search: JSON.stringify(view.search),
      ownerId: ctx.user.id,
      organisationId: ctx.user.organisationId,
      createdAt: now,
      updatedAt: now,
    })
    .execute()
  return id
}

/** Changes one's own view. Problems 'view.not-found', 'view.name-taken'. */
export async function updateView(ctx: Ctx, id: string, view: Kept): Promise<void> {
  const place = await ownPlace(ctx, id)
  await requireFreeName(ctx, place, view.name, id)
  await ctx.db
    .updateTable('savedView')
    .set({
      ...view,
      search: JSON.stringify(view.search),
      // Whoever changed offices shares with the present one, no longer with the former.
      organisationId: ctx.user.organisationId,
      updatedAt: new Date(ctx.now()),
    })
    .where('id', '=', id)
    .where(own(ctx))
    .execute()
}

/** Removes one's own view. Problem 'view.not-found'. */
export async function deleteView(ctx: Ctx, id: string): Promise<void> {
  await ownPlace(ctx, id)
  await ctx.db.deleteFrom('savedView').where('id', '=', id).where(own(ctx)).execute()
}

/** Opens a list with this view from now on, or with none. Problem 'view.not-found'. */
export async function setFirstView(ctx: Ctx, place: ViewPlace, id: string | null): Promise<void> {
  const mine = { userId: ctx.user.id, place }
  await ctx.db
    .deleteFrom('savedViewFirst')
    .where('userId', '=', mine.userId)
    .where('place', '=', place)
    .execute()
  if (id === null) return
  const view = (await listViews(ctx)).find((one) => one.id === id && one.place === place)
  if (!view) throw problem('view.not-found')
  await ctx.db
    .insertInto('savedViewFirst')
    .values({ ...mine, viewId: id })
    .execute()
}

async function ownPlace(ctx: Ctx, id: string): Promise<ViewPlace> {
  const view = await ctx.db
    .selectFrom('savedView')
    .select('place')
    .where('id', '=', id)
    .where('ownerId', '=', ctx.user.id)
    .executeTakeFirst()
  if (!view) throw problem('view.not-found')
  return view.place
}

async function requireFreeName(ctx: Ctx, place: ViewPlace, name: string, except?: string): Promise<void> {
  const other = await ctx.db
    .selectFrom('savedView')
    .select('id')
    .where('ownerId', '=', ctx.user.id)
    .where('place', '=', place)
    .where('name', '=', name)
    .executeTakeFirst()
  if (other && other.id !== except) throw problem('view.name-taken', { name })
}
