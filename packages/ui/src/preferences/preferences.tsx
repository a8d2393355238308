import { isLocale, type Locale } from '@zhucan/i18n'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'

/** The looks one can choose; `system` follows the device. */
export const themes = ['system', 'light', 'dark', 'contrast'] as const
/** One of the looks. */
export type Theme = (typeof themes)[number]

/** What a person chose for this browser. */
export interface Preferences {
  readonly locale: Locale
  readonly theme: Theme
  /** Elder mode 关怀版: larger type and targets, one column. */
  readonly isElder: boolean
}

interface PreferencesHandle extends Preferences {
  readonly change: (part: Partial<Preferences>) => void
}

const storageKey = 'zhucan.preferences'
const PreferencesContext = createContext<PreferencesHandle | null>(null)

/** The stored choice, or Chinese, the device's look and normal size. Broken or foreign entries count as none. */
export function readPreferences(): Preferences {
  let stored: Record<string, unknown> = {}
  try {
    const parsed: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '{}')
    if (parsed && typeof parsed === 'object') stored = { ...parsed }
  } catch {
    // Storage may be switched off or hold something else; the defaults serve.
  }
  return {
    locale: isLocale(stored.locale) ? stored.locale : 'zh-CN',
    theme: themes.find((theme) => theme === stored.theme) ?? 'system',
    isElder: stored.isElder === true,
  }
}

function remember(preferences: Preferences): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(preferences))
  } catch {
    // Without storage the choice holds until the page is closed.
  }
}

/** Put the choice on the page, before the first drawing and after each change. */
export function applyPreferences({ locale, theme, isElder }: Preferences): void {
  const root = document.documentElement
  const prefersDark = matchMedia('(prefers-color-scheme: dark)').matches
  const prefersContrast = matchMedia('(prefers-contrast: more)').matches
  const ofDevice = prefersContrast ? 'contrast' : prefersDark ? 'dark' : 'light'
  root.lang = locale
  root.dataset.theme = theme === 'system' ? ofDevice : theme
  root.toggleAttribute('data-elder', isElder)
}

/** Keeps the choice in this browser and on the page, and follows the device while the look is `system`. */
export function PreferencesProvider(props: { initial: Preferences; children: ReactNode }) {
  const [preferences, setPreferences] = useState(props.initial)
  useEffect(() => {
    applyPreferences(preferences)
    const devices = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)'].map((query) =>
      matchMedia(query),
    )
    const follow = () => applyPreferences(preferences)
    for (const device of devices) device.addEventListener('change', follow)
    return () => {
      for (const device of devices) device.removeEventListener('change', follow)
    }
  }, [preferences])
  const handle = useMemo<PreferencesHandle>(
    () => ({
      ...preferences,
      change: (part) => {
        const next = { ...preferences, ...part }
        remember(next)
        setPreferences(next)
      },
    }),
    [preferences],
  )
  return <PreferencesContext value={handle}>{props.children}</PreferencesContext>
}

/** The choice and the way to change it. */
export function usePreferences(): PreferencesHandle {
  const handle = useContext(PreferencesContext)
  if (!handle) throw new Error('usePreferences needs a PreferencesProvider above it')
  return handle
}
