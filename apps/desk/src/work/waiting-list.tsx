import { type Column, DataTable, EmptyState, Link, useFormat, useT } from '@zhucan/ui'
import type { Waiting } from './supervision.queries.ts'
import { useWorkWords, WorkDue } from './work-words.tsx'

/** What waits for one's own office, the nearest deadline first. */
export function WaitingList({ rows }: { rows: readonly Waiting[] }) {
  const t = useT()
  const format = useFormat()
  const words = useWorkWords()
  const reminded: Column<Waiting> = {
    id: 'reminded',
    header: t('work.remindedOn'),
    isQuiet: true,
    cell: (row) => (row.remindedOn ? t('work.reminded', { day: format.shortDay(row.remindedOn) }) : ''),
  }
  const columns: Column<Waiting>[] = [
    {
      id: 'title',
      header: t('work.title'),
      isRowHeader: true,
      cell: (row) => (
        <Link look="row" href={`/${row.kind}s/${row.id}`}>
          {format.label(row.label)}
          {row.form !== null && row.unit !== null && (
            <span className="zc-number">
              {'\u00a0'}
              {words.figure({ form: row.form, value: row.value, unit: row.unit })}
            </span>
          )}
        </Link>
      ),
    },
    { id: 'why', header: t('work.toDo'), cell: (row) => t(`work.why.${row.why}`) },
    { id: 'place', header: t('work.place'), cell: (row) => row.place ?? '' },
    {
      id: 'due',
      header: t('work.due'),
      isWide: true,
      cell: (row) => <WorkDue due={row.due} colour={row.colour} />,
    },
    ...(rows.some(({ remindedOn }) => remindedOn !== null) ? [reminded] : []),
  ]
  return (
    <DataTable
      caption={t('work.waiting')}
      columns={columns}
      rows={rows}
      rowKey={({ kind, id, why }) => `${kind} ${id} ${why}`}
      empty={<EmptyState title={t('work.nothingWaiting')}>{t('work.nothingWaitingHelp')}</EmptyState>}
    />
  )
}
