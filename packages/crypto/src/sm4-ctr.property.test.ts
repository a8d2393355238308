import { createCipheriv, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hmacSm3 } from './sm3.ts'
import { sm4Ctr } from './sm4-ctr.ts'

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
/** Counters that run over, which random ones practically never do. */
const iv = fc.oneof(
  bytes(16),
  fc.integer({ min: 0, max: 16 }).map((n) => new Uint8Array(16).fill(0xff, n)),
)

test('the reused ECB object gives what the built-in sm4-ctr gives', () => {
  fc.assert(
    fc.property(bytes(16), iv, fc.uint8Array({ maxLength: 1500 }), (key, start, data) => {
      const place = Buffer.concat([start, data])
      sm4Ctr(key)(place, 0, 16, place.length)
      expect(place.subarray(16)).toEqual(createCipheriv('sm4-ctr', key, start).update(data))
      expect(place.subarray(0, 16)).toEqual(Buffer.from(start))
    }),
  )
})

test('one object serves many values in turn', () => {
  const crypt = sm4Ctr(Buffer.alloc(16, 7))
  fc.assert(
    fc.property(iv, fc.uint8Array({ maxLength: 64 }), (start, data) => {
      const place = Buffer.concat([start, data])
      crypt(place, 0, 16, place.length)
      crypt(place, 0, 16, place.length)
      expect(place.subarray(16)).toEqual(Buffer.from(data))
    }),
  )
})

test('the prepared HMAC gives what the built-in one gives', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), fc.uint8Array({ maxLength: 300 }), (key, message) => {
      const mac = hmacSm3(key, 300)
      mac.room.set(message)
      const built = createHmac('sm3', key).update(message).digest('latin1')
      expect(mac.of(message.length)).toBe(built)
    }),
  )
})
