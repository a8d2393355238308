import type { Label } from '@zhucan/kernel'

/** The languages the screens speak. Chinese is the source; English is complete. */
export const locales = ['zh-CN', 'en'] as const

/** A BCP 47 tag, usable as `lang` and with `Intl`. */
export type Locale = (typeof locales)[number]

/** The side of a catalogue label that the reader's language asks for. */
export function pick(label: Label, locale: Locale): string {
  return locale === 'en' ? label.en : label.zh
}

/** True when a stored or requested value is a language we have. */
export function isLocale(value: unknown): value is Locale {
  return locales.some((locale) => locale === value)
}
