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
import { FieldFrame, type FieldTexts } from './field.tsx'
import { SaidDay } from './said-day.tsx'

/** A one-line or many-line text field. */
export interface TextFieldProps
  extends FieldTexts,
    Omit<AriaTextFieldProps, 'children' | 'className' | 'style'> {
  rows?: number
}

/** Text typed by a person. Pasting always works. */
export function TextField({ label, hint, error, optional, hideLabel, rows, ...rest }: TextFieldProps) {
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
        {rest.type === 'date' && <SaidDay day={rest.value} />}
      </FieldFrame>
    </AriaTextField>
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
