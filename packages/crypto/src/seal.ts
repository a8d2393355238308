import { createHmac, timingSafeEqual } from 'node:crypto'
import { problem } from '@zhucan/kernel'
import { randomPool } from './random.ts'
import { deriveKey, hmacSm3, sm3 } from './sm3.ts'
import { type CounterMode, sm4Ctr } from './sm4-ctr.ts'

/*
 * A sealed value: scheme (1) | key id (4) | iv (16) | SM4-CTR ciphertext (n) | HMAC-SM3, first 16 bytes.
 * The mac covers the context and everything before itself (encrypt, then authenticate).
 */
const scheme = 1
const ivStart = 5
const cipherStart = 21
const tagLength = 16
const longestShort = 2048

/** Length of the key's name inside each ciphertext. */
export const keyIdLength = 4

/** One sealing key with everything prepared that is used for each value. */
export interface SealKey {
  /** Eight hex digits: the start of the SM3 of the key, as written into each ciphertext. */
  id: string
  idBytes: Buffer
  master: Buffer
  crypt: CounterMode
  /** Mac over context and sealed bytes without the tag. */
  tag(sealed: Buffer, context: string): string
  /** Fresh random bytes. */
  random(length: number): Uint8Array
}

/** Prepare a 32-byte master key. */
export function sealKey(master: Buffer): SealKey {
  const idBytes = sm3(Buffer.concat([Buffer.from('zhucan key id'), master])).subarray(0, keyIdLength)
  return {
    id: idBytes.toString('hex'),
    idBytes,
    master,
    crypt: sm4Ctr(deriveKey(master, 'value/encrypt', 16)),
    tag: tagger(deriveKey(master, 'value/authenticate')),
    random: randomPool(),
  }
}

/** Encrypt and authenticate a value, bound to its context; opening under another context fails. */
export function sealValue(key: SealKey, plain: string | Uint8Array, context: string): Buffer {
  const length = typeof plain === 'string' ? Buffer.byteLength(plain) : plain.length
  const sealed = Buffer.allocUnsafe(cipherStart + length + tagLength)
  sealed[0] = scheme
  for (let i = 0; i < keyIdLength; i++) sealed[1 + i] = key.idBytes[i]!
  sealed.set(key.random(cipherStart - ivStart), ivStart)
  if (typeof plain === 'string') sealed.write(plain, cipherStart)
  else sealed.set(plain, cipherStart)
  key.crypt(sealed, ivStart, cipherStart, cipherStart + length)
  sealed.write(key.tag(sealed, context), cipherStart + length, tagLength, 'latin1')
  return sealed
}

/** Undo `sealValue`; Problem 'seal.broken' if a bit or the context differs, 'key.unknown' for another key. */
export function openValue(keys: ReadonlyMap<string, SealKey>, sealed: Uint8Array, context: string): Buffer {
  if (sealed.length < cipherStart + tagLength || sealed[0] !== scheme) throw problem('seal.broken')
  const bytes = Buffer.from(sealed)
  const key = keyNamed(keys, bytes.subarray(1, ivStart))
  const end = bytes.length - tagLength
  const tag = Buffer.from(key.tag(bytes, context).slice(0, tagLength), 'latin1')
  if (!timingSafeEqual(tag, bytes.subarray(end))) throw problem('seal.broken')
  key.crypt(bytes, ivStart, cipherStart, end)
  return bytes.subarray(cipherStart, end)
}

/** The key with this name; Problem 'key.unknown' {key} if the ring does not hold it. */
export function keyNamed(keys: ReadonlyMap<string, SealKey>, idBytes: Buffer): SealKey {
  const id = idBytes.toString('hex')
  const key = keys.get(id)
  if (key === undefined) throw problem('key.unknown', { key: id })
  return key
}

/** The length before the context keeps "ab" + "c" and "a" + "bc" apart. */
function tagger(secret: Buffer): SealKey['tag'] {
  const mac = hmacSm3(secret, longestShort)
  return (sealed, context) => {
    const contextLength = Buffer.byteLength(context)
    const from = 2 + contextLength
    const length = from + sealed.length - tagLength
    const message = length > longestShort ? Buffer.allocUnsafe(length) : mac.room
    message.writeUInt16BE(contextLength, 0)
    message.write(context, 2)
    sealed.copy(message, from, 0, sealed.length - tagLength)
    if (message === mac.room) return mac.of(length)
    return createHmac('sm3', secret).update(message).digest('latin1')
  }
}
