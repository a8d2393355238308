import { useQuery } from '@tanstack/react-query'
import { Panel, Timeline, useFormat, useT } from '@zhucan/ui'
import { QueryView } from '../app/query-view.tsx'
import { useClueWords } from './clue-words.tsx'
import { type HistoryLine, historyQuery } from './clue-work.queries.ts'

/** Everything that happened to a clue, newest first: who, from which office, what, with which words. */
export function ClueHistory({ id }: { id: string }) {
  const t = useT()
  const history = useQuery(historyQuery(id))
  return (
    <Panel title={t('clueWork.history')}>
      <QueryView query={history}>{(lines) => <Lines lines={lines} />}</QueryView>
    </Panel>
  )
}

function Lines({ lines }: { lines: readonly HistoryLine[] }) {
  const t = useT()
  const format = useFormat()
  if (lines.length === 0) return <p className="desk-quiet">{t('clueWork.noHistory')}</p>
  return (
    <Timeline
      entries={[...lines].reverse().map((line, place) => ({
        id: line.id,
        when: format.moment(line.at),
        title: <TitleOf line={line} />,
        source: [line.actorName, line.organisation].filter(Boolean).join(' · ') || t('clueWork.bySystem'),
        isCurrent: place === 0,
        body: (
          <>
            {(line.office || line.due) && (
              <p>
                {line.office && t('clueWork.toOffice', { office: line.office })}{' '}
                {line.due && t('clueWork.until', { day: format.day(line.due) })}
              </p>
            )}
            {line.note && <p className="clue-text">{line.note}</p>}
          </>
        ),
      }))}
    />
  )
}

function TitleOf({ line }: { line: HistoryLine }) {
  const t = useT()
  const words = useClueWords()
  const moved = line.fromHolder !== line.toHolder
  return (
    <>
      {moved
        ? t('clueWork.moved', {
            action: words.action(line.action),
            from: words.holder(line.fromHolder),
            to: words.holder(line.toHolder),
          })
        : words.action(line.action)}
    </>
  )
}
