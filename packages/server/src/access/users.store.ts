import { isRole } from '@zhucan/catalogue'
import type { Database } from '@zhucan/db'
import { type Kysely, sql } from 'kysely'
import { type CodeRange, parseReach, reachText, type Server, type User } from '../platform/context.ts'
import { newUuid } from '../platform/session-transaction.ts'

/** The user with the appointment in force on the day, or null: no appointment, no access. */
export async function findUser(server: Pick<Server, 'db' | 'day'>, userId: string): Promise<User | null> {
  const day = server.day()
  const row = await server.db
    .selectFrom('appointment')
    .innerJoin('organisation', 'organisation.id', 'appointment.organisationId')
    .innerJoin('authUser', 'authUser.id', 'appointment.userId')
    .select([
      'authUser.id',
      'authUser.name',
      'authUser.username',
      'appointment.role',
      'organisation.id as organisationId',
      'organisation.name as organisationName',
      'organisation.region',
      sql<string>`coalesce(appointment.reach, organisation.reach)::text`.as('reach'),
    ])
    .where('appointment.userId', '=', userId)
    .where('appointment.fromDay', '<=', day)
    .where((eb) => eb.or([eb('appointment.untilDay', 'is', null), eb('appointment.untilDay', '>', day)]))
    .orderBy('appointment.fromDay', 'desc')
    .orderBy('appointment.createdAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row || !isRole(row.role)) return null
  return { ...row, username: row.username ?? '', role: row.role, reach: parseReach(row.reach) }
}

/** An organisation and its area. `reach` may be any list of ranges: a development zone is two townships of two counties. */
export async function insertOrganisation(
  server: Pick<Server, 'db' | 'now' | 'random'>,
  organisation: { name: string; region: string; reach: CodeRange[]; parentId?: string },
): Promise<string> {
  const id = newUuid(server)
  await server.db
    .insertInto('organisation')
    .values({
      id,
      name: organisation.name,
      kind: 'federation',
      parentId: organisation.parentId ?? null,
      region: organisation.region,
      reach: sql`${reachText(organisation.reach)}::codemultirange`,
    })
    .execute()
  return id
}

/** Gives a user a role in an organisation from a day on. */
export async function insertAppointment(
  server: Pick<Server, 'db' | 'now' | 'random' | 'day'>,
  appointment: { userId: string; organisationId: string; role: string; reach?: CodeRange[] },
): Promise<void> {
  await server.db
    .insertInto('appointment')
    .values({
      id: newUuid(server),
      userId: appointment.userId,
      organisationId: appointment.organisationId,
      role: appointment.role,
      reach: appointment.reach ? sql`${reachText(appointment.reach)}::codemultirange` : null,
      fromDay: server.day(),
      untilDay: null,
    })
    .execute()
}

/** A log-in's id by its name, whatever its appointments. */
export async function findLogin(db: Kysely<Database>, username: string): Promise<string | null> {
  const row = await db.selectFrom('authUser').select('id').where('username', '=', username).executeTakeFirst()
  return row?.id ?? null
}

/** Keeps the hash of a one-time link; the link itself is shown once and never stored. */
export async function insertWelcomeLink(
  server: Pick<Server, 'db'>,
  link: { tokenHash: Buffer; organisationId: string; role: string; expiresAt: Date },
): Promise<void> {
  await server.db
    .insertInto('welcomeLink')
    .values({ ...link, usedAt: null })
    .execute()
}

/** Uses up a one-time link; null when it is unknown, used or too old. Two tries at once: one wins. */
export async function takeWelcomeLink(
  db: Kysely<Database>,
  tokenHash: Buffer,
  now: Date,
): Promise<{ organisationId: string; role: string } | null> {
  const row = await db
    .updateTable('welcomeLink')
    .set({ usedAt: now })
    .where('tokenHash', '=', tokenHash)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now)
    .returning(['organisationId', 'role'])
    .executeTakeFirst()
  return row ?? null
}
