import { numeralValue } from './numeral.ts'

/** A day as printed: the year may be missing, a missing day means the month. */
export interface PrintedDate {
  readonly year: number | null
  readonly month: number | null
  readonly day: number | null
  readonly text: string
  readonly start: number
  readonly end: number
}

const year = '(?:19|20)\\d{2}|[一二][零〇一二三四五六七八九O0]{3}'
const small = '\\d{1,2}|[一二三四五六七八九十廿卅]{1,3}'
const full = new RegExp(`(${year})年(?:(${small})月(?:份)?(?:(${small})[日号])?)?`, 'g')
const dotted = /((?:19|20)\d{2})[.\-/](\d{1,2})[.\-/](\d{1,2})(?!\d)/g

/** Reads a day such as 二〇〇四年一月十六日 at the beginning of a text; null where none stands there. */
export function dateAt(text: string): PrintedDate | null {
  return datesIn(text).find((date) => date.start === 0) ?? null
}

/** All dates of a text that print their year. */
export function datesIn(text: string): PrintedDate[] {
  const written = [...text.matchAll(full)].map((match) => printed(match))
  const numbers = [...text.matchAll(dotted)].map((match) => printed(match))
  return [...written, ...numbers].filter((date) => date !== null).sort((a, b) => a.start - b.start)
}

function printed(match: RegExpMatchArray): PrintedDate | null {
  const [text, yearText, monthText, dayText] = match
  const month = partOf(monthText)
  const day = partOf(dayText)
  if ((month !== null && (month < 1 || month > 12)) || (day !== null && (day < 1 || day > 31))) return null
  const start = match.index ?? 0
  return { year: partOf(yearText), month, day, text, start, end: start + text.length }
}

function partOf(text: string | undefined): number | null {
  if (text === undefined) return null
  return /^\d+$/.test(text) ? Number(text) : numeralValue(text.replace(/[O0]/g, '〇'))
}

/** ISO form of a full date; null where a part is missing or the day does not exist. */
export function isoOf(year: number, month: number, day: number): string | null {
  if (day < 1 || month < 1 || month > 12 || day > daysInMonth(year, month)) return null
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** Number of days of a month. */
export function daysInMonth(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** ISO form of a printed date that has all its parts. */
export function isoDate(date: PrintedDate | undefined | null): string | null {
  if (!date || date.year === null || date.month === null || date.day === null) return null
  return isoOf(date.year, date.month, date.day)
}
