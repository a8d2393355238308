import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import {
  Button,
  type Column,
  DataTable,
  DownloadIcon,
  EmptyState,
  FactList,
  Link,
  PageHeader,
  Panel,
  ProblemSummary,
  Tabs,
  useFormat,
  useT,
} from '@zhucan/ui'
import { post, problemOf } from '../app/http.ts'
import { QueryView } from '../app/query-view.tsx'
import { useMay } from '../app/session.ts'
import { ApprovePanel } from './approve-panel.tsx'
import { BudgetsWaiting } from './budgets-waiting.tsx'
import { ExportState } from './export-state.tsx'
import { budgetQuery, type ExportRecord, ownExportsQuery } from './exports.queries.ts'
import { PolicyPanel } from './policy-panel.tsx'

const route = getRouteApi('/desk/exports')

/** Files one took along, those others want to take, and what is left of the day's budget. */
export function ExportsPage() {
  const t = useT()
  const { tab } = route.useSearch()
  const navigate = route.useNavigate()
  const mayApprove = useMay('export.approve')
  const maySet = useMay('export.policy')
  const ids = (['mine', 'approve', 'budget', 'limits'] as const).filter(
    (id) => (id !== 'approve' || mayApprove) && (id !== 'limits' || maySet),
  )
  const selected = ids.find((id) => id === tab) ?? 'mine'
  return (
    <div className="desk-page">
      <PageHeader title={t('exports.title')} below={t('exports.note')} />
      <Tabs
        label={t('exports.tabs')}
        selected={selected}
        onSelect={(next) =>
          void navigate({ search: { tab: next === 'mine' ? undefined : next }, replace: true })
        }
        tabs={ids.map((id) => ({ id, label: t(`exports.${id}`) }))}
      >
        {selected === 'mine' && <OwnExports />}
        {selected === 'approve' && <ApprovePanel />}
        {(selected === 'approve' || selected === 'limits') && <BudgetsWaiting />}
        {selected === 'budget' && <Budget />}
        {selected === 'limits' && <PolicyPanel />}
      </Tabs>
    </div>
  )
}

function OwnExports() {
  const t = useT()
  const format = useFormat()
  const queries = useQueryClient()
  const own = useQuery(ownExportsQuery)
  const withdraw = useMutation({
    mutationFn: (id: string) => post(`/api/v1/exports/${id}/withdraw`, {}),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['exports'] }),
  })
  const columns: Column<ExportRecord>[] = [
    {
      id: 'what',
      header: t('exports.what'),
      isRowHeader: true,
      cell: ({ what }) => t(`exports.what.${what}`),
    },
    { id: 'purpose', header: t('exports.purpose'), isWide: true, cell: ({ purpose }) => purpose },
    { id: 'rows', header: t('exports.rows'), align: 'end', cell: ({ rows }) => format.number(rows) },
    {
      id: 'at',
      header: t('exports.at'),
      isQuiet: true,
      cell: ({ requestedAt }) => format.moment(requestedAt),
    },
    { id: 'state', header: t('exports.state'), isWide: true, cell: (one) => <ExportState record={one} /> },
    {
      id: 'act',
      header: t('exports.download'),
      cell: ({ id, state, what, requestedAt }) => {
        const name = `${t(`exports.what.${what}`)} ${format.moment(requestedAt)}`
        if (state === 'ready')
          return (
            <Link
              look="secondary"
              href={`/api/v1/exports/${id}/file`}
              download=""
              icon={<DownloadIcon />}
              label={`${t('exports.download')} ${name}`}
            >
              {t('exports.download')}
            </Link>
          )
        if (state !== 'waiting') return null
        return (
          <Button aria-label={`${t('exports.withdraw')} ${name}`} onPress={() => withdraw.mutate(id)}>
            {t('exports.withdraw')}
          </Button>
        )
      },
    },
  ]
  return (
    <Panel title={t('exports.caption')} hideTitle flush>
      {withdraw.error && <ProblemSummary {...problemOf(withdraw.error)} />}
      <QueryView query={own}>
        {(rows) => (
          <DataTable
            caption={t('exports.caption')}
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            empty={<EmptyState title={t('exports.none')}>{t('exports.noneHelp')}</EmptyState>}
          />
        )}
      </QueryView>
    </Panel>
  )
}

function Budget() {
  const t = useT()
  const format = useFormat()
  const budget = useQuery(budgetQuery)
  return (
    <Panel title={t('exports.budget')}>
      <QueryView query={budget}>
        {(lines) => (
          <div className="desk-stack">
            <FactList
              facts={lines.map(({ measure, spent, limit, approved }) => ({
                label: t(`exports.measure.${measure}`),
                value: t('exports.spent', { spent: format.number(spent), limit: format.number(limit) }),
                ...(approved > 0
                  ? { note: t('exports.approvedToo', { count: format.number(approved) }) }
                  : {}),
              }))}
            />
            <p className="desk-quiet">{t('exports.budgetNote')}</p>
          </div>
        )}
      </QueryView>
    </Panel>
  )
}
