import { sqlText } from '@zhucan/analysis'

/**
 * The primitives a plan is written with. Everything else in the engine's SQL is the common subset of DuckDB and
 * Spark; a second engine is a second object of this shape.
 */
export interface Dialect {
  readonly id: 'duckdb'
  /** Integer quotient, both whole. */
  intDiv(a: string, b: number): string
  /** Bytes in which two texts of equal byte length differ; others must never come here. */
  hamming(a: string, b: string): string
  /** Whether two whole numbers with as many decimal digits, at most `digits`, differ in one. */
  otherDigit(a: string, b: string, digits: number): string
  /** Insertions, deletions, replacements and neighbour swaps between two texts, counted in bytes. */
  editDistance(a: string, b: string): string
  /** Jaro–Winkler similarity, 0 to 1. */
  similarity(a: string, b: string): string
  /** Whether a text begins with another. */
  startsWith(a: string, b: string): string
  /** Whether a text fits a pattern in which `?` stands for any one sign. */
  fits(a: string, pattern: string): string
  charLength(a: string): string
  byteLength(a: string): string
  /** 1-based. */
  substring(a: string, from: number, length: number): string
  /** Code point of the first sign; 0 of an empty text. */
  codePoint(a: string): string
  /** Text as a whole number; null where it is none. */
  whole(a: string): string
  /** Text YYYY-MM-DD as a day; null where it is none. */
  day(a: string): string
  /** A day as the number YYYYMMDD. */
  dayNumber(day: string): string
  least(...all: string[]): string
  greatest(...all: string[]): string
  /** A number that depends on a whole number only, the same in each run of one engine. */
  scatter(a: string): string
  /** Of a group of rows. */
  bitOr(a: string): string
  /** Of two whole numbers: the bits of `mask` in which they differ. */
  otherBits(a: string, b: string, mask: string): string
  log2(a: string): string
  text(value: string): string
}

/** One digit and nothing but zeros behind it: only by so much may numbers that differ in a digit be apart. */
function hasOneDigit(gap: string, digits: number): string {
  const sizes = Array.from({ length: digits }, (_, at) => 10 ** at)
  return `(${sizes.map((size) => `(${gap} < ${size * 10} and ${gap} % ${size} = 0)`).join(' or ')})`
}

/** DuckDB's words for the primitives. */
export const duckdb: Dialect = {
  id: 'duckdb',
  intDiv: (a, b) => `(${a} // ${b})`,
  hamming: (a, b) => `hamming(${a}, ${b})`,
  otherDigit: (a, b, digits) =>
    `case when ${hasOneDigit(`abs(${a} - ${b})`, digits)} then case when length(${a}::varchar) = length(${b}::varchar)
       then hamming(${a}::varchar, ${b}::varchar) = 1 else false end else false end`,
  editDistance: (a, b) => `damerau_levenshtein(${a}, ${b})`,
  similarity: (a, b) => `jaro_winkler_similarity(${a}, ${b})`,
  startsWith: (a, b) => `starts_with(${a}, ${b})`,
  fits: (a, pattern) => `${a} like replace(${pattern}, '?', '_')`,
  charLength: (a) => `length(${a})`,
  byteLength: (a) => `strlen(${a})`,
  substring: (a, from, length) => `substr(${a}, ${from}, ${length})`,
  codePoint: (a) => `greatest(unicode(${a}), 0)`,
  whole: (a) => `try_cast(${a} as bigint)`,
  // The engine takes 2020-01-1x for the first of the month.
  day: (a) =>
    `case when strlen(${a}) = 10 and substr(${a}, 5, 1) = '-' and try_cast(right(${a}, 2) as integer) > 0 then try_cast(${a} as date) end`,
  dayNumber: (day) => `(year(${day}) * 10000 + month(${day}) * 100 + day(${day}))::integer`,
  least: (...all) => `least(${all.join(', ')})`,
  greatest: (...all) => `greatest(${all.join(', ')})`,
  scatter: (a) => `hash((${a})::bigint * 4096 + 7)`,
  bitOr: (a) => `bit_or(${a})`,
  otherBits: (a, b, mask) => `(xor(${a}, ${b}) & ${mask})`,
  log2: (a) => `log2(${a})`,
  text: sqlText,
}
