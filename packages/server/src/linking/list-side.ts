import { createHmac } from 'node:crypto'
import type { Keyring } from '@zhucan/crypto'
import { normaliseName, normaliseNumber, upgradeId15 } from '@zhucan/kernel'
import type { RawRow } from '../imports/index.ts'

/** What linkage compares of one row or person; empty = not said. The order is that of the engine's table. */
export interface Identity {
  name: string
  sex: string
  birth: string
  region: string
  residence: string
  address: string
  phone: string
  number: string
}

/** Columns that lists call differently, in the order of preference. */
const phones = ['phone', 'personPhone', 'householdPhone']

/** What a list's row says of its person; `regionOf` knows the codes of the texts of places. */
export function identityOfRow(
  { texts }: Pick<RawRow, 'texts'>,
  regionOf: (text: string) => string | null,
): Identity {
  const place = texts.hukouRegion || texts.region || ''
  const region = place === '' ? null : regionOf(place)
  return {
    name: texts.name ?? '',
    sex: texts.sex ?? '',
    birth: texts.birth ?? '',
    region: region ?? '',
    residence: '',
    address: region === null ? `${place}${texts.address ?? ''}` : (texts.address ?? ''),
    phone: phones.map((key) => texts[key] ?? '').find((text) => text !== '') ?? '',
    number: whatIsLeft(texts.idNumber || texts.certificateNumber || ''),
  }
}

/** What is left of a number; an old one as it is written today, of a certificate the ID number it begins with. */
export function whatIsLeft(text: string): string {
  const digits = normaliseNumber(text)
  if (/^\d{15}$/.test(digits)) return upgradeId15(digits)
  return /^[0-9X]+$/.test(digits.slice(0, 18)) ? digits.slice(0, 18) : ''
}

/** The texts of places in rows, for the resolver. */
export const placeOfRow = ({ texts }: Pick<RawRow, 'texts'>): string =>
  texts.hukouRegion || texts.region || ''

/** Names what a row says of its person, so that the same words are known again; nothing of it can be read. */
export function memoryKey(keyring: Keyring, identity: Identity): Buffer {
  const { name, sex, birth, region, address, phone, number } = identity
  return createHmac('sha256', keyring.secretFor('link memory'))
    .update(JSON.stringify([normaliseName(name), sex, birth, region, address, phone, number]))
    .digest()
}

/** Names what the register says of a person, so that a change is known; nothing of it can be read. */
export function personMark(keyring: Keyring, identity: Identity): Buffer {
  const { name, sex, birth, region, residence, address, phone, number } = identity
  return createHmac('sha256', keyring.secretFor('link person'))
    .update(JSON.stringify([name, sex, birth, region, residence, address, phone, number]))
    .digest()
    .subarray(0, 16)
}
