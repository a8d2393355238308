import type { LooseDay } from '../document.ts'
import { daysInMonth, isoOf } from '../numerals/dates.ts'
import type { DayPhrase } from './day-phrases.ts'

/** The day a phrase means, and the last day it can be, for telling past from future. */
export interface ResolvedDay {
  readonly date: string | LooseDay
  readonly last: string
}

/** Resolves a phrase; `year` is the one that holds where none is printed. */
export function resolveDay(
  phrase: DayPhrase,
  year: number | null,
  issuedOn: string | null,
): ResolvedDay | null {
  const month = phrase.month ?? 12
  if (phrase.year === 'every') return yearly(phrase, month)
  const own =
    phrase.year === 'printed'
      ? phrase.printedYear
      : year === null
        ? null
        : phrase.year === 'next'
          ? year + 1
          : year
  if (own === null) return null
  const shifted = phrase.year === 'inherited' && turnsYear(month, own, issuedOn) ? own + 1 : own
  return within(phrase, shifted, month)
}

/** A paper of November that asks for something by 10 January means the next one. */
function turnsYear(month: number, year: number, issuedOn: string | null): boolean {
  if (issuedOn === null || Number(issuedOn.slice(0, 4)) !== year) return false
  return Number(issuedOn.slice(5, 7)) >= 10 && month <= 4
}

function within(phrase: DayPhrase, year: number, month: number): ResolvedDay | null {
  if (phrase.day !== null) {
    const date = isoOf(year, month, phrase.day)
    return date === null ? null : { date, last: date }
  }
  const end = isoOf(year, month, daysInMonth(year, month))!
  const { part } = phrase
  if (part === null || part === 'end') return { date: end, last: end }
  return { date: { year, month, part }, last: end }
}

function yearly(phrase: DayPhrase, month: number): ResolvedDay {
  const isWhole = phrase.day === null || phrase.day >= 28
  const part = phrase.part ?? 'end'
  const date =
    isWhole || phrase.day === null
      ? { year: null, month, part, every: 'year' as const }
      : yearlyDay(month, phrase.day)
  return { date, last: '9999-12-31' }
}

function yearlyDay(month: number, day: number): LooseDay {
  return { year: null, month, day, every: 'year' }
}

const units: Readonly<Record<string, 'day' | 'work' | 'week' | 'month' | 'year'>> = {
  日: 'day',
  天: 'day',
  个自然日: 'day',
  个工作日: 'work',
  工作日: 'work',
  周: 'week',
  个星期: 'week',
  个月: 'month',
  月: 'month',
  年: 'year',
}

/** A day counted on from the day of issue. */
export function countFrom(issuedOn: string, count: number, unit: string): string | null {
  const kind = units[unit]
  const [year, month, day] = issuedOn.split('-').map(Number) as [number, number, number]
  if (kind === undefined || count < 0 || count > 4000) return null
  if (kind === 'month' || kind === 'year') {
    const months = month - 1 + count * (kind === 'year' ? 12 : 1)
    const target = year + Math.floor(months / 12)
    const inMonth = (months % 12) + 1
    return isoOf(target, inMonth, Math.min(day, daysInMonth(target, inMonth)))
  }
  return kind === 'work'
    ? afterWorkdays(year, month, day, count)
    : afterDays(year, month, day, count * (kind === 'week' ? 7 : 1))
}

function afterDays(year: number, month: number, day: number, days: number): string {
  return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10)
}

/** Public holidays are decided year by year and are not counted here. */
function afterWorkdays(year: number, month: number, day: number, count: number): string {
  let passed = 0
  let left = count
  while (left > 0) {
    passed += 1
    const weekday = new Date(Date.UTC(year, month - 1, day + passed)).getUTCDay()
    if (weekday !== 0 && weekday !== 6) left -= 1
  }
  return afterDays(year, month, day, passed)
}
