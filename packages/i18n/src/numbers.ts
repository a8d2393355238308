import type { Locale } from './locale.ts'

const formatters = new Map<string, Intl.NumberFormat>()

/** Kept for ever: making one costs as much as writing a hundred numbers. */
function formatter(
  locale: string,
  maximumFractionDigits: number,
  notation: 'standard' | 'compact' = 'standard',
) {
  const key = `${locale} ${maximumFractionDigits} ${notation}`
  const known = formatters.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(locale, { maximumFractionDigits, notation })
  formatters.set(key, made)
  return made
}

/** 1234 → 1,234 in both languages. */
export function formatNumber(value: number, locale: Locale): string {
  return Number.isInteger(value) && value >= 0 && value < 1000
    ? String(value)
    : formatter(locale, 2).format(value)
}

/** Large counts for a headline: 153000 → 15.3 万, 153K. Small ones stay exact. */
export function formatRough(value: number, locale: Locale): string {
  if (Math.abs(value) < 100_000) return formatNumber(value, locale)
  if (locale === 'en') return formatter('en', 1, 'compact').format(value)
  const [amount, word] = Math.abs(value) < 100_000_000 ? [value / 10_000, '万'] : [value / 100_000_000, '亿']
  return `${formatter('zh-CN', 1).format(amount)} ${word}`
}

/** A share between 0 and 1 → 97.3%. Never rounds an incomplete share up to 100%. */
export function formatPercent(share: number, locale: Locale, digits = 1): string {
  const unit = 10 ** digits
  const cut =
    share < 1 ? Math.min(Math.round(share * 100 * unit), 100 * unit - 1) : Math.round(share * 100 * unit)
  return `${formatter(locale, digits).format(cut / unit)}%`
}

/** Fen → 1,234.56 元 or CNY 1,234.56; whole yuan lose the decimals. */
export function formatMoney(fen: bigint | number, locale: Locale): string {
  const exact = BigInt(fen)
  const sign = exact < 0n ? '-' : ''
  const size = exact < 0n ? -exact : exact
  const yuan = formatter(locale, 2).format(size / 100n)
  const rest = size % 100n
  const amount = `${sign}${yuan}${rest === 0n ? '' : `.${String(rest).padStart(2, '0')}`}`
  return locale === 'en' ? `CNY ${amount}` : `${amount} 元`
}
