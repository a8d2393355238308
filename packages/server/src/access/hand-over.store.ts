import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Ctx } from '../platform/context.ts'
import { officeInReach } from '../platform/reach.store.ts'

/** Something somebody holds that must not be left lying when they go. */
export interface Holding {
  kind: 'imports' | 'shared-views' | 'invitations'
  count: number
}

/** What a user holds within the present area: imports under way, views they share, invitations nobody has used. */
export async function countHoldings(ctx: Ctx, userId: string): Promise<Holding[]> {
  const { rows } = await sql<{ imports: number; views: number; invitations: number }>`select
    (select count(*)::int from import where uploaded_by = ${userId}
      and state in ('reading', 'mapping', 'checking', 'ready', 'applying')) as imports,
    (select count(*)::int from saved_view where owner_id = ${userId} and is_shared) as views,
    (select count(*)::int from welcome_link w join organisation o on o.id = w.organisation_id
      where w.made_by = ${userId} and w.user_id is null and w.used_at is null and w.withdrawn_at is null
      and ${officeInReach(ctx, 'w.reach', 'o.reach')}) as invitations`.execute(ctx.db)
  const found = rows[0] ?? { imports: 0, views: 0, invitations: 0 }
  return [
    { kind: 'imports', count: found.imports },
    { kind: 'shared-views', count: found.views },
    { kind: 'invitations', count: found.invitations },
  ]
}

/** Gives everything `countHoldings` counts to a successor; what is done under a name stays under that name. */
export async function giveHoldings(
  ctx: Ctx,
  { from, to }: { from: string; to: string },
): Promise<Record<Holding['kind'], number>> {
  const affected = async (query: ReturnType<typeof sql>) =>
    Number((await query.execute(ctx.db)).numAffectedRows ?? 0n)
  return {
    imports: await affected(sql`update import set uploaded_by = ${to} where uploaded_by = ${from}
      and state in ('reading', 'mapping', 'checking', 'ready', 'applying')`),
    'shared-views': await affected(sql`update saved_view set owner_id = ${to},
      organisation_id = (select a.organisation_id from appointment a where a.user_id = ${to}
        and a.from_day <= ${ctx.day()} and (a.until_day is null or a.until_day > ${ctx.day()})
        order by a.from_day desc, a.created_at desc limit 1)
      where owner_id = ${from} and is_shared`),
    // The successor sends them anew: whoever goes has read the links that are out.
    invitations:
      await affected(sql`update welcome_link w set made_by = ${to}, token_hash = ${randomBytes(32)},
      confirmed_by = null, confirmed_at = null, code_hash = null,
      expires_at = least(w.expires_at, ${new Date(ctx.now())}) from organisation o
      where w.made_by = ${from} and o.id = w.organisation_id and w.user_id is null and w.used_at is null
      and w.withdrawn_at is null and ${officeInReach(ctx, 'w.reach', 'o.reach')}`),
  }
}

/** Keeps what was handed over to whom. */
export async function insertHandOver(
  ctx: Ctx,
  done: { from: string; to: string | null; lastDay: string; reason: string; given: Record<string, number> },
): Promise<string> {
  const id = ctx.newId()
  await ctx.db
    .insertInto('handOver')
    .values({
      id,
      fromUser: done.from,
      toUser: done.to,
      lastDay: done.lastDay,
      reason: done.reason,
      given: JSON.stringify(done.given),
      doneBy: ctx.user.id,
      doneAt: new Date(ctx.now()),
    })
    .execute()
  return id
}

/** Earlier leavings of a user, the newest first. */
export async function listHandOvers(ctx: Ctx, userId: string) {
  const { rows } = await sql<{
    id: string
    successor: string | null
    lastDay: string
    reason: string
    given: Record<string, number>
    doneBy: string
    doneAt: Date
  }>`select h.id, s.name as successor, h.last_day::text as last_day, h.reason, h.given, coalesce(d.name, h.done_by) as done_by, h.done_at
    from hand_over h left join auth_user s on s.id = h.to_user left join auth_user d on d.id = h.done_by
    where h.from_user = ${userId} order by h.done_at desc`.execute(ctx.db)
  return rows
}
