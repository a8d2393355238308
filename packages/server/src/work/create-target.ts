import {
  type IndicatorDefinition,
  indicatorByCode,
  type TargetForm,
  targetForms,
  toSteps,
} from '@zhucan/catalogue'
import { problem } from '@zhucan/kernel'
import type { Ctx } from '../platform/index.ts'
import { insertAct } from './acts.store.ts'
import { type ClauseSource, insertClause } from './clauses.store.ts'
import { loadOffice } from './office.store.ts'
import { findRootOfItem, insertRoot } from './target-create.store.ts'

/** A target as a person enters it; figures are texts, a rate is in per cent. */
export interface NewTarget {
  clause?: ClauseSource | undefined
  indicator: string
  form: TargetForm
  value?: string | undefined
  unit: string
  periodFrom: string
  periodTo: string
}

/** The unit a target on an indicator is in. */
export const unitOfTarget = (indicator: IndicatorDefinition): string =>
  indicator.kind === 'rate' ? 'per-cent' : indicator.unit

const formsOf: Record<IndicatorDefinition['kind'], readonly TargetForm[]> = {
  count: ['floor', 'ceiling', 'equals', 'zero-state'],
  money: ['floor', 'ceiling', 'equals'],
  rate: ['rate', 'full-coverage'],
  'yes-no': ['full-coverage'],
  'zero-state': ['zero-state', 'ceiling'],
}

/** The forms that a target on an indicator may have. */
export const possibleForms = (indicator: IndicatorDefinition): readonly TargetForm[] =>
  formsOf[indicator.kind]

const mostDecimals: Record<IndicatorDefinition['kind'], number> = {
  ...{ count: 0, 'yes-no': 0, 'zero-state': 0 },
  ...{ money: 2, rate: 2 },
}

/** A figure with the decimals it was written with. Problem 'work.wrong-figure'. */
export function readFigure(
  indicator: IndicatorDefinition,
  form: TargetForm,
  text: string | undefined,
): { value: string | null; decimals: number } {
  if (!targetForms[form].hasValue) {
    if (text !== undefined) throw problem('work.no-figure')
    return { value: null, decimals: 0 }
  }
  const decimals = (text ?? '').trim().split('.')[1]?.replace(/0+$/, '').length ?? 0
  const most = mostDecimals[indicator.kind]
  if (text === undefined || decimals > most || toSteps(text, decimals) === null)
    throw problem('work.wrong-figure', { decimals: most })
  if (form === 'rate' && Number(text) > 100) throw problem('work.over-hundred')
  return { value: text.trim(), decimals }
}

/** The indicator of a code. Problem 'work.unknown-indicator'. */
export function requireIndicator(code: string): IndicatorDefinition {
  const indicator = indicatorByCode(code)
  if (!indicator) throw problem('work.unknown-indicator', { indicator: code })
  return indicator
}

/** Enters a target of the user's own office as a draft. Returns its id. */
export async function createTarget(ctx: Ctx, asked: NewTarget): Promise<{ id: string; version: number }> {
  const indicator = requireIndicator(asked.indicator)
  if (!possibleForms(indicator).includes(asked.form)) throw problem('work.wrong-form')
  const unit = unitOfTarget(indicator)
  if (asked.unit !== unit) throw problem('work.unit-differs', { unit: asked.unit, wanted: unit })
  if (asked.periodTo < asked.periodFrom) throw problem('work.wrong-period')
  const figure = readFigure(indicator, asked.form, asked.value)
  if (
    asked.clause &&
    'itemId' in asked.clause &&
    (await findRootOfItem(ctx, asked.clause.itemId, asked.indicator))
  )
    throw problem('work.item-taken')
  const office = await loadOffice(ctx)
  const clause = asked.clause ? await insertClause(ctx, asked.clause) : null
  const actId = await insertAct(ctx, { kind: 'target', action: 'create' })
  const { indicator: code, form, periodFrom, periodTo } = asked
  const id = await insertRoot(ctx, {
    ...{ indicator: code, form, unit, periodFrom, periodTo, ...figure },
    clause,
    actId,
    organisationId: office.speaksForRegion ? null : office.id,
  })
  return { id, version: 1 }
}
