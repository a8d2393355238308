import { boundsOfDrawn } from './drawn-bounds.ts'
import type { Bounds } from './quality.ts'

/** Pairs of one band of weights, of one kind, and what people said of those that were drawn from it. */
export interface Stratum {
  /** `link`: what the program linked by itself; `review`: what it put to people, answered or not. */
  kind: 'link' | 'review'
  band: number
  size: number
  /** Of the pairs that were drawn. */
  same: number
  differs: number
  unsure: number
  /** Of all pairs of the band: accepted by people, and without an answer that holds. */
  accepted: number
  waiting: number
}

/**
 * How many of so many pairs to draw from each band: in proportion to its size, but one of each band as long as there are
 * enough, so that no band goes unheard. Within a band the draw is by chance.
 */
export function allocate(sizes: readonly number[], asked: number): number[] {
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const wanted = Math.min(asked, total)
  const order = sizes.map((_, at) => at).sort((a, b) => sizes[b]! - sizes[a]!)
  const taken = sizes.map(() => 0)
  let left = wanted
  for (const at of order)
    if (left > 0 && sizes[at]! > 0) {
      taken[at] = 1
      left--
    }
  while (left > 0) {
    // Whoever is furthest behind their share is next.
    const behind = (at: number) =>
      taken[at]! < sizes[at]! ? (wanted * sizes[at]!) / total - taken[at]! : Number.NEGATIVE_INFINITY
    const next = order.reduce((best, at) => (behind(at) > behind(best) ? at : best))
    taken[next]! += 1
    left--
  }
  return taken
}

/**
 * Between which numbers the pairs of one person lie in all of these bands, at least ninety-five times in a hundred: each band
 * counts for its size (Horvitz and Thompson), and the distances of the bands' own bounds, which are exact, are put together as
 * squares (Zou and Donner). Whoever is unsure may be right or wrong; of a band nobody was asked about nothing is known.
 * Null before anybody judged.
 */
export function totalBounds(strata: readonly Stratum[]): Bounds | null {
  let [low, high, under, over] = [0, 0, 0, 0]
  let hasAnswers = false
  for (const { size, same, differs, unsure, accepted, waiting, kind } of strata) {
    const drawn = same + differs + unsure
    if (drawn === 0) {
      low += accepted
      high += kind === 'link' ? size : accepted + waiting
      continue
    }
    hasAnswers = true
    const [least, most] = [(size * same) / drawn, (size * (same + unsure)) / drawn]
    low += least
    high += most
    under += (least - boundsOfDrawn({ size, drawn, hits: same }).low) ** 2
    over += (boundsOfDrawn({ size, drawn, hits: same + unsure }).high - most) ** 2
  }
  const most = strata.reduce((sum, { size }) => sum + size, 0)
  if (!hasAnswers) return null
  return { low: Math.max(0, low - Math.sqrt(under)), high: Math.min(most, high + Math.sqrt(over)) }
}

/** Between which shares the program's links lie that are right; null before anybody judged one. */
export function precisionBounds(strata: readonly Stratum[]): Bounds | null {
  const links = strata.filter(({ kind }) => kind === 'link')
  const right = totalBounds(links)
  const all = links.reduce((sum, { size }) => sum + size, 0)
  return right && { low: right.low / all, high: right.high / all }
}

/** What recall is told of. */
export interface Recalled {
  strata: readonly Stratum[]
  /** People whom the model expects among pairs that nobody is shown. */
  below: number
  /** Rows to which nobody came near; at worst all of their people stand in the register. */
  unseen: number
}

/**
 * Between which shares the people lie that were found, of all who should be: the links that are right and what people
 * accepted; against that those who still wait among the pairs put to people. How many those are is told by what was drawn
 * from all of these pairs, answered before or not: the answers alone would not do, for people look at the likeliest first.
 * Null before anybody judged.
 */
export function recallBounds({ strata, below, unseen }: Recalled): Bounds | null {
  const links = strata.filter(({ kind }) => kind === 'link')
  const asked = strata.filter(({ kind }) => kind === 'review')
  const sum = (of: 'size' | 'accepted' | 'waiting') => asked.reduce((all, band) => all + band[of], 0)
  const right = totalBounds(links) ?? { low: 0, high: links.reduce((all, { size }) => all + size, 0) }
  const same = totalBounds(asked) ?? { low: 0, high: sum('size') }
  if (totalBounds(strata) === null) return null
  const [accepted, waiting] = [sum('accepted'), sum('waiting')]
  const missed = (total: number) => Math.min(waiting, Math.max(0, total - accepted))
  const share = (found: number, lost: number) => (found + lost === 0 ? 0 : found / (found + lost))
  return {
    low: share(right.low + accepted, missed(same.high) + below + unseen),
    high: share(right.high + accepted, missed(same.low) + below),
  }
}
