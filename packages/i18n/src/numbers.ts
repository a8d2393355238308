import type { Locale } from './locale.ts'

/** 1234 → 1,234 in both languages. */
export function formatNumber(value: number, locale: Locale): string {
  return value.toLocaleString(locale, { maximumFractionDigits: 2 })
}

/** Large counts for a headline: 153000 → 15.3 万, 153K. Small ones stay exact. */
export function formatRough(value: number, locale: Locale): string {
  if (Math.abs(value) < 100_000) return formatNumber(value, locale)
  if (locale === 'en') return value.toLocaleString('en', { notation: 'compact', maximumFractionDigits: 1 })
  const [amount, word] = Math.abs(value) < 100_000_000 ? [value / 10_000, '万'] : [value / 100_000_000, '亿']
  return `${amount.toLocaleString('zh-CN', { maximumFractionDigits: 1 })} ${word}`
}

/** A share between 0 and 1 → 97.3%. Never rounds an incomplete share up to 100%. */
export function formatPercent(share: number, locale: Locale, digits = 1): string {
  const unit = 10 ** digits
  const cut =
    share < 1 ? Math.min(Math.round(share * 100 * unit), 100 * unit - 1) : Math.round(share * 100 * unit)
  return `${(cut / unit).toLocaleString(locale, { maximumFractionDigits: digits })}%`
}

/** Fen → 1,234.56 元 or CNY 1,234.56; whole yuan lose the decimals. */
export function formatMoney(fen: bigint | number, locale: Locale): string {
  const exact = BigInt(fen)
  const sign = exact < 0n ? '-' : ''
  const size = exact < 0n ? -exact : exact
  const yuan = (size / 100n).toLocaleString(locale)
  const rest = size % 100n
  const amount = `${sign}${yuan}${rest === 0n ? '' : `.${String(rest).padStart(2, '0')}`}`
  return locale === 'en' ? `CNY ${amount}` : `${amount} 元`
}
