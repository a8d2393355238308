import type { ReactNode } from 'react'
import { FieldError } from 'react-aria-components/FieldError'
import { Label } from 'react-aria-components/Label'
import { Text } from 'react-aria-components/Text'
import { WarningIcon } from '../icon/icons.ts'
import { useT } from '../locale/locale.tsx'
import './field.css'

/** What every field says about itself. */
export interface FieldTexts {
  label: string
  hint?: string | undefined
  /** What is wrong and what to do; shown with the field and tied to it for screen readers. */
  error?: string | undefined
  /** Marked in words when it may stay empty; the brackets around them are heard as a pause. */
  optional?: boolean
  /** Keeps the label for screen readers only, where a visible heading already says it. */
  hideLabel?: boolean
}

/** The label, hint and fault around a control. */
export function FieldFrame(props: FieldTexts & { children: ReactNode }) {
  const t = useT()
  return (
    <>
      <Label className={props.hideLabel ? 'zc-hidden' : 'zc-field-label'}>
        {props.label}
        {props.optional && <span className="zc-field-optional">{t('ui.optional')}</span>}
      </Label>
      {props.hint && (
        <Text slot="description" className="zc-field-hint">
          {props.hint}
        </Text>
      )}
      {props.children}
      <FieldError className="zc-field-error">
        {({ validationErrors }) => (
          <>
            <WarningIcon />
            <span>{props.error ?? validationErrors.join(' ')}</span>
          </>
        )}
      </FieldError>
    </>
  )
}
