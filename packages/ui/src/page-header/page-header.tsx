import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react'
import { useT } from '../locale/locale.tsx'
import './page-header.css'

/** Tells headings whether one came here by a link, so that the focus moves to the new page's h1 and not on first load. */
export const ArrivalContext = createContext<() => boolean>(() => false)

/** The one h1 of a page, its way back, and what can be done here. Sets the window title with the state in it. */
export function PageHeader(props: {
  title: string
  /** For the window title, when it must say more than the heading, as the tab or page one is on. */
  windowTitle?: string
  above?: ReactNode
  below?: ReactNode
  actions?: ReactNode
}) {
  const t = useT()
  const heading = useRef<HTMLHeadingElement>(null)
  const hasArrived = useContext(ArrivalContext)
  const windowTitle = props.windowTitle ?? props.title
  useEffect(() => {
    document.title = t('ui.windowTitle', { title: windowTitle })
  }, [t, windowTitle])
  useEffect(() => {
    if (hasArrived()) heading.current?.focus()
  }, [hasArrived])
  return (
    <header className="zc-page-header">
      {props.above}
      <div className="zc-page-header-line">
        <h1 ref={heading} tabIndex={-1}>
          {props.title}
        </h1>
        {props.actions && <div className="zc-page-header-actions zc-no-print">{props.actions}</div>}
      </div>
      {props.below && <div className="zc-page-header-below">{props.below}</div>}
    </header>
  )
}
