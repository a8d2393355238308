import { describe, expect, it } from 'vitest'
import { randomPool } from './random.ts'

describe('a pool of random bytes', () => {
  it('hands each byte out once, however the pool is cut', () => {
    const random = randomPool()
    const seen = new Set<string>()
    for (let n = 0; n < 5000; n++) seen.add(Buffer.from(random(10)).toString('hex'))
    expect(seen.size).toBe(5000)
  })

  it('gives bytes of the caller alone: changing them changes nobody else', () => {
    const random = randomPool()
    const first = random(16)
    const before = Buffer.from(first).toString('hex')
    random(16).fill(0)
    expect(Buffer.from(first).toString('hex')).toBe(before)
  })

  it('gives more than the pool holds', () => {
    const bytes = randomPool()(100_000)
    expect(bytes.length).toBe(100_000)
    expect(new Set(bytes).size).toBe(256)
  })
})
