import { Label } from 'react-aria-components/Label'
import { RadioGroup as AriaRadioGroup, Radio } from 'react-aria-components/RadioGroup'
import { Text } from 'react-aria-components/Text'
import type { Option } from '../select/option.ts'
import './radio-group.css'
import '../field/field.css'

/** One choice out of a few, all of them seen. `look: 'bar'` sets short words side by side. */
export function RadioGroup(props: {
  label: string
  options: readonly Option[]
  value: string
  onChange: (value: string) => void
  hint?: string
  hideLabel?: boolean
  look?: 'list' | 'bar'
}) {
  return (
    <AriaRadioGroup className="zc-field zc-radio-group" value={props.value} onChange={props.onChange}>
      <Label className={props.hideLabel ? 'zc-hidden' : 'zc-field-label'}>{props.label}</Label>
      {props.hint && (
        <Text slot="description" className="zc-field-hint">
          {props.hint}
        </Text>
      )}
      <div className="zc-radio-options" data-look={props.look ?? 'list'}>
        {props.options.map((option) => (
          <Radio key={option.value} value={option.value} className="zc-radio">
            <span className="zc-radio-dot" aria-hidden="true" />
            <span>
              {option.label}
              {option.note && <span className="zc-radio-note">{option.note}</span>}
            </span>
          </Radio>
        ))}
      </div>
    </AriaRadioGroup>
  )
}
