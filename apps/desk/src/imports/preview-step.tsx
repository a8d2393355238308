import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Button, EmptyState, Pagination, Panel, ProblemSummary, Tabs, useFormat, useT } from '@zhucan/ui'
import { address } from '../app/address.ts'
import { useFaultText } from '../app/fault-text.tsx'
import { post, problemOf } from '../app/http.ts'
import { QueryView } from '../app/query-view.tsx'
import { useMay } from '../app/session.ts'
import { pageSize } from '../register/register.queries.ts'
import { Counts } from './counts.tsx'
import { FaultsDownload } from './faults-download.tsx'
import { rowKinds } from './imports.address.ts'
import { type Import, importQuery, importsQuery, previewQuery } from './imports.queries.ts'
import { PreviewRows } from './preview-rows.tsx'

const route = getRouteApi('/desk/imports/$importId')

/** What the import would do, row by row, before it does it. */
export function PreviewStep({ of }: { of: Import }) {
  const t = useT()
  return (
    <div className="desk-stack">
      <Counts of={of} />
      <ApplyBox of={of} />
      {of.faults.length > 0 && <FaultKinds of={of} />}
      <Panel title={t('imports.previewTabs')}>
        <RowsByKind of={of} />
      </Panel>
    </div>
  )
}

function ApplyBox({ of }: { of: Import }) {
  const t = useT()
  const queryClient = useQueryClient()
  const mayApply = useMay('import.apply')
  const apply = useMutation({
    mutationFn: () => post(`/api/v1/imports/${of.id}/apply`, { mode: 'good-rows' }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: importQuery(of.id).queryKey })
      void queryClient.invalidateQueries({ queryKey: importsQuery.queryKey })
    },
  })
  const faulty = of.counts?.faulty ?? 0
  const good = (of.counts?.rows ?? 0) - faulty
  return (
    <Panel title={t('imports.step.preview')} hideTitle>
      <div className="imports-apply">
        {apply.error && <ProblemSummary {...problemOf(apply.error)} />}
        <p className="desk-prose">
          {good === 0
            ? t('imports.nothingToApply')
            : faulty > 0
              ? t('imports.applyNote', { count: faulty })
              : t('imports.applyAll')}
        </p>
        <div className="desk-row">
          {mayApply && good > 0 && (
            <Button variant="primary" isPending={apply.isPending} onPress={() => apply.mutate()}>
              {t('imports.apply', { count: good })}
            </Button>
          )}
          {faulty > 0 && <FaultsDownload id={of.id} />}
        </div>
      </div>
    </Panel>
  )
}

function FaultKinds({ of }: { of: Import }) {
  const t = useT()
  const textOf = useFaultText()
  return (
    <Panel title={t('imports.faultKinds')}>
      <ul className="imports-faults">
        {of.faults.map(({ code, count }) => (
          <li key={code}>
            <span>{textOf(code)}</span>
            <strong className="zc-number">{t('imports.faultCount', { count })}</strong>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function RowsByKind({ of }: { of: Import }) {
  const t = useT()
  const format = useFormat()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const fullest = rowKinds.find((known) => (of.counts?.[known] ?? 0) > 0) ?? 'new'
  const kind = search.kind ?? fullest
  const rows = useQuery(previewQuery(of.id, { kind, page: search.page }))
  const go = (page: number | undefined, tab: string = kind) =>
    void navigate({ search: { kind: rowKinds.find((known) => known === tab), page } })
  return (
    <Tabs
      label={t('imports.previewTabs')}
      selected={kind}
      onSelect={(tab) => go(undefined, tab)}
      tabs={rowKinds.map((id) => ({
        id,
        label: t(`imports.count.${id}`),
        count: format.number(of.counts?.[id] ?? 0),
      }))}
    >
      {kind === 'conflicting' && <p className="desk-quiet">{t('imports.conflictNote')}</p>}
      <QueryView query={rows}>
        {({ total, rows: shown }) => (
          <>
            <PreviewRows
              of={of}
              kind={kind}
              rows={shown}
              isBusy={rows.isPlaceholderData}
              empty={<EmptyState title={t('imports.noneOfKind')} />}
            />
            <Pagination
              page={search.page ?? 1}
              pageSize={pageSize}
              total={total}
              hrefOf={(page) => address(`/imports/${of.id}`, { kind, page })}
              onGo={go}
            />
          </>
        )}
      </QueryView>
    </Tabs>
  )
}
