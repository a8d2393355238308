import { completionWords, type IndicatorDefinition, indicatorByCode } from '@zhucan/catalogue'
import {
  compareDecimals,
  decimal,
  decimalText,
  multiplyDecimals,
  type PlainDate,
  plainDate,
} from '@zhucan/kernel'
import type { Ctx } from '../platform/index.ts'
import { alarmsOf } from './alarms.ts'
import type { Completion, Figure } from './figure-shapes.ts'
import { figureAge, loadFigures } from './figures.ts'
import { measure } from './measure.ts'
import { findTargets, type MeasuredTarget } from './targets.store.ts'

/**
 * How far targets are on a day, in the order of the ids; those out of reach or of an indicator that is gone are left
 * out. Each comes with its figure, its age, who is missing and what should make one look twice: never rank without them.
 */
export async function completion(
  ctx: Ctx,
  targetIds: readonly string[],
  day: PlainDate,
): Promise<Completion[]> {
  const targets = await findTargets(ctx, targetIds)
  const measured = await measureTargets(ctx, targets, day)
  const byId = new Map(measured.map((each) => [each.targetId, each]))
  return targetIds.flatMap((id) => byId.get(id) ?? [])
}

/** The same for targets already read. Regions are asked together, one request a place they lie in. */
export async function measureTargets(
  ctx: Ctx,
  targets: readonly MeasuredTarget[],
  day: PlainDate,
): Promise<Completion[]> {
  const known = targets.flatMap((target) => {
    const indicator = indicatorByCode(target.indicator)
    return indicator ? [{ target, indicator }] : []
  })
  const figures = new Map<string, Figure>()
  // Figures of one year and one county above belong to one request; the year is the target's own, once it is over.
  for (const group of groupsOf(
    known.map(({ target, indicator }) => ({ target, indicator, on: dayOf(target, day) })),
  )) {
    const loaded = await loadFigures(ctx, group)
    for (const figure of loaded.figures)
      figures.set(`${group.day} ${figure.indicator} ${figure.region}`, figure)
  }
  return known.map(({ target, indicator }) =>
    completionOf(
      target,
      indicator,
      figures.get(`${dayOf(target, day)} ${target.indicator} ${target.region}`)!,
      day,
    ),
  )
}

const dayOf = (target: MeasuredTarget, day: PlainDate): PlainDate =>
  day > target.periodTo ? plainDate(target.periodTo) : day

interface Group {
  within: string
  regions: string[]
  indicators: IndicatorDefinition[]
  day: PlainDate
}

function groupsOf(
  asked: { target: MeasuredTarget; indicator: IndicatorDefinition; on: PlainDate }[],
): Group[] {
  const groups = new Map<string, Group>()
  for (const { target, indicator, on } of asked) {
    const key = `${on} ${commonPlace(target.region)}`
    const group = groups.get(key) ?? {
      within: commonPlace(target.region),
      regions: [],
      indicators: [],
      day: on,
    }
    if (!group.regions.includes(target.region)) group.regions.push(target.region)
    if (!group.indicators.includes(indicator)) group.indicators.push(indicator)
    groups.set(key, group)
  }
  return [...groups.values()].map((group) =>
    group.regions.length === 1 ? { ...group, within: group.regions[0]! } : group,
  )
}

/** The county of a township or village, the city of a county: enough to ask for neighbours together. */
function commonPlace(region: string): string {
  const kept = region.endsWith('000000') ? 4 : 6
  return region.slice(0, kept).padEnd(12, '0')
}

function completionOf(
  target: MeasuredTarget,
  indicator: IndicatorDefinition,
  figure: Figure,
  day: PlainDate,
): Completion {
  const asked = {
    form: target.form,
    target: inPerCent(target),
    periodFrom: plainDate(target.periodFrom),
    periodTo: plainDate(target.periodTo),
  }
  const measured = measure(figure.value, asked, day, indicator.schedule)
  const ageDays = figureAge(figure, dayOf(target, day))
  return {
    targetId: target.id,
    indicator: indicator.code,
    version: figure.version,
    form: target.form,
    target: asked.target,
    unit: target.unit,
    value: figure.value,
    ...measured,
    statusText: completionWords[measured.status],
    figure,
    ageDays,
    alarms: alarmsOf({
      kind: indicator.kind,
      value: figure.value,
      percent: indicator.direction === 'up' ? measured.percent : null,
      ageDays,
      missing: figure.coverage.due - figure.coverage.have,
      unknown: figure.unknown,
      judged: figure.denominator === null ? undefined : Number(figure.denominator),
    }),
  }
}

/** A share that came as a fraction (0.9 of a hundred per cent) is measured in per cent like the figure itself. */
function inPerCent({ value, unit }: MeasuredTarget): string | null {
  if (value === null || unit !== '%' || compareDecimals(decimal(value), decimal(1)) > 0) return value
  return decimalText(multiplyDecimals(decimal(value), decimal(100), { digits: 2, mode: 'half-up' })).replace(
    /\.?0+$/,
    '',
  )
}
