import { Button } from '../button/button.tsx'
import { CheckIcon, ElderIcon, LanguageIcon } from '../icon/icons.ts'
import { useT } from '../locale/locale.tsx'
import { usePreferences } from './preferences.tsx'

/** Changes to the other language; its name is written in that language. */
export function LanguageSwitch() {
  const t = useT()
  const { locale, change } = usePreferences()
  const other = locale === 'en' ? 'zh-CN' : 'en'
  return (
    <Button variant="quiet" icon={<LanguageIcon />} onPress={() => change({ locale: other })}>
      <span lang={other}>{t('ui.otherLanguage')}</span>
    </Button>
  )
}

/** Elder mode (关怀版), on and off by one button that is on every first screen. */
export function ElderSwitch() {
  const t = useT()
  const { isElder, change } = usePreferences()
  return (
    <Button
      variant="quiet"
      icon={isElder ? <CheckIcon /> : <ElderIcon />}
      aria-pressed={isElder}
      onPress={() => change({ isElder: !isElder })}
    >
      {t('ui.elder')}
    </Button>
  )
}
