import { lazy, Suspense, useId, useRef, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { OpenIcon } from '../icon/icons.ts'
import type { Option } from './option.ts'
import { useChoiceKeys } from './use-choice-keys.ts'
import './select.css'
import '../field/field.css'

const loadList = () => import('./select-list.tsx')
const SelectList = lazy(() => loadList().then((module) => ({ default: module.SelectList })))

/** One choice out of a short list. Use ComboBox when there are more than about 15. */
export function Select(props: {
  label: string
  options: readonly Option[]
  value: string
  onChange: (value: string) => void
  hint?: string
  hideLabel?: boolean
  isDisabled?: boolean
}) {
  const { label, hint, options, value } = props
  const trigger = useRef<HTMLButtonElement>(null)
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  const fetchList = () => void loadList().catch(() => undefined)
  const onKeyDown = useChoiceKeys({ options, value, onChange: props.onChange, open: () => setOpen(true) })
  return (
    <div className="zc-field zc-select">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: as a label does; the keyboard has the button itself. */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: as a label does; the keyboard has the button itself. */}
      <span
        id={`${id}label`}
        className={props.hideLabel ? 'zc-hidden' : 'zc-field-label'}
        onClick={() => trigger.current?.focus()}
      >
        {label}
      </span>
      {hint && (
        <span id={`${id}hint`} className="zc-field-hint">
          {hint}
        </span>
      )}
      <Button
        ref={trigger}
        className="zc-input zc-select-button"
        aria-haspopup="listbox"
        aria-expanded={isOpen}
        aria-labelledby={`${id}value ${id}label`}
        {...(hint ? { 'aria-describedby': `${id}hint` } : {})}
        isDisabled={props.isDisabled ?? false}
        onHoverStart={fetchList}
        onFocus={fetchList}
        onPress={() => setOpen(true)}
        onKeyDown={onKeyDown}
      >
        <span id={`${id}value`} className="zc-select-value">
          {options.find((option) => option.value === value)?.label}
        </span>
        <OpenIcon />
      </Button>
      {isOpen && (
        <Suspense>
          <SelectList
            options={options}
            value={value}
            labelId={`${id}label`}
            trigger={trigger}
            isOpen
            onOpenChange={setOpen}
            onChange={props.onChange}
          />
        </Suspense>
      )}
    </div>
  )
}
