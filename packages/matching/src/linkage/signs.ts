import { fold } from './fold.ts'
import { readings } from './readings.ts'

/** Han characters of the main block get numbers from 1, in fifteen bits, so that a name of four is one whole number. */
const firstSign = 0x4e00
const lastSign = 0x9fa5
const signBits = 15n
const syllableBits = 9n
const mostSigns = 4
/** Stands where a character was lost. */
const lost = 0x7fff

/** Number of a character; null outside the main block. */
export function signNumber(sign: string): number | null {
  const code = sign.codePointAt(0) ?? 0
  return code >= firstSign && code <= lastSign ? code - firstSign + 1 : null
}

/** A name of up to four characters as one whole number, lost ones as `?`; null when it takes a dictionary. */
export function packText(text: string): bigint | null {
  const signs = [...text]
  if (signs.length === 0 || signs.length > mostSigns) return null
  return pack(
    signs.map((sign) => (sign === '?' ? lost : signNumber(sign))),
    signBits,
  )
}

/** The bits of a packed name that are known; null when no character is lost. */
export function knownBits(text: string): bigint | null {
  if (!text.includes('?')) return null
  const all = Array.from({ length: mostSigns }, () => lost)
  return pack(
    [...text, ...all].slice(0, mostSigns).map((sign) => (sign === '?' ? 0 : lost)),
    signBits,
  )
}

/** Syllables as one whole number, as they sound or folded; null when it takes a dictionary. */
export function packSyllables(syllables: readonly string[], kind: 'sound' | 'folded'): bigint | null {
  if (syllables.length === 0 || syllables.length > mostSigns) return null
  const numbers = syllableNumbers()[kind]
  return pack(
    syllables.map((syllable) => numbers.get(syllable) ?? null),
    syllableBits,
  )
}

function pack(numbers: readonly (number | null)[], bits: bigint): bigint | null {
  let packed = 0n
  for (const [at, number] of numbers.entries()) {
    if (number === null) return null
    packed |= BigInt(number) << (bits * BigInt(at))
  }
  return packed
}

/** SQL that packs what pack packs: values of up to four places, 0 where there is none. */
export function packedSql(values: readonly string[], kind: 'text' | 'syllables'): string {
  const bits = kind === 'text' ? signBits : syllableBits
  const terms = values.map((value, at) => `${value}::bigint * ${1n << (bits * BigInt(at))}`)
  return `(${terms.join(' + ')})`
}

let numbered: Record<'sound' | 'folded', ReadonlyMap<string, number>> | null = null

/** Syllables by number; folded ones have numbers of their own. */
function syllableNumbers(): NonNullable<typeof numbered> {
  if (numbered !== null) return numbered
  const { sound, surname, compound } = readings()
  const all = [...new Set([...sound.values(), ...surname.values(), ...compound.values()])].sort()
  const folded = [...new Set(all.map(fold))].sort()
  if (all.length >= 2 ** Number(syllableBits)) throw new RangeError('more syllables than nine bits hold')
  const numbers = (list: readonly string[]) => new Map(list.map((one, at) => [one, at + 1] as const))
  numbered = { sound: numbers(all), folded: numbers(folded) }
  return numbered
}

/** Columns of the table of characters. */
export const signColumns = {
  code: 'INTEGER',
  plain: 'INTEGER',
  sound: 'INTEGER',
  folded: 'INTEGER',
  family_sound: 'INTEGER',
  family_folded: 'INTEGER',
  may_begin: 'BOOLEAN',
  may_end: 'BOOLEAN',
} as const

/** Codes that stand for all below the main block, of which no character is one, and for all above. */
export const signLimits = { below: firstSign - 1, above: lastSign + 1 } as const

/**
 * Every code from limit to limit: a character's plain form, how it sounds, whether a long surname may hold it. Without gaps,
 * because engines look such a table up by place.
 */
export function* signRows() {
  const { plain, sound, surname, compound } = readings()
  const numbers = syllableNumbers()
  const begins = new Set([...compound.keys()].map((two) => [...two][0]))
  const ends = new Set([...compound.keys()].map((two) => [...two][1]))
  yield [signLimits.below, 0, 0, 0, 0, 0, false, false] as const
  for (let code = firstSign; code <= signLimits.above; code++) {
    const sign = plain.get(String.fromCodePoint(code)) ?? String.fromCodePoint(code)
    const syllable = sound.get(sign)
    const number = signNumber(sign)
    if (number === null || syllable === undefined) {
      yield [code, null, null, null, null, null, false, false] as const
      continue
    }
    const family = surname.get(sign) ?? syllable
    const [own, asFamily] = [syllable, family].map((one) => [
      numbers.sound.get(one)!,
      numbers.folded.get(fold(one))!,
    ])
    yield [code, number, ...own!, ...asFamily!, begins.has(sign), ends.has(sign)] as const
  }
}
