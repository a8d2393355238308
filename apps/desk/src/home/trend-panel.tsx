import { useQuery } from '@tanstack/react-query'
import { Button, ChartFigure, type Column, DataTable, Panel, TimeChart, useFormat, useT } from '@zhucan/ui'
import { QueryView } from '../app/query-view.tsx'
import { type ClueTrend, type TrendPoint, type TrendStep, trendQuery } from './home.queries.ts'
import { summariseTrend } from './summaries.ts'
import './home.css'

const steps = ['week', 'month'] as const

/** How clues come and go: two sentences, two small pictures, and the figures behind them. */
export function TrendPanel(props: { region: string; by: TrendStep; onBy: (by: TrendStep) => void }) {
  const t = useT()
  const trend = useQuery(trendQuery(props.region, props.by))
  return (
    <Panel
      title={t('home.trend')}
      actions={steps.map((step) => (
        <Button key={step} variant="quiet" aria-pressed={props.by === step} onPress={() => props.onBy(step)}>
          {t(`home.trendBy.${step}`)}
        </Button>
      ))}
    >
      <QueryView query={trend}>{(data) => <Trend {...data} />}</QueryView>
    </Panel>
  )
}

function Trend({ by, points }: ClueTrend) {
  const t = useT()
  const format = useFormat()
  const summary = useSentences(by, points)
  const [found, finished, open] = [t('home.trendFound'), t('home.trendFinished'), t('home.trendOpen')]
  const names = points.map(({ from }) => (by === 'month' ? format.shortMonth(from) : format.shortDay(from)))
  return (
    <ChartFigure
      summary={summary}
      tableTitle={t('home.trendTable')}
      table={<Figures by={by} points={points} />}
    >
      <div className="home-trend">
        <section>
          <h3>{t('home.trendFlow')}</h3>
          <ul className="zc-chart-legend">
            <li>
              <span className="zc-chart-swatch" data-look="solid" aria-hidden="true" />
              {found}
            </li>
            <li>
              <span className="zc-chart-swatch" data-look="hatched" aria-hidden="true" />
              {finished}
            </li>
          </ul>
          <TimeChart
            label={t('home.trendFlow')}
            steps={names}
            series={[
              { name: found, look: 'solid', values: points.map((point) => point.found) },
              { name: finished, look: 'hatched', values: points.map((point) => point.finished) },
            ]}
          />
        </section>
        <section>
          <h3>{open}</h3>
          <p className="desk-small">{t(by === 'week' ? 'home.trendEndOfWeek' : 'home.trendEndOfMonth')}</p>
          <TimeChart
            label={open}
            steps={names}
            series={[{ name: open, look: 'line', values: points.map((point) => point.open) }]}
          />
        </section>
      </div>
    </ChartFigure>
  )
}

function useSentences(by: TrendStep, points: readonly TrendPoint[]): readonly [string, string] {
  const t = useT()
  const format = useFormat()
  const summary = summariseTrend(points)
  if (!summary) return ['', '']
  const { found, finished, open, change, since } = summary
  const direction = change === 0 ? 'Same' : change > 0 ? 'More' : 'Fewer'
  return [
    t(by === 'week' ? 'home.trendWeeks' : 'home.trendMonths', { steps: points.length, found, finished }),
    t(`home.trend${direction}`, { open, change: Math.abs(change), day: format.day(since) }),
  ]
}

function Figures({ by, points }: ClueTrend) {
  const t = useT()
  const format = useFormat()
  const number = (key: 'found' | 'finished' | 'open', header: string): Column<TrendPoint> => ({
    id: key,
    header,
    align: 'end',
    cell: (point) => format.number(point[key]),
  })
  const columns: Column<TrendPoint>[] = [
    {
      id: 'period',
      header: t('home.trendPeriod'),
      isRowHeader: true,
      cell: ({ from, to }) =>
        by === 'month'
          ? format.month(Number(from.slice(0, 4)) * 100 + Number(from.slice(5, 7)))
          : t('home.trendFromTo', { from: format.day(from), to: format.day(to) }),
    },
    number('found', t('home.trendFound')),
    number('finished', t('home.trendFinished')),
    number('open', t('home.trendOpen')),
  ]
  return (
    <DataTable
      caption={t('home.trend')}
      columns={columns}
      rows={[...points].reverse()}
      rowKey={({ from }) => from}
    />
  )
}
