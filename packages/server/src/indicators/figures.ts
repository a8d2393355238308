import { type IndicatorDefinition, indicatorByCode, indicators } from '@zhucan/catalogue'
import { addDays, daysBetween, type PlainDate, plainDate, regionLevel } from '@zhucan/kernel'
import type { Ctx } from '../platform/index.ts'
import type { Figure } from './figure-shapes.ts'
import { shownValue } from './measure.ts'
import { type AskedReports, loadReported } from './reported-figures.ts'
import { findSnapshotFor } from './snapshots.store.ts'
import { findValues, type StoredValue } from './values.store.ts'

type Snapshot = NonNullable<Awaited<ReturnType<typeof findSnapshotFor>>>

/** The figures of some regions for some indicators on a day, counted and reported alike, in the order asked for. */
export async function loadFigures(
  ctx: Ctx,
  asked: AskedReports,
): Promise<{ figures: Figure[]; snapshot: Snapshot | undefined }> {
  const computed = asked.indicators.filter(({ source }) => source === 'computed')
  const counted = await loadCounted(ctx, { ...asked, indicators: computed })
  const reported = await loadReported(ctx, {
    ...asked,
    indicators: asked.indicators.filter(({ source }) => source === 'reported'),
  })
  const figures = asked.regions.flatMap((region) =>
    asked.indicators.map((indicator) =>
      (indicator.source === 'computed' ? counted.figure : reported)(indicator, region),
    ),
  )
  return { figures, snapshot: counted.snapshot }
}

type Counted = (indicator: IndicatorDefinition, region: string) => StoredValue | null

async function loadCounted(ctx: Ctx, asked: AskedReports) {
  const { within, day, indicators: wanted } = asked
  const snapshot = wanted.length > 0 ? await findSnapshotFor(ctx, within, day) : undefined
  const before = snapshot && (await findSnapshotFor(ctx, within, addDays(plainDate(snapshot.day), -1)))
  const [now, then] = [await valuesIn(ctx, snapshot, asked), await valuesIn(ctx, before, asked)]
  return {
    snapshot,
    figure: (indicator: IndicatorDefinition, region: string): Figure => {
      const [value, previous] = [now(indicator, region), then(indicator, region)]
      const isSame = value?.version === previous?.version
      return {
        ...partsOf(indicator, value),
        ...{ indicator: indicator.code, version: value?.version ?? indicator.version, region },
        // What was counted by another definition is not compared.
        previous: isSame ? partsOf(indicator, previous).value : null,
        unknown: Number(value?.unknown ?? 0n),
        source: 'computed',
        day: snapshot?.day ?? null,
        missingPlaces: value?.missingVillages ?? 0,
        coverage: { have: value ? 1 : 0, due: 1, missing: [] },
      }
    },
  }
}

/** Above and below the line, and what is shown of them. */
function partsOf(
  indicator: IndicatorDefinition,
  value: StoredValue | null,
): Pick<Figure, 'numerator' | 'denominator' | 'value'> {
  if (!value) return { numerator: null, denominator: null, value: null }
  const isRate = indicator.kind === 'rate'
  // None found among records that cannot be judged is no zero, least of all a zero state.
  const isSilent = !isRate && value.numerator === 0n && value.unknown > 0n
  const numerator = String(value.numerator)
  const denominator = isRate ? String(value.denominator ?? 0n) : null
  return { numerator, denominator, value: isSilent ? null : shownValue(indicator, numerator, denominator) }
}

/** What a snapshot has of the regions. One without a row has none of it, unless its small places were thinned out. */
async function valuesIn(ctx: Ctx, snapshot: Snapshot | undefined, asked: AskedReports): Promise<Counted> {
  if (!snapshot) return () => null
  const codes = asked.indicators.map(({ code }) => code)
  const values = await findValues(ctx, snapshot.id, { regions: asked.regions, indicators: codes })
  const found = new Map(values.map((each) => [`${each.indicator} ${each.region}`, each]))
  return ({ code, version }, region) =>
    found.get(`${code} ${region}`) ??
    (snapshot.isThinned && regionLevel(region) >= 4
      ? null
      : {
          ...{ indicator: code, version, region },
          ...{ numerator: 0n, denominator: null, unknown: 0n, missingVillages: 0 },
        })
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
