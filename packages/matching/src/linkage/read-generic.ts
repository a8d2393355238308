import { normaliseName, parseLooseDate } from '@zhucan/kernel'

const accents = /\p{Mn}/gu
const signs = /[^\p{L}\p{N}]+/gu
const vowels = /[aeiouyhw]/g
const groups: Readonly<Record<string, string>> = {
  b: '1',
  f: '1',
  p: '1',
  v: '1',
  c: '2',
  g: '2',
  j: '2',
  k: '2',
  q: '2',
  s: '2',
  x: '2',
  z: '2',
  d: '3',
  t: '3',
  l: '4',
  m: '5',
  n: '5',
  r: '6',
}

/** Small letters without accents, words parted by one blank. */
export function plainText(raw: string): string {
  return normaliseName(raw)
    .normalize('NFKD')
    .replaceAll(accents, '')
    .toLowerCase()
    .replaceAll(signs, ' ')
    .trim()
}

/** How a Latin word sounds, roughly: first letter and up to three groups of consonants (Soundex). */
export function soundOf(word: string): string {
  const letters = word.replaceAll(/[^a-z]/g, '')
  if (letters === '') return word.slice(0, 2)
  let code = ''
  let last = groups[letters[0]!] ?? ''
  for (const letter of letters.slice(1)) {
    const group = groups[letter] ?? ''
    if (group !== '' && group !== last) code += group
    // h and w between two letters of one group do not part them.
    if (letter !== 'h' && letter !== 'w') last = group
  }
  return letters[0]! + code.slice(0, 3).padEnd(3, '0')
}

/** The consonants of a text after its first letter; keeps what typing errors in vowels destroy. */
export function skeletonOf(text: string): string {
  return text.slice(0, 1) + text.slice(1).replaceAll(vowels, '').replaceAll(' ', '')
}

/** Letters and digits only, in capitals; numbers lose a `.0` that a spreadsheet hung on. */
export function plainCode(raw: string): string {
  return raw
    .normalize('NFKC')
    .trim()
    .replace(/^(\d+)\.0+$/, '$1')
    .replaceAll(signs, '')
    .toUpperCase()
}

/** Digits of a telephone number without the country code; mobile numbers are eleven long. */
export function plainPhone(raw: string): string {
  const digits = raw.normalize('NFKC').replaceAll(/\D/g, '')
  return digits.length > 11 ? digits.replace(/^(0086|86)/, '') : digits
}

/** A date as eight digits, impossible months and days kept as they stand; '' when it is no date at all. */
export function plainDigitsOfDate(raw: string): string {
  const loose = parseLooseDate(raw)
  if (loose.date !== null && loose.precision === 'day') return loose.date.replaceAll('-', '')
  const text = raw.normalize('NFKC').trim()
  const yearFirst = /^(\d{4})\D(\d{1,2})\D(\d{1,2})(?:\D|$)/.exec(text)
  if (yearFirst) return joined(yearFirst[1]!, yearFirst[2]!, yearFirst[3]!)
  const yearLast = /^(\d{1,2})\D(\d{1,2})\D(\d{4})(?:\D|$)/.exec(text)
  if (yearLast) return joined(yearLast[3]!, yearLast[2]!, yearLast[1]!)
  const digits = text.replaceAll(/\D/g, '')
  if (digits.length === 8) return digits
  return loose.date === null ? '' : loose.date.replaceAll('-', '')
}

function joined(year: string, month: string, day: string): string {
  return year + month.padStart(2, '0') + day.padStart(2, '0')
}
