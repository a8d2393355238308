import type { AppendValue, Columns } from '@zhucan/analysis'

/** A raw column and what is derived from it, once per distinct value. */
export interface Field {
  /** Name of the raw column; also the prefix of what belongs to it. */
  readonly source: string
  /** Derived columns; names are unique in a plan. */
  readonly columns: Columns
  /**
   * What the engine reads by itself; only cells it cannot read go through `derive`. Unless that is all there is, or read once for
   * each value, nothing may be computed from its columns.
   */
  readonly quick?: Quick
  /** Cells in the order of `columns`; null where the cell says nothing. */
  derive(raw: string): readonly AppendValue[] | null
}

/** How the engine reads the usual cells of a column; it must say what `derive` says of them. */
export interface Quick {
  /** Read once for each distinct value, because a column of this kind has few. */
  readonly once?: boolean
  /** Whether the engine reads all there is: any other cell says nothing. */
  readonly all?: boolean
  /** SQL over the raw column, by the name under which the rest calls it; names are unique in a plan. */
  readonly steps: Readonly<Record<string, string>>
  /** Tables of the plan to look up in, by alias, that have a row for each value of a step in their first column. The others are ALIAS_COLUMN. */
  readonly lookups?: Readonly<Record<string, { readonly table: string; readonly step: string }>>
  /** SQL over steps and looked-up columns: whether the cell is one of the usual ones. */
  readonly when: string
  /** SQL of derived columns; those left out are null. */
  readonly cells: Readonly<Record<string, string>>
}

/** A small table that `quick` looks up in. */
export interface LookupTable {
  readonly name: string
  readonly columns: Columns
  rows(): Iterable<readonly AppendValue[]>
}

/** One column settles another: rows that are equal in `from` are equal in `to`. */
export interface Implication {
  readonly from: string
  readonly to: string
  /** Not so by the way the columns are made, but of most data; looked at in each run. */
  readonly checked?: boolean
}

/** One way two values may agree; the first of a comparison's levels that holds is the one that counts. */
export interface Level {
  readonly id: string
  /** SQL over the rows `l` and `r`. */
  readonly when: string
  /** The counted column whose equality this level is: its u is exact, and rare values weigh more. */
  readonly counted?: string
  /** The column whose equality this level is, where only its u is exact and rare values weigh alike. */
  readonly equals?: string
  /** Share of true pairs here before anything was learnt; shares of a comparison add up to 1 with `differs`. */
  readonly start: number
}

/** What is compared of two rows. Beyond its levels a pair may differ or have nothing to compare. */
export interface Comparison {
  readonly id: string
  /** SQL over `l` and `r`: nothing to compare. */
  readonly missing: string
  /** Strongest first. */
  readonly levels: readonly Level[]
}

/** A blocking rule: rows that agree on all keys become a pair. */
export interface Rule {
  readonly id: string
  /** Columns, or SQL over one row called `t`, that must be equal and not null. */
  readonly keys: readonly string[]
  /** Comparisons that the keys already decide, so that nothing can be learnt about them from these pairs. */
  readonly fixes: readonly string[]
  /** A counted column of which common values make no pair: those that more than so many rows have. */
  readonly rare?: { readonly column: string; readonly most: number }
}

/** What the engine knows about a kind of file. */
export interface Plan {
  readonly id: string
  readonly fields: readonly Field[]
  readonly lookups?: readonly LookupTable[]
  /** Extra columns of a prepared row, whole numbers, in stages: SQL over the derived columns and those of earlier stages. */
  readonly computed: readonly Readonly<Record<string, string>>[]
  /**
   * Columns that are read out of those kept of a prepared row, in stages: SQL over the row `t` with its kept columns and those
   * of earlier stages. Those of the first stage are bits, and zero says nothing; later ones are made of them, and null says nothing.
   */
  readonly opened?: readonly Readonly<Record<string, string>>[]
  /** Derived, computed and opened columns whose shares are counted, so that u of their equality is exact. */
  readonly counted: readonly string[]
  /** What tells that one rule finds all that another finds. */
  readonly implies?: readonly Implication[]
  readonly comparisons: readonly Comparison[]
  readonly rules: readonly Rule[]
  /** Agreements (level number by comparison) that may never link without a person looking. */
  readonly guard?: (agreement: ReadonlyMap<string, string>) => boolean
}

/** Code of "nothing to compare" in a pattern. */
export const MISSING = 0

/** Number of codes of a comparison: missing, its levels, differs. */
export function codes(comparison: Comparison): number {
  return comparison.levels.length + 2
}

/** A pattern is one integer in mixed radix; this takes it apart, comparison by comparison. */
export function readPattern(comparisons: readonly Comparison[], pattern: bigint): number[] {
  let rest = pattern
  return comparisons.map((comparison) => {
    const radix = BigInt(codes(comparison))
    const code = Number(rest % radix)
    rest /= radix
    return code
  })
}

/** SQL of the code of one comparison: 0 missing, 1 the strongest level, last differs. */
export function codeSql(comparison: Comparison): string {
  const levels = comparison.levels.map((level, at) => `when ${level.when} then ${at + 1}`)
  return `case when ${comparison.missing} then ${MISSING} ${levels.join(' ')} else ${levels.length + 1} end`
}

/** SQL of the whole pattern over columns g0, g1, … that hold the codes. */
export function patternOfCodes(comparisons: readonly Comparison[]): string {
  let factor = 1n
  const terms = comparisons.map((comparison, at) => {
    const term = `g${at}::bigint * ${factor}`
    factor *= BigInt(codes(comparison))
    return term
  })
  return terms.join(' + ')
}
