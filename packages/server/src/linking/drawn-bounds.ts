import type { Bounds } from './quality.ts'

/** A part drawn by chance out of so many, and how many of the part are what one looks for. */
export interface Drawn {
  size: number
  drawn: number
  hits: number
}

/** In each tail no more than this, so that both together leave ninety-five of a hundred. */
const tail = 0.025

/**
 * Between which numbers the hits lie among all, at least ninety-five times in a hundred, however few were drawn: every number
 * is left out under which as many hits as were drawn, or as few, come less than once in forty (Clopper and Pearson's rule
 * for a draw without putting back).
 */
export function boundsOfDrawn({ size, drawn, hits }: Drawn): Bounds {
  const misses = drawn - hits
  return {
    low: fewest({ size, drawn, hits }),
    high: size - fewest({ size, drawn, hits: misses }),
  }
}

/** The smallest number of hits among all under which so many among the drawn are no wonder. */
function fewest({ size, drawn, hits }: Drawn): number {
  let [low, high] = [hits, size - (drawn - hits)]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (chanceOfAtLeast(hits, { size, drawn, hits: middle }) > tail) high = middle
    else low = middle + 1
  }
  return low
}

/** Sums grow to this and no further: numbers end at 1e308. */
const largest = 1e200

/** The chance of at least `least` hits among the drawn, where `hits` are among all (hypergeometric). */
function chanceOfAtLeast(least: number, { size, drawn, hits }: Drawn): number {
  let [term, all, enough] = [1, 0, 0]
  for (let n = Math.max(0, drawn - (size - hits)); n <= Math.min(drawn, hits); n++) {
    all += term
    if (n >= least) enough += term
    // How much more often one hit more is drawn than so many.
    term *= ((hits - n) * (drawn - n)) / ((n + 1) * (size - hits - drawn + n + 1))
    if (term > largest) [term, all, enough] = [1, all / term, enough / term]
  }
  return enough / all
}
