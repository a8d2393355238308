import { useQuery } from '@tanstack/react-query'
import { type Column, DataTable, EmptyState, Panel, State, TextField, useFormat, useT } from '@zhucan/ui'
import { QueryView } from '../app/query-view.tsx'
import { useMe } from '../app/session.ts'
import type { AuditSearch } from './audit.address.ts'
import { type Signal, signalsQuery } from './oversight.queries.ts'

/** Users' days that simple rules mark: which rule, how many, and the line it is held against. */
export function SignalsPanel(props: { search: AuditSearch; onChange: (part: AuditSearch) => void }) {
  const t = useT()
  const me = useMe()
  const { search, onChange } = props
  const span = { from: search.from ?? me.day, to: search.to ?? me.day }
  const signals = useQuery(signalsQuery(span))
  const columns = useColumns()
  return (
    <div className="desk-stack">
      <Panel title={t('oversight.tab.signals')} hideTitle>
        <div className="oversight-filters">
          <TextField
            label={t('oversight.from')}
            type="date"
            value={span.from}
            onChange={(from) => onChange({ from: from || undefined })}
          />
          <TextField
            label={t('oversight.to')}
            type="date"
            value={span.to}
            onChange={(to) => onChange({ to: to || undefined })}
          />
        </div>
        <p className="desk-quiet">{t('oversight.signalsNote')}</p>
      </Panel>
      <Panel title={t('oversight.signalsCaption')} hideTitle flush>
        <QueryView query={signals}>
          {(rows) => (
            <DataTable
              caption={t('oversight.signalsCaption')}
              columns={columns}
              rows={rows}
              rowKey={({ signal, actorName, day }) => `${signal} ${actorName} ${day}`}
              empty={<EmptyState title={t('oversight.noSignals')}>{t('oversight.noSignalsHelp')}</EmptyState>}
            />
          )}
        </QueryView>
      </Panel>
    </div>
  )
}

function useColumns(): Column<Signal>[] {
  const t = useT()
  const format = useFormat()
  return [
    {
      id: 'who',
      header: t('oversight.actor'),
      isRowHeader: true,
      cell: ({ actorName, role }) => (
        <>
          {actorName}
          <div className="desk-quiet desk-small">{format.label(role)}</div>
        </>
      ),
    },
    { id: 'day', header: t('oversight.day'), cell: ({ day }) => format.day(day) },
    {
      id: 'signal',
      header: t('oversight.signal'),
      cell: ({ label }) => <State kind="warning">{format.label(label)}</State>,
    },
    {
      id: 'why',
      header: t('oversight.detail'),
      isWide: true,
      cell: ({ why, count, from }) =>
        format.label(why).replace('{count}', format.number(count)).replace('{from}', format.number(from)),
    },
  ]
}
