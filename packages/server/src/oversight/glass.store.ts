import type { BreakGlassTable } from '@zhucan/db'
import { problem } from '@zhucan/kernel'
import { type Selectable, sql } from 'kysely'
import { budgetDay, type Ctx, personInReach, regionInReach } from '../platform/index.ts'
import type { BlindKey } from '../register/index.ts'

/** One temporary access; who reviews sees a name only of people in their own area, and then masked. */
export interface GlassRecord extends Selectable<BreakGlassTable> {
  byName: string | null
  organisationName: string | null
  regionName: string | null
  personName: string | null
  reviewedByName: string | null
}

/** The owner of a number wherever they live: an id and two places, by the database's one function for it. */
export async function findAnywhere(
  ctx: Ctx,
  { key, checkSealed }: BlindKey,
): Promise<{ personId: string; hukouRegion: string; residenceRegion: string } | null> {
  const found = await sql<{
    personId: string
    hukouRegion: string
    residenceRegion: string
  }>`select * from find_behind_glass(${key}, ${checkSealed})`.execute(ctx.db)
  return found.rows.length === 1 ? found.rows[0]! : null
}

/** Whether a person is in the user's own area, where no exception is needed. */
export async function isInOwnReach(ctx: Ctx, personId: string): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('person')
    .select('id')
    .where('id', '=', personId)
    .where(personInReach(ctx))
    .executeTakeFirst()
  return row !== undefined
}

/** How many accesses the user has opened today; of two side by side the later one waits and sees the earlier. */
export async function countToday(ctx: Ctx): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`glass ${ctx.user.id}`}, 0))`.execute(ctx.db)
  const row = await sql<{ count: bigint }>`select count(*) as count from break_glass
    where user_id = ${ctx.user.id} and (granted_at at time zone 'Asia/Shanghai')::date = ${budgetDay(ctx)}::date`.execute(
    ctx.db,
  )
  return Number(row.rows[0]?.count ?? 0)
}

/** Keeps a new access. */
export async function insertGlass(
  ctx: Ctx,
  glass: Pick<
    Selectable<BreakGlassTable>,
    'personId' | 'hukouRegion' | 'residenceRegion' | 'purpose' | 'reason' | 'expiresAt' | 'reviewBy'
  >,
): Promise<string> {
  const id = ctx.newId()
  await ctx.db
    .insertInto('breakGlass')
    .values({
      id,
      ...glass,
      userId: ctx.user.id,
      organisationId: ctx.user.organisationId,
      officeRegion: ctx.user.region,
      grantedAt: new Date(ctx.now()),
      endedAt: null,
      reviewedBy: null,
      reviewedAt: null,
      note: null,
    })
    .execute()
  return id
}

const records = (ctx: Ctx) =>
  ctx.db
    .selectFrom('breakGlass')
    .selectAll('breakGlass')
    .select([
      sql<string | null>`(select name from auth_user where id = break_glass.user_id)`.as('byName'),
      sql<string | null>`(select name from auth_user where id = break_glass.reviewed_by)`.as(
        'reviewedByName',
      ),
      sql<string | null>`(select name from organisation where id = break_glass.organisation_id)`.as(
        'organisationName',
      ),
      sql<
        string | null
      >`(select name from region where code = rpad(left(break_glass.residence_region, 6), 12, '0'))`.as(
        'regionName',
      ),
      sql<string | null>`(select name from person p where p.id = break_glass.person_id)`.as('personName'),
    ])

/** The first wall: one's own, one's office's, and those that reached into one's area. */
const seen = (ctx: Ctx) =>
  sql<boolean>`(break_glass.user_id = ${ctx.user.id} or ${regionInReach(ctx, 'breakGlass.officeRegion')}
    or ${regionInReach(ctx, 'breakGlass.hukouRegion')} or ${regionInReach(ctx, 'breakGlass.residenceRegion')})`

/** The accesses somebody may know of, the unreviewed first; `own` only those of the user. */
export const listGlass = (ctx: Ctx, own: boolean): Promise<GlassRecord[]> =>
  records(ctx)
    .where(own ? sql<boolean>`break_glass.user_id = ${ctx.user.id}` : seen(ctx))
    .orderBy(sql`state <> 'open'`)
    .orderBy('grantedAt', 'desc')
    .limit(200)
    .execute()

/** The user's own access. Problem 'glass.not-found' for anybody else's. */
export async function getOwnGlass(ctx: Ctx, id: string): Promise<GlassRecord> {
  const record = await records(ctx).where('id', '=', id).where('userId', '=', ctx.user.id).executeTakeFirst()
  if (!record) throw problem('glass.not-found')
  return record
}

/** An access one may know of, locked until the review is written. */
export async function lockGlass(ctx: Ctx, id: string) {
  const record = await ctx.db
    .selectFrom('breakGlass')
    .selectAll()
    .where('id', '=', id)
    .where(seen(ctx))
    .forUpdate()
    .executeTakeFirst()
  if (!record) throw problem('glass.not-found')
  return record
}

/** Writes a review. */
export async function reviewGlass(
  ctx: Ctx,
  id: string,
  review: { state: 'accepted' | 'rejected'; note: string },
): Promise<void> {
  await ctx.db
    .updateTable('breakGlass')
    .set({ ...review, reviewedBy: ctx.user.id, reviewedAt: new Date(ctx.now()) })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .execute()
}

/** Ends an access before its time. */
export async function endGlass(ctx: Ctx, id: string): Promise<void> {
  await ctx.db
    .updateTable('breakGlass')
    .set({ endedAt: new Date(ctx.now()) })
    .where('id', '=', id)
    .where('userId', '=', ctx.user.id)
    .where('endedAt', 'is', null)
    .execute()
}

/**
 * Does a piece of work that sees one more person: both walls open for that person and that piece of work only. The
 * database looks up the grant itself; a false, foreign or ended one opens nothing.
 */
export async function throughGlass<T>(
  ctx: Ctx,
  glass: { id: string; personId: string },
  work: (ctx: Ctx) => Promise<T>,
): Promise<T> {
  await setGlass(ctx, glass.id, new Date(ctx.now()).toISOString())
  const result = await work({ ...ctx, glass: { personId: glass.personId } })
  await setGlass(ctx, '', '')
  return result
}

const setGlass = (ctx: Ctx, id: string, now: string) =>
  sql`select set_config('app.glass', ${id}, true), set_config('app.now', ${now}, true)`.execute(ctx.db)
