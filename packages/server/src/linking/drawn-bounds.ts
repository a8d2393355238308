import { chanceOfAtLeast, type Draw } from '@zhucan/kernel'
import type { Bounds } from './quality.ts'

/** In each tail no more than this, so that both together leave ninety-five of a hundred. */
const tail = 0.025

/**
 * Between which numbers the hits lie among all, at least ninety-five times in a hundred, however few were drawn: every number
 * is left out under which as many hits as were drawn, or as few, come less than once in forty (Clopper and Pearson's rule
 * for a draw without putting back).
 */
export function boundsOfDrawn({ size, drawn, hits }: Draw): Bounds {
  const misses = drawn - hits
  return {
    low: fewest({ size, drawn, hits }),
    high: size - fewest({ size, drawn, hits: misses }),
  }
}

/** The smallest number of hits among all under which so many among the drawn are no wonder. */
function fewest({ size, drawn, hits }: Draw): number {
  let [low, high] = [hits, size - (drawn - hits)]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (chanceOfAtLeast(hits, { size, drawn, hits: middle }) > tail) high = middle
    else low = middle + 1
  }
  return low
}
