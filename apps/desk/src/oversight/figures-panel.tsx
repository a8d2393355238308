import { useQuery } from '@tanstack/react-query'
import { ChartFigure, type Column, DataTable, Panel, TimeChart, useFormat, useT } from '@zhucan/ui'
import { QueryView } from '../app/query-view.tsx'
import { type AuditWeek, auditFigures, auditFiguresQuery } from './oversight.queries.ts'

/** The audit in figures by week: two sentences, two pictures, and the table behind them. */
export function FiguresPanel() {
  const t = useT()
  const weeks = useQuery(auditFiguresQuery)
  return (
    <Panel title={t('oversight.tab.figures')} note={t('oversight.figuresNote')}>
      <QueryView query={weeks}>{(rows) => <Figures weeks={rows} />}</QueryView>
    </Panel>
  )
}

const sumOf = (weeks: readonly AuditWeek[], name: (typeof auditFigures)[number]) =>
  weeks.reduce((sum, week) => sum + week[name], 0)

function Figures({ weeks }: { weeks: readonly AuditWeek[] }) {
  const t = useT()
  const format = useFormat()
  const steps = weeks.map(({ from }) => format.shortDay(from))
  const series = (name: (typeof auditFigures)[number], look: 'solid' | 'hatched' | 'line') => ({
    name: t(`oversight.figure.${name}`),
    look,
    values: weeks.map((week) => week[name]),
  })
  const last = weeks.at(-1)
  const most = [...weeks].sort((a, b) => b.refusals - a.refusals)[0]
  const summary: readonly [string, string] = [
    t('oversight.figuresSum', {
      weeks: weeks.length,
      signIns: format.number(sumOf(weeks, 'signIns')),
      refusals: format.number(sumOf(weeks, 'refusals')),
      exports: format.number(sumOf(weeks, 'exports')),
      glass: format.number(sumOf(weeks, 'glass')),
    }),
    most && most.refusals > 0
      ? t('oversight.figuresMost', {
          day: format.day(most.from),
          most: format.number(most.refusals),
          last: format.number(last?.refusals ?? 0),
        })
      : t('oversight.figuresNone'),
  ]
  return (
    <ChartFigure
      summary={summary}
      tableTitle={t('oversight.figuresTable')}
      table={<WeekTable weeks={weeks} />}
    >
      <div className="oversight-charts">
        <Chart
          title={t('oversight.figuresDoors')}
          steps={steps}
          series={[series('signIns', 'solid'), series('refusals', 'hatched')]}
        />
        <Chart
          title={t('oversight.figuresWays')}
          steps={steps}
          series={[series('exports', 'solid'), series('glass', 'hatched')]}
        />
      </div>
    </ChartFigure>
  )
}

function Chart(props: Omit<Parameters<typeof TimeChart>[0], 'label'> & { title: string }) {
  return (
    <section>
      <h3>{props.title}</h3>
      <ul className="zc-chart-legend">
        {props.series.map(({ name, look }) => (
          <li key={name}>
            <span className="zc-chart-swatch" data-look={look} aria-hidden="true" />
            {name}
          </li>
        ))}
      </ul>
      <TimeChart label={props.title} steps={props.steps} series={props.series} />
    </section>
  )
}

function WeekTable({ weeks }: { weeks: readonly AuditWeek[] }) {
  const t = useT()
  const format = useFormat()
  const columns: Column<AuditWeek>[] = [
    { id: 'from', header: t('oversight.weekFrom'), isRowHeader: true, cell: ({ from }) => format.day(from) },
    ...auditFigures.map(
      (name): Column<AuditWeek> => ({
        id: name,
        header: t(`oversight.figure.${name}`),
        align: 'end',
        cell: (week) => format.number(week[name]),
      }),
    ),
  ]
  return (
    <DataTable
      caption={t('oversight.tab.figures')}
      columns={columns}
      rows={[...weeks].reverse()}
      rowKey={({ from }) => from}
      density="dense"
    />
  )
}
