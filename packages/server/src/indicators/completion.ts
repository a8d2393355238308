import {
  completionWords,
  type FigurePolicyRow,
  type IndicatorDefinition,
  indicatorByCode,
} from '@zhucan/catalogue'
import { type PlainDate, plainDate } from '@zhucan/kernel'
import type { Ctx } from '../platform/index.ts'
import { alarmsOf, signsOf } from './alarms.ts'
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
  for (const group of groupsOf(known.map((each) => ({ ...each, on: dayOf(each.target, day) })))) {
    const loaded = await loadFigures(ctx, group)
    for (const figure of loaded.figures) figures.set(keyOf(group.day, figure, group.carrier), figure)
  }
  return known.map(({ target, indicator }) => {
    const own = carrierOf(target, indicator)
    return completionOf(target, indicator, figures.get(keyOf(dayOf(target, day), target, own))!, {
      day,
      policy: ctx.policy.figure,
    })
  })
}

const keyOf = (
  day: PlainDate,
  { indicator, region }: { indicator: string; region: string },
  carrier: string | null,
): string => `${day} ${indicator} ${region} ${carrier ?? ''}`

/** Records do not say which office did what; what offices hand in does. */
const carrierOf = (target: MeasuredTarget, { source }: IndicatorDefinition): string | null =>
  source === 'reported' ? target.organisationId : null

function measuredBy(target: MeasuredTarget, indicator: IndicatorDefinition): Completion['measuredBy'] {
  if (target.organisationId === null) return 'region'
  return carrierOf(target, indicator) === null ? 'region-for-office' : 'office'
}

const dayOf = (target: MeasuredTarget, day: PlainDate): PlainDate =>
  day > target.periodTo ? plainDate(target.periodTo) : day

interface Group {
  within: string
  regions: string[]
  indicators: IndicatorDefinition[]
  day: PlainDate
  carrier: string | null
}

function groupsOf(
  asked: { target: MeasuredTarget; indicator: IndicatorDefinition; on: PlainDate }[],
): Group[] {
  const groups = new Map<string, Group>()
  for (const { target, indicator, on } of asked) {
    const [within, carrier] = [commonPlace(target.region), carrierOf(target, indicator)]
    const key = `${on} ${within} ${carrier}`
    const group = groups.get(key) ?? { within, regions: [], indicators: [], day: on, carrier }
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
  { day, policy }: { day: PlainDate; policy: readonly FigurePolicyRow[] },
): Completion {
  const asked = {
    form: target.form,
    target: target.value,
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
    measuredBy: measuredBy(target, indicator),
    value: figure.value,
    ...measured,
    statusText: completionWords[measured.status],
    figure,
    ageDays,
    alarms: alarmsOf(
      {
        ...signsOf(indicator, figure, ageDays),
        percent: indicator.direction === 'up' ? measured.percent : null,
      },
      figure.region,
      { day, policy },
    ),
  }
}
