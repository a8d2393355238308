import { grantableRoles, isOfficer, isRole, type Role } from '@zhucan/catalogue'
import { type PlainDate, problem, regionRange } from '@zhucan/kernel'
import type { CodeRange, Ctx } from '../platform/index.ts'
import {
  type Appointment,
  countOtherHolders,
  endSessionsOf,
  findAppointment,
  insertAppointment,
  type NewAppointment,
  setUntilDay,
} from './appointments.store.ts'
import { insertWish, wouldMix } from './confirming.store.ts'
import { findOrganisation } from './links.store.ts'
import { endSessions } from './sessions.store.ts'

/** An office as somebody wishes to give it. */
export interface OfficeWish {
  role: string
  organisation: string
  /** A part of the organisation's area; the whole where nothing is named. */
  region?: string | undefined
  fromDay?: PlainDate | undefined
  untilDay?: PlainDate | null | undefined
}

/** An office that may be given: its organisation is there, within reach, and the role may be passed on. */
export async function checkOffice(ctx: Ctx, wish: OfficeWish) {
  const { role } = wish
  if (!isRole(role) || !grantableRoles(ctx.user.role).includes(role)) throw problem('access.may-not-grant')
  const organisation = await findOrganisation(ctx, wish.organisation)
  if (!organisation) throw problem('access.organisation-not-found')
  const reach = wish.region ? [regionRange(wish.region)] : null
  if (reach && !covers(organisation.reach, reach)) throw problem('region.out-of-reach')
  const fromDay = wish.fromDay ?? ctx.day()
  const untilDay = wish.untilDay ?? null
  if (fromDay < ctx.day()) throw problem('access.day-in-past')
  if (untilDay !== null && untilDay <= fromDay) throw problem('access.days-crossed')
  return { role, organisationId: organisation.id, reach, fromDay, untilDay }
}

const covers = (outer: CodeRange[], inner: CodeRange[]): boolean =>
  inner.every((one) => outer.some((range) => range.lo <= one.lo && one.hi <= range.hi))

/**
 * Prepares an office for somebody else; it is given once a second person has confirmed it. Problems 'access.own-office',
 * 'access.officers-separate' and those of `checkOffice`.
 */
export async function appoint(
  ctx: Ctx,
  userId: string,
  wish: OfficeWish & { reason: string },
): Promise<{ id: string; role: Role }> {
  requireOther(ctx, userId)
  const office = await checkOffice(ctx, wish)
  if (await wouldMix(ctx, userId, office)) throw problem('access.officers-separate')
  return { id: await insertWish(ctx, { ...office, userId, reason: wish.reason }), role: office.role }
}

/** Gives an office that was prepared by somebody else and has just been confirmed. */
export const give = (ctx: Ctx, office: NewAppointment): Promise<string> =>
  separated(insertAppointment(ctx, office))

/** The database holds the three officers apart; its refusal is told in words. */
async function separated<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: { constraint?: string }) => {
    throw error.constraint === 'appointment_separated_officers' ? problem('access.officers-separate') : error
  })
}

/** An office whose end is moved, and whether that waits for a second person. */
interface EndMoved extends Appointment {
  wish: string | null
}

/**
 * Moves the end of an office of somebody else. An earlier end holds at once and its sessions end; a later one is giving the
 * office for longer, so it waits for the second person like a new office.
 */
export async function changeEnd(
  ctx: Ctx,
  id: string,
  end: { untilDay: PlainDate | null; reason: string },
): Promise<EndMoved> {
  const held = await findAppointment(ctx, id)
  if (!held) throw problem('access.appointment-not-found')
  requireOther(ctx, held.userId)
  const { untilDay } = end
  if (held.untilDay !== null && held.untilDay <= ctx.day()) throw problem('access.office-over')
  // An office that has not begun may be called off: it then ends on the day it begins.
  const earliest = held.fromDay > ctx.day() ? held.fromDay : ctx.day()
  if (untilDay !== null && untilDay < earliest) throw problem('access.day-in-past')
  if (held.untilDay !== null && (untilDay === null || untilDay > held.untilDay)) {
    const { userId, organisationId, role, isNarrowed, reach } = held
    const longer = { role, fromDay: held.fromDay as PlainDate, untilDay, prolongs: id }
    if (await wouldMix(ctx, userId, longer)) throw problem('access.officers-separate')
    const wish = await insertWish(ctx, {
      ...{ ...longer, userId, organisationId, reach: isNarrowed ? reach : null, reason: end.reason },
    })
    return { ...held, wish }
  }
  if (untilDay !== null) await requireSuccessor(ctx, held, untilDay)
  await setUntilDay(ctx, id, end)
  await endSessionsOf(ctx, id)
  return { ...held, wish: null }
}

/**
 * Lets an office last longer, as somebody else has prepared it. Problem 'access.office-over' where it ended meanwhile or was
 * shortened: what was confirmed is not what is there.
 */
export async function prolong(
  ctx: Ctx,
  id: string,
  end: { untilDay: PlainDate | null; reason: string },
): Promise<string> {
  const held = await findAppointment(ctx, id)
  if (!held || held.untilDay === null || held.untilDay <= ctx.day()) throw problem('access.office-over')
  if (end.untilDay !== null && end.untilDay <= held.untilDay) throw problem('access.days-crossed')
  await separated(setUntilDay(ctx, id, end))
  return id
}

/** Problem 'access.last-officer' where nobody would hold the office any more. */
export async function requireSuccessor(ctx: Ctx, held: Appointment, day: PlainDate): Promise<void> {
  if (!isOfficer(held.role) || (!held.isInForce && held.fromDay > ctx.day())) return
  const others = await countOtherHolders(ctx, held.role, { without: [held.id], day })
  if (others === 0) throw problem('access.last-officer')
}

/** Problem 'access.own-office': nobody decides on their own office or account. */
export function requireOther(ctx: Ctx, userId: string): void {
  if (userId === ctx.user.id) throw problem('access.own-office')
}

/** Ends what somebody is signed in to. */
export const endAllSessions = (ctx: Ctx, userId: string): Promise<number> => endSessions(ctx, userId)
