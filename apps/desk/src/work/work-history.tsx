import { useQuery } from '@tanstack/react-query'
import { Panel, Timeline, useFormat, useT } from '@zhucan/ui'
import { QueryView } from '../app/query-view.tsx'
import { type WorkKind, type WorkLine, workHistoryQuery } from './work.queries.ts'
import { useWorkWords, WorkState } from './work-words.tsx'

/** Everything that happened to a piece of work, newest first: who, what, from which figure or day to which. */
export function WorkHistory({ kind, id }: { kind: WorkKind; id: string }) {
  const t = useT()
  const history = useQuery(workHistoryQuery(kind, id))
  return (
    <Panel title={t('work.history')}>
      <QueryView query={history}>{(lines) => <Lines kind={kind} lines={lines} />}</QueryView>
    </Panel>
  )
}

function Lines({ kind, lines }: { kind: WorkKind; lines: readonly WorkLine[] }) {
  const t = useT()
  const format = useFormat()
  const words = useWorkWords()
  if (lines.length === 0) return <p className="desk-quiet">{t('work.noHistory')}</p>
  return (
    <Timeline
      entries={[...lines].reverse().map((line, place) => ({
        id: String(line.version),
        when: format.moment(line.at),
        title: words.action(kind, line.action),
        source: `${line.actorName} · ${line.organisationName}`,
        isCurrent: place === 0,
        body: (
          <>
            <p className="work-change">
              <WorkState kind={kind} state={line.toState} />
              <Change kind={kind} line={line} />
            </p>
            {line.note && <p className="work-text">{line.note}</p>}
          </>
        ),
      }))}
    />
  )
}

function Change({ kind, line: { from, to } }: { kind: WorkKind; line: WorkLine }) {
  const t = useT()
  const format = useFormat()
  if (from === null || to === null || from === to) return null
  return kind === 'targets' ? (
    <span>{t('work.fromTo', { from: format.number(Number(from)), to: format.number(Number(to)) })}</span>
  ) : (
    <span>{t('work.dueFromTo', { from: format.day(from), to: format.day(to) })}</span>
  )
}
