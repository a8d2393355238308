import type { Category, Level, PlainDate, Sex } from '@zhucan/kernel'
import type { Village } from '../places.ts'

/** Relation to the head of the household, as the register's choices name them. */
export type Relation =
  | 'head'
  | 'spouse'
  | 'son'
  | 'daughter'
  | 'childInLaw'
  | 'grandchild'
  | 'parent'
  | 'grandparent'
  | 'sibling'
  | 'other'

/** Who a person is to the register: with a certificate, of a holder's family, or in nobody's file. */
export type PersonKind = 'holder' | 'suspected' | 'relative' | 'outsider'

/** One invented person as he or she really is, before any office writes anything down. */
export interface Person {
  /** P… for register rows, R… for their relatives, O… for everybody else. */
  no: string
  kind: PersonKind
  name: string
  sex: Sex
  birth: PlainDate
  id18: string
  ethnicity: string
  relation: Relation
  isCarer: boolean
  isMarried: boolean
  phone: string
  certificate: Certificate | null
  life: Life
}

/** A certificate as issued; the state on a day follows from its days. */
export interface Certificate {
  number: string
  category: Category
  level: Level
  /** Kinds with their levels behind a multiple disability. */
  components: readonly { category: Category; level: Level }[]
  reissue: number
  issuedOn: PlainDate
  validTo: PlainDate
  status: 'issued' | 'frozen' | 'cancelled'
}

/** What befell a person and which department has it on file. */
export interface Life {
  diedOn: PlainDate | null
  assistance: Assistance
  /** Months YYYYMM in which a subsidy was paid, oldest first. */
  nursingMonths: readonly number[]
  livingMonths: readonly number[]
  treatments: readonly Treatment[]
  schooling: Schooling | null
}

export type Assistance = 'none' | 'dibao' | 'dibao-margin' | 'tekun'

/** One settled treatment; amounts in fen. */
export interface Treatment {
  settledOn: PlainDate
  totalFen: number
  selfPaidFen: number
}

export interface Schooling {
  form: 'regular' | 'special' | 'home'
  status: 'enrolled' | 'left'
}

/** People who live together, and what departments know about the household as a whole. */
export interface Household {
  /** Number in the federation's register. */
  number: string
  village: Village
  isRural: boolean
  /** Nothing ever happens here, so that faults which two readers may judge differently change no clue. */
  isQuiet: boolean
  members: readonly Person[]
  house: House | null
  poverty: Poverty | null
}

export interface House {
  class: 'A' | 'B' | 'C' | 'D'
  repairedOn: PlainDate | null
  appraisedOn: PlainDate
}

/** The household in the rural bureau's system. */
export interface Poverty {
  number: string
  hasExited: boolean
  monitored: 'unstable' | 'marginal' | 'sudden' | null
  isRiskRemoved: boolean
  identifiedIn: number
  cause: string
}
