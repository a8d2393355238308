import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { groupDigits } from '@zhucan/catalogue'
import {
  ChartFigure,
  type Column,
  DataTable,
  FactList,
  Link,
  PageHeader,
  Panel,
  useFormat,
  useT,
} from '@zhucan/ui'
import { address } from '../app/address.ts'
import { PageView } from '../app/query-view.tsx'
import { Cartogram } from './cartogram.tsx'
import { CountState } from './count-state.tsx'
import { FigureCrumbs } from './figure-crumbs.tsx'
import { FigureTrend } from './figure-trend.tsx'
import { Alarms, CompletionState, Freshness, Gaps, useFigureText } from './figure-words.tsx'
import { type FigurePageData, figureQuery, type PlaceLine } from './figures.queries.ts'
import './figures.css'

const route = getRouteApi('/desk/figures/$indicator')

/** One indicator of one region: what it is, where it is how high, how it came there, and what is missing. */
export function FigurePage() {
  const { indicator } = route.useParams()
  const { region } = route.useSearch()
  return (
    <PageView query={useQuery(figureQuery(indicator, region))}>{(data) => <Page data={data} />}</PageView>
  )
}

function Page({ data }: { data: FigurePageData }) {
  const t = useT()
  const format = useFormat()
  const { indicator, figure, children } = data
  const place = data.path.at(-1)
  const why = address(`/figures/${indicator.code}/why`, { region: figure.region })
  return (
    <>
      <PageHeader
        title={format.label(indicator.label)}
        above={
          <FigureCrumbs
            path={data.path}
            hrefOf={(region) => address(`/figures/${indicator.code}`, { region })}
          />
        }
        below={
          <p className="desk-row">
            <span>{place?.name}</span>
            {data.counting && <CountState counting={data.counting} />}
          </p>
        }
        actions={
          <Link look="primary" href={why}>
            {t('figures.why')}
          </Link>
        }
      />
      <div className="desk-columns">
        <Panel title={t('figures.byPlace')}>
          <ChartFigure summary={[format.label(data.summary), '']}>
            {children.length > 0 && <Cartogram indicator={indicator} places={children} />}
          </ChartFigure>
          {children.length > 0 && <p className="desk-small desk-quiet">{t('figures.cartogramNote')}</p>}
        </Panel>
        <div className="desk-stack">
          <Now data={data} why={why} />
          <FigureTrend data={data} />
        </div>
      </div>
      {children.length > 0 && <Places data={data} />}
    </>
  )
}

function Now({ data, why }: { data: FigurePageData; why: string }) {
  const t = useT()
  const format = useFormat()
  const write = useFigureText()
  const { indicator, figure, completion } = data
  return (
    <Panel title={t('figures.now')}>
      <p className="figures-value">
        <Link
          href={why}
          label={t('figures.whyOf', {
            name: format.label(indicator.label),
            value: write(indicator, figure.value),
          })}
        >
          {write(indicator, figure.value)}
        </Link>
      </p>
      <FactList
        facts={[
          { label: t('figures.fresh'), value: <Freshness figure={figure} ageDays={data.ageDays} /> },
          { label: t('figures.gaps'), value: <Gaps figure={figure} /> },
          ...(completion
            ? [
                { label: t('figures.target'), value: write(indicator, completion.target) },
                {
                  label: t('figures.done'),
                  value: (
                    <span className="desk-row">
                      <span>{completion.percent === null ? t('word.none') : `${completion.percent}%`}</span>
                      <CompletionState completion={completion} />
                    </span>
                  ),
                },
                {
                  label: t('figures.timePassed'),
                  value: `${completion.expected.schedule ?? completion.timePassed}%`,
                },
              ]
            : []),
          { label: t('figures.definition'), value: format.label(indicator.definition), isWide: true },
        ]}
      />
      <Alarms alarms={data.alarms} />
    </Panel>
  )
}

function Places({ data }: { data: FigurePageData }) {
  const t = useT()
  const columns = usePlaceColumns(data)
  return (
    <Panel title={t('figures.places')} note={t('figures.rankNote')} flush>
      <DataTable
        caption={t('figures.places')}
        columns={columns}
        rows={data.children}
        rowKey={({ code }) => code}
      />
    </Panel>
  )
}

function usePlaceColumns({ indicator, children }: FigurePageData): Column<PlaceLine>[] {
  const t = useT()
  const write = useFigureText()
  const hasTargets = children.some(({ completion }) => completion !== null)
  const columns: (Column<PlaceLine> | false)[] = [
    {
      id: 'place',
      header: t('figures.place'),
      isRowHeader: true,
      cell: ({ code, name, hasChildren }) =>
        hasChildren ? (
          <Link look="row" href={address(`/figures/${indicator.code}`, { region: code })}>
            {name}
          </Link>
        ) : (
          name
        ),
    },
    {
      id: 'value',
      header: t('figures.value'),
      align: 'end',
      cell: ({ code, name, figure }) => (
        <Link
          look="row"
          href={address(`/figures/${indicator.code}/why`, { region: code })}
          label={t('figures.whyOf', { name, value: write(indicator, figure.value) })}
        >
          {write(indicator, figure.value)}
        </Link>
      ),
    },
    indicator.kind === 'rate' && {
      id: 'parts',
      header: t('figures.parts'),
      align: 'end',
      isQuiet: true,
      cell: ({ figure }) =>
        figure.numerator === null
          ? t('word.none')
          : `${groupDigits(figure.numerator)} ÷ ${groupDigits(figure.denominator ?? '0')}`,
    },
    hasTargets && {
      id: 'done',
      header: t('figures.done'),
      align: 'end',
      cell: ({ completion }) => (completion?.percent ? `${completion.percent}%` : t('word.none')),
    },
    hasTargets && {
      id: 'status',
      header: t('figures.status'),
      cell: ({ completion }) => (completion ? <CompletionState completion={completion} /> : t('word.none')),
    },
    {
      id: 'fresh',
      isWide: true,
      header: t('figures.fresh'),
      cell: ({ figure, ageDays }) => <Freshness figure={figure} ageDays={ageDays} />,
    },
    { id: 'gaps', isWide: true, header: t('figures.gaps'), cell: ({ figure }) => <Gaps figure={figure} /> },
  ]
  return columns.filter((column) => column !== false)
}
