import { ChartFigure, DataTable, Panel, TimeChart, useFormat, useT } from '@zhucan/ui'
import { useFigureText } from './figure-words.tsx'
import type { FigurePageData } from './figures.queries.ts'

/** How a counted figure came to be what it is; one day alone is no trend. */
export function FigureTrend({ data: { indicator, trend } }: { data: FigurePageData }) {
  const t = useT()
  const format = useFormat()
  const write = useFigureText()
  const points = trend.filter((point): point is { day: string; value: string } => point.value !== null)
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last || points.length < 2) return null
  const highest = points.reduce((best, point) => (Number(point.value) > Number(best.value) ? point : best))
  const name = format.label(indicator.label)
  return (
    <Panel title={t('figures.trend')}>
      <ChartFigure
        summary={[
          t('figures.trendFromTo', {
            from: format.day(first.day),
            first: write(indicator, first.value),
            to: format.day(last.day),
            last: write(indicator, last.value),
          }),
          t('figures.trendHighest', { day: format.day(highest.day), value: write(indicator, highest.value) }),
        ]}
        tableTitle={t('figures.trendTable')}
        table={
          <DataTable
            caption={t('figures.trendTable')}
            columns={[
              { id: 'day', header: t('figures.day'), isRowHeader: true, cell: ({ day }) => format.day(day) },
              {
                id: 'value',
                header: t('figures.value'),
                align: 'end',
                cell: ({ value }) => write(indicator, value),
              },
            ]}
            rows={[...points].reverse()}
            rowKey={({ day }) => day}
          />
        }
      >
        <TimeChart
          label={name}
          steps={points.map(({ day }) => format.shortDay(day))}
          series={[{ name, look: 'line', values: points.map(({ value }) => Number(value)) }]}
        />
      </ChartFigure>
    </Panel>
  )
}
