import { type IndicatorDefinition, indicatorByCode, indicators } from '@zhucan/catalogue'
import {
  addDecimals,
  type Decimal,
  daysBetween,
  decimal,
  decimalText,
  isWithin,
  type PlainDate,
  plainDate,
} from '@zhucan/kernel'
import type { Ctx } from '../platform/index.ts'
import type { Coverage, Figure } from './figure-shapes.ts'
import { shownValue } from './measure.ts'
import { findCountedReports, findReporters, type StoredReport } from './reports.store.ts'
import { findSnapshotFor } from './snapshots.store.ts'
import { findValues, type StoredValue } from './values.store.ts'

type Snapshot = NonNullable<Awaited<ReturnType<typeof findSnapshotFor>>>

const shownMissing = 100

/** The figures of some regions for some indicators, counted and reported alike, in the order asked for. */
export async function loadFigures(
  ctx: Ctx,
  asked: {
    within: string
    regions: readonly string[]
    indicators: readonly IndicatorDefinition[]
    day: PlainDate
  },
): Promise<{ figures: Figure[]; snapshot: Snapshot | undefined }> {
  const { within, regions, day } = asked
  const computed = asked.indicators.filter(({ source }) => source === 'computed')
  const reported = asked.indicators.filter(({ source }) => source === 'reported')
  const snapshot = computed.length > 0 ? await findSnapshotFor(ctx, within) : undefined
  const codes = computed.map(({ code }) => code)
  const values = snapshot ? await findValues(ctx, snapshot.id, { regions, indicators: codes }) : []
  const found = new Map(values.map((each) => [`${each.indicator} ${each.region}`, each]))
  const reports = await loadReported(ctx, { within, regions, indicators: reported, day })
  const figures = regions.flatMap((region) =>
    asked.indicators.map((indicator) =>
      indicator.source === 'computed'
        ? computedFigure(indicator, region, found.get(`${indicator.code} ${region}`), snapshot)
        : reports(indicator, region),
    ),
  )
  return { figures, snapshot }
}

function computedFigure(
  indicator: IndicatorDefinition,
  region: string,
  value: StoredValue | undefined,
  snapshot: Snapshot | undefined,
): Figure {
  const isRate = indicator.kind === 'rate'
  // None found among records that cannot be judged is no zero, least of all a zero state.
  const isSilent = !isRate && value !== undefined && value.numerator === 0n && value.unknown > 0n
  const numerator = snapshot ? String(value?.numerator ?? 0n) : null
  const denominator = snapshot && isRate ? String(value?.denominator ?? 0n) : null
  return {
    indicator: indicator.code,
    version: value?.version ?? indicator.version,
    region,
    value: isSilent ? null : shownValue(indicator, numerator, denominator),
    numerator,
    denominator,
    unknown: Number(value?.unknown ?? 0n),
    source: 'computed',
    day: snapshot?.day ?? null,
    missingPlaces: value?.missingVillages ?? 0,
    coverage: { have: snapshot ? 1 : 0, due: 1, missing: [] },
  }
}

type ReportedFigure = (indicator: IndicatorDefinition, region: string) => Figure

async function loadReported(
  ctx: Ctx,
  asked: {
    within: string
    regions: readonly string[]
    indicators: readonly IndicatorDefinition[]
    day: PlainDate
  },
): Promise<ReportedFigure> {
  const { within, indicators: wanted, day } = asked
  const codes = wanted.map(({ code }) => code)
  const all =
    codes.length > 0
      ? await findCountedReports(ctx, {
          indicators: codes,
          region: within,
          year: day.slice(0, 4),
          until: day,
        })
      : []
  const levels = new Set(wanted.map((each) => (each.source === 'reported' ? each.level : 3)))
  const reporters = new Map<number, { code: string; name: string }[]>()
  for (const level of levels) reporters.set(level, await findReporters(ctx, within, level))
  return (indicator, region) => {
    const own = all.filter((each) => each.indicator === indicator.code && isWithin(each.region, region))
    const level = indicator.source === 'reported' ? indicator.level : 3
    const due = (reporters.get(level) ?? []).filter(({ code }) => isWithin(code, region))
    return reportedFigure(indicator, region, { reports: topmost(own), due })
  }
}

/** A county that handed in its own sum speaks for its townships too; those are not added once more. */
function topmost(reports: readonly StoredReport[]): StoredReport[] {
  const places = new Set(reports.map(({ region }) => region))
  return reports.filter(
    ({ region }) => ![...places].some((other) => other !== region && isWithin(region, other)),
  )
}

function reportedFigure(
  indicator: IndicatorDefinition,
  region: string,
  { reports, due }: { reports: StoredReport[]; due: { code: string; name: string }[] },
): Figure {
  const numerator = reports.length > 0 ? sumOf(reports.map((each) => each.numerator)) : null
  const below = reports.map((each) => each.denominator ?? (indicator.kind === 'yes-no' ? '1' : null))
  const coverage = coverageOf(reports, due)
  const denominator = reports.length > 0 && below.every((each) => each !== null) ? sumOf(below) : null
  return {
    indicator: indicator.code,
    version: indicator.version,
    region,
    value: shownValue(
      indicator,
      numerator,
      indicator.kind === 'yes-no' ? String(due.length || reports.length) : denominator,
    ),
    numerator,
    denominator: indicator.kind === 'rate' || indicator.kind === 'yes-no' ? denominator : null,
    unknown: 0,
    source: 'reported',
    // As old as the oldest part of the sum.
    day: reports.map(({ periodTo }) => periodTo).sort()[0] ?? null,
    missingPlaces: coverage.due - coverage.have,
    coverage,
  }
}

function coverageOf(reports: readonly StoredReport[], due: { code: string; name: string }[]): Coverage {
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

/** The indicator by its code, or all of them; Problem is the caller's. */
export const knownIndicators = (code?: string): readonly IndicatorDefinition[] => {
  if (code === undefined) return indicators
  const one = indicatorByCode(code)
  return one ? [one] : []
}

/** Days between a figure and a day; a figure of a period that still runs is as fresh as can be. */
export function figureAge({ day: of }: Figure, day: PlainDate): number | null {
  if (of === null) return null
  return of >= day ? 0 : daysBetween(plainDate(of), day)
}
