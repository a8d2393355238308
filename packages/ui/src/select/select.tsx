import { Button } from 'react-aria-components/Button'
import { Label } from 'react-aria-components/Label'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select'
import { Text } from 'react-aria-components/Text'
import { CheckIcon, OpenIcon } from '../icon/icons.ts'
import './select.css'
import '../field/field.css'

/** One choice of a list; `note` is a second, quieter line. */
export interface Option {
  readonly value: string
  readonly label: string
  readonly note?: string
}

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
  return (
    <AriaSelect
      className="zc-field zc-select"
      value={props.value}
      onChange={(key) => props.onChange(String(key))}
      isDisabled={props.isDisabled ?? false}
    >
      <Label className={props.hideLabel ? 'zc-hidden' : 'zc-field-label'}>{props.label}</Label>
      {props.hint && (
        <Text slot="description" className="zc-field-hint">
          {props.hint}
        </Text>
      )}
      <Button className="zc-input zc-select-button">
        <SelectValue className="zc-select-value">{({ selectedText }) => selectedText}</SelectValue>
        <OpenIcon />
      </Button>
      <Popover className="zc-popover">
        <ListBox className="zc-list-box" items={props.options}>
          {(option) => <OptionItem option={option} />}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}

/** One line of a pop-up list, with a tick on the chosen one. */
export function OptionItem({ option }: { option: Option }) {
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
