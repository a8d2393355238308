import {
  indicatorByCode,
  judgeSum,
  mayDo,
  possibleTargetActions,
  type SumVerdict,
  type TargetAction,
  toSteps,
  type WorkSide,
} from '@zhucan/catalogue'
import type { Label } from '@zhucan/kernel'
import type { Ctx } from '../platform/index.ts'
import { type ActingOffice, sidesOf } from './office.store.ts'
import { rightOfTargetAction } from './rights-of-work.ts'
import type { TargetLine } from './target-list.store.ts'

/** The name of an indicator; its code where the catalogue no longer has it. */
export const indicatorLabel = (code: string): Label => indicatorByCode(code)?.label ?? { zh: code, en: code }

/** The sides of a listed piece on which an office stands. */
export function lineSides(office: ActingOffice, line: TargetLine): WorkSide[] {
  if (line.parentId === null) return sidesOf(office, line, line)
  const giver =
    line.parentRegion === null
      ? null
      : { region: line.parentRegion, organisationId: line.parentOrganisationId }
  return sidesOf(office, line, giver)
}

/** A line with its name and what this user may do with it. */
export function showTarget<Line extends TargetLine>(
  ctx: Ctx,
  office: ActingOffice,
  line: Line,
): Line & { label: Label; actions: TargetAction[] } {
  const stand = { state: line.state, isRoot: line.parentId === null, hasParts: line.parts > 0 }
  const actions = possibleTargetActions(stand, lineSides(office, line)).filter((action) =>
    mayDo(ctx.user.role, rightOfTargetAction[action]),
  )
  return { ...line, label: indicatorLabel(line.indicator), actions }
}

/** How the shares of a piece stand to it; null while there are none, or where they are not summed. */
export function sumOfParts(
  line: Pick<TargetLine, 'form' | 'value' | 'decimals' | 'parts'>,
  partsSum: string | null,
): SumVerdict | null {
  if (line.parts === 0 || line.value === null || partsSum === null || line.form === 'rate') return null
  const whole = toSteps(line.value, line.decimals) ?? 0
  return judgeSum(line.form, whole, [toSteps(partsSum, line.decimals) ?? 0])
}
