import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Button, PageHeader, Pagination, Panel, useFormat, useT } from '@zhucan/ui'
import { lazy, Suspense } from 'react'
import { address } from '../app/address.ts'
import { QueryView } from '../app/query-view.tsx'
import { useMay } from '../app/session.ts'
import { useOpenByAddress } from '../app/use-open-by-address.ts'
import { TargetsTable } from './targets-table.tsx'
import { targetsQuery, workPageSize } from './work.queries.ts'
import { WorkFilters } from './work-filters.tsx'
import './work.css'

const route = getRouteApi('/desk/targets')
const NewTarget = lazy(() => import('./new-target.tsx').then((module) => ({ default: module.NewTarget })))
const FromNotice = lazy(() => import('./from-notice.tsx').then((module) => ({ default: module.FromNotice })))

/** Targets that an office carries, gave, or has in its area; new ones by hand or from a notice. */
export function TargetsPage() {
  const t = useT()
  const format = useFormat()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const mayGive = useMay('target.give')
  const [isNew, setNew] = useOpenByAddress('new')
  const { page, from, hide, view, ...filter } = search
  const targets = useQuery(targetsQuery(filter, page))
  return (
    <div className="desk-page">
      <PageHeader
        title={t('work.targets')}
        below={
          targets.data && (
            <p role="status">{t('work.targetsCount', { count: format.number(targets.data.total) })}</p>
          )
        }
        actions={
          mayGive && (
            <Button variant="primary" onPress={() => setNew(true)}>
              {t('work.newTarget')}
            </Button>
          )
        }
      />
      {from && mayGive && (
        <Suspense>
          <FromNotice noticeId={from} closeHref={address('/targets', { ...search, from: undefined })} />
        </Suspense>
      )}
      <Panel title={t('register.filters')} hideTitle>
        <WorkFilters
          kind="targets"
          search={search}
          onChange={(part) =>
            void navigate({ search: { ...search, page: undefined, ...part } as typeof search })
          }
        />
      </Panel>
      <Panel title={t('work.targets')} hideTitle flush>
        <QueryView query={targets}>
          {(data) => (
            <>
              <TargetsTable
                {...data}
                isBusy={targets.isPlaceholderData}
                arranged={{
                  place: 'targets',
                  search: { ...search },
                  onChange: (part) => void navigate({ search: { ...search, ...part } as typeof search }),
                }}
              />
              <Pagination
                page={page ?? 1}
                pageSize={workPageSize}
                total={data.total}
                hrefOf={(next) => address('/targets', { ...search, page: next })}
                onGo={(next) => void navigate({ search: { ...search, page: next } })}
              />
            </>
          )}
        </QueryView>
      </Panel>
      {isNew && mayGive && (
        <Suspense>
          <NewTarget onClose={() => setNew(false)} />
        </Suspense>
      )}
    </div>
  )
}
