import { Button as AriaButton } from 'react-aria-components/Button'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { SearchField as AriaSearchField } from 'react-aria-components/SearchField'
import { Text } from 'react-aria-components/Text'
import { Button } from '../button/button.tsx'
import { CloseIcon, SearchIcon } from '../icon/icons.ts'
import { useT } from '../locale/locale.tsx'
import './field.css'

/** A search that runs on Enter or the button, never on each key, so that a screen reader is not talked over. */
export function SearchField(props: {
  label: string
  hint?: string
  value: string
  onChange: (value: string) => void
  onSubmit: (value: string) => void
  hideLabel?: boolean
  maxLength?: number
}) {
  const t = useT()
  return (
    <AriaSearchField
      className="zc-field zc-search"
      value={props.value}
      onChange={props.onChange}
      onSubmit={props.onSubmit}
      onClear={() => props.onSubmit('')}
      maxLength={props.maxLength ?? 60}
    >
      <Label className={props.hideLabel ? 'zc-hidden' : 'zc-field-label'}>{props.label}</Label>
      {props.hint && (
        <Text slot="description" className="zc-field-hint">
          {props.hint}
        </Text>
      )}
      <div className="zc-field-joined">
        <Input className="zc-input" autoComplete="off" />
        {props.value !== '' && (
          <AriaButton className="zc-search-clear" aria-label={t('ui.clear')}>
            <CloseIcon />
          </AriaButton>
        )}
        {/* A null slot keeps this button from becoming the field's own clear button. */}
        <Button slot={null} icon={<SearchIcon />} onPress={() => props.onSubmit(props.value)}>
          {t('ui.search')}
        </Button>
      </div>
    </AriaSearchField>
  )
}
