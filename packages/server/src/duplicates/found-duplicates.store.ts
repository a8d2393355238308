import type { Analysis } from '@zhucan/analysis'

/** A pair of rows that are one person, as the engine says. */
export interface FoundDuplicate {
  a: number
  b: number
  weight: number
  evidence: string
}

/** The engine's pairs above a weight, the likeliest first. */
export const readDuplicates = (analysis: Analysis, pairs: string, least: number): Promise<FoundDuplicate[]> =>
  analysis.rows<FoundDuplicate>(
    `select a, b, weight, evidence from (${pairs}) where weight >= ${least} order by weight desc, a, b`,
  )
