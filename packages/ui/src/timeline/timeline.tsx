import type { ReactNode } from 'react'
import './timeline.css'

/** One thing that was said or done: when, what, and who said it. `isCurrent` marks the value that counts now. */
export interface TimelineEntry {
  readonly id: string
  readonly when: string
  readonly title: ReactNode
  readonly source: string
  readonly body?: ReactNode
  readonly isCurrent?: boolean
}

/** What was said about somebody, newest first, each with its source. Nothing is overwritten, so old values stay. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  return (
    <ol className="zc-timeline">
      {entries.map((entry) => (
        <li key={entry.id} data-current={entry.isCurrent || undefined}>
          <p className="zc-timeline-when zc-number">{entry.when}</p>
          <div className="zc-timeline-what">
            <p className="zc-timeline-title">{entry.title}</p>
            <p className="zc-timeline-source">{entry.source}</p>
            {entry.body}
          </div>
        </li>
      ))}
    </ol>
  )
}
