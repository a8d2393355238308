import type { PlainDate } from './plain-date.ts'
import { problem } from './problem.ts'

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const checkCharacters = '10X98765432'
const cleanNumber = /^[0-9XB]*$/
// Blanks, controls, zero-width signs, quotes, and the dots and dashes people put between groups of digits.
const separators = /[\s\p{Cc}\p{Cf}'"`´‘’′.·•,\-‐‑‒–—−_]/gu
const lookAlikes = /[×✕ХхΧχ]/g

/** The number as it would stand on the document: half-width, without separators, letters upper case. */
export function normaliseNumber(raw: string): string {
  if (cleanNumber.test(raw)) return raw
  return raw
    .normalize('NFKC')
    .replace(/\.0+\s*$/, '')
    .replaceAll(separators, '')
    .replaceAll(lookAlikes, 'X')
    .toUpperCase()
}

/** Check character of GB 11643 (ISO 7064 MOD 11-2) for the first 17 digits; throws Problem 'id.invalid'. */
export function checkCharacter(first17: string): string {
  if (!/^\d{17}$/.test(first17)) throw problem('id.invalid', { length: first17.length })
  return checkCharacters[checkIndex(first17)]!
}

/** Value 0–10 that stands behind the check character; expects 17 digits at the front. */
export function checkIndex(text: string): number {
  let sum = 0
  for (let i = 0; i < 17; i++) sum += weights[i]! * (text.charCodeAt(i) - 48)
  return sum % 11
}

/** True when character 18 fits the 17 digits before it; expects 17 digits and one more character. */
export function hasRightCheck(id18: string): boolean {
  return checkCharacters.charCodeAt(checkIndex(id18)) === id18.charCodeAt(17)
}

/** Turns an old 15-digit number into 18; sequences 996–999 were kept for people born in the 1800s. */
export function upgradeId15(id15: string): string {
  if (!/^\d{15}$/.test(id15)) throw problem('id.invalid', { length: id15.length })
  const century = Number(id15.slice(12)) >= 996 ? '18' : '19'
  const first17 = id15.slice(0, 6) + century + id15.slice(6)
  return first17 + checkCharacters[checkIndex(first17)]
}

/** Makes a right number from its parts; sequence 0–999, odd for men. For invented people the prefix begins with 99. */
export function makeIdNumber(prefix6: string, birth: PlainDate, sequence: number): string {
  if (!/^\d{6}$/.test(prefix6) || !Number.isInteger(sequence) || sequence < 0 || sequence > 999) {
    throw problem('id.invalid', { prefix: prefix6, sequence })
  }
  const first17 = prefix6 + birth.replaceAll('-', '') + String(sequence).padStart(3, '0')
  return first17 + checkCharacter(first17)
}
