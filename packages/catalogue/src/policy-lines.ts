import { type Label, type PlainDate, parentRegion, type RegionCode } from '@zhucan/kernel'
import { type CluePolicyName, type CluePolicyRow, cluePolicies, cluePolicyNames } from './clue-policies.ts'
import type { LegalSource } from './define-rule.ts'
import { factsCatalogue, type PolicyFactName, policyFactNames } from './facts.ts'
import {
  type FigurePolicyName,
  type FigurePolicyRow,
  figurePolicies,
  figurePolicyNames,
} from './figure-policies.ts'
import { findDatedRow, type PolicyBasis, type PolicyRow, policies } from './policies.ts'
import { rules } from './rule-list.ts'

/** What a line is about: an amount that rules use, a day count of the loop, when a figure asks for a second look, whether a rule runs, how a rule judges. */
export type PolicyGroup = 'amount' | 'loop' | 'figure' | 'switch' | 'condition'

/** The groups in words. */
export const policyGroupLabels: Readonly<Record<PolicyGroup, Label>> = {
  amount: { zh: '金额与条件', en: 'Amounts and conditions' },
  loop: { zh: '线索办理期限', en: 'Days for working on clues' },
  figure: { zh: '指标核对提示', en: 'Signs beside figures' },
  switch: { zh: '规则启用', en: 'Rules in use' },
  condition: { zh: '规则判断条件', en: 'Conditions of rules' },
}

/** A line's value: whole fen, a number, yes or no, or a condition in CEL. */
export type PolicyLineValue = number | boolean | string

/** One line that an office may set. */
export interface PolicyLineKind {
  readonly code: string
  readonly group: PolicyGroup
  readonly label: Label
  readonly type: 'money' | 'int' | 'bool' | 'condition'
  readonly unit?: Label
  readonly least?: number
  readonly most?: number
  /** The rule that is switched or judged anew. */
  readonly rule?: string
}

const days: Label = { zh: '天', en: 'days' }

const bounds: Readonly<
  Record<PolicyFactName | CluePolicyName | FigurePolicyName, readonly [number, number]>
> = {
  'policy.selfPaidLineFen': [0, 100_000_000],
  'policy.marginGetsLiving': [0, 1],
  'policy.nursingMaxLevelCognitive': [2, 4],
  'policy.carerAge': [40, 100],
  'policy.schoolAgeFrom': [3, 10],
  'policy.schoolAgeTo': [12, 20],
  'policy.expiryWarningDays': [1, 730],
  'clue.dueDays.county': [1, 365],
  'clue.dueDays.township': [1, 365],
  'clue.dueDays.village': [1, 365],
  'clue.remindDays': [0, 60],
  'clue.redDays': [0, 180],
  'clue.quietDays': [0, 1_825],
  'clue.undoMinutes': [0, 1_440],
  'figure.doublePercent': [100, 1_000],
  'figure.jumpPercent': [101, 1_000],
  'figure.staleDays': [1, 400],
  'figure.unknownPercent': [0, 100],
  'figure.alikePlaces': [2, 50],
}

const amountKind = (code: PolicyFactName): PolicyLineKind => {
  const { label, type, unit } = factsCatalogue[code]!
  const [least, most] = bounds[code]
  return {
    ...{ code, group: 'amount', label, least, most },
    type: type === 'money' || type === 'bool' ? type : 'int',
    ...(unit && { unit }),
  }
}

const loopKind = (code: CluePolicyName): PolicyLineKind => {
  const [least, most] = bounds[code]
  const unit = code === 'clue.undoMinutes' ? { zh: '分钟', en: 'minutes' } : days
  return { code, group: 'loop', label: cluePolicyNames[code], type: 'int', unit, least, most }
}

const figureUnits: Partial<Record<FigurePolicyName, Label>> = {
  'figure.staleDays': days,
  'figure.alikePlaces': { zh: '个', en: 'places' },
}

const figureKind = (code: FigurePolicyName): PolicyLineKind => {
  const [least, most] = bounds[code]
  const unit = figureUnits[code] ?? { zh: '%', en: '%' }
  return { code, group: 'figure', label: figurePolicyNames[code], type: 'int', unit, least, most }
}

/** The line that says whether a rule runs. */
export const switchCode = (rule: string): string => `rule.${rule}.on`
/** The line that says by which condition a rule judges. */
export const conditionCode = (rule: string): string => `rule.${rule}.when`

/** Every line an office may set, in the order a screen shows them. */
export const policyLineKinds: readonly PolicyLineKind[] = [
  ...policyFactNames.map(amountKind),
  ...(Object.keys(cluePolicyNames) as CluePolicyName[]).map(loopKind),
  ...(Object.keys(figurePolicyNames) as FigurePolicyName[]).map(figureKind),
  ...rules.map(({ id, title }): PolicyLineKind => {
    return { code: switchCode(id), group: 'switch', label: title, type: 'bool', rule: id }
  }),
  ...rules.map(({ id, title }): PolicyLineKind => {
    return { code: conditionCode(id), group: 'condition', label: title, type: 'condition', rule: id }
  }),
]

const byCode = new Map(policyLineKinds.map((kind) => [kind.code, kind]))

/** A line by its code, or undefined. */
export const policyLineKind = (code: string): PolicyLineKind | undefined => byCode.get(code)

/** Whether a value fits its line; a condition is read by the rules' own reader beside this. */
export function fitsPolicyLine({ type, least, most }: PolicyLineKind, value: PolicyLineValue): boolean {
  if (type === 'bool') return typeof value === 'boolean'
  if (type === 'condition') return typeof value === 'string' && value.trim() !== ''
  return typeof value === 'number' && Number.isInteger(value) && value >= least! && value <= most!
}

/** One dated line that an office set and a second person confirmed. */
export interface LocalLine {
  readonly id: string
  readonly code: string
  readonly region: RegionCode
  readonly from: PlainDate
  readonly value: PolicyLineValue | null
  readonly source: string
  readonly documentNumber: string | null
}

/** A line as it holds somewhere, shipped or set. */
export interface BookRow {
  readonly fact: string
  readonly region: RegionCode
  readonly from: PlainDate
  readonly value: PolicyLineValue | null
  readonly source: LegalSource
  readonly basis: PolicyBasis
  /** Null for what ships. */
  readonly id: string | null
}

/** All lines there are; every reader of policy asks this one, so a change touches one place. */
export interface PolicyBook {
  readonly rows: readonly BookRow[]
  readonly facts: readonly PolicyRow[]
  readonly loop: readonly CluePolicyRow[]
  readonly figure: readonly FigurePolicyRow[]
}

const localRow = (line: LocalLine): BookRow => ({
  ...{
    fact: line.code,
    region: line.region,
    from: line.from,
    value: line.value,
    id: line.id,
    basis: 'local',
  },
  source: {
    title: { zh: line.source, en: line.source },
    ...(line.documentNumber && { article: { zh: line.documentNumber, en: line.documentNumber } }),
  },
})

/** The shipped lines with those of offices behind them, in the order in which they were confirmed. */
export function policyBook(lines: readonly LocalLine[]): PolicyBook {
  const rows = [...shipped, ...lines.map(localRow)]
  const groupOf = (row: BookRow) => byCode.get(row.fact)?.group
  return {
    rows,
    facts: rows.filter((row) => groupOf(row) === 'amount') as unknown as PolicyRow[],
    loop: rows.filter((row) => groupOf(row) === 'loop') as unknown as CluePolicyRow[],
    figure: rows.filter((row) => groupOf(row) === 'figure') as unknown as FigurePolicyRow[],
  }
}

const shipped: readonly BookRow[] = [
  ...[...policies, ...cluePolicies, ...figurePolicies].map((row) => ({ ...row, id: null })),
  ...rules.flatMap(({ id, when, source, since }): BookRow[] => {
    const row = { region: '000000000000', from: since, source, id: null, basis: 'national' } as const
    return [
      { ...row, fact: switchCode(id), value: true },
      { ...row, fact: conditionCode(id), value: when },
    ]
  }),
]

/** What ships, without anything an office has set. */
export const shippedBook: PolicyBook = policyBook([])

/** The line that holds at a place on a day. */
export const findLine = (book: PolicyBook, code: string, place: RegionCode, day: PlainDate): BookRow | null =>
  findDatedRow(book.rows, code, place, day)

/** The next line that will change what holds at a place, and when; null when nothing is ahead. */
export function nextLine(book: PolicyBook, code: string, place: RegionCode, day: PlainDate): BookRow | null {
  const upwards = new Set<string>()
  for (let at: RegionCode | null = place; at !== null; at = parentRegion(at)) upwards.add(at)
  const ahead = book.rows.filter((row) => row.fact === code && row.from > day && upwards.has(row.region))
  return ahead.sort((a, b) => (a.from < b.from ? -1 : 1))[0] ?? null
}
