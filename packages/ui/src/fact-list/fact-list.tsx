import type { ReactNode } from 'react'
import './fact-list.css'

/** One fact: its name, its value, and what it rests on. */
export interface Fact {
  readonly label: string
  readonly value: ReactNode
  readonly note?: ReactNode
  /** Holds sentences, so it takes the whole width. */
  readonly isWide?: boolean
}

/** Names and values side by side, as on an index card. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="zc-facts">
      {facts.map((fact) => (
        <div key={fact.label} data-wide={fact.isWide || undefined}>
          <dt>{fact.label}</dt>
          <dd>
            {fact.value}
            {fact.note && <span className="zc-facts-note">{fact.note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
