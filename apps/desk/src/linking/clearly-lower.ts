import { chanceOfAtLeast } from '@zhucan/kernel'

/** So many of so many. */
export interface Share {
  readonly hits: number
  readonly of: number
}

/** So much lower, in shares, that somebody should look into it. */
const worrying = 0.1
/** Chance alone brings it about less than once in forty. */
const unlikely = 0.025

/** What can be said of a group's share beside that of all others. */
export type Standing = 'usual' | 'lower' | 'too-few'

/**
 * Whether a group is found clearly less often than all others together: by a tenth and more, and not by chance (Fisher's exact
 * test). A small group may be clearly lower too; where it only looks so, its rows are too few to say.
 */
export function standingOf(group: Share, others: Share): Standing {
  if (group.of < 1 || others.of < 1 || group.hits / group.of >= others.hits / others.of - worrying)
    return 'usual'
  return chanceOfAtMost(group, others) < unlikely ? 'lower' : 'too-few'
}

/** The chance of no more hits in the group, if group and others were found alike: of as many misses at least. */
function chanceOfAtMost(group: Share, others: Share): number {
  const [of, rest] = [Math.round(group.of), Math.round(others.of)]
  const misses = of - Math.min(of, Math.round(group.hits))
  const missed = rest - Math.min(rest, Math.round(others.hits))
  return chanceOfAtLeast(misses, { size: of + rest, drawn: of, hits: misses + missed })
}
