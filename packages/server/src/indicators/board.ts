import { type IndicatorDefinition, summariseFigure } from '@zhucan/catalogue'
import type { PlainDate } from '@zhucan/kernel'
import type { Ctx } from '../platform/index.ts'
import { findRegionPath, listChildren } from '../regions/index.ts'
import { alarmsOf, signsOf } from './alarms.ts'
import { measureTargets } from './completion.ts'
import type { Figure } from './figure-shapes.ts'
import { figureAge, knownIndicators, loadFigures } from './figures.ts'
import { shownValue } from './measure.ts'
import { countStateOf, findCountState } from './recount.store.ts'
import { reportedTrend } from './reported-figures.ts'
import { findTargetsOf } from './targets.store.ts'
import { findTrend } from './values.store.ts'

/** All indicators of one region, with what should be seen beside them. */
export async function loadBoard(ctx: Ctx, region: string, day: PlainDate) {
  const indicators = knownIndicators()
  const { figures } = await loadFigures(ctx, { within: region, regions: [region], indicators, day })
  const path = await findRegionPath(ctx, region)
  return {
    day,
    region: path.at(-1) ?? { code: region, name: region, level: 0 },
    path,
    counting: await findCountState(ctx, region),
    figures: figures.map((figure, at) => ({
      ...describe(indicators[at]!),
      ...beside(ctx, indicators[at]!, figure, day),
    })),
  }
}

/** What a screen needs to know of an indicator. */
export const describe = ({
  code,
  label,
  topic,
  kind,
  unit,
  direction,
  version,
  source,
}: IndicatorDefinition) => ({
  code,
  label,
  topic,
  kind,
  unit,
  direction,
  version,
  source,
})

function beside(ctx: Ctx, indicator: IndicatorDefinition, figure: Figure, day: PlainDate) {
  const ageDays = figureAge(figure, day)
  return {
    figure,
    ageDays,
    alarms: alarmsOf(signsOf(indicator, figure, ageDays), figure.region, { day, policy: ctx.policy.figure }),
  }
}

/** One indicator of a region and of the regions right below it: figures, weights, targets, trend, sentences and signs. */
export async function loadFigurePage(ctx: Ctx, indicator: IndicatorDefinition, region: string) {
  const day = ctx.day()
  const [path, children] = [await findRegionPath(ctx, region), await listChildren(ctx, region)]
  const holders = indicator.code === 'holders' ? [] : knownIndicators('holders')
  const codes = [region, ...children.map(({ code }) => code)]
  const { figures } = await loadFigures(ctx, {
    within: region,
    regions: codes,
    indicators: [indicator, ...holders],
    day,
  })
  const own = figures.filter(({ indicator: code }) => code === indicator.code)
  const weights = new Map(
    figures.filter(({ indicator: code }) => code === 'holders').map((each) => [each.region, each.numerator]),
  )
  const targets = await measureTargets(
    ctx,
    await findTargetsOf(ctx, { indicator: indicator.code, regions: codes, day }),
    day,
  )
  const completions = new Map(targets.map((each) => [each.figure.region, each]))
  const lines = children.map((child, at) => ({
    ...child,
    figure: own[at + 1]!,
    ageDays: figureAge(own[at + 1]!, day),
    weight: Number(weights.get(child.code) ?? 0),
    completion: completions.get(child.code) ?? null,
  }))
  const figure = own[0]!
  const ageDays = figureAge(figure, day)
  const trend = await trendOf(ctx, indicator, { region, day })
  return {
    day,
    indicator: { ...describe(indicator), definition: indicator.definition },
    path,
    figure,
    counting: await countStateOf(ctx, indicator, region),
    ageDays,
    completion: completions.get(region) ?? null,
    children: lines,
    trend,
    summary: summariseFigure({
      indicator,
      regionName: path.at(-1)?.name ?? region,
      day: figure.day,
      value: figure.value,
      numerator: figure.numerator,
      denominator: figure.denominator,
      children: lines.map((line) => ({ name: line.name, value: line.figure.value })),
      missing: figure.missingPlaces,
      unknown: figure.unknown,
    }),
    alarms: alarmsOf(
      {
        ...signsOf(indicator, figure, ageDays),
        percent: indicator.direction === 'up' ? (completions.get(region)?.percent ?? null) : null,
        children: lines.map((line) => line.figure.value),
        childPercents: lines.map((line) => line.completion?.percent ?? null),
      },
      region,
      { day, policy: ctx.policy.figure },
    ),
  }
}

async function trendOf(
  ctx: Ctx,
  indicator: IndicatorDefinition,
  { region, day }: { region: string; day: PlainDate },
) {
  if (indicator.source === 'reported') return reportedTrend(ctx, indicator, { region, day })
  const points = await findTrend(ctx, indicator.code, region)
  return points.map(({ day, numerator, denominator }) => ({
    day,
    value: shownValue(indicator, String(numerator), denominator === null ? null : String(denominator)),
  }))
}
