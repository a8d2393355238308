import { sm3 } from '@zhucan/crypto'
import { problem } from '@zhucan/kernel'
import type { Ctx } from '../platform/index.ts'
import { insertBulk } from './bulk.store.ts'
import type { ClueFilter } from './clue-filter.store.ts'
import { applyMoves, mostAtOnce, requireStep } from './clue-moves.store.ts'
import { listDrawable, lockByIds } from './selection.store.ts'

/** A drawing, told so that anybody can draw again. */
export interface Drawing {
  sampleId: string
  seed: string
  rate: number
  population: number
  drawn: number
}

/**
 * The part of a population that a seed draws: each id is hashed with the seed, the smallest hashes are drawn. Nobody
 * who knows the clues can choose among them without choosing the seed, and the seed is on record.
 */
export function drawIds(ids: readonly string[], rate: number, seed: string): string[] {
  const share = Math.ceil((ids.length * rate) / 100)
  return ids
    .map((id) => ({ id, rank: sm3(`${seed}:${id}`).toString('hex') }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, share)
    .map(({ id }) => id)
}

/** Draws a share of the answered clues for the county's second look. Problem 'clue.nothing-done' if there are none. */
export async function drawSample(
  ctx: Ctx,
  filter: ClueFilter,
  rate: number,
  seed = Buffer.from(ctx.random(8)).toString('hex'),
): Promise<Drawing> {
  const population = await listDrawable(ctx, filter)
  const ids = drawIds(population, rate, seed)
  if (ids.length === 0) throw problem('clue.nothing-done')
  if (ids.length > mostAtOnce) throw problem('clue.too-many', { limit: mostAtOnce })
  const clues = await lockByIds(ctx, ids)
  const moves = clues.map((clue) => ({ clue, change: requireStep(ctx, clue, 'draw') }))
  const sampleId = await insertBulk(ctx, {
    kind: 'sample',
    selection: { filter },
    done: ids.length,
    ...{ rate, seed, population: population.length },
  })
  await applyMoves(ctx, moves, { action: 'draw', bulkId: sampleId })
  return { sampleId, seed, rate, population: population.length, drawn: moves.length }
}
