import type { ReactNode } from 'react'
import './empty-state.css'

/** Nothing here: why, and the next thing one can do. */
export function EmptyState(props: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="zc-empty">
      <p className="zc-empty-title">{props.title}</p>
      {props.children && <p>{props.children}</p>}
      {props.action}
    </div>
  )
}
