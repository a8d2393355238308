/** One who gets a share: the key orders equals, the weight says how much. */
export interface Sharer {
  readonly key: string
  readonly weight: number
}

/**
 * Divides whole steps by weights, the largest remainder first; of equal remainders the larger weight, then the smaller key
 * gets the step. The shares add up exactly. Null when nobody has any weight. The database divides the same way.
 */
export function splitQuota(whole: number, sharers: readonly Sharer[]): Map<string, number> | null {
  const total = sharers.reduce((sum, { weight }) => sum + BigInt(weight), 0n)
  if (total === 0n) return null
  const shares = sharers.map(({ key, weight }) => {
    const product = BigInt(whole) * BigInt(weight)
    return { key, weight, steps: Number(product / total), remainder: product % total }
  })
  const left = whole - shares.reduce((sum, { steps }) => sum + steps, 0)
  const first = [...shares].sort(
    (a, b) =>
      compare(b.remainder, a.remainder) ||
      b.weight - a.weight ||
      (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
  )
  const lucky = new Set(first.slice(0, left).map(({ key }) => key))
  return new Map(shares.map(({ key, steps }) => [key, steps + (lucky.has(key) ? 1 : 0)]))
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0)
