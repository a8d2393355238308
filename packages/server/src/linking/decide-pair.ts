import { isLinked, type LinkAction, type LinkState, stepLink } from '@zhucan/catalogue'
import { Problem, problem } from '@zhucan/kernel'
import { openRawList, openRegionResolver } from '../imports/index.ts'
import { type Ctx, requireOtherPerson } from '../platform/index.ts'
import { identityOfRow, memoryKey, personMark, placeOfRow } from './list-side.ts'
import { remember, type Verdict } from './memory.store.ts'
import { getPair, type LinkPair, linkRow, lockRivals, movePairs, unlinkRows } from './pairs.store.ts'
import { findKnownPerson } from './people.store.ts'

/** What somebody decided about a pair; `version` is the one they saw. */
export interface Decision {
  action: LinkAction
  version: number
  note?: string | undefined
}

const needsNote: ReadonlySet<LinkAction> = new Set<LinkAction>(['unlink', 'reopen', 'refuse'])

/**
 * Does one step on a pair, with all that follows: the row of the list, the other candidates, what is remembered.
 * Problems 'link.not-found', 'link.changed', 'link.wrong-state', 'link.same-person', 'link.row-linked', 'link.note-missing'.
 */
export async function decidePair(ctx: Ctx, id: string, decision: Decision): Promise<LinkPair> {
  const pair = await getPair(ctx, id, true)
  const note = decision.note?.trim() || null
  if (pair.version !== decision.version) throw problem('link.changed')
  const step = stepLink(pair, decision.action, ctx.user.id)
  if ('refused' in step)
    throw problem(step.refused === 'same-person' ? 'link.same-person' : 'link.wrong-state')
  if (decision.action === 'confirm' && pair.decidedBy !== null) await requireOtherPerson(ctx, pair.decidedBy)
  if (note === null && needsNote.has(decision.action)) throw problem('link.note-missing')
  await followRow(ctx, pair, step.to)
  await movePairs(ctx, [pair], { action: decision.action, to: step.to, note })
  await rememberStep(ctx, pair, step.to)
  return getPair(ctx, id)
}

/** Lets the row of the list and its other candidates follow the pair. */
async function followRow(ctx: Ctx, pair: LinkPair, to: LinkState): Promise<void> {
  if (isLinked(to) && !isLinked(pair.state)) {
    if (!(await linkRow(ctx, pair, await seenNow(ctx, pair)))) throw problem('link.row-linked')
    const rivals = await lockRivals(ctx, pair, ['review', 'unsure', 'awaiting-second'])
    await movePairs(ctx, rivals, { action: 'superseded', to: 'superseded', note: null })
  }
  if (!isLinked(to) && isLinked(pair.state)) {
    await unlinkRows(ctx, [pair])
    const rivals = await lockRivals(ctx, pair, ['superseded'])
    await movePairs(ctx, rivals, { action: 'asked-anew', to: 'review', note: null })
  }
}

const verdicts: Partial<Record<LinkState, Verdict | null>> = {
  accepted: 'accepted',
  rejected: 'rejected',
  unlinked: 'doubted',
  review: null,
}

/** What the register says of the pair's person at this moment. */
async function seenNow(ctx: Ctx, { personId }: LinkPair): Promise<Buffer | null> {
  const person = await findKnownPerson(ctx, personId)
  return person ? personMark(ctx.keyring, person) : null
}

async function rememberStep(ctx: Ctx, pair: LinkPair, to: LinkState): Promise<void> {
  const verdict = verdicts[to]
  if (verdict === undefined) return
  const rowKey = await keyOfRow(ctx, pair)
  if (rowKey === null) return
  const { fileType, region, personId } = pair
  const made = verdict === null ? null : { verdict, seen: await seenNow(ctx, pair) }
  await remember(ctx, { fileType, region, rowKey, personId }, made)
}

/** The row as it is remembered; null once its raw content is gone. */
async function keyOfRow(ctx: Ctx, pair: LinkPair): Promise<Buffer | null> {
  try {
    const list = await openRawList(ctx, pair.listId)
    const row = await list.row(pair.sheet, pair.row)
    if (!row) return null
    const resolver = openRegionResolver(ctx)
    await resolver.prepare([placeOfRow(row)].filter((text) => text !== ''))
    return memoryKey(
      ctx.keyring,
      identityOfRow(row, (text) => resolver.get(text).code),
    )
  } catch (error) {
    if (error instanceof Problem && error.code === 'link.raw-deleted') return null
    throw error
  }
}

/** What somebody found who judged a drawn link; one that is wrong is taken back at once. */
export async function judgeSample(
  ctx: Ctx,
  id: string,
  { agrees, version, note }: { agrees: boolean; version: number; note?: string | undefined },
): Promise<LinkPair> {
  const pair = await getPair(ctx, id, true)
  if (pair.version !== version) throw problem('link.changed')
  if (pair.sample !== 'drawn' || pair.state !== 'linked') throw problem('link.wrong-state')
  const said = note?.trim() || null
  if (!agrees && said === null) throw problem('link.note-missing')
  if (!agrees) await followRow(ctx, pair, 'unlinked')
  await movePairs(ctx, [pair], {
    action: agrees ? 'sample-agrees' : 'sample-differs',
    to: agrees ? 'linked' : 'unlinked',
    note: said,
    sample: agrees ? 'agrees' : 'differs',
  })
  if (!agrees) await rememberStep(ctx, pair, 'rejected')
  return getPair(ctx, id)
}
