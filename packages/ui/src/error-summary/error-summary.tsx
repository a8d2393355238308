import { type ReactNode, useEffect, useRef } from 'react'
import { DangerIcon } from '../icon/icons.ts'
import { useSpeech } from '../locale/locale.tsx'
import './error-summary.css'

/** One faulty field, leading to its control by id. */
export interface FieldFault {
  readonly controlId: string
  readonly text: string
}

/** What happened and what to do, at the top of a form or page. Takes the focus when it appears. */
export function ErrorSummary(props: {
  what: string
  todo?: string
  fields?: readonly FieldFault[]
  actions?: ReactNode
  takesFocus?: boolean
}) {
  const box = useRef<HTMLDivElement>(null)
  const takesFocus = props.takesFocus ?? true
  useEffect(() => {
    if (takesFocus && props.what) box.current?.focus()
  }, [takesFocus, props.what])
  return (
    <div className="zc-error-summary" role="alert" tabIndex={-1} ref={box}>
      <DangerIcon />
      <div>
        <p className="zc-error-summary-what">{props.what}</p>
        {props.todo && <p>{props.todo}</p>}
        {props.fields && props.fields.length > 0 && (
          <ul className="zc-error-summary-fields">
            {props.fields.map((fault) => (
              <li key={fault.controlId}>
                <a
                  href={`#${fault.controlId}`}
                  onClick={(event) => {
                    event.preventDefault()
                    document.getElementById(fault.controlId)?.focus()
                  }}
                >
                  {fault.text}
                </a>
              </li>
            ))}
          </ul>
        )}
        {props.actions && <div className="zc-error-summary-actions">{props.actions}</div>}
      </div>
    </div>
  )
}

/** An ErrorSummary that finds its words by the code of a Problem. */
export function ProblemSummary(props: {
  code: string
  params?: Readonly<Record<string, string | number>>
  actions?: ReactNode
  takesFocus?: boolean
}) {
  const { problem } = useSpeech()
  const { what, todo } = problem(props.code, props.params ?? {})
  return (
    <ErrorSummary
      what={what}
      todo={todo}
      {...(props.actions ? { actions: props.actions } : {})}
      takesFocus={props.takesFocus ?? true}
    />
  )
}
