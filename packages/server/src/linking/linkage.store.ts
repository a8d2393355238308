import type { Analysis } from '@zhucan/analysis'
import { identityColumns, linksSql, reviewSql, scoredTable } from '@zhucan/matching'
import type { Identity } from './list-side.ts'

/** Raw tables of the two sides in the engine. */
export const sides = { left: 'register_person', right: 'list_person' } as const

const columns = {
  row_no: 'INTEGER',
  ...Object.fromEntries(identityColumns.map((name) => [name, 'VARCHAR' as const])),
} as const

/** Brings one side into the engine, rows numbered from 0 in the order of `keep`. */
export async function appendSide<T>(
  analysis: Analysis,
  table: string,
  rows: AsyncIterable<T>,
  take: (row: T) => Identity,
): Promise<number> {
  async function* cells() {
    let at = 0
    for await (const row of rows) {
      const identity = take(row)
      yield [at++, ...identityColumns.map((name) => identity[name] || null)]
    }
  }
  return analysis.appendRows(table, columns, cells())
}

/** A decided or proposed pair; `person` and `row` are numbers of the two sides. */
export interface FoundPair {
  person: number
  row: number
  weight: number
  evidence: string
}

/** The pairs that the engine links. */
export const readLinks = (analysis: Analysis): Promise<FoundPair[]> => readPairs(analysis, linksSql)

/** The pairs that a person should look at. */
export const readReview = (analysis: Analysis): Promise<FoundPair[]> => readPairs(analysis, reviewSql)

const readPairs = (analysis: Analysis, pairs: string): Promise<FoundPair[]> =>
  analysis.rows<FoundPair>(
    `select a as person, b as "row", weight, evidence from (${pairs}) order by b, weight desc, a`,
  )

/** The score of one pair. */
export interface PairScore {
  row: number
  weight: number
  probability: number
}

/** Every scored pair, for figures. */
export async function readScores(analysis: Analysis): Promise<PairScore[]> {
  return analysis.rows<PairScore>(
    `select b as "row", weight, 1 / (1 + pow(2::double, -weight)) as probability from ${scoredTable} where weight >= -10`,
  )
}
