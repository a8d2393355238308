import type { IndicatorDefinition } from '@zhucan/catalogue'
import {
  addDecimals,
  type Decimal,
  decimal,
  decimalText,
  isWithin,
  type PlainDate,
  regionLevel,
} from '@zhucan/kernel'
import type { Ctx } from '../platform/index.ts'
import type { Coverage, Figure } from './figure-shapes.ts'
import { shownValue } from './measure.ts'
import { findCountedReports, findReporters, type StoredReport } from './reports.store.ts'

const shownMissing = 100

/** Where and what to look for; `carrier` asks for an office's own part instead of whole regions. */
export interface AskedReports {
  within: string
  regions: readonly string[]
  indicators: readonly IndicatorDefinition[]
  day: PlainDate
  carrier?: string | null
}

/** The figures that offices handed in, for any of the regions and indicators asked for. */
export async function loadReported(
  ctx: Ctx,
  { within, indicators: wanted, day, carrier = null }: AskedReports,
): Promise<(indicator: IndicatorDefinition, region: string) => Figure> {
  const all = await reportsUntil(ctx, { wanted, within, day, newest: 2 })
  const reporters = new Map<number, Place[]>()
  // Where places below those that owe a figure hand in for themselves, their neighbours are missing.
  for (const level of new Set([...wanted.map(levelOf), ...all.map((each) => regionLevel(each.region))]))
    reporters.set(level, await findReporters(ctx, within, level))
  return (indicator, region) => {
    const own = all.filter(
      (each) =>
        each.indicator === indicator.code && isMeant(each, { region, carrier, level: levelOf(indicator) }),
    )
    const due =
      carrier === null
        ? dueOf(own, reporters, { region, level: levelOf(indicator) })
        : [{ code: region, name: '' }]
    return reportedFigure(indicator, region, { reports: own, due, isOwn: carrier !== null })
  }
}

interface Place {
  code: string
  name: string
}

/** Who owes a figure: the places of the indicator's level, or those below where such a place left it to them. */
function dueOf(
  reports: readonly StoredReport[],
  reporters: ReadonlyMap<number, Place[]>,
  { region, level }: { region: string; level: number },
): Place[] {
  const owing = (reporters.get(level) ?? []).filter(({ code }) => isWithin(code, region))
  return owing.flatMap((place) => {
    if (reports.some((each) => isWithin(place.code, each.region))) return [place]
    const inside = reports.filter((each) => isWithin(each.region, place.code))
    const lower = Math.min(...inside.map((each) => regionLevel(each.region)))
    return inside.length === 0
      ? [place]
      : (reporters.get(lower) ?? []).filter(({ code }) => isWithin(code, place.code))
  })
}

/** Who has not handed in, where some have: the places that owe a figure and for which nobody speaks. */
export async function stillMissing(
  ctx: Ctx,
  indicator: IndicatorDefinition,
  { region, reports }: { region: string; reports: readonly StoredReport[] },
): Promise<{ region: string; name: string }[]> {
  const level = levelOf(indicator)
  const own = reports.filter(({ carrierId }) => carrierId === null)
  const reporters = new Map<number, Place[]>()
  for (const each of new Set([level, ...own.map((report) => regionLevel(report.region))]))
    reporters.set(each, await findReporters(ctx, region, each))
  return coverageOf(own, dueOf(own, reporters, { region, level })).missing
}

/** How a figure that is handed in went over the year: its sum as it stood at the end of each period. */
export async function reportedTrend(
  ctx: Ctx,
  indicator: IndicatorDefinition,
  { region, day }: { region: string; day: PlainDate },
): Promise<{ day: string; value: string | null }[]> {
  const all = await reportsUntil(ctx, { wanted: [indicator], within: region, day, newest: 12 })
  const own = all.filter((each) => isMeant(each, { region, carrier: null, level: levelOf(indicator) }))
  const ends = [...new Set(own.map(({ periodTo }) => periodTo))].sort()
  return ends.map((end) => ({
    day: end,
    value: sumUp(indicator, topmost(newestOf(own.filter(({ periodTo }) => periodTo <= end)))).value,
  }))
}

const levelOf = (indicator: IndicatorDefinition): number =>
  indicator.source === 'reported' ? indicator.level : 3

const reportsUntil = (
  ctx: Ctx,
  asked: { wanted: readonly IndicatorDefinition[]; within: string; day: PlainDate; newest: number },
): Promise<StoredReport[]> =>
  asked.wanted.length === 0
    ? Promise.resolve([])
    : findCountedReports(ctx, {
        indicators: asked.wanted.map(({ code }) => code),
        region: asked.within,
        year: asked.day.slice(0, 4),
        until: asked.day,
        newest: asked.newest,
      })

/**
 * Whether a report enters a figure. What an office did itself is part of what its region hands in; above the regions that
 * hand in, it stands beside them.
 */
function isMeant(
  report: StoredReport,
  { region, carrier, level }: { region: string; carrier: string | null; level: number },
): boolean {
  if (carrier !== null) return report.carrierId === carrier && report.region === region
  if (!isWithin(report.region, region)) return false
  return report.carrierId === null || regionLevel(report.region) < level
}

const sourceOf = ({ region, carrierId }: StoredReport): string => `${region} ${carrierId ?? ''}`

/** The newest report of each office, or the one before it; they come newest first. */
function newestOf(reports: readonly StoredReport[], skipped = 0): StoredReport[] {
  const met = new Map<string, StoredReport[]>()
  for (const report of reports) met.set(sourceOf(report), [...(met.get(sourceOf(report)) ?? []), report])
  return [...met.values()].map((own) => own[skipped] ?? own[0]!)
}

/** A county that handed in its own sum speaks for its townships too; those are not added once more. */
function topmost(reports: readonly StoredReport[]): StoredReport[] {
  const places = new Set(reports.filter(({ carrierId }) => carrierId === null).map(({ region }) => region))
  return reports.filter(
    ({ region }) => ![...places].some((other) => other !== region && isWithin(region, other)),
  )
}

interface Sum {
  numerator: string | null
  denominator: string | null
  value: string | null
}

/** Numerators and denominators added; a yes-no is the share of those due that say yes. */
function sumUp(indicator: IndicatorDefinition, reports: readonly StoredReport[], due = 0): Sum {
  const isShare = indicator.kind === 'yes-no'
  const numerator = reports.length > 0 ? sumOf(reports.map((each) => each.numerator)) : null
  const below = reports.map((each) => each.denominator ?? (isShare ? '1' : null))
  const isWhole = reports.length > 0 && below.every((each) => each !== null)
  const denominator = isWhole ? sumOf(below) : null
  const value = shownValue(indicator, numerator, isShare ? String(due || reports.length) : denominator)
  return { numerator, denominator, value }
}

function reportedFigure(
  indicator: IndicatorDefinition,
  region: string,
  { reports: all, due, isOwn }: { reports: StoredReport[]; due: Place[]; isOwn: boolean },
): Figure {
  const reports = topmost(newestOf(all))
  const { numerator, denominator, value } = sumUp(indicator, reports, due.length)
  const hasBefore = all.length > newestOf(all).length
  const coverage = coverageOf(
    reports.filter(({ carrierId }) => carrierId === null || isOwn),
    due,
  )
  return {
    indicator: indicator.code,
    version: indicator.version,
    region,
    value,
    numerator,
    denominator: indicator.kind === 'rate' || indicator.kind === 'yes-no' ? denominator : null,
    previous: hasBefore ? sumUp(indicator, topmost(newestOf(all, 1)), due.length).value : null,
    unknown: 0,
    source: 'reported',
    // As old as the oldest part of the sum.
    day: reports.map(({ periodTo }) => periodTo).sort()[0] ?? null,
    missingPlaces: coverage.due - coverage.have,
    coverage,
  }
}

function coverageOf(reports: readonly StoredReport[], due: readonly Place[]): Coverage {
  const speaks = (code: string) =>
    reports.some(({ region }) => isWithin(code, region) || isWithin(region, code))
  const missing = due.filter(({ code }) => !speaks(code))
  return {
    have: due.length - missing.length,
    due: due.length,
    missing: missing.slice(0, shownMissing).map(({ code, name }) => ({ region: code, name })),
  }
}

function sumOf(texts: readonly (string | null)[]): string {
  const zero: Decimal = { units: 0n, scale: 0 }
  return decimalText(texts.reduce((sum, text) => addDecimals(sum, decimal(text ?? '0')), zero))
}
