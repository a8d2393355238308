import type { Transform } from 'node:stream'
import { type KeyMaterial, readKeys } from './key-files.ts'
import { openValue, type SealKey, sealKey, sealValue } from './seal.ts'
import { openingStream, sealingStream } from './seal-stream.ts'
import { deriveKey, hmacSm3 } from './sm3.ts'

/** How a number is known without being kept: equal numbers, and only they, have both values equal. */
export interface NumberKey {
  /** 63 bits of HMAC-SM3 over the first 17 characters, more than zero. */
  key: bigint
  /** The check character hidden by the same HMAC, 0 to 10. */
  check: number
}

/** The keys of one installation, ready for use. */
export interface Keyring {
  /** Name of the key that seals now. */
  id: string
  /** Sealed bytes that name their key and open only under the same context, e.g. `person.phone`. */
  seal(plain: string | Uint8Array, context: string): Buffer
  /** Problems 'seal.broken', 'key.unknown'. */
  open(sealed: Uint8Array, context: string): Buffer
  openText(sealed: Uint8Array, context: string): string
  /** The key half of `numberKey`, for a number whose check character is not at hand. */
  blindIndex(first17: string): bigint
  sealedCheck(id18: string): number
  numberKey(id18: string): NumberKey
  /** 32 secret bytes for another purpose, e.g. signing sessions; the same at each start. */
  secretFor(purpose: string): Buffer
  /** All keys that open, the sealing one last; for the streams. */
  keys: ReadonlyMap<string, SealKey>
}

/** Read the keys of a folder; only with `create` are missing ones made. Problems as in `readKeys`. */
export async function loadKeyring(folder: string, options: { create: boolean }): Promise<Keyring> {
  return keyringOf(await readKeys(folder, options.create))
}

/** A ring from bytes in memory; the last sealing key seals. */
export function keyringOf({ root, seals }: KeyMaterial): Keyring {
  const keys = new Map(seals.map(sealKey).map((key) => [key.id, key]))
  const active = [...keys.values()].at(-1)
  if (active === undefined) throw new RangeError('a keyring needs a sealing key')
  const numberKey = numberKeys(deriveKey(root, 'number index'))
  return {
    id: active.id,
    keys,
    seal: (plain, context) => sealValue(active, plain, context),
    open: (sealed, context) => openValue(keys, sealed, context),
    openText: (sealed, context) => openValue(keys, sealed, context).toString(),
    blindIndex: (first17) => numberKey(`${first17}0`).key,
    sealedCheck: (id18) => numberKey(id18).check,
    numberKey,
    secretFor: (purpose) => deriveKey(root, `secret/${purpose}`),
  }
}

/**
 * One HMAC serves both halves: 8 bytes of its output become the key, 8 others hide the check character,
 * so that a stored check value says nothing about the number behind the key.
 */
function numberKeys(secret: Buffer): (id18: string) => NumberKey {
  const mac = hmacSm3(secret, 17)
  const output = Buffer.alloc(16)
  return (id18) => {
    if (id18.length !== 18) throw new RangeError('an identity number has 18 characters')
    mac.room.write(id18, 0, 17, 'latin1')
    output.write(mac.of(17), 0, 16, 'latin1')
    const key = output.readBigUInt64BE(0) & 0x7fff_ffff_ffff_ffffn
    return { key: key || 1n, check: (checkValue(id18) + Number(output.readBigUInt64BE(8) % 11n)) % 11 }
  }
}

function checkValue(id18: string): number {
  const character = id18[17] as string
  const value = character === 'X' ? 10 : '0123456789'.indexOf(character)
  if (value < 0) throw new RangeError('the check character is a digit or X')
  return value
}

/** Encrypts an uploaded or returned file as it passes; see `openStream`. */
export function sealStream(keyring: Keyring, context: string): Transform {
  return sealingStream(keyring.keys.get(keyring.id) as SealKey, context)
}

/** Decrypts a sealed file as it passes; errors 'seal.truncated', 'seal.broken', 'key.unknown'. */
export function openStream(keyring: Keyring, context: string): Transform {
  return openingStream(keyring.keys, context)
}
