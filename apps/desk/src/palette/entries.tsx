import { isLocale, locales } from '@zhucan/i18n'
import {
  ElderIcon,
  KeyboardIcon,
  LanguageIcon,
  PrintIcon,
  SettingsIcon,
  SignOutIcon,
  ThemeIcon,
  themes,
  UploadIcon,
  usePreferences,
  useT,
} from '@zhucan/ui'
import type { ReactNode } from 'react'
import { placesFor } from '../app/places.ts'
import { useMe } from '../app/session.ts'
import { useSignOut } from '../app/sign-out.ts'
import { useFirstViews } from '../views/use-views.ts'
import type { Findable } from './match.ts'
import { goKeysOf } from './shortcuts.ts'

/** Something the palette finds without asking anybody: it leads somewhere or does something. */
export interface Entry extends Findable {
  readonly id: string
  readonly icon: ReactNode
  readonly note?: string | undefined
  readonly shortcut?: string | undefined
  readonly href?: string
  readonly run?: () => void
}

const pageKeys = {
  'shell.home': 'palette.keys.home',
  'shell.register': 'palette.keys.register',
  'shell.clues': 'palette.keys.clues',
  'shell.lists': 'palette.keys.lists',
  'shell.imports': 'palette.keys.imports',
  'shell.settings': 'palette.keys.settings',
} as const

/** The pages one may open. */
export function usePageEntries(): Entry[] {
  const t = useT()
  const firstOf = useFirstViews()
  return placesFor(useMe()).map(({ href, word, Icon }) => ({
    id: `page:${href}`,
    label: t(word),
    keys: word in pageKeys ? t(pageKeys[word as keyof typeof pageKeys]) : undefined,
    icon: <Icon />,
    href: firstOf(href),
    shortcut: goKeysOf(href),
  }))
}

/** What one can do from anywhere. */
export function useActionEntries(showKeys: () => void): Entry[] {
  const t = useT()
  const me = useMe()
  const signOut = useSignOut()
  return [
    ...(me.may.includes('import.create')
      ? [
          {
            id: 'act:import',
            label: t('palette.act.import'),
            keys: t('palette.keys.import'),
            icon: <UploadIcon />,
            href: '/imports',
          },
        ]
      : []),
    {
      id: 'act:print',
      label: t('palette.act.print'),
      keys: t('palette.keys.print'),
      icon: <PrintIcon />,
      run: () => window.setTimeout(() => window.print(), 50),
    },
    {
      id: 'act:keys',
      label: t('palette.shortcuts'),
      keys: t('palette.keys.shortcuts'),
      icon: <KeyboardIcon />,
      shortcut: '?',
      run: showKeys,
    },
    {
      id: 'act:sign-out',
      label: t('shell.signOut'),
      keys: t('palette.keys.signOut'),
      icon: <SignOutIcon />,
      run: () => void signOut(),
    },
  ]
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
