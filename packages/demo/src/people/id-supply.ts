import { dayNumber, makeIdNumber, type PlainDate, type Sex } from '@zhucan/kernel'

/** Hands out right ID numbers, never one twice; men get odd sequences, women even ones. */
export type IdSupply = (prefix: string, birth: PlainDate, sex: Sex) => string

// Sizes are primes, so that steps of 37 meet every pair of sequences before one comes again. All lanes together stay
// below 996, where old numbers of people born in the 1800s begin.
const REGISTER_PAIRS = 241
const LIST_PAIRS = 31

/**
 * A supply that gives the same numbers to the same questions in the same order. Lane 0 is for the register and its
 * families, lanes 1 to 8 for strangers of single lists; no two lanes share a number, so each list may be made alone.
 */
export function makeIdSupply(lane: number): IdSupply {
  const pairs = lane === 0 ? REGISTER_PAIRS : LIST_PAIRS
  const first = lane === 0 ? 0 : REGISTER_PAIRS + (lane - 1) * LIST_PAIRS
  const given = new Map<number, number>()
  return (prefix, birth, sex) => {
    const slot = Number(prefix) * 100_000 + dayNumber(birth) + 40_000
    const bit = sex === 'male' ? 1 : 0
    const count = given.get(slot * 2 + bit) ?? 0
    if (count >= pairs) throw new Error(`no ID numbers left for ${prefix} ${birth}`)
    given.set(slot * 2 + bit, count + 1)
    const pair = first + (((slot % pairs) + count * 37) % pairs)
    return makeIdNumber(prefix, birth, pair * 2 + bit)
  }
}
