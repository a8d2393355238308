import { randomBytes } from 'node:crypto'
import { isProblem } from '@zhucan/kernel'
import { describe, expect, test } from 'vitest'
import { type Keyring, keyringOf } from './keyring.ts'

const root = randomBytes(32)
const [first, second] = [randomBytes(32), randomBytes(32)] as const
const ring = keyringOf({ root, seals: [first] })
const id18 = '990101199001011230'

function codeOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (isProblem(error)) return error.code
    throw error
  }
  return 'nothing thrown'
}

describe('a sealed value', () => {
  test.each(['', '王', id18, 'x'.repeat(1024), 'x'.repeat(1025), '长'.repeat(4000)])(
    'opens again',
    (plain) => {
      expect(ring.openText(ring.seal(plain, 'person.id'), 'person.id')).toBe(plain)
    },
  )

  test('takes bytes as well as text', () => {
    const bytes = randomBytes(100)
    expect(ring.open(ring.seal(bytes, 'file'), 'file')).toEqual(bytes)
  })

  test('shows nothing of the value, and differs each time', () => {
    const [one, other] = [ring.seal(id18, 'person.id'), ring.seal(id18, 'person.id')]
    expect(one.includes(id18)).toBe(false)
    expect(one.equals(other)).toBe(false)
  })

  test('opens only in its context', () => {
    const sealed = ring.seal(id18, 'person.id')
    expect(codeOf(() => ring.open(sealed, 'person.phone'))).toBe('seal.broken')
    expect(codeOf(() => ring.open(sealed, 'person.i'))).toBe('seal.broken')
  })

  test('any changed, lost or added byte is noticed', () => {
    const sealed = ring.seal(id18, 'person.id')
    for (let at = 0; at < sealed.length; at++) {
      for (const bit of [1, 0x80]) {
        const changed = Buffer.from(sealed)
        changed[at] = changed[at]! ^ bit
        expect(codeOf(() => ring.open(changed, 'person.id'))).toBe(
          at >= 1 && at < 5 ? 'key.unknown' : 'seal.broken',
        )
      }
      expect(codeOf(() => ring.open(sealed.subarray(0, at), 'person.id'))).toBe('seal.broken')
    }
    expect(codeOf(() => ring.open(Buffer.concat([sealed, Buffer.alloc(1)]), 'person.id'))).toBe('seal.broken')
  })

  test('opening leaves the sealed bytes as they are', () => {
    const sealed = ring.seal(id18, 'person.id')
    const copy = Buffer.from(sealed)
    ring.open(sealed, 'person.id')
    expect(sealed).toEqual(copy)
  })
})

describe('several keys', () => {
  const rotated = keyringOf({ root, seals: [first, second] })

  test('each ciphertext names its key, and older ones still open', () => {
    const old = ring.seal(id18, 'person.id')
    const fresh = rotated.seal(id18, 'person.id')
    expect(old.toString('hex', 1, 5)).toBe(ring.id)
    expect(fresh.toString('hex', 1, 5)).toBe(rotated.id)
    expect(rotated.id).not.toBe(ring.id)
    expect(rotated.openText(old, 'person.id')).toBe(id18)
    expect(rotated.openText(fresh, 'person.id')).toBe(id18)
  })

  test('a key that is not on the ring is named', () => {
    expect(codeOf(() => ring.open(rotated.seal(id18, 'person.id'), 'person.id'))).toBe('key.unknown')
  })

  test('the number index does not change with the sealing key', () => {
    expect(rotated.numberKey(id18)).toEqual(ring.numberKey(id18))
  })
})

describe('the number index', () => {
  test('is a positive 63-bit number, the same for the same number', () => {
    const { key, check } = ring.numberKey(id18)
    expect(key > 0n && key < 2n ** 63n).toBe(true)
    expect(ring.blindIndex(id18.slice(0, 17))).toBe(key)
    expect(ring.sealedCheck(id18)).toBe(check)
  })

  test('two check characters on the same digits share the key but not the check', () => {
    const all = [...'0123456789X'].map((last) => ring.numberKey(id18.slice(0, 17) + last))
    expect(new Set(all.map(({ key }) => key)).size).toBe(1)
    expect(all.map(({ check }) => check).sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  })

  test('depends on the root key', () => {
    const other = keyringOf({ root: randomBytes(32), seals: [first] })
    expect(other.numberKey(id18).key).not.toBe(ring.numberKey(id18).key)
  })

  test('the hidden check says nothing about the true one', () => {
    const counts = new Array(11).fill(0) as number[]
    for (let n = 0; n < 5500; n++) counts[ring.sealedCheck(`99010119900${String(n).padStart(6, '0')}7`)]!++
    // 500 expected each; six standard deviations are 128.
    expect(counts.filter((n) => n < 370 || n > 630)).toEqual([])
  })

  test.each(['', '99010119900101123', '99010119900101123A'])('refuses %j', (bad) => {
    expect(() => ring.numberKey(bad)).toThrow(RangeError)
  })
})

test('secrets differ by purpose and stay the same at each start', () => {
  const again: Keyring = keyringOf({ root, seals: [second] })
  expect(again.secretFor('sessions')).toEqual(ring.secretFor('sessions'))
  expect(ring.secretFor('sessions')).not.toEqual(ring.secretFor('links'))
  expect(ring.secretFor('sessions')).toHaveLength(32)
})
