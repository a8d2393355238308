import { problem } from '@zhucan/kernel'
import type { Ctx } from '../platform/index.ts'
import { withoutPersonal } from './decide-item.ts'
import { insertEvent } from './events.store.ts'
import { countStates } from './items.store.ts'
import { type About, lockNotice, updateNotice } from './notice.store.ts'

/** Which notice, as it was seen. */
export interface SeenNotice {
  id: string
  version: number
}

/** Where a notice stands after an act. */
export interface ActedNotice {
  state: 'checking' | 'confirmed' | 'withdrawn'
  version: number
}

/** Corrects what a paper says of itself. Problem 'notice.not-open'. */
export async function correctAbout(ctx: Ctx, seen: SeenNotice, about: About): Promise<ActedNotice> {
  const notice = await lockNotice(ctx, seen.id, seen.version)
  if (notice.state !== 'checking') throw problem('notice.not-open')
  const said = await withoutPersonal(ctx, notice, about)
  const version = await updateNotice(ctx, notice.id, said)
  await insertEvent(ctx, { noticeId: notice.id, action: 'about', details: { after: said } })
  return { state: notice.state, version }
}

/**
 * Makes what was decided hold. Problems 'notice.not-open', 'notice.undecided' {count} unless it is wanted so, and
 * 'notice.nothing-confirmed'.
 */
export async function confirmNotice(
  ctx: Ctx,
  seen: SeenNotice,
  withUndecided: boolean,
): Promise<ActedNotice> {
  const notice = await lockNotice(ctx, seen.id, seen.version)
  if (notice.state !== 'checking') throw problem('notice.not-open')
  const states = await countStates(ctx, notice.id)
  const undecided = states.proposed ?? 0
  if (undecided > 0 && !withUndecided) throw problem('notice.undecided', { count: undecided })
  const held = (states.confirmed ?? 0) + (states.corrected ?? 0) + (states.added ?? 0)
  if (held === 0) throw problem('notice.nothing-confirmed')
  const version = await updateNotice(ctx, notice.id, {
    state: 'confirmed',
    confirmedBy: ctx.user.id,
    confirmedAt: new Date(ctx.now()),
  })
  await insertEvent(ctx, { noticeId: notice.id, action: 'confirm-notice', details: { held, undecided } })
  return { state: 'confirmed', version }
}

/** Lets a confirmed notice be changed again; what was sent down is taken back until then. Problem 'notice.not-confirmed'. */
export async function reopenNotice(ctx: Ctx, seen: SeenNotice, reason: string): Promise<ActedNotice> {
  const notice = await lockNotice(ctx, seen.id, seen.version)
  if (notice.state !== 'confirmed') throw problem('notice.not-confirmed')
  const version = await updateNotice(ctx, notice.id, {
    ...{ state: 'checking', confirmedBy: null, confirmedAt: null, sentBy: null, sentAt: null },
  })
  await insertEvent(ctx, { noticeId: notice.id, action: 'reopen', reason })
  return { state: 'checking', version }
}

/** Takes a notice out of work for good. Problem 'notice.not-open' for one withdrawn already. */
export async function withdrawNotice(ctx: Ctx, seen: SeenNotice, reason: string): Promise<ActedNotice> {
  const notice = await lockNotice(ctx, seen.id, seen.version)
  if (notice.state === 'withdrawn') throw problem('notice.not-open')
  const version = await updateNotice(ctx, notice.id, { state: 'withdrawn' })
  await insertEvent(ctx, { noticeId: notice.id, action: 'withdraw', reason })
  return { state: 'withdrawn', version }
}

/**
 * Shows a confirmed notice to the offices below. Problems 'notice.not-confirmed', 'notice.flags-unseen' {personal, doubts}
 * where nobody says that they read the text and looked at what was flagged.
 */
export async function sendNotice(ctx: Ctx, seen: SeenNotice, flagsSeen: boolean): Promise<ActedNotice> {
  const notice = await lockNotice(ctx, seen.id, seen.version)
  if (notice.state !== 'confirmed') throw problem('notice.not-confirmed')
  const personal = notice.reading.personalData.length
  const doubts = notice.reading.doubts.length
  // The checks do not know every name: somebody has read the text, whether or not they found anything.
  if (!flagsSeen) throw problem('notice.flags-unseen', { personal, doubts })
  const version = await updateNotice(ctx, notice.id, { sentBy: ctx.user.id, sentAt: new Date(ctx.now()) })
  await insertEvent(ctx, { noticeId: notice.id, action: 'send', details: { personal, doubts } })
  return { state: 'confirmed', version }
}
