import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { EmptyState, Link, Loading, PageHeader, UploadIcon, useFormat, useT } from '@zhucan/ui'
import { lazy, Suspense } from 'react'
import { Later } from '../app/later.tsx'
import { QueryView } from '../app/query-view.tsx'
import { RegionCrumbs } from '../app/region-crumbs.tsx'
import { useMay, useMe } from '../app/session.ts'
import { useStateLinks } from '../app/state-link.ts'
import { CluesPanel } from './clues-panel.tsx'
import { Figures } from './figures.tsx'
import { type Dashboard, dashboardQuery } from './home.queries.ts'
import { ListsPanel } from './lists-panel.tsx'
import { MatrixPanel } from './matrix-panel.tsx'
import { PlacesPanel } from './places-panel.tsx'
import { ScreenButton } from './screen-button.tsx'
import { TodayPage } from './today.tsx'
import { WorkPanel } from './work-panel.tsx'
import './home.css'

const route = getRouteApi('/desk/')

/** The pictures come after the figures. */
const TrendPanel = lazy(() => import('./trend-panel.tsx').then((module) => ({ default: module.TrendPanel })))

/** The first page: what there is, what needs people, and how fresh the data are. Every figure opens its rows. */
export function HomePage() {
  return useMay('dashboard.read') ? <DashboardPage /> : <TodayPage />
}

function DashboardPage() {
  const t = useT()
  const format = useFormat()
  const me = useMe()
  const search = route.useSearch()
  const { region } = search
  const linkTo = useStateLinks('/', search)
  const dashboard = useQuery(dashboardQuery(region))
  const screened = dashboard.data?.screenedOn
  return (
    <div className="desk-page">
      <PageHeader
        title={t('home.title')}
        above={region && <RegionCrumbs code={region} linkTo={(code) => linkTo({ region: code })} />}
        below={
          <p className="desk-row">
            <span>{t('home.asOf', { day: format.day(dashboard.data?.day ?? me.day) })}</span>
            {dashboard.data && (
              <span>
                {screened ? t('home.screened', { day: format.day(screened) }) : t('home.notScreened')}
              </span>
            )}
          </p>
        }
        actions={<ScreenButton region={region} />}
      />
      <QueryView query={dashboard}>{(data) => <Overview data={data} />}</QueryView>
    </div>
  )
}

function Overview({ data }: { data: Dashboard }) {
  const t = useT()
  const mayImport = useMay('import.create')
  const mayCount = useMay('clue.count')
  if (data.people.every(({ count }) => count === 0)) {
    return (
      <EmptyState
        title={t('home.noData')}
        action={
          mayImport && (
            <Link look="primary" href="/imports" icon={<UploadIcon />}>
              {t('home.import')}
            </Link>
          )
        }
      >
        {t('home.noDataHelp')}
      </EmptyState>
    )
  }
  return (
    <>
      <Figures data={data} />
      <div className="desk-columns">
        <div className="desk-stack">
          <Trend region={data.region} />
          {mayCount && <WorkPanel region={data.region} />}
          <CluesPanel data={data} />
          <ListsPanel lists={data.lists} />
        </div>
        <div className="desk-stack">
          <MatrixPanel data={data} />
          {data.byRegion.length > 0 && <PlacesPanel places={data.byRegion} />}
        </div>
      </div>
    </>
  )
}

function Trend({ region }: { region: string }) {
  const { by = 'week' } = route.useSearch()
  const navigate = route.useNavigate()
  const waiting = <Loading />
  return (
    <Later instead={waiting}>
      <Suspense fallback={waiting}>
        <TrendPanel
          region={region}
          by={by}
          onBy={(step) =>
            void navigate({
              search: (before) => ({ ...before, by: step === 'week' ? undefined : step }),
              resetScroll: false,
            })
          }
        />
      </Suspense>
    </Later>
  )
}
