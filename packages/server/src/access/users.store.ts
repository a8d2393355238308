import { isRole } from '@zhucan/catalogue'
import type { Database } from '@zhucan/db'
import { type Kysely, sql } from 'kysely'
import { type CodeRange, parseReach, reachText, type Server, type User } from '../platform/context.ts'
import { newUuid } from '../platform/session-transaction.ts'

/**
 * The user with the appointment in force on the day, or null: no appointment, no access. Where one is named it is that one and
 * no other, however many the user holds.
 */
export async function findUser(
  server: Pick<Server, 'db' | 'day'>,
  userId: string,
  appointmentId?: string,
): Promise<User | null> {
  const day = server.day()
  const row = await server.db
    .selectFrom('appointment')
    .innerJoin('organisation', 'organisation.id', 'appointment.organisationId')
    .innerJoin('authUser', 'authUser.id', 'appointment.userId')
    .select([
      'authUser.id',
      'authUser.name',
      'authUser.username',
      'appointment.id as appointmentId',
      'appointment.role',
      'organisation.id as organisationId',
      'organisation.name as organisationName',
      'organisation.region',
      sql<string>`coalesce(appointment.reach, organisation.reach)::text`.as('reach'),
    ])
    .where('appointment.userId', '=', userId)
    .$if(appointmentId !== undefined, (query) => query.where('appointment.id', '=', appointmentId ?? ''))
    .where('authUser.disabledAt', 'is', null)
    .where('appointment.fromDay', '<=', day)
    .where((eb) => eb.or([eb('appointment.untilDay', 'is', null), eb('appointment.untilDay', '>', day)]))
    .orderBy('appointment.fromDay', 'desc')
    .orderBy('appointment.createdAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row || !isRole(row.role)) return null
  return { ...row, username: row.username ?? '', role: row.role, reach: parseReach(row.reach) }
}

/**
 * An organisation and its area; the one that is there already where name, place and area are the same. `reach` may be any list
 * of ranges: a development zone is two townships of two counties.
 */
export async function insertOrganisation(
  server: Pick<Server, 'db' | 'now' | 'random'>,
  organisation: { name: string; region: string; reach: CodeRange[]; parentId?: string },
): Promise<string> {
  const { name, region } = organisation
  const reach = sql<string>`${reachText(organisation.reach)}::codemultirange`
  const made = await server.db
    .insertInto('organisation')
    .values({
      id: newUuid(server),
      name,
      kind: 'federation',
      parentId: organisation.parentId ?? null,
      region,
      reach,
    })
    .onConflict((conflict) => conflict.columns(['region', 'name', 'kind', 'reach']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made) return made.id
  const known = await server.db
    .selectFrom('organisation')
    .select('id')
    .where('region', '=', region)
    .where('name', '=', name)
    .where('kind', '=', 'federation')
    .where('reach', '=', reach)
    .executeTakeFirstOrThrow()
  return known.id
}

/** The office of a name in a place, whatever became of its area since; else it is made. */
export async function officeOf(
  server: Pick<Server, 'db' | 'now' | 'random'>,
  organisation: { name: string; region: string; reach: CodeRange[] },
): Promise<string> {
  const known = await server.db
    .selectFrom('organisation')
    .select('id')
    .where('region', '=', organisation.region)
    .where('name', '=', organisation.name)
    .orderBy('id')
    .executeTakeFirst()
  return known?.id ?? insertOrganisation(server, organisation)
}

/** A log-in's id by its name, whatever its appointments. */
export async function findLogin(db: Kysely<Database>, username: string): Promise<string | null> {
  const row = await db.selectFrom('authUser').select('id').where('username', '=', username).executeTakeFirst()
  return row?.id ?? null
}

/** From when the days run in which a user may set up a second factor. */
export async function findGraceStart(server: Pick<Server, 'db'>, userId: string): Promise<number> {
  const row = await server.db
    .selectFrom('authUser')
    .select('factorGraceFrom')
    .where('id', '=', userId)
    .executeTakeFirst()
  return row?.factorGraceFrom.getTime() ?? 0
}

/** Whether an account was closed. */
export async function isDisabled(server: Pick<Server, 'db'>, userId: string): Promise<boolean> {
  const row = await server.db
    .selectFrom('authUser')
    .select('disabledAt')
    .where('id', '=', userId)
    .executeTakeFirst()
  return row?.disabledAt != null
}

/** Closes an account, or opens it again; it is never removed. */
export async function setDisabled(
  server: Pick<Server, 'db'>,
  userId: string,
  at: Date | null,
): Promise<void> {
  await server.db.updateTable('authUser').set({ disabledAt: at }).where('id', '=', userId).execute()
}

/** Name and log-in of an account that is open. */
export async function findAccount(
  server: Pick<Server, 'db'>,
  userId: string,
): Promise<{ id: string; username: string; name: string } | null> {
  const row = await server.db
    .selectFrom('authUser')
    .select(['id', 'username', 'name'])
    .where('id', '=', userId)
    .where('disabledAt', 'is', null)
    .executeTakeFirst()
  return row ? { ...row, username: row.username ?? '' } : null
}
