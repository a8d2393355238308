import type { Analysis } from '@zhucan/analysis'
import {
  assignPairs,
  genericPlan,
  groupDuplicates,
  type LinkReport,
  type LinkStep,
  looksOneToOne,
  scoreSides,
} from '@zhucan/matching'
import { compareSource } from './compare-columns.ts'
import { rawTables } from './load-sides.ts'
import type { MatchMap } from './match-map.ts'

/** What linkage did, for people and machines. */
export interface LinkageReport {
  readonly linked: number
  readonly review: number
  readonly pairs: number
  readonly rules: readonly { readonly rule: string; readonly pairs: number }[]
  readonly refused: readonly { readonly rule: string; readonly pairs: number }[]
  readonly oneToOne: boolean
  readonly model: string
  /** Whether this run trained the model or used one kept from before. */
  readonly trained: boolean
}

/** Without anybody to ask, even odds decide; a person looks at what is just below. */
const thresholds = { link: 0, review: -4, margin: 2 }

/** Links two files by the columns a map names. */
export async function linkCompared(
  analysis: Analysis,
  map: MatchMap,
  onStep?: (step: LinkStep, count: number) => void,
): Promise<LinkageReport> {
  const scored = await scoreSides(analysis, {
    ...planOf(map),
    sides: { left: rawTables.register, right: rawTables.file },
    ...(onStep && { onStep }),
  })
  const oneToOne = await looksOneToOne(analysis, thresholds.link)
  const { links, review } = await assignPairs(analysis, thresholds, oneToOne)
  return { linked: links, review, oneToOne, ...summary(scored) }
}

/** Finds rows of one file that are one person, by the columns a map names. */
export async function dedupeCompared(
  analysis: Analysis,
  map: MatchMap,
  onStep?: (step: LinkStep, count: number) => void,
): Promise<LinkageReport> {
  const scored = await scoreSides(analysis, {
    ...planOf(map),
    sides: { left: rawTables.register, right: rawTables.register },
    ...(onStep && { onStep }),
  })
  const linked = await groupDuplicates(analysis)
  return { linked, review: 0, oneToOne: false, ...summary(scored) }
}

function planOf(map: MatchMap) {
  return genericPlan(map.compare.map((one, at) => ({ ...one, source: compareSource(at) })))
}

/** The part of a report that tells how pairs were found. */
export function summary({ pairs, rules, refused, model, trained }: LinkReport) {
  const shown = (one: LinkReport['rules'][number]) => ({ rule: one.rule.id, pairs: one.pairs })
  return { pairs, rules: rules.map(shown), refused: refused.map(shown), model: model.version, trained }
}
