import type { Dialect } from './dialect.ts'

/**
 * How a prepared person lies in whole numbers of 63 bits, several columns in one: what a pair costs is mostly the fetching of
 * columns. Where a column is zero it says nothing.
 */
export const words = {
  /** What a name is compared by beside its text and sound. */
  parts: { family: [0, 20], given_1: [20, 15], given_2: [35, 15], name_length: [50, 6], lost: [56, 4] },
  /** Birth date, birth year and sex. */
  born: { birth: [0, 27], year: [27, 14], sex: [41, 2] },
  /** County and town, each by its code or above all codes. */
  area: { county: [0, 24], town: [24, 31] },
  /** Village and, where it has one, door. */
  spot: { door: [0, 22], village: [22, 40] },
  /** What is left of an ID number. */
  ids: { id_county: [0, 20], id_birth: [20, 27], id_tail: [47, 14] },
} as const

/** A word of a prepared person. */
export type Word = keyof typeof words

type Layout = Readonly<Record<string, readonly [from: number, count: number]>>

/** SQL of a word; columns left out are zero. */
export function wordSql(word: Word, columns: Readonly<Record<string, string>>): string {
  const layout: Layout = words[word]
  const terms = Object.entries(columns).map(([name, sql]) => {
    const from = layout[name]![0]
    return from === 0 ? `(${sql})::bigint` : `(${sql})::bigint * ${2 ** from}`
  })
  return `(${terms.join(' + ')})`
}

/** The same of values. */
export function wordOf(word: Word, columns: Readonly<Record<string, number>>): bigint {
  const layout: Layout = words[word]
  let packed = 0n
  for (const [name, value] of Object.entries(columns)) packed |= BigInt(value) << BigInt(layout[name]![0])
  return packed
}

/** So many values a column of a word has room for. */
export function roomOf(word: Word, column: string): number {
  const layout: Layout = words[word]
  return 2 ** layout[column]![1]
}

/** SQL of a column of a word of the row `t`, zero included. */
export function columnSql(d: Dialect, word: Word, column: string): string {
  const layout: Layout = words[word]
  const [from, count] = layout[column]!
  return d.bitsAt(`t.${word}`, from, count)
}
