/** A stream of chance that depends on its seed and labels only, never on a clock or on other streams. */
export interface Random {
  /** At least 0, below 1. */
  next(): number
  chance(probability: number): boolean
  /** Whole number from `low` to `high`, both included. */
  int(low: number, high: number): number
  pick<T>(list: readonly T[]): T
  /** From a normal distribution with mean 0 and deviation 1. */
  normal(): number
}

/** A list of values with weights, prepared for drawing. */
export interface Weighted<T> {
  readonly values: readonly T[]
  readonly sums: readonly number[]
}

/** Open the stream named by the labels; the same seed and labels give the same stream for ever. */
export function randomOf(seed: number, ...labels: readonly (string | number)[]): Random {
  const next = generator(hashWords(`${seed}|${labels.join('|')}`))
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (list) => list[int(0, list.length - 1)]!,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  }
}

/** Prepare values with weights (any positive numbers) for `draw`. */
export function weighted<T>(entries: Iterable<readonly [T, number]>): Weighted<T> {
  const values: T[] = []
  const sums: number[] = []
  let sum = 0
  for (const [value, weight] of entries) {
    sum += weight
    values.push(value)
    sums.push(sum)
  }
  return { values, sums }
}

/** Values whose weight falls with their rank as in real name lists: weight = 1 / (rank + flatness). */
export function ranked<T>(values: Iterable<T>, flatness: number): Weighted<T> {
  return weighted([...values].map((value, rank) => [value, 1 / (rank + flatness)] as const))
}

/** Draw one value by weight. */
export function draw<T>(random: Random, { values, sums }: Weighted<T>): T {
  const aim = random.next() * sums.at(-1)!
  let low = 0
  let high = sums.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (sums[middle]! > aim) high = middle
    else low = middle + 1
  }
  return values[low]!
}

/** The generator sfc32: small, fast, and passes the usual batteries of tests. */
function generator([a0, b0, c0]: readonly [number, number, number]): () => number {
  let [a, b, c, counter] = [a0, b0, c0, 1]
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 4294967296
  }
  for (let round = 0; round < 12; round++) next()
  return next
}

/** Three 32-bit words from a text (FNV-1a with three bases). */
function hashWords(text: string): [number, number, number] {
  let [a, b, c] = [0x811c9dc5, 0x9e3779b9, 0x85ebca6b]
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    a = Math.imul(a ^ unit, 0x01000193)
    b = Math.imul(b ^ unit, 0x5bd1e995)
    c = Math.imul(c ^ unit, 0xc2b2ae35)
  }
  return [a, b, c]
}
