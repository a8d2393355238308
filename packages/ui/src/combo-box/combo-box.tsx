import { useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { ComboBox as AriaComboBox, type ComboBoxProps } from 'react-aria-components/ComboBox'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { ListBox } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { OpenIcon } from '../icon/icons.ts'
import { useT } from '../locale/locale.tsx'
import type { Option } from '../select/option.ts'
import { OptionItem } from '../select/select-list.tsx'
import './combo-box.css'

interface ComboBoxTexts {
  label: string
  options: readonly Option[]
  value: string | null
  onChange: (value: string | null) => void
  hideLabel?: boolean
}

/** One choice out of a long list, found by typing a part of its name. */
export function ComboBox(
  props: ComboBoxTexts & {
    /** Called with what is typed, for lists that are fetched; filtering is then the caller's. */
    onSearch?: (text: string) => void
  },
) {
  const { onSearch, ...rest } = props
  if (onSearch) return <FetchedComboBox {...rest} onSearch={onSearch} />
  return (
    <Frame
      {...rest}
      state={{
        value: props.value,
        onChange: (key) => props.onChange(key === null ? null : String(key)),
        defaultItems: props.options,
      }}
    />
  )
}

/**
 * The list comes anew with every letter, mostly without what is chosen. The kit would take that for a choice withdrawn and
 * empty the field, so text and choice are kept here and the kit knows of neither.
 */
function FetchedComboBox(props: ComboBoxTexts & { onSearch: (text: string) => void }) {
  const { options, value, onChange, onSearch } = props
  const [chosen, setChosen] = useState(() => options.find((option) => option.value === value))
  const [text, setText] = useState(chosen?.label ?? '')
  const choose = (option: Option | undefined) => {
    setChosen(option)
    if ((option?.value ?? null) !== value) onChange(option?.value ?? null)
  }
  return (
    <Frame
      {...props}
      state={{
        value: null,
        inputValue: text,
        items: options,
        defaultFilter: () => true,
        allowsCustomValue: true,
        onChange: (key) => {
          const option = options.find((one) => one.value === key)
          if (!option) return
          setText(option.label)
          choose(option)
        },
        onInputChange: (typed) => {
          if (typed === text) return
          setText(typed)
          if (typed === '') choose(undefined)
          onSearch(typed)
        },
        // Half a name is no choice: what was chosen stands there again.
        onBlur: () => setText(chosen?.label ?? ''),
      }}
    />
  )
}

function Frame(props: ComboBoxTexts & { state: ComboBoxProps<Option, 'single'> }) {
  const t = useT()
  return (
    <AriaComboBox
      {...props.state}
      className="zc-field zc-combo-box"
      menuTrigger="focus"
      allowsEmptyCollection
    >
      <Label className={props.hideLabel ? 'zc-hidden' : 'zc-field-label'}>{props.label}</Label>
      <div className="zc-combo-box-control">
        <Input className="zc-input" />
        <Button className="zc-combo-box-open">
          <OpenIcon />
        </Button>
      </div>
      <Popover className="zc-popover">
        <ListBox
          className="zc-list-box"
          renderEmptyState={() => <p className="zc-combo-box-none">{t('ui.nothingFound')}</p>}
        >
          {(option: Option) => <OptionItem id={option.value} option={option} />}
        </ListBox>
      </Popover>
    </AriaComboBox>
  )
}
