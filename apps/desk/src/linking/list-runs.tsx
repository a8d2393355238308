import { type Column, DataTable, Disclosure, Link, State, useFormat, useT } from '@zhucan/ui'
import type { LinkRun } from './linking.queries.ts'

/** How many rows a search linked, and how many of its pairs wait for somebody. */
export const standOf = ({ states }: LinkRun) => ({
  linked: (states.linked ?? 0) + (states.accepted ?? 0),
  waiting: (states.review ?? 0) + (states.unsure ?? 0) + (states['awaiting-second'] ?? 0),
})

/** Every search of a list, the newest first; which one counts now is said of each. */
export function ListRuns({ runs }: { runs: readonly LinkRun[] }) {
  const t = useT()
  const format = useFormat()
  if (runs.length < 2) return null
  const columns: Column<LinkRun>[] = [
    {
      id: 'moment',
      header: t('linking.moment'),
      isRowHeader: true,
      cell: ({ id, startedAt }) => (
        <Link look="row" href={`/link-runs/${id}`}>
          {format.moment(startedAt)}
        </Link>
      ),
    },
    {
      id: 'why',
      header: t('linking.startedBy'),
      cell: ({ reason, startedByName }) =>
        reason === 'register-changed' ? t('linking.whyChanged') : startedByName,
    },
    {
      id: 'linked',
      header: t('linking.linked'),
      align: 'end',
      cell: (run) => format.number(standOf(run).linked),
    },
    {
      id: 'waiting',
      header: t('linking.waiting'),
      align: 'end',
      cell: (run) => format.number(standOf(run).waiting),
    },
    { id: 'state', header: t('linking.state'), cell: (run) => <RunState run={run} /> },
  ]
  return (
    <Disclosure title={t('linking.runs', { count: format.number(runs.length) })}>
      <DataTable
        caption={t('linking.runs', { count: format.number(runs.length) })}
        columns={columns}
        rows={runs}
        rowKey={({ id }) => id}
      />
    </Disclosure>
  )
}

function RunState({ run: { state, newer } }: { run: LinkRun }) {
  const t = useT()
  if (state === 'running') return <State kind="notice">{t('linking.runState.running')}</State>
  if (state === 'failed') return <State kind="warning">{t('linking.runState.failed')}</State>
  if (newer !== null) return <State kind="neutral">{t('linking.runState.older')}</State>
  return <State kind="good">{t('linking.runState.newest')}</State>
}
