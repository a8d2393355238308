import type { TargetCarrier, TargetForm, TargetState } from '@zhucan/catalogue'

/** The words of a notice that a piece of work comes from. */
export interface WorkClause {
  id: string
  noticeId: string | null
  noticeItemId: string | null
  title: string
  documentNumber: string | null
  issuedOn: string | null
  quote: string
  startAt: number | null
  endAt: number | null
}

/** A share of a target as other features see it. Figures are decimal texts. */
export interface TargetPiece {
  id: string
  rootId: string
  parentId: string | null
  clauseId: string | null
  indicator: string
  form: TargetForm
  value: string | null
  unit: string
  periodFrom: string
  periodTo: string
  region: string
  organisationId: string | null
  carriedBy: TargetCarrier
  state: TargetState
}
