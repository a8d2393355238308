import type { Budget } from './blocking.ts'

/** How many rows the two sides have; of duplicates both are the same. */
export interface SideSizes {
  readonly left: number
  readonly right: number
  readonly dedupe: boolean
}

/**
 * How many pairs rules may make, by the rows that look for a partner: the smaller side. A rule that knows no place makes
 * more pairs with every county of a nation, and nobody gains from them; narrower rules step in where it is left out.
 */
export function budgetFor({ left, right, dedupe }: SideSizes): Budget {
  const rows = Math.min(left, right)
  const each = dedupe ? 20 : 10
  return { rule: Math.max(200_000, rows * each), total: Math.max(2_000_000, rows * each * 6) }
}
