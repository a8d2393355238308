import { cluePolicy } from '@zhucan/catalogue'
import { problem } from '@zhucan/kernel'
import type { Ctx } from '../platform/index.ts'
import { findBulk, insertBulk, lockBulk, markUndone, nameRegions } from './bulk.store.ts'
import {
  freeText,
  holderRegion,
  type Issuing,
  issueChange,
  passUpChange,
  requireDue,
  requireOffice,
} from './clue-actions.ts'
import type { ClueFilter } from './clue-filter.store.ts'
import {
  applyMoves,
  type ClueChange,
  type ClueMove,
  type ClueRecord,
  type Refusal,
  standBefore,
  stepFor,
} from './clue-moves.store.ts'
import { listOffices } from './offices.store.ts'
import { lockSelection } from './selection.store.ts'

/** Which clues: those named, with the version seen, or those a filter means. */
export interface Selection {
  clues?: { id: string; version: number }[] | undefined
  filter?: ClueFilter | undefined
}

/** Why a clue was left out of a bulk action. */
export type SkipReason = Refusal | 'changed' | 'no-office' | 'no-place' | 'acted-on'

/** What a bulk action did, and what it left out and why. */
export interface BulkAnswer {
  bulkId: string | null
  done: number
  skipped: {
    reason: SkipReason
    count: number
    ids: string[]
    places: { code: string; name: string; count: number }[]
  }[]
  undoUntil: string | null
}

type Verdict = { change: ClueChange } | { skip: SkipReason }
const shownIds = 20

/** Sends many clues down in one transaction; what has nobody to take it is named and left. */
export async function issueMany(ctx: Ctx, selection: Selection, issuing: Issuing): Promise<BulkAnswer> {
  const due = requireDue(ctx, issuing.due)
  const office = issuing.officeId === undefined ? undefined : await requireOffice(ctx, issuing.officeId)
  const clues = await lockSelection(ctx, selection)
  const regions = [...new Set(clues.map(({ place }) => holderRegion(place, issuing.to)))]
  const staffed = new Set((await listOffices(ctx, regions)).map(({ region }) => region))
  const judge = (clue: ClueRecord): Verdict => {
    const step = stepFor(ctx, clue, 'issue', issuing.to)
    if ('refused' in step) return { skip: step.refused }
    const change = issueChange(ctx, clue, step.to, { due, office })
    if (!change) return { skip: 'no-place' }
    return office || staffed.has(holderRegion(clue.place, issuing.to)) ? { change } : { skip: 'no-office' }
  }
  return runMany(ctx, 'issue', selection, { clues, judge, note: issuing.note, placeAt: issuing.to })
}

/** Takes many clues that were sent. */
export async function receiveMany(ctx: Ctx, selection: Selection): Promise<BulkAnswer> {
  const judge = (clue: ClueRecord): Verdict => {
    const step = stepFor(ctx, clue, 'receive')
    return 'refused' in step ? { skip: step.refused } : { change: step.to }
  }
  return runMany(ctx, 'receive', selection, { clues: await lockSelection(ctx, selection), judge })
}

/** Sends many answers on to the county. */
export async function passUpMany(ctx: Ctx, selection: Selection, note?: string): Promise<BulkAnswer> {
  const judge = (clue: ClueRecord): Verdict => {
    const step = stepFor(ctx, clue, 'pass-up')
    return 'refused' in step ? { skip: step.refused } : { change: passUpChange(ctx, clue, step.to) }
  }
  return runMany(ctx, 'pass-up', selection, { clues: await lockSelection(ctx, selection), judge, note })
}

interface Many {
  clues: ClueRecord[]
  judge(clue: ClueRecord): Verdict
  note?: string | undefined
  placeAt?: 4 | 5
}

async function runMany(
  ctx: Ctx,
  kind: 'issue' | 'receive' | 'pass-up',
  selection: Selection,
  { clues, judge, note, placeAt = 4 }: Many,
): Promise<BulkAnswer> {
  const seen = new Map(selection.clues?.map(({ id, version }) => [id, version]))
  const moves: ClueMove[] = []
  const left: { clue: ClueRecord; reason: SkipReason }[] = []
  for (const clue of clues) {
    const isStale = seen.size > 0 && seen.get(clue.id) !== clue.version
    const verdict: Verdict = isStale ? { skip: 'changed' } : judge(clue)
    if ('skip' in verdict) left.push({ clue, reason: verdict.skip })
    else moves.push({ clue, change: verdict.change, details: { before: standBefore(clue) } })
  }
  const skipped = await tellSkipped(ctx, left, placeAt)
  if (moves.length === 0) return { bulkId: null, done: 0, skipped, undoUntil: null }
  const bulkId = await insertBulk(ctx, { kind, done: moves.length, selection: plainSelection(selection) })
  await applyMoves(ctx, moves, {
    action: kind,
    bulkId,
    note: note === undefined ? undefined : freeText(note),
  })
  return { bulkId, done: moves.length, skipped, undoUntil: undoUntil(ctx, ctx.now()).toISOString() }
}

/** What the record of a bulk action says of its selection: the filter, or how many were named. */
const plainSelection = ({ clues, filter }: Selection): Record<string, unknown> =>
  filter ? { filter } : { named: clues?.length ?? 0 }

const undoUntil = (ctx: Ctx, from: number): Date =>
  new Date(from + cluePolicy('clue.undoMinutes', ctx.user.region, ctx.day(), ctx.policy.loop) * 60_000)

async function tellSkipped(
  ctx: Ctx,
  left: { clue: ClueRecord; reason: SkipReason }[],
  placeAt: 4 | 5,
): Promise<BulkAnswer['skipped']> {
  const byReason = Map.groupBy(left, ({ reason }) => reason)
  const places = [...new Set(left.map(({ clue }) => holderRegion(clue.place, placeAt)))]
  const names = await nameRegions(ctx, places)
  return [...byReason].map(([reason, group]) => {
    const byPlace = Map.groupBy(group, ({ clue }) => holderRegion(clue.place, placeAt))
    return {
      reason,
      count: group.length,
      ids: group.slice(0, shownIds).map(({ clue }) => clue.id),
      places: [...byPlace]
        .map(([code, here]) => ({ code, name: names.get(code) ?? code, count: here.length }))
        .sort((a, b) => b.count - a.count || a.code.localeCompare(b.code)),
    }
  })
}

/**
 * Takes a bulk action back for every clue that nobody has acted on since: a new line of history that leads back, not a
 * deletion. Problems 'request.not-found', 'clue.undo-too-late', 'clue.nothing-done'.
 */
export async function undoBulk(ctx: Ctx, bulkId: string): Promise<BulkAnswer> {
  const bulk = await findBulk(ctx, bulkId)
  if (!bulk || bulk.kind === 'sample') throw problem('request.not-found')
  if (bulk.undoneAt || ctx.now() > undoUntil(ctx, bulk.at.getTime()).getTime())
    throw problem('clue.undo-too-late')
  const rows = await lockBulk(ctx, bulkId)
  const untouched = rows.filter(({ clue, version }) => clue.version === version)
  const left = rows.filter(({ clue, version }) => clue.version !== version)
  if (untouched.length === 0) throw problem('clue.nothing-done')
  await applyMoves(
    ctx,
    untouched.map(({ clue, before }) => ({ clue, change: before })),
    { action: 'undo', bulkId },
  )
  await markUndone(ctx, bulkId)
  const skipped = await tellSkipped(
    ctx,
    left.map(({ clue }) => ({ clue, reason: 'acted-on' as const })),
    4,
  )
  return { bulkId, done: untouched.length, skipped, undoUntil: null }
}
