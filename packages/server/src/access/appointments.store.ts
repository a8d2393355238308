import { isRole, type Role } from '@zhucan/catalogue'
import type { PlainDate } from '@zhucan/kernel'
import { sql } from 'kysely'
import type { CodeRange, Ctx, Server } from '../platform/context.ts'
import { parseReach, reachText } from '../platform/context.ts'
import { newUuid } from '../platform/session-transaction.ts'

type Here = Pick<Server, 'db' | 'day'>

/** One office somebody holds, held or will hold. */
export interface Appointment {
  id: string
  userId: string
  role: string
  organisationId: string
  organisation: string
  region: string
  reach: CodeRange[]
  /** Only a part of the organisation's reach. */
  isNarrowed: boolean
  fromDay: string
  untilDay: string | null
  isInForce: boolean
  madeBy: string | null
  reason: string | null
  endedBy: string | null
  endReason: string | null
}

interface Row extends Omit<Appointment, 'reach'> {
  reach: string
}

const selectAppointments = (day: string) => sql`
  select a.id, a.user_id, a.role, a.organisation_id, o.name as organisation, o.region,
    coalesce(a.reach, o.reach)::text as reach, a.reach is not null as is_narrowed,
    a.from_day::text as from_day, a.until_day::text as until_day,
    a.from_day <= ${day} and (a.until_day is null or a.until_day > ${day}) as is_in_force,
    coalesce(maker.name, a.made_by) as made_by, a.reason, coalesce(ender.name, a.ended_by) as ended_by, a.end_reason
  from appointment a join organisation o on o.id = a.organisation_id
  left join auth_user maker on maker.id = a.made_by left join auth_user ender on ender.id = a.ended_by`

const asAppointment = (row: Row): Appointment => ({ ...row, reach: parseReach(row.reach) })

/** The appointments of a user, the newest first: those that hold, those to come and those that are over. */
export async function listAppointments(server: Here, userId: string): Promise<Appointment[]> {
  const { rows } = await sql<Row>`${selectAppointments(server.day())}
    where a.user_id = ${userId} order by a.from_day desc, a.created_at desc`.execute(server.db)
  return rows.filter((row) => isRole(row.role)).map(asAppointment)
}

/** One appointment within the present area; an appointment elsewhere is not there. */
export async function findAppointment(ctx: Ctx, id: string): Promise<Appointment | null> {
  const { rows } = await sql<Row>`${selectAppointments(ctx.day())}
    where a.id = ${id} and coalesce(a.reach, o.reach) <@ app_reach() for update of a`.execute(ctx.db)
  return rows[0] ? asAppointment(rows[0]) : null
}

/** An office to be given. */
export interface NewAppointment {
  userId: string
  organisationId: string
  role: string
  reach?: CodeRange[] | null
  fromDay?: PlainDate
  untilDay?: PlainDate | null
  madeBy?: string
  reason?: string
}

/** Gives a user a role in an organisation from a day on, today if none is named. */
export async function insertAppointment(
  server: Pick<Server, 'db' | 'now' | 'random' | 'day'>,
  appointment: NewAppointment,
): Promise<string> {
  const id = newUuid(server)
  await server.db
    .insertInto('appointment')
    .values({
      id,
      userId: appointment.userId,
      organisationId: appointment.organisationId,
      role: appointment.role,
      reach: appointment.reach ? sql`${reachText(appointment.reach)}::codemultirange` : null,
      fromDay: appointment.fromDay ?? server.day(),
      untilDay: appointment.untilDay ?? null,
      madeBy: appointment.madeBy ?? null,
      reason: appointment.reason ?? null,
    })
    .execute()
  return id
}

/** Sets the day from which an appointment no longer holds; null for no end. */
export async function setUntilDay(
  ctx: Ctx,
  id: string,
  end: { untilDay: PlainDate | null; reason: string },
): Promise<void> {
  await ctx.db
    .updateTable('appointment')
    .set({
      untilDay: end.untilDay,
      endedBy: end.untilDay === null ? null : ctx.user.id,
      endedAt: end.untilDay === null ? null : new Date(ctx.now()),
      endReason: end.reason,
    })
    .where('id', '=', id)
    .execute()
}

/** Ends the sessions bound to an appointment that no longer holds today. */
export async function endSessionsOf(ctx: Ctx, appointmentId: string): Promise<void> {
  await sql`delete from auth_session s using appointment a where s.appointment_id = a.id and a.id = ${appointmentId}
    and a.until_day <= ${ctx.day()}`.execute(ctx.db)
}

/**
 * How many others hold an office of a kind on a day and keep it. Whoever asks waits until others who change officers are
 * done, so that two cannot remove each other at once.
 */
export async function countOtherHolders(
  ctx: Ctx,
  role: Role,
  { without, day }: { without: string[]; day: string },
): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtext('separated officers'))`.execute(ctx.db)
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from appointment a join auth_user u on u.id = a.user_id
    where a.role = ${role} and u.disabled_at is null and a.id <> all(${without}::uuid[])
      and a.from_day <= ${day} and a.until_day is null`.execute(ctx.db)
  return rows[0]?.count ?? 0
}
