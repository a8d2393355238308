import { useT } from '../locale/locale.tsx'
import { RadioGroup } from '../radio-group/radio-group.tsx'
import { themes, usePreferences } from './preferences.tsx'

/** Light, dark, high contrast, or as the device is set. */
export function ThemeSwitch() {
  const t = useT()
  const { theme, change } = usePreferences()
  return (
    <RadioGroup
      label={t('ui.theme')}
      look="bar"
      value={theme}
      onChange={(value) => change({ theme: themes.find((known) => known === value) ?? 'system' })}
      options={themes.map((value) => ({ value, label: t(`ui.theme.${value}`) }))}
    />
  )
}
