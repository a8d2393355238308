import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Button, useT } from '@zhucan/ui'
import { lazy, Suspense } from 'react'
import { useMay } from '../app/session.ts'
import { useStateLinks } from '../app/state-link.ts'
import { useOpenByAddress } from '../app/use-open-by-address.ts'
import { ExportButton } from '../exports/export-button.tsx'
import { TargetsTable } from './targets-table.tsx'
import { targetsQuery } from './work.queries.ts'
import { WorkList } from './work-list.tsx'

const route = getRouteApi('/desk/targets')
const NewTarget = lazy(() => import('./new-target.tsx').then((module) => ({ default: module.NewTarget })))
const FromNotice = lazy(() => import('./from-notice.tsx').then((module) => ({ default: module.FromNotice })))

/** Targets that an office carries, gave, or has in its area; new ones by hand or from a notice. */
export function TargetsPage() {
  const t = useT()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const linkTo = useStateLinks('/targets', { ...search })
  const mayGive = useMay('target.give')
  const [isNew, setNew] = useOpenByAddress('new')
  const { page, from, hide, view, ...filter } = search
  const targets = useQuery(targetsQuery(filter, page))
  const change = (part: object) =>
    void navigate({ search: (before) => ({ ...before, ...part }) as typeof search })
  return (
    <div className="desk-page">
      <WorkList
        kind="targets"
        search={search}
        query={targets}
        onChange={change}
        actions={
          <>
            <ExportButton what="targets" filter={filter} />
            {mayGive && (
              <Button variant="primary" onPress={() => setNew(true)}>
                {t('work.newTarget')}
              </Button>
            )}
          </>
        }
        above={
          from &&
          mayGive && (
            <Suspense>
              <FromNotice noticeId={from} close={linkTo({ from: undefined })} />
            </Suspense>
          )
        }
        table={(data) => (
          <TargetsTable
            {...data}
            isBusy={targets.isPlaceholderData}
            arranged={{ place: 'targets', search: { ...search }, onChange: change }}
          />
        )}
      />
      {isNew && mayGive && (
        <Suspense>
          <NewTarget onClose={() => setNew(false)} />
        </Suspense>
      )}
    </div>
  )
}
