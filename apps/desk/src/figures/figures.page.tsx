import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { indicatorTopics } from '@zhucan/catalogue'
import { type Column, DataTable, EmptyState, Link, PageHeader, Panel, useFormat, useT } from '@zhucan/ui'
import { address } from '../app/address.ts'
import { QueryView } from '../app/query-view.tsx'
import { RegionCrumbs } from '../app/region-crumbs.tsx'
import { useMe } from '../app/session.ts'
import { CountButton } from './count-button.tsx'
import { CountState } from './count-state.tsx'
import { Alarms, Freshness, Gaps, NoFigure, useFigureText } from './figure-words.tsx'
import { type Board, type BoardLine, boardQuery } from './figures.queries.ts'
import './figures.css'

const route = getRouteApi('/desk/figures')

/** All indicators of a region by topic; each opens its page, and each value says why. */
export function FiguresPage() {
  const t = useT()
  const format = useFormat()
  const me = useMe()
  const { region } = route.useSearch()
  const board = useQuery(boardQuery(region))
  return (
    <div className="desk-page">
      <PageHeader
        title={t('figures.title')}
        above={
          region && (
            <RegionCrumbs
              code={region}
              linkTo={(code) => ({ href: address('/figures', { region: code }) })}
            />
          )
        }
        below={
          <p className="desk-row">
            <span>{board.data?.region.name}</span>
            <span>{t('figures.asOf', { day: format.day(board.data?.day ?? me.day) })}</span>
            {board.data && <CountState counting={board.data.counting} />}
          </p>
        }
        actions={
          <>
            <Link look="secondary" href={address('/reports', { region })}>
              {t('figures.reports')}
            </Link>
            <CountButton />
          </>
        }
      />
      <QueryView query={board}>{(data) => <Topics board={data} region={region} />}</QueryView>
    </div>
  )
}

function Topics({ board, region }: { board: Board; region: string | undefined }) {
  const t = useT()
  const format = useFormat()
  const columns = useColumns(region)
  const isEmpty = board.figures.every(({ figure }) => figure.value === null)
  return (
    <>
      {isEmpty && <EmptyState title={t('figures.none')}>{t('figures.noneHelp')}</EmptyState>}
      {Object.entries(indicatorTopics).map(([topic, label]) => {
        const rows = board.figures.filter((each) => each.topic === topic)
        return (
          <Panel key={topic} title={format.label(label)} flush>
            <DataTable
              caption={format.label(label)}
              columns={columns}
              rows={rows}
              rowKey={({ code }) => code}
              density="dense"
            />
          </Panel>
        )
      })}
    </>
  )
}

function useColumns(region: string | undefined): Column<BoardLine>[] {
  const t = useT()
  const format = useFormat()
  const write = useFigureText()
  return [
    {
      id: 'indicator',
      header: t('figures.indicator'),
      isRowHeader: true,
      cell: ({ code, label }) => (
        <Link look="row" href={address(`/figures/${code}`, { region })}>
          {format.label(label)}
        </Link>
      ),
    },
    {
      id: 'value',
      header: t('figures.value'),
      align: 'end',
      cell: (line) =>
        line.figure.value === null ? (
          <NoFigure figure={line.figure} />
        ) : (
          <Link
            look="row"
            href={address(`/figures/${line.code}/why`, { region })}
            label={t('figures.whyOf', {
              name: format.label(line.label),
              value: write(line, line.figure.value),
            })}
          >
            {write(line, line.figure.value)}
          </Link>
        ),
    },
    {
      id: 'source',
      header: t('figures.source'),
      isQuiet: true,
      cell: ({ source }) => t(`figures.${source}`),
    },
    {
      id: 'fresh',
      isWide: true,
      header: t('figures.fresh'),
      cell: (line) => <Freshness figure={line.figure} ageDays={line.ageDays} />,
    },
    { id: 'gaps', isWide: true, header: t('figures.gaps'), cell: ({ figure }) => <Gaps figure={figure} /> },
    {
      id: 'alarms',
      header: t('figures.signs'),
      isWide: true,
      cell: ({ alarms }) => <Alarms alarms={alarms.filter(({ code }) => code !== 'incomplete')} />,
    },
  ]
}
