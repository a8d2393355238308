import { State, type StateKind, useFormat, useSpeech } from '@zhucan/ui'
import type { ExportRecord } from './exports.queries.ts'

const kinds: Record<ExportRecord['state'], StateKind> = {
  waiting: 'warning',
  making: 'neutral',
  ready: 'good',
  refused: 'danger',
  withdrawn: 'cancelled',
  failed: 'danger',
  gone: 'cancelled',
}

/** Where an export stands, and why where that needs saying. */
export function ExportState({ record }: { record: ExportRecord }) {
  const { t, problem } = useSpeech()
  const format = useFormat()
  const { state, expiresAt, decidedByName, note } = record
  const told = record.problem && problem(record.problem.code, record.problem.params)
  return (
    <>
      <State kind={kinds[state]}>{t(`exports.state.${state}`)}</State>
      {state === 'ready' && expiresAt && (
        <div className="desk-quiet desk-small">{t('exports.until', { day: format.moment(expiresAt) })}</div>
      )}
      {told && <div className="desk-small">{`${told.what} ${told.todo}`}</div>}
      {decidedByName && (
        <div className="desk-quiet desk-small">
          {t('exports.decidedBy', { name: decidedByName, note: note ?? t('word.none') })}
        </div>
      )}
    </>
  )
}
