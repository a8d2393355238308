import { problem } from './problem.ts'

/** A day without time or zone, 'YYYY-MM-DD'; days of this product are days in Shanghai. */
export type PlainDate = string & { readonly __plainDate: unique symbol }

const pattern = /^\d{4}-\d{2}-\d{2}$/
const lengths = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const shanghaiOffset = 8 * 3_600_000
const msPerDay = 86_400_000

/** Days in a month (1–12) of a year, leap years as in the Gregorian calendar. */
export function daysInMonth(year: number, month: number): number {
  if (month !== 2) return lengths[month] ?? 0
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
}

/** True when the three numbers name a day between 0001-01-01 and 9999-12-31. */
export function isRealDay(year: number, month: number, day: number): boolean {
  return year >= 1 && year <= 9999 && day >= 1 && day <= daysInMonth(year, month)
}

/** True for the text of a day that exists, written 'YYYY-MM-DD'. */
export function isPlainDate(text: string): text is PlainDate {
  if (!pattern.test(text)) return false
  return isRealDay(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8)))
}

/** Reads 'YYYY-MM-DD'; throws Problem 'date.invalid' for anything else. */
export function plainDate(text: string): PlainDate {
  if (!isPlainDate(text)) throw problem('date.invalid', { text: text.slice(0, 20) })
  return text
}

/** Builds a day from its numbers, or null when there is no such day. */
export function dayFromParts(year: number, month: number, day: number): PlainDate | null {
  if (!isRealDay(year, month, day)) return null
  const month2 = month < 10 ? `0${month}` : month
  const day2 = day < 10 ? `0${day}` : day
  return `${String(year).padStart(4, '0')}-${month2}-${day2}` as PlainDate
}

/** Year, month and day of month as numbers. */
export function partsOf(date: PlainDate): { year: number; month: number; day: number } {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8)) }
}

/** Days since 1970-01-01 (negative before). */
export function dayNumber(date: PlainDate): number {
  const { year, month, day } = partsOf(date)
  // Counting years from March puts the leap day at the end of the year.
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** The day a number of days after 1970-01-01; throws Problem 'date.invalid' outside years 1–9999. */
export function dayFromNumber(days: number): PlainDate {
  const z = days + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  const date = dayFromParts(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  if (date === null) throw problem('date.invalid', { days })
  return date
}

/** Moves a day by whole days, back when negative. */
export function addDays(date: PlainDate, days: number): PlainDate {
  return dayFromNumber(dayNumber(date) + days)
}

/** Moves a day by whole months; where the month is shorter, its last day (Civil Code, art. 202). */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const { year, month, day } = partsOf(date)
  const index = year * 12 + month - 1 + months
  const toYear = Math.floor(index / 12)
  const toMonth = index - toYear * 12 + 1
  const moved = dayFromParts(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)))
  if (moved === null) throw problem('date.invalid', { months })
  return moved
}

/** Moves a day by whole years; 29 February becomes 28 February in common years. */
export function addYears(date: PlainDate, years: number): PlainDate {
  return addMonths(date, years * 12)
}

/** Days from one day to another, negative when `to` is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return dayNumber(to) - dayNumber(from)
}

/**
 * Full years of life on a day: the largest n with addYears(birth, n) not after the day, negative before birth.
 * Who was born on 29 February is a year older on 28 February of a common year.
 */
export function ageOn(birth: PlainDate, day: PlainDate): number {
  const age = Number(day.slice(0, 4)) - Number(birth.slice(0, 4))
  return addYears(birth, age) <= day ? age : age - 1
}

/** Year and month as one number, 202603 for 2026-03-15. */
export function monthOf(date: PlainDate): number {
  return Number(date.slice(0, 4)) * 100 + Number(date.slice(5, 7))
}

/** The day it is in Shanghai at a moment (ms since 1970 UTC); UTC+8, without the summer times of 1986–1991. */
export function dayInShanghai(ms: number): PlainDate {
  return dayFromNumber(Math.floor((ms + shanghaiOffset) / msPerDay))
}
