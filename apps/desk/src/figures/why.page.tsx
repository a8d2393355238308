import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { factSources } from '@zhucan/catalogue'
import { DataTable, type Fact, FactList, Link, PageHeader, Panel, useFormat, useT } from '@zhucan/ui'
import { address } from '../app/address.ts'
import { PlaceName } from '../app/place-name.tsx'
import { PageView } from '../app/query-view.tsx'
import { RegionCrumbs } from '../app/region-crumbs.tsx'
import { useMay } from '../app/session.ts'
import { CountState } from './count-state.tsx'
import { useFigureText } from './figure-words.tsx'
import { type Why, whyQuery } from './figures.queries.ts'
import { RecordsPanel } from './records-panel.tsx'
import { ReportsTable } from './reports-table.tsx'
import './figures.css'

const route = getRouteApi('/desk/figures/$indicator/why')

/** Why a figure says what it says: formula, definition, version, source, time, who is missing, and the records. */
export function WhyPage() {
  const { indicator } = route.useParams()
  const { region } = route.useSearch()
  return <PageView query={useQuery(whyQuery(indicator, region))}>{(data) => <Page why={data} />}</PageView>
}

function Page({ why }: { why: Why }) {
  const t = useT()
  const format = useFormat()
  const write = useFigureText()
  const mayOpen = useMay('figure.open')
  const { indicator, figure } = why
  return (
    <>
      <PageHeader
        title={t('figures.whyTitle', { name: format.label(indicator.label) })}
        above={
          <RegionCrumbs
            code={figure.region}
            linkTo={(region) => ({ href: address(`/figures/${indicator.code}/why`, { region }) })}
          />
        }
        below={
          <p className="desk-row">
            <PlaceName code={figure.region} />
            {why.counting && <CountState counting={why.counting} />}
          </p>
        }
        actions={
          <Link look="secondary" href={address(`/figures/${indicator.code}`, { region: figure.region })}>
            {t('figures.back')}
          </Link>
        }
      />
      <Panel
        title={write(indicator, figure.value)}
        {...(why.arithmetic && { note: format.label(why.arithmetic) })}
      >
        <FactList facts={useWhyFacts(why)} />
      </Panel>
      {why.missing.length > 0 && <MissingPanel why={why} />}
      {indicator.source === 'reported' && (
        <Panel title={t('figures.reportsBehind')} flush>
          <ReportsTable
            reports={why.reports}
            linkTo={(id) => ({ href: address('/reports', { region: figure.region, report: id }) })}
          />
        </Panel>
      )}
      {why.hasRecords && mayOpen && <RecordsPanel indicator={indicator} region={figure.region} />}
    </>
  )
}

function useWhyFacts({ indicator, figure, snapshot, facts }: Why): Fact[] {
  const t = useT()
  const format = useFormat()
  const formula = (part: { label: Why['indicator']['label']; when?: string }) => (
    <>
      {format.label(part.label)}
      {part.when && <code className="figures-formula">{part.when}</code>}
    </>
  )
  const lists = snapshot?.lists ?? []
  const listName = (fileType: string) => {
    const known = Object.entries(factSources).find(([code]) => code === fileType)
    return known ? format.label(known[1]) : fileType
  }
  const all: (Fact | false | undefined)[] = [
    { label: t('figures.definition'), value: format.label(indicator.definition), isWide: true },
    {
      label: t(indicator.denominator ? 'figures.numerator' : 'figures.countedIs'),
      value: formula(indicator.numerator),
      isWide: true,
    },
    indicator.denominator && {
      label: t('figures.denominator'),
      value: formula(indicator.denominator),
      isWide: true,
    },
    { label: t('figures.version'), value: `${indicator.code} v${figure.version}` },
    { label: t('figures.source'), value: t(`figures.${indicator.source}`) },
    { label: t('figures.time'), value: figure.day === null ? t('figures.noFigure') : format.day(figure.day) },
    indicator.source === 'computed' && {
      label: t('figures.unknown'),
      value: t('figures.unknownRecords', { records: format.number(figure.unknown) }),
    },
    facts.length > 0 && {
      label: t('figures.facts'),
      value: facts.map(({ label }) => format.label(label)).join(' · '),
      isWide: true,
    },
    lists.length > 0 && {
      label: t('figures.lists'),
      value: lists.map((list) => `${listName(list.fileType)} ${format.day(list.receivedOn)}`).join(' · '),
      isWide: true,
    },
  ]
  return all.filter((fact): fact is Fact => typeof fact === 'object')
}

function MissingPanel({ why: { indicator, missing } }: { why: Why }) {
  const t = useT()
  const format = useFormat()
  const isCounted = indicator.source === 'computed'
  return (
    <Panel
      title={t('figures.missing')}
      note={t(isCounted ? 'figures.missingNote' : 'figures.missingReports')}
      flush
    >
      <DataTable
        caption={t('figures.missing')}
        density="dense"
        columns={[
          {
            id: 'place',
            header: t('figures.place'),
            isRowHeader: true,
            cell: ({ region, name }) =>
              isCounted ? (
                <Link
                  look="row"
                  href={address(`/figures/${indicator.code}/why`, { region, part: 'unknown' })}
                >
                  {name}
                </Link>
              ) : (
                name
              ),
          },
          {
            id: 'count',
            header: t('figures.unknown'),
            align: 'end',
            cell: ({ count }) => (isCounted ? format.number(count) : t('figures.notHandedIn')),
          },
        ]}
        rows={missing}
        rowKey={({ region }) => region}
      />
    </Panel>
  )
}
