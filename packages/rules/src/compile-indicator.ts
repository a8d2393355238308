import { type IndicatorBase, type IndicatorDefinition, indicatorFacts } from '@zhucan/catalogue'
import { plainDate } from '@zhucan/kernel'
import { compileRule } from './compile-rule.ts'
import type { FactRow } from './evaluate-term.ts'

/** in = counted (in a rate above and below the line); base = below the line only; out = neither; cannot-say = a fact is missing. */
export type Counted = 'in' | 'base' | 'out' | 'cannot-say'

/** How an answer stands in a column of the database. */
export const countedCode = { out: 0, in: 1, base: 2, 'cannot-say': 3 } as const satisfies Record<
  Counted,
  number
>

/** One computed indicator, ready to count; both readings give the same answer for the same facts. */
export interface CompiledIndicator {
  readonly code: string
  readonly version: number
  readonly over: IndicatorBase
  readonly isRate: boolean
  /** Facts it looks at, in reading order. */
  readonly facts: readonly string[]
  /** A whole number by `codes`; valid in DuckDB and PostgreSQL, every column under the table's alias. */
  sqlFor(alias: string, codes?: Readonly<Record<Counted, number | bigint>>): string
  evaluate(row: FactRow): Counted
}

/** Makes a computed indicator ready to count, or null for one that is handed in; throws on a faulty condition. */
export function compileIndicator(indicator: IndicatorDefinition): CompiledIndicator | null {
  const { code, version, numerator, denominator, source } = indicator
  if (source !== 'computed') return null
  const part = (when: string) =>
    compileRule({ id: code, when, since: firstDay }, indicatorFacts(indicator.over))
  const above = part(numerator.when ?? '')
  const below = denominator && part(denominator.when ?? '')
  return {
    code,
    version,
    over: indicator.over,
    isRate: below !== undefined,
    facts: [...new Set([...(below?.facts ?? []), ...above.facts])],
    sqlFor: (alias, codes = countedCode) => caseOf(above.sqlFor(alias), below?.sqlFor(alias), codes),
    evaluate: (row) => {
      const inside = below?.evaluate(row).answer ?? 'clue'
      if (inside !== 'clue') return inside === 'none' ? 'out' : 'cannot-say'
      const answer = above.evaluate(row).answer
      if (answer === 'cannot-say') return answer
      return answer === 'clue' ? 'in' : below ? 'base' : 'out'
    },
  }
}

/** Rules carry a first day; an indicator carries a version instead. */
const firstDay = plainDate('2016-01-01')

function caseOf(
  above: string,
  below: string | undefined,
  codes: Readonly<Record<Counted, number | bigint>>,
): string {
  const unknown = codes['cannot-say']
  const inner = (otherwise: number | bigint) =>
    `CASE ${above} WHEN TRUE THEN ${codes.in} WHEN FALSE THEN ${otherwise} ELSE ${unknown} END`
  if (below === undefined) return `(${inner(codes.out)})`
  return `(CASE ${below} WHEN FALSE THEN ${codes.out} WHEN TRUE THEN ${inner(codes.base)} ELSE ${unknown} END)`
}
