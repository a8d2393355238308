import { isOfficer, officerRoles } from '@zhucan/catalogue'
import type { PlainDate } from '@zhucan/kernel'
import { sql } from 'kysely'
import type { CodeRange, Ctx } from '../platform/context.ts'
import { parseReach, reachText } from '../platform/context.ts'
import { officeInReach } from '../platform/reach.store.ts'

/** What waits for a second person: an invitation, an office for somebody known, a link for a new password. */
export interface Waiting {
  id: string
  kind: 'invitation' | 'office' | 'password-link'
  name: string | null
  username: string | null
  role: string | null
  organisation: string | null
  region: string | null
  fromDay: string | null
  untilDay: string | null
  reason: string | null
  userId: string | null
  /** An office that is to last longer is there already. */
  isProlonging: boolean
  madeBy: string
  madeByName: string | null
  madeAt: Date
}

const waiting = (ctx: Ctx) => sql`
  select w.id, case when w.user_id is null then 'invitation' else 'password-link' end as kind,
    coalesce(u.name, w.name) as name, u.username, w.role, o.name as organisation,
    coalesce(lower(w.reach), o.region) as region, w.from_day::text as from_day, w.until_day::text as until_day,
    null::text as reason, w.user_id, false as is_prolonging, w.made_by, m.name as made_by_name, w.made_at
  from welcome_link w left join organisation o on o.id = w.organisation_id
    left join auth_user u on u.id = w.user_id left join auth_user m on m.id = w.made_by
  where w.made_by is not null and w.confirmed_at is null and w.used_at is null and w.withdrawn_at is null
    and w.expires_at > ${new Date(ctx.now())}
    and case when w.user_id is null then ${officeInReach(ctx, 'w.reach', 'o.reach')} else
      exists (select 1 from appointment a join organisation ao on ao.id = a.organisation_id
        where a.user_id = w.user_id and ${officeInReach(ctx, 'a.reach', 'ao.reach')})
      and not exists (select 1 from appointment a join organisation ao on ao.id = a.organisation_id
        where a.user_id = w.user_id and (a.until_day is null or a.until_day > ${ctx.day()})
          and not ${officeInReach(ctx, 'a.reach', 'ao.reach')}) end
  union all
  select w.id, 'office', u.name, u.username, w.role, o.name, coalesce(lower(w.reach), o.region), w.from_day::text,
    w.until_day::text, w.reason, w.user_id, w.prolongs is not null, w.made_by, m.name, w.made_at
  from office_wish w join organisation o on o.id = w.organisation_id join auth_user u on u.id = w.user_id
    left join auth_user m on m.id = w.made_by
  where w.state = 'waiting' and ${officeInReach(ctx, 'w.reach', 'o.reach')}`

/** What waits within the present area, the oldest first. */
export async function listWaiting(ctx: Ctx): Promise<Waiting[]> {
  const { rows } =
    await sql<Waiting>`select * from (${waiting(ctx)}) w order by made_at, id limit 500`.execute(ctx.db)
  return rows
}

/** One thing that waits within the present area, or null. */
export async function findWaiting(ctx: Ctx, id: string): Promise<Waiting | null> {
  const { rows } = await sql<Waiting>`select * from (${waiting(ctx)}) w where id = ${id}`.execute(ctx.db)
  return rows[0] ?? null
}

/** Lets a link become good together with its code; false where somebody was quicker. */
export async function confirmLink(ctx: Ctx, id: string, codeHash: Buffer): Promise<boolean> {
  const { numAffectedRows } = await sql`update welcome_link set confirmed_by = ${ctx.user.id},
      confirmed_at = ${new Date(ctx.now())}, code_hash = ${codeHash}
    where id = ${id} and confirmed_at is null and used_at is null and withdrawn_at is null`.execute(ctx.db)
  if (numAffectedRows !== 1n) return false
  // Of the links for somebody's password one is good at a time: an older one may have been read by others.
  await sql`update welcome_link w set withdrawn_at = ${new Date(ctx.now())} from welcome_link good
    where good.id = ${id} and w.user_id = good.user_id and w.id <> good.id and w.used_at is null
      and w.withdrawn_at is null and w.confirmed_at is not null`.execute(ctx.db)
  return true
}

/** Voids a link that was not confirmed. */
export async function refuseLink(ctx: Ctx, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`update welcome_link set withdrawn_at = ${new Date(ctx.now())}
    where id = ${id} and confirmed_at is null and used_at is null and withdrawn_at is null`.execute(ctx.db)
  return numAffectedRows === 1n
}

/** An office that is wished for. */
export interface OfficeWanted {
  userId: string
  organisationId: string
  role: string
  reach: CodeRange[] | null
  fromDay: PlainDate
  untilDay: PlainDate | null
  reason: string
  /** The office that is to last until then; none for a new one. */
  prolongs?: string | null
}

/** Keeps an office until somebody else has confirmed it. */
export async function insertWish(ctx: Ctx, wish: OfficeWanted): Promise<string> {
  const id = ctx.newId()
  await ctx.db
    .insertInto('officeWish')
    .values({
      id,
      ...wish,
      reach: wish.reach ? sql`${reachText(wish.reach)}::codemultirange` : null,
      madeBy: ctx.user.id,
      madeAt: new Date(ctx.now()),
    })
    .execute()
  return id
}

/** Takes an office wished for, to give or to refuse it; null where somebody was quicker. */
export async function takeWish(ctx: Ctx, id: string): Promise<OfficeWanted | null> {
  const { rows } = await sql<Omit<OfficeWanted, 'reach'> & { reach: string | null }>`
    select user_id, organisation_id, role, reach::text as reach, from_day::text as from_day,
      until_day::text as until_day, reason, prolongs
    from office_wish where id = ${id} and state = 'waiting' for update`.execute(ctx.db)
  const row = rows[0]
  return row ? { ...row, reach: row.reach === null ? null : parseReach(row.reach) } : null
}

/** Writes how an office wished for was decided on. */
export async function settleWish(
  ctx: Ctx,
  id: string,
  decision: { appointmentId: string } | { note: string },
): Promise<void> {
  const isGiven = 'appointmentId' in decision
  await ctx.db
    .updateTable('officeWish')
    .set({
      state: isGiven ? 'confirmed' : 'refused',
      ...(isGiven ? { appointmentId: decision.appointmentId } : { note: decision.note }),
      decidedBy: ctx.user.id,
      decidedAt: new Date(ctx.now()),
    })
    .where('id', '=', id)
    .execute()
}

/** Offices of a user that wait for their second person. */
export async function listWishes(ctx: Ctx, userId: string) {
  return (await listWaiting(ctx)).filter((one) => one.kind === 'office' && one.userId === userId)
}

/**
 * Whether an office would stand beside one it must be kept apart from: one separated officer beside another, or an officer
 * beside who works with people's data. The database refuses it too; this says so before anybody is asked to confirm it.
 */
export async function wouldMix(
  ctx: Ctx,
  userId: string,
  wish: { role: string; fromDay: string; untilDay: string | null; prolongs?: string },
): Promise<boolean> {
  const { rows } = await sql<{
    mixed: boolean
  }>`select exists (select 1 from appointment a where a.user_id = ${userId}
      and a.id is distinct from ${wish.prolongs ?? null}::uuid and daterange(a.from_day, a.until_day) && daterange(${wish.fromDay}::date, ${wish.untilDay}::date)
      and ((a.role = any(${[...officerRoles]})) <> ${isOfficer(wish.role)}
        or (a.role = any(${[...officerRoles]}) and ${isOfficer(wish.role)}))) as mixed`.execute(ctx.db)
  return rows[0]?.mixed ?? false
}
