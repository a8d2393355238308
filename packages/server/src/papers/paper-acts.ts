import { createHash } from 'node:crypto'
import { hideNumbers, problem } from '@zhucan/kernel'
import { figuresUsed, type Paper, writePaper } from '@zhucan/papers'
import { type Ctx, isOneself } from '../platform/index.ts'
import { changedFigures, flagsOf, holdsPersonalData, requireReadable } from './paper-flags.ts'
import type { Written } from './paper-shapes.ts'
import {
  insertEvent,
  type KeptPaper,
  listEvents,
  lockPaper,
  markIssued,
  takeNumber,
  updatePaper,
  updateWritten,
} from './papers.store.ts'

/** Which paper, as it was seen. */
export interface SeenPaper {
  id: string
  version: number
}

/** Where a paper stands after an act. */
export interface ActedPaper {
  id: string
  state: string
  version: number
}

const hands = new Set(['make', 'save', 'refresh'])

/** The day a paper's figures were taken on. */
export const dayOf = ({ source }: Pick<KeptPaper, 'source'>, today: string): string =>
  typeof source.day === 'string' ? source.day : today

async function lockDraft(ctx: Ctx, seen: SeenPaper): Promise<KeptPaper> {
  const kept = await lockPaper(ctx, seen.id, seen.version)
  if (kept.state !== 'draft') throw problem('paper.not-draft')
  return kept
}

/**
 * Keeps what was written; figures and number stay as they are. Problems 'paper.not-draft', 'paper.unknown-figure',
 * 'paper.number-in-title', 'paper.too-long'.
 */
export async function savePaper(ctx: Ctx, seen: SeenPaper, written: Written): Promise<ActedPaper> {
  const kept = await lockDraft(ctx, seen)
  if (holdsPersonalData(written.title)) throw problem('paper.number-in-title')
  const paper = { ...kept.paper, ...withoutUndefined(written), printedOn: written.signedOn } satisfies Paper
  await requireReadable(paper)
  const { missing } = figuresUsed(paper)
  if (missing.length > 0) throw problem('paper.unknown-figure', { figures: missing.slice(0, 10).join(', ') })
  const version = await updateWritten(ctx, seen.id, paper)
  await insertEvent(ctx, seen.id, 'save')
  return { id: seen.id, state: 'draft', version }
}

/** An optional line that was left out is left out of the kept paper as well. */
const withoutUndefined = (written: Written): Omit<Paper, 'kind' | 'number' | 'printedOn' | 'figures'> =>
  JSON.parse(JSON.stringify(written))

/** Puts the present values in the place of figures that changed. Problem 'paper.nothing-changed'. */
export async function refreshPaper(ctx: Ctx, seen: SeenPaper): Promise<ActedPaper> {
  const kept = await lockDraft(ctx, seen)
  const changed = await changedFigures(ctx, kept.paper, dayOf(kept, ctx.day()))
  const known = changed.filter(({ now }) => now !== null)
  if (known.length === 0) throw problem('paper.nothing-changed')
  const figures = { ...kept.paper.figures }
  for (const { figure, now } of known)
    figures[figure] = { ...figures[figure]!, value: now!, sourceTime: ctx.day() }
  const version = await updateWritten(ctx, seen.id, { ...kept.paper, figures })
  await insertEvent(ctx, seen.id, 'refresh', { details: { figures: known.length } })
  return { id: seen.id, state: 'draft', version }
}

/** A second person stands for the draft. Problem 'paper.own-review' for anybody who wrote in it. */
export async function reviewPaper(ctx: Ctx, seen: SeenPaper, note: string): Promise<ActedPaper> {
  const kept = await lockDraft(ctx, seen)
  const events = await listEvents(ctx, seen.id)
  const wrote = events.some(
    ({ action, actorId, actorName }) => hands.has(action) && isOneself(ctx, { id: actorId, name: actorName }),
  )
  if (wrote || kept.changedBy === ctx.user.id) throw problem('paper.own-review')
  const version = await updatePaper(ctx, seen.id, {
    state: 'reviewed',
    reviewedBy: ctx.user.id,
    reviewedAt: new Date(ctx.now()),
  })
  await insertEvent(ctx, seen.id, 'review', { note: hideNumbers(note) })
  return { id: seen.id, state: 'reviewed', version }
}

/** Gives a reviewed paper back to be written on. Problem 'paper.not-reviewed'. */
export async function returnPaper(ctx: Ctx, seen: SeenPaper, note: string): Promise<ActedPaper> {
  const kept = await lockPaper(ctx, seen.id, seen.version)
  if (kept.state !== 'reviewed') throw problem('paper.not-reviewed')
  const version = await updatePaper(ctx, seen.id, { state: 'draft', reviewedBy: null, reviewedAt: null })
  await insertEvent(ctx, seen.id, 'return', { note: hideNumbers(note) })
  return { id: seen.id, state: 'draft', version }
}

/** Takes an unissued paper out of work for good. Problem 'paper.issued'. */
export async function withdrawPaper(ctx: Ctx, seen: SeenPaper, note: string): Promise<ActedPaper> {
  const kept = await lockPaper(ctx, seen.id, seen.version)
  if (kept.state === 'issued' || kept.state === 'withdrawn') throw problem('paper.issued')
  const version = await updatePaper(ctx, seen.id, { state: 'withdrawn' })
  await insertEvent(ctx, seen.id, 'withdraw', { note: hideNumbers(note) })
  return { id: seen.id, state: 'withdrawn', version }
}

/** What the issuer says of the paper. */
export interface IssueTerms {
  issuedOn: string
  /** Personal data and contradicting figures were looked at. */
  flagsSeen: boolean
  /** Figures that changed since are meant as they stand. */
  changesSeen: boolean
}

/**
 * Gives the paper its number and makes its bytes, for ever. Problems 'paper.not-reviewed', 'paper.future-day' and
 * 'paper.flags-unseen' {personal, doubts, changed}.
 */
export async function issuePaper(
  ctx: Ctx,
  seen: SeenPaper,
  terms: IssueTerms,
): Promise<ActedPaper & { number: number }> {
  const kept = await lockPaper(ctx, seen.id, seen.version)
  if (kept.state !== 'reviewed') throw problem('paper.not-reviewed')
  if (terms.issuedOn > ctx.day()) throw problem('paper.future-day')
  await requireLooked(ctx, kept, terms)
  const { issuedOn } = terms
  const number = await takeNumber(ctx, kept.paper.organ, Number(issuedOn.slice(0, 4)))
  const paper: Paper = { ...kept.paper, number, signedOn: issuedOn, printedOn: issuedOn }
  const bytes = await writePaper(paper, new Date(ctx.now()).toISOString())
  const sha256 = createHash('sha256').update(bytes).digest()
  const version = await markIssued(ctx, seen.id, { paper, bytes, sha256, issuedOn })
  await insertEvent(ctx, seen.id, 'issue', {
    details: { number: number.number, sha256: sha256.toString('hex') },
  })
  return { id: seen.id, state: 'issued', version, number: number.number }
}

async function requireLooked(ctx: Ctx, kept: KeptPaper, terms: IssueTerms): Promise<void> {
  const flags = await flagsOf(ctx, kept.paper, dayOf(kept, ctx.day()))
  const [personal, doubts, changed] = [flags.personal.length, flags.doubts.length, flags.changed.length]
  const isUnseen = personal + doubts > 0 && !terms.flagsSeen
  if (isUnseen || (changed > 0 && !terms.changesSeen))
    throw problem('paper.flags-unseen', { personal, doubts, changed })
}
