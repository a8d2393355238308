import { isRole, type Role } from '@zhucan/catalogue'
import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '../platform/context.ts'

/** Where an account stands: it works, its office begins later, its last office is over, or it was closed. */
export const accountStates = ['active', 'future', 'ended', 'closed'] as const

export type AccountState = (typeof accountStates)[number]

/** What the list of users may be narrowed to. */
export interface PeopleFilter {
  text?: string | undefined
  role?: string | undefined
  organisation?: string | undefined
  state?: AccountState | undefined
  page: number
}

const pageSize = 50

/** One line of the list of users. */
export interface PersonRow {
  id: string
  name: string
  username: string
  role: Role
  organisation: string
  fromDay: string
  untilDay: string | null
  state: AccountState
  hasFactor: boolean
  lastSignIn: Date | null
}

/**
 * The newest office of each account that has one within the present area; those that hold come before those to come and those
 * that are over. The area is the one the transaction is tied to, so that no caller can widen it.
 */
const people = (ctx: Ctx): RawBuilder<unknown> => sql`
  select distinct on (u.id) u.id, u.name, u.username, a.role, o.name as organisation, o.id as organisation_id,
    a.from_day::text as from_day, a.until_day::text as until_day,
    case when u.disabled_at is not null then 'closed' when a.until_day <= ${ctx.day()} then 'ended'
      when a.from_day > ${ctx.day()} then 'future' else 'active' end as state,
    exists (select 1 from second_factor f where f.user_id = u.id) as has_factor,
    (select max(d.last_seen) from known_device d where d.user_id = u.id) as last_sign_in
  from auth_user u join appointment a on a.user_id = u.id join organisation o on o.id = a.organisation_id
  where coalesce(a.reach, o.reach) <@ app_reach()
  order by u.id, (a.from_day <= ${ctx.day()} and (a.until_day is null or a.until_day > ${ctx.day()})) desc,
    a.from_day desc, a.created_at desc`

const narrowed = ({ text, role, organisation, state }: PeopleFilter): RawBuilder<unknown> =>
  sql.join(
    [
      sql`true`,
      ...(text
        ? [sql`(position(lower(${text}) in lower(name)) > 0 or position(lower(${text}) in username) > 0)`]
        : []),
      ...(role ? [sql`role = ${role}`] : []),
      ...(organisation ? [sql`organisation_id = ${organisation}`] : []),
      ...(state ? [sql`state = ${state}`] : []),
    ],
    sql` and `,
  )

/** Users within the present area, by name. */
export async function listPeople(
  ctx: Ctx,
  filter: PeopleFilter,
): Promise<{ rows: PersonRow[]; total: number }> {
  const { rows } = await sql<PersonRow & { total: number }>`
    select *, count(*) over ()::int as total from (${people(ctx)}) people where ${narrowed(filter)}
    order by name, id limit ${pageSize} offset ${(filter.page - 1) * pageSize}`.execute(ctx.db)
  return { rows: rows.filter((row) => isRole(row.role)), total: rows[0]?.total ?? 0 }
}

/** One user within the present area. */
export async function findPerson(ctx: Ctx, id: string): Promise<PersonRow | null> {
  const { rows } = await sql<PersonRow>`select * from (${people(ctx)}) people where id = ${id}`.execute(
    ctx.db,
  )
  return rows[0] ?? null
}

/** Whether every office that somebody holds or will hold lies within the present area: only then may one act on the account itself. */
export async function isWhollyInReach(ctx: Ctx, userId: string): Promise<boolean> {
  const { rows } = await sql<{ outside: number }>`
    select count(*)::int as outside from appointment a join organisation o on o.id = a.organisation_id
    where a.user_id = ${userId} and (a.until_day is null or a.until_day > ${ctx.day()})
      and not coalesce(a.reach, o.reach) <@ app_reach()`.execute(ctx.db)
  return rows[0]?.outside === 0
}
