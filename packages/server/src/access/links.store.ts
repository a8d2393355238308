import { isRole, mayDo, roles } from '@zhucan/catalogue'
import type { Database } from '@zhucan/db'
import type { PlainDate } from '@zhucan/kernel'
import { type Kysely, sql } from 'kysely'
import type { CodeRange, Ctx, Server } from '../platform/context.ts'
import { parseReach, reachText } from '../platform/context.ts'
import { officeInReach } from '../platform/reach.store.ts'

/** What a one-time link is good for: an office for a new colleague, or a new password for somebody known. */
export interface NewLink {
  tokenHash: Buffer
  expiresAt: Date
  madeBy?: string
  name?: string
  office?: {
    organisationId: string
    role: string
    reach?: CodeRange[] | null
    fromDay?: PlainDate
    untilDay?: PlainDate | null
  }
  userId?: string
}

/** Keeps the hash of a one-time link; the link itself is shown once and never stored. */
export async function insertLink(server: Pick<Server, 'db' | 'now'>, link: NewLink): Promise<string> {
  const { office } = link
  const { id } = await server.db
    .insertInto('welcomeLink')
    .values({
      tokenHash: link.tokenHash,
      expiresAt: link.expiresAt,
      madeAt: new Date(server.now()),
      madeBy: link.madeBy ?? null,
      name: link.name ?? null,
      userId: link.userId ?? null,
      organisationId: office?.organisationId ?? null,
      role: office?.role ?? null,
      reach: office?.reach ? sql`${reachText(office.reach)}::codemultirange` : null,
      fromDay: office?.fromDay ?? null,
      untilDay: office?.untilDay ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** A one-time link that was just used. */
export interface TakenLink {
  userId: string | null
  organisationId: string | null
  role: string | null
  reach: CodeRange[] | null
  fromDay: PlainDate | null
  untilDay: PlainDate | null
  madeBy: string | null
  /** Who was invited, as two people have agreed. */
  name: string | null
}

/** When a link is used: its moment, and the day that offices are judged by. */
export interface LinkTime {
  now: Date
  day: PlainDate
}

/** Whoever made a link has read it: it is good only while they still hold the office they made it in, or one like it. */
const isConfirmed = sql<boolean>`(welcome_link.made_by is null or welcome_link.confirmed_at is not null)`

const isGood = ({
  now,
  day,
}: LinkTime) => sql<boolean>`${isConfirmed} and used_at is null and withdrawn_at is null and expires_at > ${now}
  and (welcome_link.made_by is null or exists (select 1 from appointment a join auth_user m on m.id = a.user_id
    where m.id = welcome_link.made_by and m.disabled_at is null and a.role = any(${inviters}) and a.from_day <= ${day}
      and (a.until_day is null or a.until_day > ${day})))`

const inviters = Object.keys(roles).filter((role) => isRole(role) && mayDo(role, 'user.invite'))

/** What somebody holds of a link: its secret, and the code that who confirmed it gave them. */
export interface HeldLink {
  tokenHash: Buffer
  codeHash: Buffer | null
}

/** Whether the link is there and only waits for its second person. */
export async function isWaiting(db: Kysely<Database>, tokenHash: Buffer): Promise<boolean> {
  const { rows } = await sql`select 1 from welcome_link where token_hash = ${tokenHash} and used_at is null
    and withdrawn_at is null and not ${isConfirmed}`.execute(db)
  return rows.length > 0
}

/** Wrong codes after which a link is void. */
const mostWrongCodes = 5

/** Counts a wrong code against a link, in a transaction of its own; the link is void after a few. */
export async function countWrongCode(db: Kysely<Database>, { tokenHash, codeHash }: HeldLink, now: Date) {
  await sql`update welcome_link set wrong_codes = wrong_codes + 1,
      withdrawn_at = case when wrong_codes + 1 >= ${mostWrongCodes} then ${now} else withdrawn_at end
    where token_hash = ${tokenHash} and used_at is null and code_hash is not null
      and code_hash is distinct from ${codeHash}`.execute(db)
}

/** Uses up a one-time link; null when it is unknown, used, withdrawn or too old, or its code is wrong. Two tries at once: one wins. */
export async function takeLink(
  db: Kysely<Database>,
  { tokenHash, codeHash }: HeldLink,
  time: LinkTime,
): Promise<TakenLink | null> {
  const row = await db
    .updateTable('welcomeLink')
    .set({ usedAt: time.now })
    .where('tokenHash', '=', tokenHash)
    .where(isGood(time))
    .where(sql<boolean>`(code_hash is null or code_hash = ${codeHash})`)
    .returning(['userId', 'organisationId', 'role', 'fromDay', 'untilDay', 'madeBy', 'name'])
    .returning(sql<string | null>`reach::text`.as('reach'))
    .executeTakeFirst()
  if (!row) return null
  return {
    ...row,
    reach: row.reach === null ? null : parseReach(row.reach),
    fromDay: row.fromDay as PlainDate | null,
    untilDay: row.untilDay as PlainDate | null,
  }
}

/** What a good link is for, without using it up; the form says whose password it sets. */
export async function peekLink(db: Kysely<Database>, tokenHash: Buffer, time: LinkTime) {
  return db
    .selectFrom('welcomeLink')
    .leftJoin('authUser', 'authUser.id', 'welcomeLink.userId')
    .leftJoin('organisation', 'organisation.id', 'welcomeLink.organisationId')
    .select(['welcomeLink.name', 'authUser.username', 'role', 'organisation.name as organisation'])
    .select(sql<boolean>`code_hash is not null`.as('needsCode'))
    .where('tokenHash', '=', tokenHash)
    .where(isGood(time))
    .executeTakeFirst()
}

/** Invitations within the present area that nobody has used yet, the newest first. */
export async function listInvitations(ctx: Ctx) {
  const { rows } = await sql<{
    id: string
    name: string | null
    role: string
    organisation: string
    fromDay: string | null
    untilDay: string | null
    madeAt: Date
    expiresAt: Date
    madeBy: string | null
    isExpired: boolean
    isConfirmed: boolean
  }>`
    select w.id, w.name, w.role, o.name as organisation, w.from_day::text as from_day, w.until_day::text as until_day,
      w.made_at, w.expires_at, coalesce(u.name, w.made_by) as made_by, w.expires_at <= ${new Date(ctx.now())} as is_expired,
      w.confirmed_at is not null or w.made_by is null as is_confirmed
    from welcome_link w join organisation o on o.id = w.organisation_id left join auth_user u on u.id = w.made_by
    where w.user_id is null and w.used_at is null and w.withdrawn_at is null and ${officeInReach(ctx, 'w.reach', 'o.reach')}
    order by w.made_at desc limit 200`.execute(ctx.db)
  return rows
}

/** Puts a new secret and a new end in the place of an invitation's old ones; false where there is none to send again. */
export async function renewInvitation(
  ctx: Ctx,
  id: string,
  { tokenHash, expiresAt }: { tokenHash: Buffer; expiresAt: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update welcome_link w set token_hash = ${tokenHash}, expires_at = ${expiresAt}, made_by = ${ctx.user.id},
      confirmed_by = null, confirmed_at = null, code_hash = null from organisation o
    where w.id = ${id} and o.id = w.organisation_id and w.user_id is null and w.used_at is null and w.withdrawn_at is null
      and ${officeInReach(ctx, 'w.reach', 'o.reach')}`.execute(ctx.db)
  return numAffectedRows === 1n
}

/** Takes an invitation back; false where there is none. */
export async function withdrawInvitation(ctx: Ctx, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update welcome_link w set withdrawn_at = ${new Date(ctx.now())} from organisation o
    where w.id = ${id} and o.id = w.organisation_id and w.user_id is null and w.used_at is null and w.withdrawn_at is null
      and ${officeInReach(ctx, 'w.reach', 'o.reach')}`.execute(ctx.db)
  return numAffectedRows === 1n
}

/** An organisation within the present area; one elsewhere is not there. */
export async function findOrganisation(
  ctx: Ctx,
  id: string,
): Promise<{ id: string; name: string; region: string; reach: CodeRange[] } | null> {
  const { rows } = await sql<{ id: string; name: string; region: string; reach: string }>`
    select id, name, region, reach::text as reach from organisation
    where id = ${id} and reach <@ app_reach()`.execute(ctx.db)
  return rows[0] ? { ...rows[0], reach: parseReach(rows[0].reach) } : null
}

/** The organisations within the present area, by place; at most as many as a list of choices can hold. */
export async function listOffices(ctx: Ctx, text: string) {
  const { rows } = await sql<{ id: string; name: string; region: string }>`
    select id, name, region from organisation
    where reach <@ app_reach() and position(${text} in name) > 0
    order by region, name limit 3000`.execute(ctx.db)
  return rows
}
