import type { Chances } from './model.ts'
import { type Comparison, codes, MISSING } from './plan.ts'

/** How many pairs a set of rules found with one pattern. */
export interface PatternCount {
  readonly pattern: bigint
  /** Code by comparison. */
  readonly codes: readonly number[]
  readonly count: number
  /** Bits of the rules that found them. */
  readonly rules: bigint
}

/** One training run: the pairs of one rule, of which some comparisons can be learnt. */
export interface Session {
  readonly rule: number
  /** Places of comparisons that the rule leaves open. */
  readonly open: readonly number[]
}

/** How strongly the starting m holds against what the data say, in pairs. */
const starting = 20
/** And how strongly for each pair the data bring: strangers who share a place must not pass for one person. */
const pull = 1
const smallest = 1e-6
const rounds = 60

/**
 * Learns m by expectation maximisation over pattern counts, never over rows: one session for each rule, u held
 * fixed, each comparison from the sessions that leave it open, weighted by the matches they saw.
 */
export function learnM(
  comparisons: readonly Comparison[],
  counts: readonly PatternCount[],
  sessions: readonly Session[],
  u: Chances['u'],
  hold = starting,
): Chances['m'] {
  const start = comparisons.map(startM)
  const sums = start.map((row) => row.map(() => 0))
  for (const session of sessions) {
    const bit = 1n << BigInt(session.rule)
    const seen = counts.filter((one) => (one.rules & bit) !== 0n)
    if (seen.length === 0) continue
    const { expected, odds } = runSession(seen, session.open, { start, u, hold })
    // Where most pairs of a rule are true ones, chance likeness of strangers cannot pass for them.
    const purity = odds / (1 + odds)
    for (const at of session.open)
      for (let code = 1; code < sums[at]!.length; code++) sums[at]![code]! += purity * expected[at]![code]!
  }
  return sums.map((row, at) => shares(row, start[at]!, hold))
}

/** m before anything was learnt, from the plan. */
export function startM(comparison: Comparison): number[] {
  const levels = comparison.levels.map((level) => level.start)
  const rest = 1 - levels.reduce((sum, share) => sum + share, 0)
  return [0, ...levels, Math.max(rest, 0.001)]
}

interface SessionSetting {
  readonly start: readonly (readonly number[])[]
  readonly u: Chances['u']
  readonly hold: number
}

function runSession(
  counts: readonly PatternCount[],
  open: readonly number[],
  { start, u, hold }: SessionSetting,
) {
  const places = placesOf(counts, open, start)
  const [ratios, sums] = [new Float64Array(places.size), new Float64Array(places.size)]
  const expectedOf = (at: number) => {
    const first = places.firsts[at]!
    return [...sums.subarray(first, first + start[at]!.length)]
  }
  let m = start
  let odds = 0.1
  const total = counts.reduce((sum, one) => sum + one.count, 0)
  for (let round = 0; round < rounds; round++) {
    for (const at of open)
      for (const [code, chance] of m[at]!.entries())
        ratios[places.firsts[at]! + code] = code === MISSING ? 1 : chance / u[at]![code]!
    const matches = expectMatches(counts, places.codes, { ratios, sums, odds })
    const next = m.map((row, at) => (open.includes(at) ? shares(expectedOf(at), start[at]!, hold) : row))
    const moved = Math.abs(matches / Math.max(total - matches, smallest) - odds)
    odds = Math.max(matches, 0.5) / Math.max(total - matches, 0.5)
    m = next
    if (moved < 1e-7 * odds) break
  }
  return { expected: start.map((_, at) => expectedOf(at)), odds }
}

/** Where the codes of all comparisons lie in one row of numbers, and those of each pattern that a session learns from. */
function placesOf(
  counts: readonly PatternCount[],
  open: readonly number[],
  start: readonly (readonly number[])[],
) {
  let size = 0
  const firsts = start.map((row) => {
    size += row.length
    return size - row.length
  })
  const codes = Int32Array.from(counts.flatMap((one) => open.map((at) => firsts[at]! + one.codes[at]!)))
  return { firsts, size, codes }
}

/** Adds up what is expected of each code; returns how many matches. All patterns pass here in each round. */
function expectMatches(
  counts: readonly PatternCount[],
  codes: Int32Array,
  {
    ratios,
    sums,
    odds,
  }: { readonly ratios: Float64Array; readonly sums: Float64Array; readonly odds: number },
): number {
  const width = codes.length / counts.length
  let matches = 0
  sums.fill(0)
  for (let row = 0, at = 0; row < counts.length; row++) {
    const end = at + width
    let ratio = odds
    for (let place = at; place < end; place++) ratio *= ratios[codes[place]!]!
    const share = counts[row]!.count * (ratio / (1 + ratio))
    matches += share
    for (; at < end; at++) sums[codes[at]!]! += share
  }
  return matches
}

/** Counts with the starting shares mixed in, as shares; missing has none. */
function shares(counts: readonly number[], start: readonly number[], hold: number): number[] {
  const total = counts.reduce((sum, count, code) => sum + (code === MISSING ? 0 : count), 0)
  const held = hold + total * pull
  return counts.map((count, code) =>
    code === MISSING ? 0 : Math.max((count + held * start[code]!) / (total + held), smallest),
  )
}

/** The odds that two rows taken blindly are one person, such that the expected matches among the pairs add up. */
export function priorOdds(
  counts: readonly { readonly ratio: number; readonly count: number }[],
  possible: number,
  most: number,
): number {
  // With nobody on one side there is no pair to have odds.
  if (possible <= 0) return 1
  let matches = most / 2
  for (let round = 0; round < 100; round++) {
    const odds = matches / possible
    let sum = 0
    for (const { ratio, count } of counts) sum += (count * ratio * odds) / (1 + ratio * odds)
    const next = Math.min(Math.max(sum, 1), most)
    if (Math.abs(next - matches) < 1e-6 * matches) break
    matches = next
  }
  return matches / possible
}

/** Weight of a code in bits; missing weighs nothing. */
export function bits(chances: Chances, at: number, code: number): number {
  return code === MISSING ? 0 : Math.log2(chances.m[at]![code]! / chances.u[at]![code]!)
}

/** A row of u for a comparison from counted codes; unseen codes get a small share. */
export function shareOf(comparison: Comparison, counts: readonly number[]): number[] {
  const size = codes(comparison)
  const total = counts.slice(1).reduce((sum, count) => sum + count, 0)
  return Array.from({ length: size }, (_, code) =>
    code === MISSING ? 0 : ((counts[code] ?? 0) + 0.5) / (total + 0.5 * (size - 1)),
  )
}
