import { type ReactNode, useId } from 'react'
import './panel.css'

/** A titled part of a page, one hairline around it. `actions` stand beside the title; `flush` lets a table reach the edge. */
export function Panel(props: {
  title: string
  children: ReactNode
  actions?: ReactNode
  note?: ReactNode
  flush?: boolean
  hideTitle?: boolean
  /** Something to do and nothing to read: left out on paper. */
  onScreenOnly?: boolean
}) {
  const id = useId()
  return (
    <section
      className={props.onScreenOnly ? 'zc-panel zc-no-print' : 'zc-panel'}
      aria-labelledby={id}
      data-flush={props.flush || undefined}
      data-untitled={props.hideTitle || undefined}
    >
      <header className={props.hideTitle ? 'zc-hidden' : 'zc-panel-head'}>
        <h2 className="zc-panel-title" id={id}>
          {props.title}
        </h2>
        {props.actions && <div className="zc-panel-actions">{props.actions}</div>}
        {props.note && <p className="zc-panel-note">{props.note}</p>}
      </header>
      <div className="zc-panel-body">{props.children}</div>
    </section>
  )
}
