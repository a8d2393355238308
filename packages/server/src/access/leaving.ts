import { type PlainDate, problem } from '@zhucan/kernel'
import type { Ctx } from '../platform/index.ts'
import { requireOther, requireSuccessor } from './appointing.ts'
import { listAppointments, setUntilDay } from './appointments.store.ts'
import { forgetDevices } from './devices.store.ts'
import { countHoldings, giveHoldings, insertHandOver } from './hand-over.store.ts'
import { findPerson, isWhollyInReach } from './people.store.ts'
import { resetFactors } from './second-factors.store.ts'
import { endSessions } from './sessions.store.ts'
import { setDisabled } from './users.store.ts'

/** Somebody goes: from which day on, why, and who takes over. */
export interface Leaving {
  lastDay: PlainDate
  reason: string
  successor?: string | undefined
}

/**
 * Ends every office somebody holds and gives what they hold to a successor, in one step. Where the day has come the account is
 * closed and its sessions end with the transaction.
 */
export async function leave(ctx: Ctx, userId: string, leaving: Leaving) {
  requireOther(ctx, userId)
  if (!(await findPerson(ctx, userId))) throw problem('access.user-not-found')
  if (!(await isWhollyInReach(ctx, userId))) throw problem('access.offices-elsewhere')
  if (leaving.lastDay < ctx.day()) throw problem('access.day-in-past')
  const held = (await listAppointments(ctx, userId)).filter(
    (one) => one.untilDay === null || one.untilDay > leaving.lastDay,
  )
  for (const one of held) {
    await requireSuccessor(ctx, one, leaving.lastDay)
    const untilDay = one.fromDay > leaving.lastDay ? (one.fromDay as PlainDate) : leaving.lastDay
    await setUntilDay(ctx, one.id, { untilDay, reason: leaving.reason })
  }
  const given = await handOver(ctx, userId, leaving.successor)
  const isGone = leaving.lastDay <= ctx.day()
  if (isGone) await closeAccount(ctx, userId)
  const id = await insertHandOver(ctx, {
    from: userId,
    to: leaving.successor ?? null,
    lastDay: leaving.lastDay,
    reason: leaving.reason,
    given,
  })
  return { id, given, ended: held.length, isClosed: isGone }
}

/** Problem 'access.successor-needed' where something would be left lying. */
async function handOver(ctx: Ctx, from: string, to: string | undefined): Promise<Record<string, number>> {
  const holdings = await countHoldings(ctx, from)
  const count = holdings.reduce((sum, one) => sum + one.count, 0)
  if (to === undefined) {
    if (count > 0) throw problem('access.successor-needed', { count })
    return {}
  }
  const successor = await findPerson(ctx, to)
  if (to === from || successor?.state !== 'active') throw problem('access.successor-unfit')
  return giveHoldings(ctx, { from, to })
}

/** Nobody signs in to it any more; name and record stay. */
async function closeAccount(ctx: Ctx, userId: string): Promise<void> {
  await setDisabled(ctx, userId, new Date(ctx.now()))
  await endSessions(ctx, userId)
  await forgetDevices(ctx, userId)
  await resetFactors(ctx, userId)
}
