import { isLocale, locales } from '@zhucan/i18n'
import { ElderIcon, LanguageIcon, SettingsIcon, ThemeIcon, themes, usePreferences, useT } from '@zhucan/ui'
import type { ReactNode } from 'react'
import type { Findable } from './match.ts'

/** Something the palette finds without asking anybody: it leads somewhere or does something. */
export interface Entry extends Findable {
  readonly id: string
  readonly icon: ReactNode
  readonly note?: string | undefined
  readonly shortcut?: string | undefined
  readonly href?: string
  readonly run?: () => void
}

/** Looks and languages, so that nobody has to find the page where they are set. */
export function useSettingEntries(): Entry[] {
  const t = useT()
  const { theme, isElder, locale, change } = usePreferences()
  return [
    {
      id: 'set:elder',
      label: t(isElder ? 'palette.elderOff' : 'palette.elderOn'),
      keys: t('palette.keys.elder'),
      icon: <ElderIcon />,
      run: () => change({ isElder: !isElder }),
    },
    ...themes
      .filter((one) => one !== theme)
      .map((one) => ({
        id: `set:theme-${one}`,
        label: t('palette.theme', { theme: t(`ui.theme.${one}`) }),
        keys: t('palette.keys.theme'),
        icon: <ThemeIcon />,
        run: () => change({ theme: one }),
      })),
    ...locales
      .filter((one) => isLocale(one) && one !== locale)
      .map((one) => ({
        id: `set:locale-${one}`,
        label: t(`settings.language.${one}`),
        keys: t('palette.keys.language'),
        icon: <LanguageIcon />,
        run: () => change({ locale: one }),
      })),
    {
      id: 'set:all',
      label: t('settings.title'),
      keys: t('palette.keys.settings'),
      icon: <SettingsIcon />,
      href: '/settings',
    },
  ]
}
