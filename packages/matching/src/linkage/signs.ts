import { fold } from './fold.ts'
import { readings } from './readings.ts'
import { wordId } from './word-id.ts'

/** Han characters of the main block get numbers from 1, in fifteen bits, so that a name of four is one whole number. */
const firstSign = 0x4e00
const lastSign = 0x9fa5
const signBits = 15n
/** Nine bits say how a syllable sounds folded, three which of those that fold alike it is. */
const syllableBits = 12n
const kindBits = 3
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

/** A bit for each place of a packed name at which a character is lost. */
export function lostPlaces(text: string): number {
  return [...text].reduce((bits, sign, at) => (sign === '?' ? bits + 2 ** at : bits), 0)
}

/** SQL of the bits of a packed name that are known, of its lost places. */
export function knownBitsSql(lostPlace: (at: number) => string): string {
  const terms = Array.from(
    { length: mostSigns },
    (_, at) => `(1 - ${lostPlace(at)})::bigint * ${BigInt(lost) << (signBits * BigInt(at))}`,
  )
  return `(${terms.join(' + ')})`
}

/** Syllables as one whole number; null when it takes a dictionary. */
export function packSyllables(syllables: readonly string[]): bigint | null {
  if (syllables.length === 0 || syllables.length > mostSigns) return null
  const numbers = syllableNumbers()
  return pack(
    syllables.map((syllable) => numbers.get(syllable) ?? null),
    syllableBits,
  )
}

/** A whole number for a sound that is no four syllables, apart from all packed ones: with the bits of the folded sound in the same places. */
export function wordSound(sound: string, foldedSound: string): bigint {
  const [own, shared] = [BigInt(-wordId(sound)), BigInt(-wordId(foldedSound))]
  const kinds = BigInt(kindBits)
  let packed = ((own >> 12n) & 0xfffn) << 49n
  packed |= 1n << (syllableBits * BigInt(mostSigns))
  for (let at = 0n; at < mostSigns; at++) {
    const folds = (shared >> (9n * at)) & 0x1ffn
    const kind = (own >> (kinds * at)) & 7n
    packed |= ((folds << kinds) | kind) << (syllableBits * at)
  }
  return packed
}

/** The bits of a sound that say how it folds. */
export const foldedBits = Array.from({ length: mostSigns }).reduce<bigint>(
  (bits, _, at) => bits | (0xff8n << (syllableBits * BigInt(at))),
  1n << (syllableBits * BigInt(mostSigns)),
)

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

let numbered: ReadonlyMap<string, number> | null = null

/** Syllables by number: those that fold alike share all but the last bits. */
function syllableNumbers(): ReadonlyMap<string, number> {
  if (numbered !== null) return numbered
  const { sound, surname, compound } = readings()
  const all = [...new Set([...sound.values(), ...surname.values(), ...compound.values()])].sort()
  const alike = Map.groupBy(all, fold)
  const most = Math.max(...[...alike.values()].map((list) => list.length))
  if (alike.size >= 512 || most > 2 ** kindBits) throw new RangeError('more syllables than twelve bits hold')
  const entries = [...alike.keys()]
    .sort()
    .flatMap((folds, at) => alike.get(folds)!.map((one, kind) => [one, (at + 1) * 8 + kind] as const))
  numbered = new Map(entries)
  return numbered
}

/** Columns of the table of characters. */
export const signColumns = {
  code: 'INTEGER',
  plain: 'BIGINT',
  sound: 'BIGINT',
  family_sound: 'BIGINT',
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
  yield [signLimits.below, 0, 0, 0, false, false] as const
  for (let code = firstSign; code <= signLimits.above; code++) {
    const sign = plain.get(String.fromCodePoint(code)) ?? String.fromCodePoint(code)
    const syllable = sound.get(sign)
    const number = signNumber(sign)
    if (number === null || syllable === undefined) {
      yield [code, null, null, null, false, false] as const
      continue
    }
    const family = surname.get(sign) ?? syllable
    const [own, asFamily] = [numbers.get(syllable)!, numbers.get(family)!]
    yield [code, number, own, asFamily, begins.has(sign), ends.has(sign)] as const
  }
}
