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
  /** Insertions, deletions, replacements and neighbour swaps between two texts, counted in bytes. */
  editDistance(a: string, b: string): string
  /** Jaro–Winkler similarity, 0 to 1. */
  similarity(a: string, b: string): string
  charLength(a: string): string
  byteLength(a: string): string
  /** 1-based. */
  substring(a: string, from: number, length: number): string
  /** A number that depends on a whole number only, the same in each run of one engine. */
  scatter(a: string): string
  bitOr(a: string): string
  log2(a: string): string
  text(value: string): string
}

/** DuckDB's words for the primitives. */
export const duckdb: Dialect = {
  id: 'duckdb',
  intDiv: (a, b) => `(${a} // ${b})`,
  hamming: (a, b) => `hamming(${a}, ${b})`,
  editDistance: (a, b) => `damerau_levenshtein(${a}, ${b})`,
  similarity: (a, b) => `jaro_winkler_similarity(${a}, ${b})`,
  charLength: (a) => `length(${a})`,
  byteLength: (a) => `strlen(${a})`,
  substring: (a, from, length) => `substr(${a}, ${from}, ${length})`,
  scatter: (a) => `hash((${a})::bigint * 4096 + 7)`,
  bitOr: (a) => `bit_or(${a})`,
  log2: (a) => `log2(${a})`,
  text: sqlText,
}
