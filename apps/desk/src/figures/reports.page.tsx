import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { reportStates } from '@zhucan/catalogue'
import { ComboBox, Link, PageHeader, Panel, Select, useFormat, useT } from '@zhucan/ui'
import { address } from '../app/address.ts'
import { QueryView } from '../app/query-view.tsx'
import { RegionCrumbs } from '../app/region-crumbs.tsx'
import { useMay, useMe } from '../app/session.ts'
import { useStateLinks } from '../app/state-link.ts'
import { type Reports, reportsQuery } from './figures.queries.ts'
import { ReportForm } from './report-form.tsx'
import { ReportPanel } from './report-panel.tsx'
import { ReportsTable } from './reports-table.tsx'
import './figures.css'

const route = getRouteApi('/desk/reports')

/** Figures that offices hand in: the form, the list of what waits, and one of them with its history. */
export function ReportsPage() {
  const t = useT()
  const search = route.useSearch()
  const { region, indicator, state, report, hand } = search
  const linkTo = useStateLinks('/reports', search)
  const mayReport = useMay('figure.report')
  const reports = useQuery(reportsQuery({ region, indicator, state }))
  return (
    <div className="desk-page">
      <PageHeader
        title={t('figures.reports')}
        below={t('figures.reportsNote')}
        above={
          region && (
            <RegionCrumbs
              code={region}
              linkTo={(code) => linkTo({ region: code, report: undefined, hand: undefined })}
            />
          )
        }
        actions={
          <>
            <Link look="secondary" href={address('/figures', { region })}>
              {t('figures.title')}
            </Link>
            {mayReport && (
              <Link look="primary" {...linkTo({ hand: 'in', state: undefined, report: undefined })}>
                {t('figures.handIn')}
              </Link>
            )}
          </>
        }
      />
      <QueryView query={reports}>
        {(data) => (
          <>
            {hand && mayReport && <ReportForm key={`${indicator} ${region}`} reports={data} />}
            {report && <ReportPanel id={report} indicators={data.indicators} />}
            <List data={data} />
          </>
        )}
      </QueryView>
    </div>
  )
}

function List({ data }: { data: Reports }) {
  const t = useT()
  const format = useFormat()
  const me = useMe()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const linkTo = useStateLinks('/reports', search)
  const change = (part: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...part }), resetScroll: false })
  const all = { value: '', label: t('figures.all') }
  return (
    <Panel title={t('figures.handedInList')} flush>
      {!search.hand && (
        <div className="figures-filters">
          <ComboBox
            label={t('figures.indicator')}
            options={[
              all,
              ...data.indicators.map(({ code, label }) => ({ value: code, label: format.label(label) })),
            ]}
            value={search.indicator ?? ''}
            onChange={(value) => change({ indicator: value || undefined })}
          />
          <Select
            label={t('figures.state')}
            options={[
              all,
              ...Object.entries(reportStates).map(([value, label]) => ({
                value,
                label: format.label(label),
              })),
            ]}
            value={search.state ?? ''}
            onChange={(value) => change({ state: (value || undefined) as typeof search.state })}
          />
        </div>
      )}
      {data.missing.length > 0 && search.indicator && (
        <p className="figures-missing">
          {t('figures.missingNames', {
            count: data.missing.length,
            names: data.missing
              .slice(0, 12)
              .map(({ name }) => name)
              .join('、'),
            region: search.region ?? me.reach[0]?.name ?? '',
          })}
        </p>
      )}
      <ReportsTable
        reports={data.reports}
        indicators={data.indicators}
        current={search.report}
        linkTo={(id) => linkTo({ report: id, hand: undefined })}
      />
    </Panel>
  )
}
