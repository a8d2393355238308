import { isLinked, type LinkAction, linkActionsOf } from '@zhucan/catalogue'
import { Problem } from '@zhucan/kernel'
import { openRawList, openRegionResolver } from '../imports/index.ts'
import type { Ctx } from '../platform/index.ts'
import { compareSides, type PlacedIdentity, placed, placeName } from './compared-fields.ts'
import { startingBits } from './evidence.ts'
import { identityOfRow, placeOfRow } from './list-side.ts'
import { type LinkPair, listEvents, listRivals } from './pairs.store.ts'
import { findKnownPerson } from './people.store.ts'

/** One pair with everything a person needs to decide. */
export async function viewPair(ctx: Ctx, pair: LinkPair) {
  const person = await findKnownPerson(ctx, pair.personId)
  const row = await readRow(ctx, pair)
  const events = await listEvents(ctx, pair)
  return {
    ...pair,
    start: startingBits(pair.weight, pair.evidence),
    isLinked: isLinked(pair.state),
    isRawGone: row === null,
    actions: actionsOf(ctx, pair),
    fields: person ? compareSides(row, await placed(ctx, person)) : [],
    others: await listRivals(ctx, pair),
    events: events.map(({ at, ...event }) => ({ ...event, at: at.toISOString() })),
  }
}

function actionsOf(ctx: Ctx, pair: LinkPair): (LinkAction | 'judge')[] {
  const isJudged = pair.sample === 'drawn' && pair.state === 'linked'
  return [...linkActionsOf(pair, ctx.user.id), ...(isJudged ? (['judge'] as const) : [])]
}

/** What the row says, or null once its raw content is gone; the place as it is written, a code by its name. */
async function readRow(ctx: Ctx, pair: LinkPair): Promise<PlacedIdentity | null> {
  try {
    const list = await openRawList(ctx, pair.listId)
    const row = await list.row(pair.sheet, pair.row)
    if (!row) return null
    const place = placeOfRow(row)
    const resolver = openRegionResolver(ctx)
    await resolver.prepare(place === '' ? [] : [place])
    const identity = identityOfRow(row, (text) => resolver.get(text).code)
    const isCode = /^\d+$/.test(place) && identity.region !== ''
    return {
      ...identity,
      address: row.texts.address ?? '',
      place: isCode ? await placeName(ctx, identity.region) : place,
    }
  } catch (error) {
    if (error instanceof Problem && error.code === 'link.raw-deleted') return null
    throw error
  }
}
