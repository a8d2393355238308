import type { Label, Rounding } from '@zhucan/kernel'
import type { FactSubject } from './facts.ts'

/** What is counted. Persons, person-times and households are different things and never stand in one sum. */
export type IndicatorUnit = keyof typeof indicatorUnits

/** Names of the units; `per-cent` is what the value of a rate is shown in. */
export const indicatorUnits = {
  persons: { zh: '人', en: 'persons' },
  'person-times': { zh: '人次', en: 'person-times' },
  households: { zh: '户', en: 'households' },
  clues: { zh: '条', en: 'clues' },
  rows: { zh: '行', en: 'rows' },
  events: { zh: '场', en: 'events' },
  terms: { zh: '期', en: 'terms' },
  projects: { zh: '个', en: 'projects' },
  teams: { zh: '支', en: 'teams' },
  works: { zh: '部', en: 'works' },
  schools: { zh: '所', en: 'schools' },
  operations: { zh: '例', en: 'operations' },
  devices: { zh: '件', en: 'devices' },
  petitions: { zh: '件', en: 'petitions' },
  yuan: { zh: '元', en: 'yuan' },
  places: { zh: '个', en: 'places' },
} as const satisfies Record<string, Label>

/** count and money add up over regions; a rate is divided anew from the sums; yes-no and zero-state ask for every place. */
export type IndicatorKind = 'count' | 'money' | 'rate' | 'yes-no' | 'zero-state'

/** What one row of the counted records is. */
export type IndicatorBase = Extract<FactSubject, 'person' | 'household' | 'clue' | 'visit' | 'list-row'>

/** Months of the year, or the whole of it, for which a figure is handed in. */
export type ReportingPeriod = 'month' | 'quarter' | 'year'

/** What a part of an indicator counts, in words; `when` is CEL over the facts of the base, for computed ones only. */
export interface IndicatorPart {
  readonly label: Label
  readonly when?: string
}

/** Counted from the records (`over` says which), or handed in for a period by the offices of one level (3 county … 5 village). */
export type IndicatorSource =
  | { readonly source: 'computed'; readonly over: IndicatorBase }
  | { readonly source: 'reported'; readonly period: ReportingPeriod; readonly level: 3 | 4 | 5 }

/** One indicator: what is measured. The number somebody must reach is a target and belongs to a notice. */
export type IndicatorDefinition = {
  /** Its file name, or begins with it; never used again for another indicator. */
  readonly code: string
  /** Grows by one when what is counted changes; kept with every value. */
  readonly version: number
  readonly label: Label
  readonly topic: IndicatorTopic
  readonly kind: IndicatorKind
  /** Unit of the numerator. */
  readonly unit: IndicatorUnit
  readonly numerator: IndicatorPart
  /** Rates only. */
  readonly denominator?: IndicatorPart
  readonly definition: Label
  readonly rounding: Rounding
  /** Which way is good. */
  readonly direction: 'up' | 'down'
  /** Other words for it in notices. */
  readonly aliases: readonly string[]
  /** Share of the year's work that is due by the end of each month, where the work is not even; twelve texts, the last '1'. */
  readonly schedule?: readonly string[]
} & IndicatorSource

/** Chapters of the list of indicators. */
export const indicatorTopics = {
  register: { zh: '残疾人口', en: 'Register' },
  subsidies: { zh: '补贴保障', en: 'Subsidies' },
  poverty: { zh: '防返贫', en: 'Return to poverty' },
  clues: { zh: '线索与探访', en: 'Clues and visits' },
  care: { zh: '托养与居家服务', en: 'Care' },
  rehabilitation: { zh: '康复', en: 'Rehabilitation' },
  work: { zh: '就业与培训', en: 'Work and training' },
  education: { zh: '教育', en: 'Education' },
  culture: { zh: '文化与维权', en: 'Culture and rights' },
  income: { zh: '收入与帮扶', en: 'Income and support' },
} as const satisfies Record<string, Label>

export type IndicatorTopic = keyof typeof indicatorTopics

/** A rate of a computed indicator or of a report unless its paper says otherwise. */
export const twoDecimals: Rounding = { digits: 2, mode: 'half-up' }

/** A number of things. */
export const whole: Rounding = { digits: 0, mode: 'half-up' }

/** Declares an indicator; its code is its file name and is never used again for another one. */
export function defineIndicator(indicator: IndicatorDefinition): IndicatorDefinition {
  return indicator
}

/** Declares a small group of indicators that differ in one thing; each code begins with the file name. */
export function defineIndicators(group: readonly IndicatorDefinition[]): readonly IndicatorDefinition[] {
  return group
}
