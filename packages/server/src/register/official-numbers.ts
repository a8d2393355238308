import type { Keyring } from '@zhucan/crypto'
import { inspectIdentity, isUsable, maskNumber, maskPhone, type PlainDate } from '@zhucan/kernel'

/** What the server keeps of a number to find its owner again: nothing of it can be read. */
export interface BlindKey {
  key: bigint
  checkSealed: number
}

/** The blind key of 18 characters. */
export const blindKey = (keyring: Keyring, id18: string): BlindKey => ({
  key: keyring.blindIndex(id18.slice(0, 17)),
  checkSealed: keyring.sealedCheck(id18),
})

/** The blind key of whatever number a clerk typed (15, 18, 20, 22 characters), or null when it cannot be one. */
export function blindKeyOfTyped(keyring: Keyring, typed: string, day: PlainDate): BlindKey | null {
  const identity = inspectIdentity(typed, { day })
  return isUsable(identity) ? blindKey(keyring, identity.id18) : null
}

/** Numbers that are sealed together beside a person. */
export type SealedFields = Partial<Record<'phone' | 'guardianPhone' | 'bankAccount', string>>

/** Opens a person's sealed fields. */
export const openFields = (keyring: Keyring, sealed: Buffer | null, personId: string): SealedFields =>
  sealed ? JSON.parse(keyring.open(sealed, `person:${personId}`).toString('utf8')) : {}

/** Seals a person's number fields, bound to the person: moved to another row they do not open. */
export const sealFields = (keyring: Keyring, fields: SealedFields, personId: string): Buffer | null =>
  Object.keys(fields).length === 0 ? null : keyring.seal(JSON.stringify(fields), `person:${personId}`)

/** How a number field is shown before anybody asked to see it. */
export const maskField = (field: string, value: string): string =>
  field.toLowerCase().includes('phone') ? maskPhone(value) : maskNumber(value)
