import type { Locale } from './locale.ts'

const englishMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** '2026-11-21' → 2026年11月21日 or 21 Nov 2026; anything else is given back as it is. */
export function formatDay(day: string, locale: Locale): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(day)
  if (!match) return day
  const [, year, month, date] = match
  if (locale === 'en') return `${Number(date)} ${englishMonths[Number(month) - 1]} ${year}`
  return `${year}年${Number(month)}月${Number(date)}日`
}

/** '2026-11-21' → 11月21日 or 21 Nov, where the year is clear. */
export function formatShortDay(day: string, locale: Locale): string {
  const [month, date] = [Number(day.slice(5, 7)), Number(day.slice(8, 10))]
  return locale === 'en' ? `${date} ${englishMonths[month - 1]}` : `${month}月${date}日`
}

/** '2026-11-21' → 11月 or Nov, where the year is clear. */
export function formatShortMonth(day: string, locale: Locale): string {
  const month = Number(day.slice(5, 7))
  return locale === 'en' ? `${englishMonths[month - 1]}` : `${month}月`
}

/** 202611 → 2026年11月 or Nov 2026. */
export function formatMonth(month: number, locale: Locale): string {
  const year = Math.floor(month / 100)
  const index = (month % 100) - 1
  return locale === 'en' ? `${englishMonths[index] ?? month} ${year}` : `${year}年${index + 1}月`
}

let clock: Intl.DateTimeFormat | undefined

/** China's clock; made when first asked for and kept, because making one is slow. */
const chinaClock = (): Intl.DateTimeFormat => {
  clock ??= new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  return clock
}

/** A moment (ISO 8601) in China time → 2026年11月21日 09:05 or 21 Nov 2026, 09:05. */
export function formatMoment(moment: string, locale: Locale): string {
  const time = Date.parse(moment)
  if (Number.isNaN(time)) return moment
  const parts = chinaClock().format(time)
  const [day = '', hour = ''] = parts.split(' ')
  return `${formatDay(day, locale)}${locale === 'en' ? ', ' : ' '}${hour}`
}
