import type { ReactNode } from 'react'
import { Disclosure } from '../disclosure/disclosure.tsx'
import { useSpeech } from '../locale/locale.tsx'
import type { TimeSeries } from './time-chart.tsx'
import './chart.css'

/** What a series looks like, with its name, beside the picture. */
export interface LegendEntry {
  readonly name: string
  readonly look: TimeSeries['look']
}

/** A picture with the two sentences that say what it shows, and the same figures as a table behind it. */
export function ChartFigure(props: {
  summary: readonly [string, string]
  legend?: readonly LegendEntry[]
  children: ReactNode
  tableTitle?: string
  table?: ReactNode
}) {
  const { locale } = useSpeech()
  return (
    <figure className="zc-chart-figure">
      <figcaption>{props.summary.join(locale === 'en' ? ' ' : '')}</figcaption>
      {props.legend && (
        <ul className="zc-chart-legend">
          {props.legend.map(({ name, look }) => (
            <li key={name}>
              <span className="zc-chart-swatch" data-look={look} aria-hidden="true" />
              {name}
            </li>
          ))}
        </ul>
      )}
      {props.children}
      {props.table && <Disclosure title={props.tableTitle}>{props.table}</Disclosure>}
    </figure>
  )
}
