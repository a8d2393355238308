import { problem } from '@zhucan/kernel'
import type { Ctx } from '../platform/index.ts'
import { endMerge, getPair, insertMerge, listMerges, setPairState } from './duplicates.store.ts'
import {
  clashingRules,
  giveBack,
  isPartOfMerge,
  moveNumbers,
  moveReferences,
  seeMerged,
  setMergedInto,
} from './merge.store.ts'

/** What somebody decided about two files; `version` is the one they saw. */
export type DuplicateDecision = { version: number; note?: string | undefined } & (
  | { action: 'merge'; keep: string }
  | { action: 'different' | 'reopen' | 'unmerge' }
)

/**
 * Merges two files, keeps them apart, or takes either back. Problems 'link.not-found', 'link.changed',
 * 'link.wrong-state', 'link.note-missing', 'merge.clue-open', 'merge.chained'.
 */
export async function decideDuplicate(ctx: Ctx, id: string, decision: DuplicateDecision): Promise<void> {
  await seeMerged(ctx)
  const pair = await getPair(ctx, id, true)
  const note = decision.note?.trim() || null
  if (pair.version !== decision.version) throw problem('link.changed')
  const wanted = { merge: 'open', different: 'open', reopen: 'different', unmerge: 'merged' } as const
  if (pair.state !== wanted[decision.action]) throw problem('link.wrong-state')
  if (decision.action === 'merge') {
    if (decision.keep !== pair.personA && decision.keep !== pair.personB) throw problem('link.not-found')
    const gone = decision.keep === pair.personA ? pair.personB : pair.personA
    await merge(ctx, { pairId: id, kept: decision.keep, gone, note })
    return setPairState(ctx, pair, 'merged')
  }
  if (note === null && decision.action !== 'different') throw problem('link.note-missing')
  if (decision.action === 'unmerge') await unmerge(ctx, id, note!)
  await setPairState(ctx, pair, decision.action === 'different' ? 'different' : 'open')
}

async function merge(
  ctx: Ctx,
  work: { pairId: string; kept: string; gone: string; note: string | null },
): Promise<void> {
  const { kept, gone } = work
  if (await isPartOfMerge(ctx, kept, gone)) throw problem('merge.chained')
  const rules = await clashingRules(ctx, kept, gone)
  if (rules.length > 0) throw problem('merge.clue-open', { rules: rules.join(', ') })
  const moved = [...(await moveNumbers(ctx, kept, gone)), ...(await moveReferences(ctx, kept, gone))]
  await setMergedInto(ctx, gone, kept)
  await insertMerge(ctx, { ...work, moved })
}

async function unmerge(ctx: Ctx, pairId: string, note: string): Promise<void> {
  const standing = (await listMerges(ctx, pairId)).find(({ undoneAt }) => undoneAt === null)
  if (!standing) throw problem('link.wrong-state')
  const { kept, gone } = standing
  for (const row of standing.moved) await giveBack(ctx, row, kept, gone)
  await setMergedInto(ctx, gone, null)
  await endMerge(ctx, standing.id, note)
}
