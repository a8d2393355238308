import { createCipheriv } from 'node:crypto'

const blockLength = 16
const longestShort = 1024

/** Encrypts or decrypts, which is the same in counter mode, the bytes from `start` to `end` where they lie. */
export type CounterMode = (bytes: Buffer, ivStart: number, start: number, end: number) => void

/**
 * SM4-CTR for many short values under one key. A cipher object for each value costs ten times the work,
 * so one ECB object makes the key stream; long data go to the built-in sm4-ctr.
 */
export function sm4Ctr(key: Uint8Array): CounterMode {
  const ecb = createCipheriv('sm4-ecb', key, null).setAutoPadding(false)
  const counters = Buffer.alloc(longestShort)
  return (bytes, ivStart, start, end) => {
    const length = end - start
    if (length > longestShort) {
      bytes.set(
        builtInCtr(key, bytes.subarray(ivStart, ivStart + blockLength), bytes.subarray(start, end)),
        start,
      )
      return
    }
    const padded = Math.ceil(length / blockLength) * blockLength
    fillCounters(counters, bytes, ivStart, padded)
    const stream = ecb.update(counters.subarray(0, padded))
    for (let i = 0; i < length; i++) bytes[start + i] = bytes[start + i]! ^ stream[i]!
  }
}

/** The built-in cipher, for data long enough that its object does not count. */
export function builtInCtr(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Buffer {
  return createCipheriv('sm4-ctr', key, iv).update(data)
}

/** The iv, the iv plus one, and so on, as many blocks as fit into the length. */
function fillCounters(counters: Buffer, bytes: Buffer, ivStart: number, length: number): void {
  for (let i = 0; i < blockLength && i < length; i++) counters[i] = bytes[ivStart + i]!
  for (let at = blockLength; at < length; at += blockLength) {
    for (let i = at; i < at + blockLength; i++) counters[i] = counters[i - blockLength]!
    addOne(counters, at)
  }
}

/** The counter is the whole block, big-endian, and runs over to zero. */
function addOne(counters: Buffer, start: number): void {
  for (let i = start + blockLength - 1; i >= start; i--) {
    counters[i] = (counters[i]! + 1) & 0xff
    if (counters[i] !== 0) return
  }
}
