import { randomFillSync } from 'node:crypto'

const poolLength = 16 * 256

/** Random bytes fetched some thousands at a time, because a call for each value costs more than the value; each is handed out once. */
export function randomPool(): (length: number) => Uint8Array {
  const pool = Buffer.alloc(poolLength)
  let next = poolLength
  return (length) => {
    if (length > poolLength) return randomFillSync(new Uint8Array(length))
    if (next + length > poolLength) {
      randomFillSync(pool)
      next = 0
    }
    const bytes = new Uint8Array(pool.subarray(next, next + length))
    pool.fill(0, next, next + length)
    next += length
    return bytes
  }
}
