import {
  type ClueHandling,
  type ClueStand,
  clueHandlings,
  policyDue,
  refuseBenefit,
  type SecondLook,
} from '@zhucan/catalogue'
import { hideNumbers, isWithin, type PlainDate, plainDate, problem } from '@zhucan/kernel'
import type { Ctx } from '../platform/index.ts'
import {
  type Answer,
  findGround,
  hasOpenTwin,
  insertAnswer,
  insertHandling,
  requireFact,
} from './clue-findings.store.ts'
import { applyMoves, type ClueChange, type ClueRecord, lockClue, requireStep } from './clue-moves.store.ts'
import { takeEvidence } from './evidence.store.ts'
import { findOffice, listOffices } from './offices.store.ts'

/** What every action on one clue says first. */
export interface Seen {
  id: string
  version: number
}

/** How a clue stands after an action. */
export interface Acted {
  id: string
  state: string
  holder: number
  version: number
  due: string | null
}

/** Where a clue is sent, until when, and with which word. */
export interface Issuing {
  to: 4 | 5
  officeId?: string | undefined
  due?: string | undefined
  note?: string | undefined
}

const dueColumns = { 3: 'dueCounty', 4: 'dueTownship', 5: 'dueVillage' } as const
const prefixes = { 3: 6, 4: 9, 5: 12 } as const

/** The region of the level that has a clue of a place. */
export const holderRegion = (place: string, holder: 3 | 4 | 5): string =>
  place.slice(0, prefixes[holder]).padEnd(12, '0')

/** A free text as it may rest: without the numbers somebody typed into it. */
export const freeText = (text: string): string => hideNumbers(text.trim())

/** A deadline somebody set; Problem 'clue.past-due-day' for a day that is over. */
export function requireDue(ctx: Ctx, due: string | undefined): PlainDate | undefined {
  if (due === undefined) return undefined
  if (plainDate(due) < ctx.day()) throw problem('clue.past-due-day', { day: due })
  return plainDate(due)
}

/** The deadline of the level that now has the clue: the one given, the one it had, or that of policy. */
export function dueChange(
  ctx: Ctx,
  clue: ClueRecord,
  to: ClueStand,
  due?: PlainDate,
  fresh = false,
): ClueChange {
  const column = dueColumns[to.holder]
  const before = fresh ? null : clue[column]
  return { [column]: due ?? before ?? policyDue(to.holder, clue.place, ctx.day(), ctx.policy.loop) }
}

/** The office that a clue is issued to by name. Problem 'clue.no-office' if nobody there can take it. */
export async function requireOffice(ctx: Ctx, officeId: string) {
  const office = await findOffice(ctx, officeId)
  if (!office) throw problem('clue.no-office')
  return office
}

/** What issuing changes of a clue; null when the office named has nothing to do with the person's places. */
export function issueChange(
  ctx: Ctx,
  clue: ClueRecord,
  to: ClueStand,
  { due, office }: { due?: PlainDate | undefined; office?: { id: string; region: string } | undefined },
): ClueChange | null {
  const places = [clue.place, clue.residenceRegion, clue.hukouRegion]
  const place = office ? places.find((p) => isWithin(p, office.region)) : clue.place
  if (!place || holderRegion(place, to.holder) === holderRegion(place, clue.holder)) return null
  const moved = { ...clue, place }
  return { ...to, place, officeId: office?.id ?? null, ...dueChange(ctx, moved, to, due, true) }
}

/** Sends one clue down. */
export async function issueClue(ctx: Ctx, seen: Seen, { to, officeId, due, note }: Issuing): Promise<Acted> {
  const clue = await lockClue(ctx, seen.id, seen.version)
  const stand = requireStep(ctx, clue, 'issue', to)
  const office = officeId === undefined ? undefined : await requireOffice(ctx, officeId)
  const change = issueChange(ctx, clue, stand, { due: requireDue(ctx, due), office })
  if (!change) throw problem('clue.no-place')
  if (!office) {
    const region = holderRegion(clue.place, to)
    if ((await listOffices(ctx, [region])).length === 0) throw problem('clue.no-office')
  }
  return act(ctx, clue, 'issue', change, { note })
}

/** Takes a clue that was sent, or sets out to check it. */
export async function takeClue(ctx: Ctx, seen: Seen, action: 'receive' | 'verify'): Promise<Acted> {
  const clue = await lockClue(ctx, seen.id, seen.version)
  return act(ctx, clue, action, requireStep(ctx, clue, action))
}

/** Sends a township's answer on to the county. */
export async function passUpClue(ctx: Ctx, seen: Seen, note?: string): Promise<Acted> {
  const clue = await lockClue(ctx, seen.id, seen.version)
  return act(ctx, clue, 'pass-up', passUpChange(ctx, clue, requireStep(ctx, clue, 'pass-up')), { note })
}

/** What passing up changes: the county's time begins. */
export const passUpChange = (ctx: Ctx, clue: ClueRecord, to: ClueStand): ClueChange => ({
  ...to,
  officeId: null,
  ...dueChange(ctx, clue, to),
})

/** Sends an answer back to be done again. */
export async function returnClue(ctx: Ctx, seen: Seen, note: string, due?: string): Promise<Acted> {
  const clue = await lockClue(ctx, seen.id, seen.version)
  const to = requireStep(ctx, clue, 'return')
  const change = { ...to, officeId: null, ...dueChange(ctx, clue, to, requireDue(ctx, due), true) }
  return act(ctx, clue, 'return', change, { note })
}

/** What somebody found, with its evidence. */
export interface Finding {
  visit: Answer['visit']
  visitedOn: string
  text: string
  factId?: string | undefined
  files: string[]
}

/** Enters what was found, and sends the clue up. */
export async function answerClue(
  ctx: Ctx,
  seen: Seen,
  { verdict, ...finding }: Finding & { verdict: 'true' | 'false' | 'unknown' },
): Promise<Acted> {
  const clue = await lockClue(ctx, seen.id, seen.version)
  const to = requireStep(ctx, clue, 'feedback')
  const feedbackId = await enterFinding(ctx, clue, { ...finding, kind: 'feedback', verdict })
  const change = { ...to, verdict, officeId: null, ...dueChange(ctx, clue, to) }
  return act(ctx, clue, 'feedback', change, { details: { feedbackId, verdict, files: finding.files } })
}

/** Enters the county's second look; whoever gave the feedback cannot look again. */
export async function answerSample(
  ctx: Ctx,
  seen: Seen,
  { result, ...finding }: Finding & { result: SecondLook },
): Promise<Acted> {
  const clue = await lockClue(ctx, seen.id, seen.version)
  const to = requireStep(ctx, clue, 'sample-result')
  const ground = await findGround(ctx, clue.id)
  if (ground?.givenBy === ctx.user.id) throw problem('clue.second-look-same-person')
  const feedbackId = await enterFinding(ctx, clue, { ...finding, kind: 'second-look', verdict: result })
  const details = { feedbackId, result, files: finding.files }
  return act(ctx, clue, 'sample-result', { ...to, sample: result }, { details })
}

async function enterFinding(
  ctx: Ctx,
  clue: ClueRecord,
  { factId, files, text, ...finding }: Finding & Pick<Answer, 'kind' | 'verdict'>,
): Promise<string> {
  if (plainDate(finding.visitedOn) > ctx.day()) throw problem('clue.future-visit', { day: finding.visitedOn })
  if (factId !== undefined) await requireFact(ctx, clue, factId)
  const id = await insertAnswer(ctx, clue, { ...finding, finding: freeText(text), factRef: factId ?? null })
  await takeEvidence(ctx, clue.id, id, files)
  return id
}

/** What the county decided. */
export interface Decision {
  kind: ClueHandling
  decision: string
  basis: string
  amountFen?: number | undefined
  fromDay?: string | undefined
}

/** Enters a decision. One that takes something away needs a true finding with evidence by somebody else. */
export async function handleClue(ctx: Ctx, seen: Seen, decision: Decision): Promise<Acted> {
  const clue = await lockClue(ctx, seen.id, seen.version)
  const to = requireStep(ctx, clue, 'handle')
  const ground = await findGround(ctx, clue.id)
  if (!ground) throw problem('clue.wrong-state')
  const { takesAway, amount } = clueHandlings[decision.kind]
  const refusal = takesAway
    ? refuseBenefit({ ...ground, isOwnFinding: ground.givenBy === ctx.user.id })
    : null
  if (refusal) throw problem(`clue.${refusal}`)
  if (amount === 'needed' && decision.amountFen === undefined) throw problem('clue.amount-needed')
  if (amount === 'none' && decision.amountFen !== undefined)
    throw problem('request.invalid', { field: 'amountFen', rule: 'none' })
  const handlingId = await insertHandling(ctx, clue.id, ground.id, {
    ...decision,
    decision: freeText(decision.decision),
    basis: freeText(decision.basis),
  })
  const details = { handlingId, kind: decision.kind, amountFen: decision.amountFen ?? null }
  return act(ctx, clue, 'handle', { ...to, ...dueChange(ctx, clue, to) }, { details })
}

/** Closes a clue; one that was true only after something was decided on it. */
export async function closeClue(ctx: Ctx, seen: Seen, note?: string): Promise<Acted> {
  const clue = await lockClue(ctx, seen.id, seen.version)
  const to = requireStep(ctx, clue, 'close')
  const ground = await findGround(ctx, clue.id)
  if (clue.verdict === 'true' && !ground?.handlings) throw problem('clue.handling-needed')
  return act(ctx, clue, 'close', { ...to, closedOn: ctx.day() }, { note })
}

/** Takes a closed clue up again, unless the same question is open already in another clue. */
export async function reopenClue(ctx: Ctx, seen: Seen, note: string): Promise<Acted> {
  const clue = await lockClue(ctx, seen.id, seen.version)
  const to = requireStep(ctx, clue, 'reopen')
  if (await hasOpenTwin(ctx, clue)) throw problem('clue.already-open')
  const change = { ...to, sample: 'none' as const, closedOn: null, officeId: null }
  return act(ctx, clue, 'reopen', { ...change, ...dueChange(ctx, clue, to, undefined, true) }, { note })
}

/** Writes one step and says how the clue stands now. */
async function act(
  ctx: Ctx,
  clue: ClueRecord,
  action: Parameters<typeof applyMoves>[2]['action'],
  change: ClueChange,
  { note, details }: { note?: string | undefined; details?: Record<string, unknown> } = {},
): Promise<Acted> {
  const move = { clue, change, ...(details && { details }) }
  await applyMoves(ctx, [move], { action, note: note === undefined ? undefined : freeText(note) })
  const after = { ...clue, ...change }
  return {
    id: clue.id,
    state: after.state,
    holder: after.holder,
    version: clue.version + 1,
    due: after.state === 'closed' ? null : after[dueColumns[after.holder]],
  }
}
