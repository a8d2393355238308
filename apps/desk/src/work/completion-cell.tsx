import { State, type StateKind, useFormat, useT } from '@zhucan/ui'
import type { Completion } from './work.queries.ts'

const kinds: Record<string, StateKind> = {
  reached: 'good',
  ahead: 'good',
  'on-time': 'neutral',
  behind: 'warning',
  'far-behind': 'danger',
  missed: 'danger',
  'no-figure': 'unknown',
}

/** How far a target is, never without the age of the figure, who is missing, and what should make one look twice. */
export function CompletionCell({ completion }: { completion: Completion | null }) {
  const t = useT()
  const format = useFormat()
  if (!completion) return <span className="desk-quiet">{t('work.noFigure')}</span>
  const { value, percent, figure, alarms, measuredBy } = completion
  const by = measuredBy !== 'region' && t(`work.measuredBy.${measuredBy}`)
  if (value === null)
    return <span className="desk-quiet">{[t('work.noFigure'), by].filter(Boolean).join(' · ')}</span>
  const number = `${format.number(Number(value))}${completion.unit === 'per-cent' ? '%' : ''}`
  return (
    <span className="work-completion">
      <span className="zc-number">
        {percent === null ? number : t('work.completionOf', { value: number, percent })}
      </span>
      <State kind={kinds[completion.status] ?? 'neutral'}>{format.label(completion.statusText)}</State>
      <span className="desk-quiet desk-small">
        {[
          figure.day && t('work.asOf', { day: format.day(figure.day) }),
          figure.missingPlaces > 0 && t('work.missing', { count: figure.missingPlaces }),
          by,
          t('work.timePassed', { percent: completion.timePassed }),
          ...alarms.map(({ text }) => format.label(text)),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </span>
  )
}
