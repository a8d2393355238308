import { type Column, DataTable, EmptyState, Link, useFormat, useT } from '@zhucan/ui'
import { CompletionCell } from './completion-cell.tsx'
import type { TargetLine } from './work.queries.ts'
import { useWorkWords, WorkDue, WorkState } from './work-words.tsx'

/** Targets row by row; the first cell opens one. */
export function TargetsTable(props: { rows: readonly TargetLine[]; total: number; isBusy?: boolean }) {
  const t = useT()
  const columns = useColumns()
  return (
    <DataTable
      caption={`${t('work.targets')} · ${t('work.targetsCount', { count: props.total })}`}
      columns={columns}
      rows={props.rows}
      rowKey={({ id }) => id}
      isBusy={props.isBusy ?? false}
      empty={<EmptyState title={t('work.noneTargets')}>{t('work.noneTargetsHelp')}</EmptyState>}
    />
  )
}

function useColumns(): Column<TargetLine>[] {
  const t = useT()
  const format = useFormat()
  const words = useWorkWords()
  return [
    {
      id: 'indicator',
      header: t('work.indicator'),
      isRowHeader: true,
      cell: (row) => (
        <Link look="row" href={`/targets/${row.id}`}>
          {format.label(row.label)}
        </Link>
      ),
    },
    {
      id: 'figure',
      header: t('work.figure'),
      cell: (row) => <span className="zc-number">{words.figure(row)}</span>,
    },
    { id: 'carrier', header: t('work.carrier'), cell: (row) => row.carrierName ?? row.region },
    { id: 'state', header: t('work.state'), cell: (row) => <WorkState kind="targets" state={row.state} /> },
    { id: 'due', header: t('work.due'), cell: (row) => <WorkDue due={row.due} colour={row.colour} /> },
    {
      id: 'completion',
      header: t('work.completion'),
      cell: (row) => <CompletionCell completion={row.completion} />,
    },
    {
      id: 'parts',
      header: t('work.parts'),
      align: 'end',
      cell: (row) =>
        row.parts === 0
          ? ''
          : t('work.partsOf', { done: format.number(row.partsAnswered), all: format.number(row.parts) }),
    },
    {
      id: 'notice',
      header: t('work.notice'),
      isQuiet: true,
      cell: (row) => row.documentNumber ?? row.noticeTitle ?? '',
    },
  ]
}
