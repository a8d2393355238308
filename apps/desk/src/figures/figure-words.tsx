import { figureText, type IndicatorDefinition, periodOf } from '@zhucan/catalogue'
import { State, type StateKind, useFormat, useT } from '@zhucan/ui'
import type { Alarm, Completion, Described, FigureValue } from './figures.queries.ts'

/** Writes a value with its unit: persons, person-times and per cent are never mixed up. */
export function useFigureText(): (
  indicator: Pick<Described, 'kind' | 'unit'>,
  value: string | null,
) => string {
  const format = useFormat()
  return (indicator, value) =>
    format.label(figureText(indicator as Pick<IndicatorDefinition, 'kind' | 'unit'>, value))
}

const statusKinds: Readonly<Record<string, StateKind>> = {
  reached: 'good',
  ahead: 'good',
  'on-time': 'notice',
  behind: 'warning',
  'far-behind': 'danger',
  missed: 'danger',
  'no-figure': 'unknown',
}

/** How a target stands, in colour, shape and word. */
export function CompletionState({ completion }: { completion: Completion }) {
  const format = useFormat()
  return (
    <State kind={statusKinds[completion.status] ?? 'neutral'}>{format.label(completion.statusText)}</State>
  )
}

/** A value that may be missing: not there yet, or there and not to be judged; neither is a zero. */
export function NoFigure({ figure }: { figure: FigureValue }) {
  const t = useT()
  if (figure.unknown > 0) return <State kind="unknown">{t('figures.unknown')}</State>
  return <span className="desk-quiet">{t('figures.noFigure')}</span>
}

/** How old a figure is, and what is missing in it; together they stand beside every figure that could be ranked. */
export function Freshness({ figure, ageDays }: { figure: FigureValue; ageDays: number | null }) {
  const t = useT()
  const format = useFormat()
  if (figure.day === null) return t('word.none')
  const age =
    ageDays === null ? '' : ageDays === 0 ? t('figures.today') : t('figures.daysOld', { days: ageDays })
  return (
    <span className="figures-fresh">
      <span>{format.day(figure.day)}</span>
      <span className="desk-quiet">{age}</span>
    </span>
  )
}

/** What a figure lacks, or that it is whole. */
export function Gaps({ figure }: { figure: FigureValue }) {
  const t = useT()
  const format = useFormat()
  // Nothing to say something about is not whole either: a rate of nobody, a period without a report.
  if (figure.value === null && figure.missingPlaces === 0) return t('word.none')
  if (figure.missingPlaces === 0) return <State kind="good">{t('figures.whole')}</State>
  if (figure.source === 'reported')
    return (
      <State kind="unknown">
        {t('figures.handedIn', { have: figure.coverage.have, due: figure.coverage.due })}
      </State>
    )
  return (
    <State kind="unknown">
      {t('figures.cannotSay', { records: format.number(figure.unknown), places: figure.missingPlaces })}
    </State>
  )
}

/** What should make one look twice, in words. */
export function Alarms({ alarms }: { alarms: readonly Alarm[] }) {
  const format = useFormat()
  if (alarms.length === 0) return null
  return (
    <ul className="figures-alarms">
      {alarms.map(({ code, text }) => (
        <li key={code}>
          <State kind="warning">{format.label(text)}</State>
        </li>
      ))}
    </ul>
  )
}

/** What a period is called: 2026-Q3 is the third quarter of 2026. */
export function usePeriodName(): (code: string) => string {
  const format = useFormat()
  return (code) => {
    const period = periodOf(code)
    return period ? format.label(period.label) : code
  }
}
