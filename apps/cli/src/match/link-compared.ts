import type { Analysis } from '@zhucan/analysis'
import {
  assignPairs,
  dialectOf,
  type Engine,
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
import { withModel } from './model-file.ts'
import { onEngine, type SparkPlace } from './spark-place.ts'

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

/** How to link: the model, whether the file holds one row a person, whom to tell about steps. */
export interface LinkOptions {
  readonly oneToOne?: OneToOne | undefined
  readonly model?: string | undefined
  /** Numbers only, no linkage. */
  readonly exactOnly?: boolean | undefined
  /** A cluster to link on. */
  readonly spark?: SparkPlace | undefined
  readonly onStep?: (step: LinkStep, count: number) => void
}

/** Whether the file holds one row a person; 'auto' looks. */
export type OneToOne = 'yes' | 'no' | 'auto'

/** Without anybody to ask, even odds decide; a person looks at what is just below. */
const thresholds = { link: 0, review: -4, margin: 2 }

/** Links two files by the columns a map names. */
export async function linkCompared(
  analysis: Analysis,
  map: MatchMap,
  options: LinkOptions,
): Promise<LinkageReport> {
  const sides = { left: rawTables.register, right: rawTables.file }
  return onEngine(analysis, options.spark, Object.values(rawTables), async (engine) => {
    const scored = await withModel(options.model, (model) =>
      scoreSides(engine, { ...planOf(map, engine), sides, ...model, ...told(options) }),
    )
    const oneToOne = await decideOneToOne(options.oneToOne, () => looksOneToOne(engine, thresholds.link))
    const { links, review } = await assignPairs(engine, thresholds, oneToOne)
    return { linked: links, review, oneToOne, ...summary(scored) }
  })
}

/** Finds rows of one file that are one person, by the columns a map names. */
export async function dedupeCompared(
  analysis: Analysis,
  map: MatchMap,
  options: LinkOptions,
): Promise<LinkageReport> {
  const sides = { left: rawTables.register, right: rawTables.register }
  const scored = await withModel(options.model, (model) =>
    scoreSides(analysis, { ...planOf(map, analysis), sides, ...model, ...told(options) }),
  )
  const linked = await groupDuplicates(analysis)
  return { linked, review: 0, oneToOne: false, ...summary(scored) }
}

/** The caller's ear, where there is one. */
export function told({ onStep }: LinkOptions) {
  return onStep === undefined ? {} : { onStep }
}

/** What was asked for, else what the data look like. */
export async function decideOneToOne(
  asked: OneToOne | undefined,
  look: () => Promise<boolean>,
): Promise<boolean> {
  return asked === 'yes' || (asked !== 'no' && (await look()))
}

function planOf(map: MatchMap, engine: Engine) {
  const columns = map.compare.map((one, at) => ({ ...one, source: compareSource(at) }))
  return genericPlan(columns, dialectOf(engine))
}

/** The part of a report that tells how pairs were found. */
export function summary({ pairs, rules, refused, model, trained }: LinkReport) {
  const shown = (one: LinkReport['rules'][number]) => ({ rule: one.rule.id, pairs: one.pairs })
  return { pairs, rules: rules.map(shown), refused: refused.map(shown), model: model.version, trained }
}
