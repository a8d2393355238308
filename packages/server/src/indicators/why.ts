import { divisionText, type IndicatorDefinition, indicatorByCode, indicatorFacts } from '@zhucan/catalogue'
import { type Label, problem } from '@zhucan/kernel'
import { compileIndicator } from '@zhucan/rules'
import type { Ctx } from '../platform/index.ts'
import type { Figure } from './figure-shapes.ts'
import { loadFigures } from './figures.ts'
import { readyOver } from './ready-indicators.ts'
import type { RecordPart } from './records.store.ts'
import { countStateOf } from './recount.store.ts'
import { listReports } from './reports.store.ts'
import { findMissingVillages, findValues } from './values.store.ts'

/** The indicator of a code. Problem 'figure.unknown-indicator'. */
export function requireIndicator(code: string): IndicatorDefinition {
  const indicator = indicatorByCode(code)
  if (!indicator) throw problem('figure.unknown-indicator')
  return indicator
}

/** Everything a figure rests on. */
export async function explainFigure(ctx: Ctx, indicator: IndicatorDefinition, region: string) {
  const day = ctx.day()
  const { figures, snapshot } = await loadFigures(ctx, {
    within: region,
    regions: [region],
    indicators: [indicator],
    day,
  })
  const [figure] = figures
  const isCounted = indicator.source === 'computed'
  const missing =
    isCounted && snapshot
      ? await findMissingVillages(ctx, snapshot.id, { indicator: indicator.code, region })
      : (figure?.coverage.missing ?? []).map((each) => ({ ...each, count: 0 }))
  const sources = sourcesOf(indicator)
  const reports = isCounted ? [] : await listReports(ctx, { region, indicator: indicator.code })
  return {
    figure: figure!,
    counting: await countStateOf(ctx, indicator, region),
    arithmetic: arithmeticOf(indicator, figure!),
    facts: isCounted ? factsOf(indicator) : [],
    snapshot: snapshot && {
      day: snapshot.day,
      finishedAt: snapshot.finishedAt?.toISOString() ?? null,
      region: snapshot.region,
      records: Number(snapshot.records ?? 0),
      lists: snapshot.sources.lists.filter(({ fileType }) => sources.has(fileType)),
    },
    missing,
    reports: reports.filter(({ periodFrom }) => periodFrom.startsWith(day.slice(0, 4))),
    hasRecords: recordPlace(indicator) !== null && snapshot !== undefined,
  }
}

/** The division as one could do it by hand, with how it is cut; null where nothing is divided. */
function arithmeticOf(
  { kind, rounding }: IndicatorDefinition,
  { numerator, denominator, value }: Figure,
): Label | null {
  if ((kind !== 'rate' && kind !== 'yes-no') || !numerator || !denominator || value === null) return null
  return divisionText({ numerator, denominator, value, rounding })
}

/** The lists that feed the facts looked at; an indicator over list rows looks at all of them. */
function sourcesOf(indicator: IndicatorDefinition): { has(fileType: string): boolean } {
  if (indicator.source !== 'computed') return new Set()
  if (indicator.over === 'list-row') return { has: () => true }
  const known = indicatorFacts(indicator.over)
  return new Set((compileIndicator(indicator)?.facts ?? []).map((name) => known[name]?.source ?? ''))
}

function factsOf(indicator: IndicatorDefinition & { source: 'computed' }) {
  const known = indicatorFacts(indicator.over)
  return (compileIndicator(indicator)?.facts ?? []).map((name) => ({
    name,
    label: known[name]?.label ?? { zh: name, en: name },
  }))
}

/** Where an indicator's answers stand in the kept records, or null when none are kept. */
export function recordPlace(
  indicator: IndicatorDefinition,
): { base: 'person' | 'household' | 'clue' | 'visit' } | null {
  if (indicator.source !== 'computed' || indicator.over === 'list-row') return null
  return readyOver(indicator.over).some(({ code }) => code === indicator.code)
    ? { base: indicator.over }
    : null
}

/** How many records a part of a figure has: what the figure itself says. */
export async function countPart(
  ctx: Ctx,
  snapshotId: string,
  asked: { indicator: string; region: string; part: RecordPart },
): Promise<number> {
  const [value] = await findValues(ctx, snapshotId, {
    regions: [asked.region],
    indicators: [asked.indicator],
  })
  if (!value) return 0
  const { numerator, denominator, unknown } = value
  return Number({ counted: numerator, base: (denominator ?? numerator) - numerator, unknown }[asked.part])
}
