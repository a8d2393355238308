import type { ReactNode } from 'react'
import { Link } from 'react-aria-components/Link'
import './figure.css'

/** A number that opens exactly the rows it counts. The name of the link says number and meaning together. */
export function Figure(props: {
  value: string
  unit?: string
  label: string
  href: string
  note?: ReactNode
}) {
  return (
    <div className="zc-figure">
      <Link className="zc-figure-link" href={props.href}>
        <span className="zc-figure-label">{props.label}</span>
        <span className="zc-figure-value">
          {props.value}
          {props.unit && <span className="zc-figure-unit">{props.unit}</span>}
        </span>
      </Link>
      {props.note && <div className="zc-figure-note">{props.note}</div>}
    </div>
  )
}
