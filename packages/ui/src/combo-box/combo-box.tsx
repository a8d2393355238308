import { Button } from 'react-aria-components/Button'
import { ComboBox as AriaComboBox } from 'react-aria-components/ComboBox'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { ListBox } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { OpenIcon } from '../icon/icons.ts'
import { useT } from '../locale/locale.tsx'
import type { Option } from '../select/option.ts'
import { OptionItem } from '../select/select-list.tsx'
import './combo-box.css'

/** One choice out of a long list, found by typing a part of its name. */
export function ComboBox(props: {
  label: string
  options: readonly Option[]
  value: string | null
  onChange: (value: string | null) => void
  hideLabel?: boolean
  /** Called with what is typed, for lists that are fetched; filtering is then the caller's. */
  onSearch?: (text: string) => void
}) {
  const t = useT()
  const isFetched = props.onSearch !== undefined
  return (
    <AriaComboBox
      className="zc-field zc-combo-box"
      menuTrigger="focus"
      allowsEmptyCollection
      value={props.value}
      onChange={(key) => props.onChange(key === null ? null : String(key))}
      {...(isFetched ? { items: props.options, defaultFilter: () => true } : { defaultItems: props.options })}
      {...(props.onSearch ? { onInputChange: props.onSearch } : {})}
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
          {(option: Option) => <OptionItem option={option} />}
        </ListBox>
      </Popover>
    </AriaComboBox>
  )
}
