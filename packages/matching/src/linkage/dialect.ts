import { type Analysis, type ColumnType, sqlText } from '@zhucan/analysis'

/**
 * The primitives a plan is written with, one object of this shape an engine; what goes in and what comes out stands in the
 * conformance table (packages/matching/test/conformance.json), which both engines must pass. Everything else in the SQL of a linkage is the common
 * subset of DuckDB and Spark:
 *
 * - joins (inner, left, semi, anti), `group by`, window functions with `row_number` and frames, `union all`, `limit`;
 * - `case`, `coalesce`, `nullif`, `abs`, `floor`, `||`, `+ - * / %`, `count`, `sum`, `min`, `max`, `bit_or`;
 * - casts `::integer`, `::bigint`, `::double`, `::float`, `::string`; fractions as `double(…)` writes them;
 * - statements `create or replace table|view … as`, `insert into`, `delete from`, `drop table|view [if exists]`.
 *
 * Sums of doubles must be of whole numbers, and nothing may depend on the order of rows: then both engines end alike.
 */
export interface Dialect {
  readonly id: 'duckdb' | 'spark'
  /** Whether a `limit` ends a join early; otherwise the pairs of all rules are counted before they are joined. */
  readonly stopsJoins: boolean
  /** What to run before and after a statement whose joins shall build on their right sides, where the engine would choose by itself. */
  readonly keepsSides?: readonly [before: string, after: string] | undefined
  /** Integer quotient, both whole. */
  intDiv(a: string, b: number): string
  /** Bytes in which two texts of equal byte length differ; others, and empty ones, must never come here. */
  hamming(a: string, b: string): string
  /** Whether two whole numbers with as many decimal digits, at most `digits`, differ in one. */
  otherDigit(a: string, b: string, digits: number): string
  /** Of two texts that differ in two bytes: whether two neighbours changed places. */
  neighbourSwap(a: string, b: string): string
  /** Insertions, deletions and replacements between two texts of ASCII. */
  editDistance(a: string, b: string): string
  /** Jaro–Winkler similarity of two texts of ASCII, 0 to 1, to the millionth. */
  similarity(a: string, b: string): string
  /** Whether their similarity is at least so much. */
  isSimilar(a: string, b: string, least: number): string
  /** Whether a text begins with another. */
  startsWith(a: string, b: string): string
  /** Whether a text fits a pattern in which `?` stands for any one sign. */
  fits(a: string, pattern: string): string
  charLength(a: string): string
  byteLength(a: string): string
  /** 1-based; below zero from the end. Places are numbers or SQL of whole numbers. */
  substring(a: string, from: number | string, length: number | string): string
  /** Code point of the first sign; 0 of an empty text and of none. */
  codePoint(a: string): string
  /** Text as a whole number, where it is written as the number itself would be; otherwise null. */
  whole(a: string): string
  /** Text of so many bytes, all digits and the first above zero, as a whole number; null, or one with fewer digits, of any other. */
  digits(a: string, count: number): string
  /** Text of digits, at most 19 and the first above zero, as a whole number; null, or one with fewer digits, of any other. `signs` is the text that all signs other than digits come from. */
  digitsOf(a: string, signs: string): string
  /** Text YYYY-MM-DD as a day from the year 1 on; null where it is none. */
  day(a: string): string
  /** A day as the number YYYYMMDD. */
  dayNumber(day: string): string
  least(...all: string[]): string
  greatest(...all: string[]): string
  /** A number from 0 that depends on a whole number below 2^31 only and follows no order. */
  scatter(a: string): string
  /** A text that depends on a text only and follows no order. */
  fingerprint(a: string): string
  /** Of two whole numbers: the bits of `mask` in which they differ. */
  otherBits(a: string, b: string, mask: string): string
  /** So many bits of a whole number from zero, from one of them on. */
  bitsAt(a: string, from: number, count: number): string
  /** Binary logarithm of what is above zero, to the 1,024th: sums of such are exact in any order. */
  bits(a: string): string
  /** The chance, to the millionth, that so many bits stand for. */
  chance(bits: string): string
  /** A fraction with its sign and one decimal. */
  signedTenths(a: string): string
  text(value: string): string
  /** SQL of one row where something has this name: `kind`, TABLE or VIEW. */
  kindOf(name: string): string
}

/** An engine and its words; without any it is DuckDB. */
export interface Engine extends Analysis {
  readonly dialect?: Dialect
}

/** The words of an engine. */
export function dialectOf(engine: Engine): Dialect {
  return engine.dialect ?? duckdb
}

/** A fraction as a literal that every engine reads as a double, to the last digit. */
export function double(value: number): string {
  return value.toExponential()
}

/** The name of a column's type in a cast. */
export function castType(type: ColumnType): string {
  return type === 'VARCHAR' ? 'string' : type.toLowerCase()
}

/** One digit and nothing but zeros behind it: only by so much may numbers that differ in a digit be apart. */
function hasOneDigit(gap: string, digits: number): string {
  // Nested, because nine in ten numbers are out after the first step.
  const beyond = (at: number): string =>
    at === digits
      ? `${gap} < ${10 ** at}`
      : `(${gap} < ${10 ** at} or (${gap} % ${10 ** at} = 0 and ${beyond(at + 1)}))`
  return beyond(1)
}

/** Similarity as DuckDB has it built in, to the millionth. */
const jaroWinkler = (a: string, b: string) =>
  `(floor(jaro_winkler_similarity(${a}, ${b}) * 1e+6 + 5e-1) / 1e+6)`

/** What is written alike for both engines. */
export const common = {
  dayNumber: (day: string) => `(year(${day}) * 10000 + month(${day}) * 100 + day(${day}))::integer`,
  least: (...all: string[]) => `least(${all.join(', ')})`,
  greatest: (...all: string[]) => `greatest(${all.join(', ')})`,
  fits: (a: string, pattern: string) => `${a} like replace(${pattern}, '?', '_')`,
  substring: (a: string, from: number | string, length: number | string) =>
    `substr(${a}, ${from}, ${length})`,
  charLength: (a: string) => `length(${a})`,
  editDistance: (a: string, b: string) => `levenshtein(${a}, ${b})`,
  fingerprint: (a: string) => `md5(${a})`,
  bits: (a: string) => `floor(log2(${a}) * 1024 + 5e-1) / 1024e+0`,
  chance: (bits: string) => `(floor(1e+6 / (1 + pow(2e+0, -(${bits}))) + 5e-1) / 1e+6)`,
  signedTenths: (a: string) => {
    const tenths = `floor(abs((${a})::double) * 10 + 5e-1)::bigint`
    return `(case when (${a}) < 0 then '-' else '+' end || floor(${tenths} / 1e+1)::bigint::string || '.' || (${tenths} % 10)::string)`
  },
} satisfies Partial<Dialect>

/** DuckDB's words for the primitives. */
export const duckdb: Dialect = {
  ...common,
  id: 'duckdb',
  stopsJoins: true,
  keepsSides: ["set disabled_optimizers = 'build_side_probe_side'", "set disabled_optimizers = ''"],
  intDiv: (a, b) => `(${a} // ${b})`,
  hamming: (a, b) => `hamming(${a}, ${b})`,
  otherDigit: (a, b, digits) =>
    `case when ${hasOneDigit(`abs(${a} - ${b})`, digits)} then case when length(${a}::varchar) = length(${b}::varchar)
       then hamming(${a}::varchar, ${b}::varchar) = 1 else false end else false end`,
  neighbourSwap: (a, b) => `damerau_levenshtein(${a}, ${b}) = 1`,
  similarity: jaroWinkler,
  isSimilar: (a, b, least) => `${jaroWinkler(a, b)} >= ${double(least)}`,
  startsWith: (a, b) => `starts_with(${a}, ${b})`,
  byteLength: (a) => `strlen(${a})`,
  codePoint: (a) => `greatest(unicode(${a}), 0)`,
  // The engine would read 9e10 and 1_000 as numbers.
  whole: (a) => `case when try_cast(${a} as bigint)::varchar = ${a} then try_cast(${a} as bigint) end`,
  // The engine would read 0xFF and 9e10 as numbers; nothing else gives a number as many digits as there are signs.
  digits: (a, count) =>
    `case when strlen(${a}) = ${count} and ${a} >= '1' and not contains(${a}, 'e') and not contains(${a}, 'E') then try_cast(${a} as bigint) end`,
  // Looks through the signs as they came, because what is put together in `a` would be made again for each look.
  digitsOf: (a, signs) =>
    `case when not contains(${signs}, 'e') and not contains(${signs}, 'E') then try_cast(${a} as bigint) end`,
  // The engine takes 2020-01-1x for the first of the month, and begins before the year 1.
  day: (a) =>
    `case when strlen(${a}) = 10 and ${a} like '____-__-__' and ${a} >= '0001' and substr(${a}, 10, 1) between '0' and '9'
       then try_cast(${a} as date) end`,
  scatter: (a) => {
    const first = `(((${a})::bigint * 2654435761) & 4294967295)`
    return `((xor(${first}, ${first} >> 15) * 739982445) >> 16)`
  },
  otherBits: (a, b, mask) => `(xor(${a}, ${b}) & ${mask})`,
  bitsAt: (a, from, count) => `((${a} >> ${from}) & ${2 ** count - 1})`,
  text: sqlText,
  kindOf: (name) =>
    `select table_type as kind from information_schema.tables where table_name = ${sqlText(name)}`,
}
