import { type ReactNode, useId, useRef } from 'react'
import { useFormat } from '../locale/format.ts'
import { namedPlaces, ticksTo } from './scale.ts'
import { usePlot } from './use-plot.ts'
import './chart.css'

/** One row of figures over time. Each look has its own shape as well as its own colour. */
export interface TimeSeries {
  readonly name: string
  readonly look: 'solid' | 'hatched' | 'line'
  readonly values: readonly number[]
}

interface Frame {
  readonly left: number
  readonly top: number
  readonly bottom: number
  readonly band: number
  readonly em: number
  readonly y: (value: number) => number
}

const heightInEm = 12

/**
 * Figures over time as columns or a line. It is a picture for the eye: the sentences above and the table below it, which
 * are the caller's, say the same.
 */
export function TimeChart(props: {
  /** What the picture shows, spoken as its name. */
  label: string
  /** Names of the steps, the oldest first, short enough to stand side by side. */
  steps: readonly string[]
  series: readonly TimeSeries[]
}) {
  const { steps, series } = props
  const box = useRef<HTMLDivElement>(null)
  const hatch = useId()
  const format = useFormat()
  const { width, em } = usePlot(box)
  const ticks = ticksTo(Math.max(0, ...series.flatMap(({ values }) => values)))
  const last = ticks.at(-1) ?? 1
  const height = heightInEm * em
  const left = format.number(last).length * 0.6 * em + 0.75 * em
  const [top, bottom] = [1.4 * em, height - 1.8 * em]
  const band = Math.max(1, (width - left - 0.5 * em) / Math.max(1, steps.length))
  const y = (value: number) => bottom - (value / last) * (bottom - top)
  const frame = { left, top, bottom, band, em, y }
  const widest = Math.max(...steps.map(widthOf))
  const named = namedPlaces(steps.length, Math.floor((width - left) / ((widest + 2) * em)))
  return (
    <div className="zc-chart" ref={box}>
      <svg role="img" aria-label={props.label} width={width} height={height}>
        <Hatch id={hatch} />
        {ticks.map((tick) => (
          <g key={tick}>
            <line className="zc-chart-rule" x1={left} x2={width} y1={y(tick)} y2={y(tick)} />
            <text className="zc-chart-tick" x={left - 0.4 * em} y={y(tick)} dy="0.35em">
              {format.number(tick)}
            </text>
          </g>
        ))}
        {steps.map((step, place) =>
          named.has(place) ? (
            <text
              key={step}
              className="zc-chart-step"
              x={Math.min(left + band * (place + 0.5), width - widthOf(step) * em * 0.5)}
              y={height - 0.4 * em}
            >
              {step}
            </text>
          ) : null,
        )}
        {series.map((one, place) =>
          one.look === 'line' ? (
            <Line key={one.name} series={one} frame={frame} />
          ) : (
            <Columns
              key={one.name}
              series={one}
              frame={frame}
              place={place}
              of={series.length}
              hatch={hatch}
            />
          ),
        )}
      </svg>
    </div>
  )
}

/** About how wide a name is, in letters of full width. */
const widthOf = (name: string): number =>
  [...name].reduce((sum, letter) => sum + (letter > '\u2e7f' ? 1 : 0.58), 0)

/** Stripes are told from plain areas without any colour. */
function Hatch({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect className="zc-chart-paper" width="6" height="6" />
        <rect className="zc-chart-stripe" width="3" height="6" />
      </pattern>
    </defs>
  )
}

function Columns(props: { series: TimeSeries; frame: Frame; place: number; of: number; hatch: string }) {
  const format = useFormat()
  const { series, frame, place, of } = props
  const { left, band, em, y, bottom } = frame
  const width = Math.min(2 * em, (band * 0.8) / of)
  const start = left + (band - width * of) / 2 + place * width
  const most = Math.max(...series.values)
  const hasRoom = width >= format.number(most).length * 0.6 * em
  return series.values.map((value, step) => {
    const x = start + band * step
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: a step of time is its place.
      <g key={step}>
        <rect
          className="zc-chart-column"
          data-look={series.look}
          {...(series.look === 'hatched' ? { fill: `url(#${props.hatch})` } : {})}
          x={x + 1}
          y={y(value)}
          width={Math.max(1, width - 2)}
          height={bottom - y(value)}
        />
        {value > 0 && (hasRoom || value === most) && (
          <text className="zc-chart-value" x={x + width / 2} y={y(value) - 0.3 * em}>
            {format.number(value)}
          </text>
        )}
      </g>
    )
  })
}

function Line({ series, frame }: { series: TimeSeries; frame: Frame }): ReactNode {
  const format = useFormat()
  const { left, band, em, y } = frame
  const points = series.values.map((value, step) => ({ x: left + band * (step + 0.5), y: y(value), value }))
  const said = new Set([0, points.length - 1, series.values.indexOf(Math.max(...series.values))])
  return (
    <g>
      <polyline className="zc-chart-line" points={points.map((point) => `${point.x},${point.y}`).join(' ')} />
      {points.map((point, step) => (
        <g key={point.x}>
          <circle className="zc-chart-point" cx={point.x} cy={point.y} r={0.25 * em} />
          {said.has(step) && (
            <text className="zc-chart-value" x={point.x} y={point.y - 0.55 * em}>
              {format.number(point.value)}
            </text>
          )}
        </g>
      ))}
    </g>
  )
}
