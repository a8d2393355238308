import { type ExampleSet, useExampleText } from '../example-kit.ts'
import { BarChart } from './bar-chart.tsx'
import { ChartFigure } from './chart-figure.tsx'
import { TimeChart } from './time-chart.tsx'

const values = [3, 8, 0, 21, 13, 34]

function Columns() {
  const text = useExampleText()
  const [found, done] = [text('example.name'), text('example.notes')]
  return (
    <ChartFigure
      summary={[text('example.person'), text('example.level')]}
      legend={[
        { name: found, look: 'solid' },
        { name: done, look: 'hatched' },
      ]}
    >
      <TimeChart
        label={text('example.tableCaption')}
        steps={values.map((_, place) => String(place + 1))}
        series={[
          { name: found, look: 'solid', values },
          { name: done, look: 'hatched', values: [...values].reverse() },
        ]}
      />
    </ChartFigure>
  )
}

function Line() {
  const text = useExampleText()
  return (
    <TimeChart
      label={text('example.tableCaption')}
      steps={values.map((_, place) => String(place + 1))}
      series={[{ name: text('example.name'), look: 'line', values }]}
    />
  )
}

function Bars() {
  const text = useExampleText()
  return (
    <BarChart
      label={text('example.tableCaption')}
      rows={[
        { name: text('example.townA'), parts: [{ look: 'solid', value: 30 }] },
        {
          name: text('example.townB'),
          parts: [
            { look: 'solid', value: 12 },
            { look: 'hatched', value: 30 },
          ],
        },
      ]}
    />
  )
}

/** States of chart. */
export const examples: ExampleSet = {
  component: 'chart',
  examples: [
    { name: 'columns with their sentences', Show: Columns },
    { name: 'line', Show: Line },
    { name: 'bars', Show: Bars },
  ],
}
