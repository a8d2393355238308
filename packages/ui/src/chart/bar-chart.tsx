import { useFormat } from '../locale/format.ts'
import type { LegendEntry } from './chart-figure.tsx'
import './chart.css'

/** One bar, in parts that lie end to end. */
export interface BarRow {
  readonly name: string
  readonly parts: readonly { readonly look: LegendEntry['look']; readonly value: number }[]
}

/** Bars to compare by length. A picture for the eye: sentences and a table beside it, the caller's, say the same. */
export function BarChart({ label, rows }: { label: string; rows: readonly BarRow[] }) {
  const format = useFormat()
  const total = (row: BarRow) => row.parts.reduce((sum, { value }) => sum + value, 0)
  const most = Math.max(1, ...rows.map(total))
  return (
    <div className="zc-bars" role="img" aria-label={label}>
      {rows.map((row) => (
        <div key={row.name} className="zc-bars-row">
          <span className="zc-bars-name">{row.name}</span>
          <span className="zc-bars-track">
            {row.parts.map(({ look, value }) => (
              <span
                key={look}
                className="zc-chart-swatch"
                data-look={look}
                style={{ inlineSize: `${(value / most) * 100}%` }}
                hidden={value === 0}
              />
            ))}
          </span>
          <span className="zc-bars-value">{format.number(total(row))}</span>
        </div>
      ))}
    </div>
  )
}
