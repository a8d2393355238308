import { problem } from '@zhucan/kernel'
import { type Ctx, type Proposal, propose } from '../platform/index.ts'
import {
  type AgreedMerge,
  type DuplicatePair,
  endMerge,
  getPair,
  insertMerge,
  listMerges,
  setPairState,
} from './duplicates.store.ts'
import {
  clashingRules,
  giveBack,
  giveRowsOfNumbers,
  isPartOfMerge,
  moveNumbers,
  moveReferences,
  seeMerged,
} from './merge.store.ts'

/** What somebody decided about two files; `version` is the one they saw. */
export type DuplicateDecision = { version: number; note?: string | undefined } & (
  | { action: 'merge'; keep: string }
  | { action: 'different' | 'reopen' | 'unmerge' }
)

/** What is kept of a merging until somebody else has agreed: which file stays, of the pair as it was seen. */
export interface MergeWish {
  keep: string
  version: number
}

/**
 * Asks that two files be merged, keeps them apart, or takes either back. Problems 'link.not-found', 'link.changed',
 * 'link.wrong-state', 'link.note-missing', 'merge.clue-open', 'merge.chained', 'proposal.waiting-already'.
 */
export async function decideDuplicate(ctx: Ctx, id: string, decision: DuplicateDecision): Promise<void> {
  await seeMerged(ctx)
  const pair = await getPair(ctx, id, true)
  const note = decision.note?.trim() || null
  if (pair.version !== decision.version) throw problem('link.changed')
  const wanted = { merge: 'open', different: 'open', reopen: 'different', unmerge: 'merged' } as const
  if (pair.state === 'waiting') throw problem('proposal.waiting-already')
  if (pair.state !== wanted[decision.action]) throw problem('link.wrong-state')
  if (decision.action === 'merge') return askToMerge(ctx, pair, { ...decision, note })
  if (note === null && decision.action !== 'different') throw problem('link.note-missing')
  if (decision.action === 'unmerge') await unmerge(ctx, id, note!)
  await setPairState(ctx, pair, decision.action === 'different' ? 'different' : 'open')
}

/** What could not be carried out is not asked for either. */
async function askToMerge(ctx: Ctx, pair: DuplicatePair, wish: MergeWish & { note: string | null }) {
  const { keep, version, note: reason } = wish
  await requireMergeable(ctx, keep, otherOf(pair, keep))
  await propose(ctx, 'merge', { subject: pair.id, pairId: pair.id, wish: { keep, version }, reason })
}

const otherOf = ({ personA, personB }: DuplicatePair, keep: string): string => {
  if (keep !== personA && keep !== personB) throw problem('link.not-found')
  return keep === personA ? personB : personA
}

/** Merges what somebody wanted and somebody else has just agreed to, if the pair still is what both saw. */
export async function carryOutMerge(ctx: Ctx, proposal: Proposal<MergeWish>): Promise<void> {
  const { id: proposalId, pairId, wish, reason: note } = proposal
  const pair = await getPair(ctx, pairId ?? '', true)
  if (pair.version !== wish.version || pair.state !== 'open') throw problem('link.changed')
  const gone = otherOf(pair, wish.keep)
  await merge(ctx, { pairId: pair.id, proposalId, kept: wish.keep, gone, note })
  await setPairState(ctx, pair, 'merged')
}

/** Problems 'merge.chained', 'merge.clue-open'. */
async function requireMergeable(ctx: Ctx, kept: string, gone: string): Promise<void> {
  if (await isPartOfMerge(ctx, kept, gone)) throw problem('merge.chained')
  const rules = await clashingRules(ctx, kept, gone)
  if (rules.length > 0) throw problem('merge.clue-open', { rules: rules.join(', ') })
}

async function merge(ctx: Ctx, work: AgreedMerge): Promise<void> {
  const { kept, gone } = work
  await requireMergeable(ctx, kept, gone)
  const moved = [...(await moveNumbers(ctx, kept, gone)), ...(await moveReferences(ctx, kept, gone))]
  await insertMerge(ctx, { ...work, moved })
}

async function unmerge(ctx: Ctx, pairId: string, note: string): Promise<void> {
  const standing = (await listMerges(ctx, pairId)).find(({ undoneAt }) => undoneAt === null)
  if (!standing) throw problem('link.wrong-state')
  const { kept, gone } = standing
  for (const row of standing.moved) await giveBack(ctx, row, kept, gone)
  await giveRowsOfNumbers(ctx, kept, gone)
  await endMerge(ctx, standing.id, note)
}
