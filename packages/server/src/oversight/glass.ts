import { mayDo } from '@zhucan/catalogue'
import { hideNumbers, maskName, problem } from '@zhucan/kernel'
import { budgetDay, type Ctx, loadExportPolicy, requireOtherPerson, spendExport } from '../platform/index.ts'
import { blindKeyOfTyped, getPersonPage } from '../register/index.ts'
import {
  countToday,
  endGlass,
  findAnywhere,
  type GlassRecord,
  getOwnGlass,
  insertGlass,
  isInOwnReach,
  lockGlass,
  reviewGlass,
  throughGlass,
} from './glass.store.ts'
import { addWorkingDays } from './working-days.ts'

const shortestReason = 15
const hourMs = 3_600_000

/** Repeated characters are no reason. Problem 'glass.reason-short'. */
function requireReason(reason: string): void {
  const said = Array.from(reason.replaceAll(/\s/g, ''))
  if (said.length < shortestReason || new Set(said).size < 6) throw problem('glass.reason-short')
}

/** What became of asking for a temporary access. */
export interface GlassAnswer {
  outcome: 'granted' | 'own-area' | 'nobody'
  id: string | null
  personId: string | null
}

/** Opens one person outside one's area for some hours; the reason is kept for ever and somebody else reviews it. */
export async function openGlass(
  ctx: Ctx,
  asked: { number: string; purpose: string; reason: string },
): Promise<GlassAnswer> {
  requireReason(asked.reason)
  const policy = await loadExportPolicy(ctx)
  const limit = policy('glass-per-day')
  if ((await countToday(ctx)) >= limit) throw problem('glass.too-many', { limit })
  const key = blindKeyOfTyped(ctx.keyring, asked.number, ctx.day())
  const found = key && (await findAnywhere(ctx, key))
  await spendExport(ctx, { way: 'break-glass', lookUps: 1, misses: found ? 0 : 1 })
  if (!found) return { outcome: 'nobody', id: null, personId: null }
  if (await isInOwnReach(ctx, found.personId))
    return { outcome: 'own-area', id: null, personId: found.personId }
  const id = await insertGlass(ctx, {
    ...found,
    purpose: asked.purpose,
    reason: hideNumbers(asked.reason),
    expiresAt: new Date(ctx.now() + policy('glass-hours') * hourMs),
    reviewBy: addWorkingDays(budgetDay(ctx), policy('glass-review-days')),
  })
  return { outcome: 'granted', id, personId: found.personId }
}

/** Whether an access still opens anything. */
export const isOpen = (ctx: Ctx, g: Pick<GlassRecord, 'expiresAt' | 'endedAt' | 'state'>): boolean =>
  g.endedAt === null && g.state !== 'rejected' && g.expiresAt.getTime() > ctx.now()

/** The page of the one person, numbers masked and without a way to show them. Problem 'glass.ended'. */
export async function readThroughGlass(ctx: Ctx, id: string) {
  const glass = await getOwnGlass(ctx, id)
  if (!isOpen(ctx, glass)) throw problem('glass.ended')
  await spendExport(ctx, { way: 'break-glass', pages: 1 })
  const person = await throughGlass(ctx, glass, (open) => getPersonPage(open, glass.personId))
  return { glass: shownGlass(ctx, glass), person }
}

/** Ends one's own access before its time. */
export async function closeGlass(ctx: Ctx, id: string) {
  const glass = await getOwnGlass(ctx, id)
  await endGlass(ctx, id)
  return { id, personId: glass.personId }
}

/** Somebody else's judgement: was it right to look? Rejected ends it at once. */
export async function judgeGlass(ctx: Ctx, id: string, review: { accept: boolean; note: string }) {
  const glass = await lockGlass(ctx, id)
  if (glass.userId === ctx.user.id) throw problem('glass.own-review')
  await requireOtherPerson(ctx, glass.userId)
  if (glass.state !== 'open') throw problem('glass.reviewed')
  const state = review.accept ? ('accepted' as const) : ('rejected' as const)
  await reviewGlass(ctx, id, { state, note: hideNumbers(review.note) })
  return { id, state, personId: glass.personId }
}

/** An access as it is told; `overdue` when nobody reviewed it in time. */
export const shownGlass = (ctx: Ctx, g: GlassRecord) => ({
  id: g.id,
  byName: g.byName,
  organisationName: g.organisationName,
  regionName: g.regionName,
  // Officers are told that somebody was looked at, never who.
  personName: g.personName !== null && mayDo(ctx.user.role, 'person.list') ? maskName(g.personName) : null,
  purpose: g.purpose,
  reason: g.reason,
  grantedAt: g.grantedAt.toISOString(),
  expiresAt: g.expiresAt.toISOString(),
  isOpen: isOpen(ctx, g),
  mine: g.userId === ctx.user.id,
  reviewBy: g.reviewBy,
  state: g.state === 'open' && g.reviewBy < budgetDay(ctx) ? ('overdue' as const) : g.state,
  reviewedByName: g.reviewedByName,
  note: g.note,
})
