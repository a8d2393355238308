import {
  formatDay,
  formatMoment,
  formatMoney,
  formatMonth,
  formatNumber,
  formatPercent,
  formatRough,
  formatShortDay,
  formatShortMonth,
  pick,
} from '@zhucan/i18n'
import type { Label } from '@zhucan/kernel'
import { useMemo } from 'react'
import { useSpeech } from './locale.tsx'

/** Formatters bound to the reader's language. Days are 'YYYY-MM-DD', money is fen, shares are 0 to 1. */
export function useFormat() {
  const { locale } = useSpeech()
  return useMemo(
    () => ({
      number: (value: number) => formatNumber(value, locale),
      rough: (value: number) => formatRough(value, locale),
      percent: (share: number, digits?: number) => formatPercent(share, locale, digits),
      day: (day: string) => formatDay(day, locale),
      shortDay: (day: string) => formatShortDay(day, locale),
      shortMonth: (day: string) => formatShortMonth(day, locale),
      month: (month: number) => formatMonth(month, locale),
      moment: (moment: string) => formatMoment(moment, locale),
      money: (fen: bigint | number) => formatMoney(fen, locale),
      label: (label: Label) => pick(label, locale),
    }),
    [locale],
  )
}
