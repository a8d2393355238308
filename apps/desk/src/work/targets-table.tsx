import { type Column, DataTable, EmptyState, Link, useFormat, useT } from '@zhucan/ui'
import { type Arranged, useArranged } from '../views/list-tools.tsx'
import { CompletionCell } from './completion-cell.tsx'
import type { TargetLine } from './work.queries.ts'
import { NoticeOf, useWorkWords, WorkDue, WorkState } from './work-words.tsx'

/** Targets row by row; the first cell opens one. */
export function TargetsTable(props: {
  rows: readonly TargetLine[]
  total: number
  isBusy?: boolean
  /** All of one piece: who carries which share says more than the indicator. */
  areShares?: boolean
  arranged?: Arranged
}) {
  const t = useT()
  const { indicator, carrier, share, ...rest } = useColumns()
  const { notice, ...common } = rest
  const columns = props.areShares
    ? [share, ...Object.values(common)]
    : [indicator, common.figure, carrier, common.state, common.due, common.completion, common.parts, notice]
  const { table, tools } = useArranged(columns, props.arranged)
  return (
    <>
      {tools}
      <DataTable
        caption={`${t('work.targets')} · ${t('work.targetsCount', { count: props.total })}`}
        {...table}
        rows={props.rows}
        rowKey={({ id }) => id}
        isBusy={props.isBusy ?? false}
        empty={<EmptyState title={t('work.noneTargets')}>{t('work.noneTargetsHelp')}</EmptyState>}
      />
    </>
  )
}

function useColumns() {
  const t = useT()
  const format = useFormat()
  const words = useWorkWords()
  const link = (row: TargetLine, text: string) => (
    <Link look="row" href={`/targets/${row.id}`}>
      {text}
    </Link>
  )
  const carrierOf = (row: TargetLine) => row.carrierName ?? row.region
  const column = (
    id: string,
    header: string,
    cell: Column<TargetLine>['cell'],
    more: Partial<Column<TargetLine>> = {},
  ): Column<TargetLine> => ({ id, header, cell, ...more })
  const named = { isRowHeader: true, isSortable: true } as const
  const sorted = { isSortable: true } as const
  return {
    indicator: column('indicator', t('work.indicator'), (row) => link(row, format.label(row.label)), named),
    share: column('carrier', t('work.carrier'), (row) => link(row, carrierOf(row)), named),
    carrier: column('carrier', t('work.carrier'), carrierOf, sorted),
    figure: column('figure', t('work.figure'), (row) => (
      <span className="zc-number">{words.figure(row)}</span>
    )),
    state: column('state', t('work.state'), (row) => <WorkState kind="targets" state={row.state} />, sorted),
    due: column('due', t('work.due'), (row) => <WorkDue due={row.due} colour={row.colour} />, {
      isWide: true,
      isSortable: true,
    }),
    completion: column(
      'completion',
      t('work.completion'),
      (row) => <CompletionCell completion={row.completion} />,
      { isWide: true },
    ),
    parts: column(
      'parts',
      t('work.parts'),
      (row) =>
        row.parts === 0
          ? ''
          : t('work.partsOf', { done: format.number(row.partsAnswered), all: format.number(row.parts) }),
      { align: 'end' },
    ),
    notice: column('notice', t('work.notice'), (row) => <NoticeOf {...row} />, {
      isQuiet: true,
      isWide: true,
    }),
  }
}
