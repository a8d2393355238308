import type { Label } from '@zhucan/kernel'

/** What a target says of its figure. */
export type TargetForm = keyof typeof targetForms

interface Form {
  readonly label: Label
  /** How the figure is written before its value. */
  readonly sign: string
  /** Whether shares add up to it; a rate or a state is handed down as it is. */
  readonly isSummed: boolean
  readonly hasValue: boolean
}

/** The forms with their names on screens. */
export const targetForms = {
  floor: { label: { zh: '不少于', en: 'At least' }, sign: '≥', isSummed: true, hasValue: true },
  ceiling: { label: { zh: '不超过', en: 'At most' }, sign: '≤', isSummed: true, hasValue: true },
  equals: { label: { zh: '等于', en: 'Exactly' }, sign: '=', isSummed: true, hasValue: true },
  rate: { label: { zh: '比率达到', en: 'Rate of' }, sign: '≥', isSummed: false, hasValue: true },
  'full-coverage': {
    label: { zh: '全覆盖', en: 'Full coverage' },
    sign: '',
    isSummed: false,
    hasValue: false,
  },
  'zero-state': {
    label: { zh: '动态清零', en: 'Kept at zero' },
    sign: '',
    isSummed: false,
    hasValue: false,
  },
} as const satisfies Record<string, Form>

/** Who carries a share. */
export const targetCarriers = {
  lower: { zh: '下级地区', en: 'Region below' },
  own: { zh: '本级', en: 'Own office' },
  department: { zh: '成员单位', en: 'Member department' },
  affiliated: { zh: '所属机构', en: 'Affiliated institution' },
} as const satisfies Record<string, Label>

export type TargetCarrier = keyof typeof targetCarriers

/** How a target is divided. */
export const splitWays = {
  equal: { zh: '平均', en: 'Equally' },
  population: { zh: '按持证残疾人数', en: 'By certificate holders' },
  'last-year': { zh: '按上年', en: 'By last year' },
  hand: { zh: '手工', en: 'By hand' },
  'as-is': { zh: '原样下达', en: 'As it is' },
} as const satisfies Record<string, Label>

export type SplitWay = keyof typeof splitWays

/** How the parts of a figure stand to the whole: `short` and `over` say by how much, `fits` may be more than the whole. */
export type SumVerdict =
  | { readonly fits: true; readonly difference: number }
  | { readonly fits: false; readonly why: 'short' | 'over'; readonly difference: number }

/**
 * Whether parts make up the whole: a floor's reach at least it, a ceiling's at most, an equal's exactly. Figures are
 * whole steps (the value times ten to its decimals), so that no fraction is lost.
 */
export function judgeSum(form: TargetForm, whole: number, parts: readonly number[]): SumVerdict {
  const difference = parts.reduce((sum, part) => sum + part, 0) - whole
  if (!targetForms[form].isSummed) return { fits: true, difference: 0 }
  if (difference < 0 && form !== 'ceiling') return { fits: false, why: 'short', difference }
  if (difference > 0 && form !== 'floor') return { fits: false, why: 'over', difference }
  return { fits: true, difference }
}

/** A figure in whole steps; null for one that is no number with so many decimals at most. */
export function toSteps(text: string, decimals: number): number | null {
  const match = /^(\d{1,12})(?:\.(\d+))?$/.exec(text.trim())
  const fraction = match?.[2]?.replace(/0+$/, '') ?? ''
  if (!match || fraction.length > decimals) return null
  const steps = Number(match[1] + fraction.padEnd(decimals, '0'))
  return Number.isSafeInteger(steps) ? steps : null
}

/** Whole steps as a figure, without zeros nobody wrote. */
export function fromSteps(steps: number, decimals: number): string {
  if (decimals === 0) return String(steps)
  const digits = String(steps).padStart(decimals + 1, '0')
  const fraction = digits.slice(-decimals).replace(/0+$/, '')
  return digits.slice(0, -decimals) + (fraction === '' ? '' : `.${fraction}`)
}
