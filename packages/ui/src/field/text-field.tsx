import { useState } from 'react'
import { Input } from 'react-aria-components/Input'
import { TextArea } from 'react-aria-components/TextArea'
import {
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from 'react-aria-components/TextField'
import { Button } from '../button/button.tsx'
import { ConcealIcon, RevealIcon } from '../icon/icons.ts'
import { useT } from '../locale/locale.tsx'
import { DayField } from './day-field.tsx'
import { FieldFrame, type FieldTexts } from './field.tsx'

/** A one-line or many-line text field. */
export interface TextFieldProps
  extends FieldTexts,
    Omit<AriaTextFieldProps, 'children' | 'className' | 'style'> {
  rows?: number
}

/** Text typed by a person, or a day where its type is `date`. Pasting always works. */
export function TextField(props: TextFieldProps) {
  const { label, hint, error, optional, hideLabel, rows, ...rest } = props
  if (rest.type === 'date') return <Day {...props} />
  return (
    <AriaTextField {...rest} isInvalid={error !== undefined} className="zc-field">
      <FieldFrame
        label={label}
        hint={hint}
        error={error}
        optional={optional ?? false}
        hideLabel={hideLabel ?? false}
      >
        {rows ? <TextArea rows={rows} className="zc-input" /> : <Input className="zc-input" />}
      </FieldFrame>
    </AriaTextField>
  )
}

/** What a day takes of a text field; what is not said stays unsaid. */
function Day(props: TextFieldProps) {
  const { label, hint, error, optional = false, hideLabel = false, value = '', onChange } = props
  const { id, isRequired = false, isDisabled = false, autoFocus = false } = props
  return (
    <DayField
      {...{ label, hint, error, optional, hideLabel, value, isRequired, isDisabled, autoFocus }}
      {...(id ? { id } : {})}
      onChange={(day) => onChange?.(day)}
    />
  )
}

/** A password with a button that shows what was typed; password managers and pasting work. */
export function PasswordField({ label, hint, error, ...rest }: Omit<TextFieldProps, 'rows' | 'type'>) {
  const t = useT()
  const [shown, setShown] = useState(false)
  return (
    <AriaTextField
      {...rest}
      type={shown ? 'text' : 'password'}
      isInvalid={error !== undefined}
      className="zc-field"
      spellCheck="false"
    >
      <FieldFrame label={label} hint={hint} error={error}>
        <div className="zc-field-joined">
          <Input className="zc-input" autoCapitalize="off" />
          <Button
            iconOnly
            aria-pressed={shown}
            onPress={() => setShown(!shown)}
            icon={shown ? <ConcealIcon /> : <RevealIcon />}
          >
            {t('ui.showPassword')}
          </Button>
        </div>
      </FieldFrame>
    </AriaTextField>
  )
}
