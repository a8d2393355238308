import { type Label, type PlainDate, plainDate } from '@zhucan/kernel'
import type { ReportingPeriod } from './define-indicator.ts'

/** A month, quarter or year by its code: '2026-09', '2026-Q3', '2026'. */
export interface Period {
  readonly code: string
  readonly kind: ReportingPeriod
  readonly from: PlainDate
  readonly to: PlainDate
  readonly label: Label
}

/** Reads the code of a period, or null when it is none. */
export function periodOf(code: string): Period | null {
  const parts = /^(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?$/.exec(code)
  if (!parts) return null
  const [, year = '', quarter, month] = parts
  if (quarter) return span(code, 'quarter', year, Number(quarter) * 3 - 2, Number(quarter) * 3)
  if (month) return span(code, 'month', year, Number(month), Number(month))
  return span(code, 'year', year, 1, 12)
}

/** The period of a kind that a day lies in. */
export function periodAt(kind: ReportingPeriod, day: PlainDate): Period {
  const [year = '', month = ''] = day.split('-')
  if (kind === 'year') return periodOf(year)!
  return periodOf(kind === 'month' ? `${year}-${month}` : `${year}-Q${Math.ceil(Number(month) / 3)}`)!
}

/** The last period of a kind that was over on a day: the one whose figure is owed. */
export function lastPeriod(kind: ReportingPeriod, day: PlainDate): Period {
  const present = periodAt(kind, day)
  return present.to <= day ? present : periodAt(kind, dayBefore(present.from))
}

/** The periods of a year up to and with the one a day lies in. */
export function periodsOfYear(kind: ReportingPeriod, day: PlainDate): Period[] {
  const year = day.slice(0, 4)
  const codes = {
    year: [year],
    quarter: [1, 2, 3, 4].map((each) => `${year}-Q${each}`),
    month: Array.from({ length: 12 }, (_, at) => `${year}-${String(at + 1).padStart(2, '0')}`),
  }[kind]
  return codes.map((code) => periodOf(code)!).filter(({ from }) => from <= day)
}

function span(code: string, kind: ReportingPeriod, year: string, first: number, last: number): Period {
  const days = last === 2 ? februaryDays(Number(year)) : [4, 6, 9, 11].includes(last) ? 30 : 31
  const words = {
    year: { zh: `${year}年`, en: year },
    quarter: { zh: `${year}年第${'一二三四'[last / 3 - 1]}季度`, en: `Q${last / 3} ${year}` },
    month: { zh: `${year}年${first}月`, en: `${year}-${two(first)}` },
  }
  return {
    code,
    kind,
    from: plainDate(`${year}-${two(first)}-01`),
    to: plainDate(`${year}-${two(last)}-${days}`),
    label: words[kind],
  }
}

const two = (value: number): string => String(value).padStart(2, '0')

function februaryDays(year: number): number {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
}

function dayBefore(day: PlainDate): PlainDate {
  const [year = 0, month = 0] = day.split('-').map(Number)
  return plainDate(month === 1 ? `${year - 1}-12-31` : `${year}-${two(month - 1)}-28`)
}
