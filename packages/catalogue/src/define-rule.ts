import type { Label, PlainDate } from '@zhucan/kernel'

/** Whom a clue is about: one person, or the household as a whole (one clue per household). */
export type RuleSubject = 'person' | 'household'

/** missed = entitled, not receiving; undue = receiving, not entitled; the others need a visit, not money. */
export type RuleKind = 'missed' | 'undue' | 'risk' | 'expiry' | 'household'

export type RuleSeverity = 'high' | 'medium' | 'low'

/** The paper a rule or an amount stands on. */
export interface LegalSource {
  readonly title: Label
  readonly article?: Label
}

/** One screening rule. `when` is CEL over the facts of `facts.ts`; true makes a clue, never a decision. */
export interface RuleDefinition {
  readonly id: string
  readonly title: Label
  readonly since: PlainDate
  readonly until?: PlainDate
  readonly source: LegalSource
  readonly subject: RuleSubject
  readonly when: string
  readonly advice: Label
  readonly severity: RuleSeverity
  readonly kind: RuleKind
}

/** Declares a screening rule; its id is its file name and is never used again for another rule. */
export function defineRule(rule: RuleDefinition): RuleDefinition {
  return rule
}
