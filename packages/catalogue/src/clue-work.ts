import type { Label } from '@zhucan/kernel'

/** What somebody found who checked: `unknown` = it could not be found out. */
export const clueVerdicts = {
  true: { zh: '属实', en: 'True' },
  false: { zh: '不属实', en: 'Not true' },
  unknown: { zh: '无法核实', en: 'Cannot be verified' },
} as const satisfies Record<string, Label>

export type ClueVerdict = keyof typeof clueVerdicts

/** How it was checked. */
export const clueVisits = {
  home: { zh: '入户', en: 'Visit at home' },
  meeting: { zh: '见面', en: 'Met elsewhere' },
  phone: { zh: '电话', en: 'By telephone' },
  'not-met': { zh: '未见到', en: 'Not met' },
} as const satisfies Record<string, Label>

export type ClueVisit = keyof typeof clueVisits

/** How the county's second look came out. */
export const secondLooks = {
  agrees: { zh: '与反馈一致', en: 'Agrees' },
  differs: { zh: '与反馈不一致', en: 'Differs' },
} as const satisfies Record<string, Label>

export type SecondLook = keyof typeof secondLooks

interface Handling {
  readonly label: Label
  /** Takes something away from a person: needs a true finding with evidence by somebody else. */
  readonly takesAway: boolean
  readonly amount: 'needed' | 'possible' | 'none'
}

/** What a county can decide. */
export const clueHandlings = {
  stop: { label: { zh: '停发', en: 'Stop' }, takesAway: true, amount: 'possible' },
  correct: { label: { zh: '更正信息', en: 'Correct' }, takesAway: false, amount: 'none' },
  add: { label: { zh: '补办待遇', en: 'Add a benefit' }, takesAway: false, amount: 'possible' },
  refer: { label: { zh: '转办', en: 'Refer' }, takesAway: false, amount: 'none' },
  recover: { label: { zh: '追缴', en: 'Recover' }, takesAway: true, amount: 'needed' },
  waive: { label: { zh: '免予追缴', en: 'Waive recovery' }, takesAway: false, amount: 'needed' },
} as const satisfies Record<string, Handling>

export type ClueHandling = keyof typeof clueHandlings

/** What the benefit guard looks at. */
export interface BenefitGround {
  readonly verdict: ClueVerdict | null
  readonly hasEvidence: boolean
  readonly isOwnFinding: boolean
  readonly secondLook: SecondLook | null
}

/** Why a handling that takes something away is not possible; null = it is. The last part of the problem's code. */
export function refuseBenefit(ground: BenefitGround): BenefitRefusal | null {
  if (ground.verdict !== 'true') return 'benefit-needs-true'
  if (!ground.hasEvidence) return 'benefit-needs-evidence'
  if (ground.isOwnFinding) return 'benefit-needs-other-person'
  return ground.secondLook === 'differs' ? 'benefit-second-look-differs' : null
}

export type BenefitRefusal =
  | 'benefit-needs-true'
  | 'benefit-needs-evidence'
  | 'benefit-needs-other-person'
  | 'benefit-second-look-differs'
