import type { PersonalDataKind } from '@zhucan/catalogue'

/** Kinds that a clerk tells apart; the reader knows more. */
export const kindsToMask = [
  'name',
  'phone',
  'id-number',
  'bank-account',
  'address',
  'other',
] as const satisfies readonly PersonalDataKind[]

export type KindToMask = (typeof kindsToMask)[number]

/** What words most probably are, so that the kind need seldom be chosen. */
export function guessKind(words: string): KindToMask {
  const plain = words.normalize('NFKC').replaceAll(/[\s-]/g, '')
  if (/^\d{17}[\dXx]$|^\d{15}$/.test(plain)) return 'id-number'
  if (/^\d{12,}$/.test(plain)) return 'bank-account'
  if (/^[(（]?\d[\d()（）转]{4,}$/.test(plain)) return 'phone'
  if (/[路街巷村组号室栋院镇乡]/.test(plain) && plain.length > 4) return 'address'
  return /^\p{Script=Han}{2,4}$|^\p{Script=Han}+·\p{Script=Han}+$/u.test(plain) ? 'name' : 'other'
}
