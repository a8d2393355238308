import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import {
  Button,
  Disclosure,
  EmptyState,
  Pagination,
  Panel,
  ProblemSummary,
  Tabs,
  useFormat,
  useT,
} from '@zhucan/ui'
import { address } from '../app/address.ts'
import { useFaultText } from '../app/fault-text.tsx'
import { post, problemOf } from '../app/http.ts'
import { QueryView } from '../app/query-view.tsx'
import { useMay } from '../app/session.ts'
import { pageSize } from '../register/register.queries.ts'
import { Counts } from './counts.tsx'
import { FaultsDownload } from './faults-download.tsx'
import { FormCells } from './form-cells.tsx'
import {
  formRowKinds,
  type ImportSearch,
  listRowKinds,
  registerRowKinds,
  rowKinds,
} from './imports.address.ts'
import { type Import, importQuery, importsQuery, previewQuery } from './imports.queries.ts'
import { PreviewRows } from './preview-rows.tsx'

const route = getRouteApi('/desk/imports/$importId')

/** What the import would do, row by row, before it does it. */
export function PreviewStep({ of, onRemap }: { of: Import; onRemap: () => void }) {
  const t = useT()
  return (
    <div className="desk-stack">
      <Counts of={of} />
      <ApplyBox of={of} onRemap={onRemap} />
      <Panel title={t('imports.previewTabs')}>
        <RowsByKind of={of} />
      </Panel>
    </div>
  )
}

function ApplyBox({ of, onRemap }: { of: Import; onRemap: () => void }) {
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
  const { rows = 0, faulty = 0, unchanged = 0, differing = 0 } = of.counts
  const good = rows - faulty
  const news = good - unchanged
  return (
    <Panel title={t('imports.step.preview')} hideTitle>
      <div className="imports-apply">
        {apply.error && <ProblemSummary {...problemOf(apply.error)} />}
        <p className="desk-prose">
          {differing > 0 && t('imports.form.decideFirst', { count: differing })}{' '}
          {t(applyNote(of), {
            count: faulty,
            invalid: of.counts.invalid ?? 0,
            absent: of.counts.absent ?? 0,
          })}
        </p>
        <div className="desk-row">
          {mayApply && good > 0 && (
            <Button
              variant={news + differing > 0 ? 'primary' : 'secondary'}
              isPending={apply.isPending}
              onPress={() => apply.mutate()}
            >
              {t(news > 0 ? 'imports.apply' : differing > 0 ? 'imports.form.apply' : 'imports.applyAnyway', {
                count: news,
              })}
            </Button>
          )}
          {mayApply && <Button onPress={onRemap}>{t('imports.remap')}</Button>}
        </div>
        {of.faults.length > 0 && (
          <>
            <div className="desk-row">
              <FaultsDownload id={of.id} />
            </div>
            <FaultKinds of={of} />
          </>
        )}
      </div>
    </Panel>
  )
}

/** What will be taken in, in a sentence. */
function applyNote({ fileType, counts: { rows = 0, faulty = 0, unchanged = 0, differing = 0 } }: Import) {
  if (rows > faulty && rows === faulty + unchanged)
    return differing > 0 ? 'imports.form.nothingElse' : 'imports.nothingNew'
  if (rows === faulty) return 'imports.nothingToApply'
  if (fileType !== 'register') return 'imports.applyList'
  return faulty > 0 ? 'imports.applyNote' : 'imports.applyAll'
}

function FaultKinds({ of }: { of: Import }) {
  const t = useT()
  const textOf = useFaultText()
  return (
    <Disclosure title={t('imports.faultKinds', { count: of.faults.length })}>
      <ul className="imports-faults">
        {of.faults.map(({ code, count }) => (
          <li key={code}>
            <span>{textOf(code)}</span>
            <strong className="zc-number">{t('imports.faultCount', { count })}</strong>
          </li>
        ))}
      </ul>
    </Disclosure>
  )
}

/** A form has kinds of rows of its own; what needs a decision comes first. */
function kindsOf({ fileType, isForm }: Import): readonly (typeof rowKinds)[number][] {
  if (fileType !== 'register') return listRowKinds
  return isForm ? [...formRowKinds, ...registerRowKinds] : registerRowKinds
}

function RowsByKind({ of }: { of: Import }) {
  const t = useT()
  const format = useFormat()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const kinds = kindsOf(of)
  const countOf = (known: (typeof rowKinds)[number]) =>
    of.counts[known === 'warning' ? 'warnings' : known] ?? 0
  const kind = search.kind ?? kinds.find((known) => countOf(known) > 0) ?? 'new'
  const rows = useQuery(previewQuery(of.id, { kind, page: search.page }))
  const change = (part: ImportSearch) =>
    void navigate({ search: (before) => ({ ...before, page: undefined, ...part }) })
  return (
    <Tabs
      label={t('imports.previewTabs')}
      selected={kind}
      onSelect={(tab) => change({ kind: rowKinds.find((known) => known === tab) })}
      tabs={kinds.map((id) => ({
        id,
        label: t(`imports.count.${id}`),
        count: format.number(countOf(id)),
      }))}
    >
      {kind === 'missing' && <p className="desk-quiet">{t('imports.form.missingNote')}</p>}
      {kind === 'conflicting' && <p className="desk-quiet">{t('imports.conflictNote')}</p>}
      <QueryView query={rows}>
        {({ total, rows: shown }) => (
          <>
            {kind === 'differing' || kind === 'kept' ? (
              <FormCells
                of={of}
                kind={kind}
                rows={shown}
                isBusy={rows.isPlaceholderData}
                empty={<EmptyState title={t('imports.noneOfKind')} />}
              />
            ) : (
              <PreviewRows
                of={of}
                kind={kind}
                rows={shown}
                isBusy={rows.isPlaceholderData}
                empty={<EmptyState title={t('imports.noneOfKind')} />}
              />
            )}
            <Pagination
              page={search.page ?? 1}
              pageSize={pageSize}
              total={total}
              hrefOf={(page) => address(`/imports/${of.id}`, { kind, page })}
              onGo={(page) => change({ page })}
            />
          </>
        )}
      </QueryView>
    </Tabs>
  )
}
