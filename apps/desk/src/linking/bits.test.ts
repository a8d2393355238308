import { expect, test } from 'vitest'
import { writeBits, writeWeight } from './bits.ts'

test('a weight below the threshold never reads as if it had reached it', () => {
  expect(writeWeight(3.97)).toBe('+3.97')
  expect(writeWeight(3.999)).toBe('+3.99')
  expect(writeWeight(3.94)).toBe('+3.9')
  expect(writeWeight(4)).toBe('+4.0')
  expect(writeWeight(-4)).toBe('−4.0')
  expect(writeBits(3.14)).toBe('+3.1')
})
