import { type Label, nation, type PlainDate, plainDate, type RegionCode } from '@zhucan/kernel'
import type { LegalSource } from './define-rule.ts'
import { localDecision } from './legal-sources.ts'
import { findDatedRow, type PolicyBasis } from './policies.ts'

/** From which point on a figure asks for a second look; whole numbers all. */
export const figurePolicyNames = {
  'figure.doublePercent': {
    zh: '完成率超过百分之多少时提示',
    en: 'percent of a target above which to look twice',
  },
  'figure.jumpPercent': {
    zh: '达到上次数的百分之多少以上时提示',
    en: 'percent of the figure before above which to look twice',
  },
  'figure.staleDays': { zh: '多少天没有更新时提示', en: 'days without a new figure before it is called old' },
  'figure.unknownPercent': {
    zh: '无法判断的记录超过百分之多少时提示',
    en: 'percent of records that cannot be judged above which to say so',
  },
  'figure.alikePlaces': {
    zh: '至少几个地方数字相同才提示',
    en: 'places that must agree before their likeness is told',
  },
} as const satisfies Record<string, Label>

export type FigurePolicyName = keyof typeof figurePolicyNames

/** One dated line, as of `policies.ts`: it holds in its region and below until a later or a nearer one. */
export interface FigurePolicyRow {
  readonly fact: FigurePolicyName
  readonly region: RegionCode
  readonly from: PlainDate
  readonly value: number
  readonly source: LegalSource
  readonly basis: PolicyBasis
}

const startValues: Record<FigurePolicyName, number> = {
  'figure.doublePercent': 200,
  'figure.jumpPercent': 150,
  'figure.staleDays': 35,
  'figure.unknownPercent': 10,
  'figure.alikePlaces': 4,
}

/** The lines that ship: no paper sets them, so each is a start value; a place that decides otherwise adds one row. */
export const figurePolicies: readonly FigurePolicyRow[] = Object.entries(startValues).map(
  ([fact, value]) => ({
    fact: fact as FigurePolicyName,
    region: nation,
    from: plainDate('2016-01-01'),
    value,
    source: localDecision,
    basis: 'start-value',
  }),
)

/** All values that hold at a place on a day. */
export const figurePolicy = (
  place: RegionCode,
  day: PlainDate,
  rows: readonly FigurePolicyRow[] = figurePolicies,
): Record<FigurePolicyName, number> =>
  Object.fromEntries(
    Object.entries(startValues).map(([fact, start]) => [
      fact,
      findDatedRow(rows, fact as FigurePolicyName, place, day)?.value ?? start,
    ]),
  ) as Record<FigurePolicyName, number>
