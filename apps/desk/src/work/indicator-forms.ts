import type { IndicatorDefinition, TargetForm } from '@zhucan/catalogue'

/** The forms that a target on an indicator of a kind may have. */
export const formsOf: Record<IndicatorDefinition['kind'], readonly TargetForm[]> = {
  count: ['floor', 'ceiling', 'equals', 'zero-state'],
  money: ['floor', 'ceiling', 'equals'],
  rate: ['rate', 'full-coverage'],
  'yes-no': ['full-coverage'],
  'zero-state': ['zero-state', 'ceiling'],
}

/** The unit a target on an indicator is in. */
export const unitOf = (indicator: IndicatorDefinition): string =>
  indicator.kind === 'rate' ? 'per-cent' : indicator.unit
