import { normaliseName } from '@zhucan/kernel'
import { fold } from './fold.ts'
import { readings } from './readings.ts'

/** How a name is written; recall is watched for each form, so that none is silently linked worse. */
export type NameForm = 'han2' | 'han3' | 'han4' | 'dotted' | 'latin'

/** A name as linkage compares it. */
export interface PersonName {
  /** Simplified characters, small letters, no dots and blanks; `?` for a lost character. */
  readonly text: string
  /** Toneless syllables, the surname by its own reading; null when a character is lost or unknown. */
  readonly sound: string | null
  /** The same with what many speakers do not tell apart made equal. */
  readonly folded: string | null
  /** Surname; of a dotted name the last part, which is the father's. */
  readonly family: string | null
  /** First and second character of the given name, where the name has a surname in front. */
  readonly given: readonly [string | null, string | null]
  readonly form: NameForm
}

const lost = /[?*□■▢〓＊？\ufffd\ue000-\uf8ff\u{f0000}-\u{10fffd}]/u
const bracketed = /[([（【][^)\]）】]*[)\]）】]/g
const simple = /^[\u4e00-\u9fa5]{2,4}$/
const han = /\p{Script=Han}/u
const letters = /[^\p{L}?]/gu

/** Reads a name cell; null when it says nothing. */
export function readPersonName(raw: string): PersonName | null {
  if (simple.test(raw)) return hanName(plainSimple(raw), 1)
  const parts = normaliseName(raw)
    .replaceAll(bracketed, '')
    .split('·')
    .map(plainPart)
    .filter((part) => part !== '')
  const text = parts.join('')
  if (text === '' || /^\?+$/.test(text)) return null
  if (!han.test(text)) return latinName(text, parts)
  return hanName(text, parts.length, parts.at(-1)!)
}

/** A name with Chinese characters; of a dotted one `last` is the part behind the last dot. */
function hanName(text: string, parts: number, last = text): PersonName {
  const signs = [...text]
  const isDotted = parts > 1
  const family = isDotted ? last : familyOf(signs)
  const syllables = soundsOf(signs, family, isDotted)
  return {
    text,
    sound: syllables === null ? null : syllables.join(' '),
    folded: syllables === null ? null : syllables.map(foldOnce).join(' '),
    family,
    given: isDotted ? [null, null] : givenOf(signs, family),
    form: formOf(signs.length, parts),
  }
}

// Nearly all names are of this kind, and need no signs taken out.
function plainSimple(raw: string): string {
  const { plain } = readings()
  let text = ''
  for (const sign of raw) text += plain.get(sign) ?? sign
  return text
}

function plainPart(part: string): string {
  const { plain } = readings()
  return [...part]
    .map((sign) => (lost.test(sign) ? '?' : (plain.get(sign) ?? sign.toLowerCase())))
    .join('')
    .replaceAll(letters, '')
}

function latinName(text: string, parts: readonly string[]): PersonName {
  const isWhole = !text.includes('?')
  return {
    text,
    sound: isWhole ? text : null,
    folded: isWhole ? fold(text) : null,
    family: parts.length > 1 ? parts.at(-1)! : null,
    given: [null, null],
    form: 'latin',
  }
}

function formOf(length: number, parts: number): NameForm {
  if (parts > 1 || length > 4) return 'dotted'
  return length <= 2 ? 'han2' : length === 3 ? 'han3' : 'han4'
}

/** The surname of a Han name; names longer than four characters without a dot are not of that form. */
function familyOf(signs: readonly string[]): string | null {
  if (signs.length > 4) return null
  const two = signs.length > 2 ? signs[0]! + signs[1]! : ''
  const family = readings().compound.has(two) ? two : signs[0]!
  return family.includes('?') ? null : family
}

function givenOf(signs: readonly string[], family: string | null): [string | null, string | null] {
  if (family === null) return [null, null]
  const from = family === signs[0] ? 1 : 2
  const known = (at: number) => (signs[at] === undefined || signs[at] === '?' ? null : signs[at])
  return [known(from), known(from + 1)]
}

/** One letter for each character, so that engines that count bytes count characters; chance makes 1 in 94 equal. */
export function letterCode(text: string): string {
  return [...text]
    .map((sign) => String.fromCharCode(33 + (((sign.codePointAt(0)! * 40_503) >>> 4) % 94)))
    .join('')
}

function soundsOf(all: readonly string[], family: string | null, isDotted: boolean): string[] | null {
  const { sound, surname, compound } = readings()
  const whole = !isDotted && family !== null ? compound.get(family) : undefined
  const syllables = whole === undefined ? [] : [whole]
  const signs = whole === undefined ? all : all.slice(2)
  for (const [at, sign] of signs.entries()) {
    const isFamily = at === 0 && whole === undefined && !isDotted && family === sign
    const syllable = (isFamily ? surname.get(sign) : undefined) ?? sound.get(sign)
    if (syllable === undefined) return null
    syllables.push(syllable)
  }
  return syllables
}

const folded = new Map<string, string>()

function foldOnce(syllable: string): string {
  const known = folded.get(syllable)
  if (known !== undefined) return known
  const made = fold(syllable)
  folded.set(syllable, made)
  return made
}

/** True when two names cannot be spellings of one: neither sound nor half of the characters are shared. */
export function areOtherNames(one: string, other: string): boolean {
  const [a, b] = [readPersonName(one), readPersonName(other)]
  if (a === null || b === null || a.text === b.text) return false
  if (a.folded !== null && a.folded === b.folded) return false
  const [short, long] = [[...a.text], [...b.text]].sort((x, y) => x.length - y.length)
  const shared = short!.filter((sign) => sign === '?' || long!.includes(sign)).length
  return shared * 2 < long!.length || (shared === 1 && long!.length === 2 && a.family === b.family)
}
