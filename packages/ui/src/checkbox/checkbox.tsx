import type { ReactNode } from 'react'
import { Checkbox as AriaCheckbox } from 'react-aria-components/Checkbox'
import { CheckIcon, MinusIcon } from '../icon/icons.ts'
import './checkbox.css'

/** One yes-or-no. The whole line is the target. */
export function Checkbox(props: {
  isSelected: boolean
  onChange: (isSelected: boolean) => void
  children: ReactNode
  isIndeterminate?: boolean
  isDisabled?: boolean
}) {
  return (
    <AriaCheckbox
      className="zc-checkbox"
      isSelected={props.isSelected}
      onChange={props.onChange}
      isIndeterminate={props.isIndeterminate ?? false}
      isDisabled={props.isDisabled ?? false}
    >
      {({ isSelected, isIndeterminate }) => (
        <>
          <span className="zc-checkbox-box" aria-hidden="true">
            {isIndeterminate ? <MinusIcon /> : isSelected && <CheckIcon />}
          </span>
          <span>{props.children}</span>
        </>
      )}
    </AriaCheckbox>
  )
}
