import type { RefObject } from 'react'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { CheckIcon } from '../icon/icons.ts'
import type { Option } from './option.ts'

/** The opened list of a choice; fetched when somebody comes near its button. */
export function SelectList(props: {
  options: readonly Option[]
  value: string
  labelId: string
  trigger: RefObject<HTMLButtonElement | null>
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  onChange: (value: string) => void
}) {
  return (
    <Popover
      className="zc-popover"
      aria-labelledby={props.labelId}
      placement="bottom start"
      trigger="Select"
      triggerRef={props.trigger}
      isOpen={props.isOpen}
      onOpenChange={props.onOpenChange}
    >
      <ListBox
        className="zc-list-box"
        aria-labelledby={props.labelId}
        items={props.options}
        autoFocus
        selectionMode="single"
        disallowEmptySelection
        shouldFocusOnHover
        selectedKeys={[props.value]}
        onSelectionChange={(keys) => {
          const [value] = keys === 'all' ? [] : keys
          props.onOpenChange(false)
          if (value !== undefined && value !== props.value) props.onChange(String(value))
        }}
      >
        {(option) => <OptionItem id={option.value} option={option} />}
      </ListBox>
    </Popover>
  )
}

/** One line of a pop-up list, with a tick on the chosen one. The kit tells lines apart by the `id` of what it is given. */
export function OptionItem({ option }: { id: string; option: Option }) {
  return (
    <ListBoxItem id={option.value} textValue={option.label} className="zc-option">
      {({ isSelected }) => (
        <>
          <span className="zc-option-tick">{isSelected && <CheckIcon />}</span>
          <span>
            {option.label}
            {option.note && <span className="zc-option-note">{option.note}</span>}
          </span>
        </>
      )}
    </ListBoxItem>
  )
}
