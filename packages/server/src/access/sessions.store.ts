import { createHash } from 'node:crypto'
import { type AccountPolicy, isRole } from '@zhucan/catalogue'
import type { SessionStage } from '@zhucan/db'
import { sql } from 'kysely'
import { type Ctx, parseReach, type Server, type User } from '../platform/context.ts'
import { policyOf, readPolicy } from './account-policy.store.ts'

type Here = Pick<Server, 'db' | 'now' | 'day' | 'demo'>

/** A log-in under way or open. */
export interface Session {
  id: string
  stage: SessionStage
  https: boolean
  signedInAt: Date
  lastUsedAt: Date
  /** Who it is and as what; null once the appointment has ended or the account was closed. */
  user: User | null
}

interface SessionRow extends Omit<User, 'role' | 'reach' | 'session' | 'appointmentId'> {
  sessionId: string
  stage: SessionStage
  https: boolean
  signedInAt: Date | null
  lastUsedAt: Date | null
  confirmedAt: Date | null
  disabledAt: Date | null
  appointmentId: string | null
  role: string | null
  reach: string | null
  policy: unknown
}

/** What stands in the database for the secret in a cookie. */
export const hashSessionToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/**
 * The session of a cookie's secret with the appointment it is bound to, as far as that is in force; null once it is too old
 * or was left alone too long.
 */
export async function findSession(server: Here, token: string): Promise<Session | null> {
  const { rows } = await sql<SessionRow>`
    select s.id as session_id, s.stage, s.https, s.signed_in_at, s.last_used_at, s.confirmed_at, u.disabled_at,
      u.id, u.name, u.username, a.id as appointment_id, a.role, o.id as organisation_id, o.name as organisation_name,
      o.region, coalesce(a.reach, o.reach)::text as reach,
      (select value from account_policy order by changed_at desc limit 1) as policy
    from auth_session s join auth_user u on u.id = s.user_id
    left join appointment a on a.id = s.appointment_id and a.user_id = u.id and a.from_day <= ${server.day()}
      and (a.until_day is null or a.until_day > ${server.day()})
    left join organisation o on o.id = a.organisation_id
    where s.token = ${hashSessionToken(token)} and s.expires_at > now()`.execute(server.db)
  const row = rows[0]
  if (!row?.signedInAt || !row.lastUsedAt) return null
  const policy = policyOf(server.demo, row.policy)
  if (isOver(policy, row.signedInAt, row.lastUsedAt, server.now())) {
    await endSession(server, row.sessionId)
    return null
  }
  return {
    id: row.sessionId,
    stage: row.stage,
    https: row.https,
    signedInAt: row.signedInAt,
    lastUsedAt: row.lastUsedAt,
    user: userOf(row),
  }
}

const isOver = (policy: AccountPolicy, signedInAt: Date, lastUsedAt: Date, now: number): boolean =>
  now - signedInAt.getTime() > policy.lifeHours * 3_600_000 ||
  now - lastUsedAt.getTime() > policy.idleMinutes * 60_000

function userOf(row: SessionRow): User | null {
  const { role, reach, appointmentId } = row
  if (row.disabledAt || !role || !isRole(role) || !reach || !appointmentId) return null
  return {
    id: row.id,
    name: row.name,
    username: row.username ?? '',
    role,
    organisationId: row.organisationId,
    organisationName: row.organisationName,
    region: row.region,
    reach: parseReach(reach),
    appointmentId,
    session: { id: row.sessionId, appointmentId, confirmedAt: row.confirmedAt?.getTime() ?? 0 },
  }
}

const touchEveryMs = 60_000

/** Remembers that a session is in use, once a minute at most. */
export async function touchSession(server: Here, session: Session): Promise<void> {
  if (server.now() - session.lastUsedAt.getTime() < touchEveryMs) return
  await server.db
    .updateTable('authSession')
    .set({ lastUsedAt: new Date(server.now()) })
    .where('id', '=', session.id)
    .execute()
}

/** What a session is at the moment its password was right. */
export interface NewSession {
  id: string
  /** The secret its cookie carries; only its hash is kept. */
  token: string
  appointmentId: string
  https: boolean
  device: string
  place: string
}

/** Ties a new session to its appointment and place; it is not open yet. */
export async function bindSession(server: Here, session: NewSession): Promise<void> {
  const now = new Date(server.now())
  const { id, token, ...rest } = session
  await server.db
    .updateTable('authSession')
    .set({ ...rest, token: hashSessionToken(token), signedInAt: now, lastUsedAt: now, confirmedAt: now })
    .where('id', '=', id)
    .execute()
}

/** Moves a session on to its next step. */
export async function setStage(server: Pick<Server, 'db'>, id: string, stage: SessionStage): Promise<void> {
  await server.db.updateTable('authSession').set({ stage }).where('id', '=', id).execute()
}

/** Remembers that somebody has just shown again who they are. */
export async function confirmSession(server: Here, id: string): Promise<void> {
  const confirmedAt = new Date(server.now())
  await server.db.updateTable('authSession').set({ confirmedAt }).where('id', '=', id).execute()
}

/** Lets a session go on under another of the user's appointments. */
export async function rebindSession(ctx: Ctx, appointmentId: string): Promise<void> {
  await ctx.db
    .updateTable('authSession')
    .set({ appointmentId })
    .where('id', '=', ctx.user.session?.id ?? '')
    .execute()
}

/** Ends one session. */
export async function endSession(server: Pick<Server, 'db'>, id: string): Promise<void> {
  await server.db.deleteFrom('authSession').where('id', '=', id).execute()
}

/** Ends a user's sessions, but for one where it is named; gives how many there were. */
export async function endSessions(server: Pick<Server, 'db'>, userId: string, but?: string): Promise<number> {
  const { numDeletedRows } = await server.db
    .deleteFrom('authSession')
    .where('userId', '=', userId)
    .$if(but !== undefined, (query) => query.where('id', '<>', but ?? ''))
    .executeTakeFirst()
  return Number(numDeletedRows)
}

/** Ends one of the user's own sessions; false where it is not theirs. */
export async function endOwnSession(ctx: Ctx, id: string): Promise<boolean> {
  const { numDeletedRows } = await ctx.db
    .deleteFrom('authSession')
    .where('id', '=', id)
    .where('userId', '=', ctx.user.id)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** The open sessions of a user, the one used last first. */
export async function listSessions(ctx: Ctx, userId: string) {
  const policy = await readPolicy(ctx)
  const rows = await ctx.db
    .selectFrom('authSession')
    .select(['id', 'device', 'place', 'signedInAt', 'lastUsedAt', 'stage'])
    .where('userId', '=', userId)
    .where('stage', '=', 'open')
    .orderBy('lastUsedAt', 'desc')
    .execute()
  return rows.flatMap(({ signedInAt, lastUsedAt, ...row }) =>
    signedInAt && lastUsedAt && !isOver(policy, signedInAt, lastUsedAt, ctx.now())
      ? [
          {
            id: row.id,
            device: row.device ?? '?',
            place: row.place ?? '?',
            signedInAt: signedInAt.toISOString(),
            lastUsedAt: lastUsedAt.toISOString(),
          },
        ]
      : [],
  )
}
