import { lazy, Suspense, useId, useRef, useState } from 'react'
import { Input } from 'react-aria-components/Input'
import { TextField as AriaTextField } from 'react-aria-components/TextField'
import { Button } from '../button/button.tsx'
import { CalendarIcon } from '../icon/icons.ts'
import { useT } from '../locale/locale.tsx'
import { FieldFrame, type FieldTexts } from './field.tsx'
import { readTypedDay } from './typed-day.ts'

const loadCalendar = () => import('./day-calendar.tsx')
const DayCalendar = lazy(() => loadCalendar().then((module) => ({ default: module.DayCalendar })))

/** A day as its form holds it: YYYY-MM-DD, or empty. */
export interface DayFieldProps extends FieldTexts {
  value: string
  onChange: (day: string) => void
  id?: string
  isRequired?: boolean
  isDisabled?: boolean
  autoFocus?: boolean
}

/**
 * A day that is typed or pasted in any usual way, or chosen in a calendar that speaks the page's language; the browser's
 * own field speaks the machine's.
 */
export function DayField({
  value,
  onChange,
  label,
  hint,
  error,
  optional,
  hideLabel,
  ...rest
}: DayFieldProps) {
  const t = useT()
  const typing = useTypedDay(value, onChange)
  const fault = error ?? (typing.isUnread ? t('ui.day.unread') : undefined)
  return (
    <AriaTextField
      {...rest}
      value={typing.shown}
      onChange={typing.type}
      onFocusChange={typing.setFocused}
      isInvalid={fault !== undefined}
      className="zc-field"
    >
      <FieldFrame
        label={label}
        hint={hint}
        error={fault}
        optional={optional ?? false}
        hideLabel={hideLabel ?? false}
      >
        <div className="zc-day">
          <Input className="zc-input" inputMode="numeric" autoComplete="off" placeholder="2026-01-31" />
          <CalendarButton
            label={label}
            value={value}
            onChange={onChange}
            isDisabled={rest.isDisabled ?? false}
          />
        </div>
      </FieldFrame>
    </AriaTextField>
  )
}

/** What stands in the field: what is being typed, else the day that is held; what cannot be read stays to be mended. */
function useTypedDay(value: string, onChange: (day: string) => void) {
  const [text, setText] = useState('')
  const [isFocused, setFocused] = useState(false)
  const isUnread = !isFocused && value === '' && text !== '' && readTypedDay(text) === null
  return {
    shown: isFocused || isUnread ? text : value,
    isUnread,
    type(typed: string) {
      setText(typed)
      onChange(readTypedDay(typed) ?? '')
    },
    setFocused(has: boolean) {
      if (has && !isUnread) setText(value)
      setFocused(has)
    },
  }
}

function CalendarButton(props: {
  label: string
  value: string
  onChange: (day: string) => void
  isDisabled: boolean
}) {
  const t = useT()
  const trigger = useRef<HTMLButtonElement>(null)
  const [isWanted, setWanted] = useState(false)
  const [isOpen, setOpen] = useState(false)
  const ofField = useId()
  const fetchCalendar = () => void loadCalendar().catch(() => undefined)
  return (
    <>
      <Button
        iconOnly
        icon={<CalendarIcon />}
        ref={trigger}
        slot={null}
        aria-describedby={ofField}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        isDisabled={props.isDisabled}
        onHoverStart={fetchCalendar}
        onFocus={fetchCalendar}
        onPress={() => {
          setWanted(true)
          setOpen(true)
        }}
      >
        {t('ui.day.open')}
      </Button>
      <span id={ofField} hidden>
        {props.label}
      </span>
      {isWanted && (
        <Suspense>
          <DayCalendar {...props} trigger={trigger} isOpen={isOpen} onOpenChange={setOpen} />
        </Suspense>
      )}
    </>
  )
}
