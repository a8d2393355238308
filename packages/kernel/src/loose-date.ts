import type { FaultCode } from './fault-codes.ts'
import { dayFromNumber, dayFromParts, type PlainDate } from './plain-date.ts'

/** A date as people write it; with precision 'month' the day is the first of that month. */
export type LooseDate = { date: PlainDate | null; precision: 'day' | 'month' | null; fault?: FaultCode }

const nothing: LooseDate = Object.freeze({ date: null, precision: null })
const unreadable: LooseDate = Object.freeze({ date: null, precision: null, fault: 'date.invalid' })
const forever: LooseDate = Object.freeze({ date: '9999-12-31' as PlainDate, precision: 'day' })

const blanks = new Set([
  '',
  '-',
  '--',
  '/',
  '0',
  '00000000',
  '000000',
  '无',
  '暂无',
  '不详',
  'NULL',
  'null',
  'N/A',
])
const endless = new Set(['长期', '永久', '长期有效', '永久有效'])
const clean = /^(\d{4})-(\d{2})-(\d{2})$/
const compactDay = /^(\d{4})(\d{2})(\d{2})$/
const compactMonth = /^(\d{4})(\d{2})$/
const separated = /^(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})[日号]?|月)?\.?$/
const timeOfDay = /[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/
const serial = /^\d{5}(?:\.\d+)?$/
// Excel counts days from here because it believes that 1900 was a leap year.
const serialZero = -25_569

/**
 * Reads a day or month as it stands in real lists: 20260203, 2026-02-03, 2026/2/3, 2026.2, 2026年2月3日, 202602,
 * Excel serials 20000–80000, full-width digits, a time behind the day. Blank cells give null without a fault.
 */
export function parseLooseDate(raw: string): LooseDate {
  const plain = clean.exec(raw)
  if (plain) return fromParts(plain[1]!, plain[2]!, plain[3])
  const text = raw
    .normalize('NFKC')
    .trim()
    .replace(timeOfDay, '')
    .replaceAll(/[\s\u200b\ufeff'’]/g, '')
  if (blanks.has(text)) return nothing
  if (endless.has(text)) return forever
  const parts =
    compactDay.exec(text) ?? compactMonth.exec(text) ?? separated.exec(text.replaceAll(/[–—−]/g, '-'))
  if (parts) return fromParts(parts[1]!, parts[2]!, parts[3])
  return serial.test(text) ? fromSerial(Math.floor(Number(text))) : unreadable
}

function fromParts(year: string, month: string, day: string | undefined): LooseDate {
  const date = dayFromParts(Number(year), Number(month), day === undefined ? 1 : Number(day))
  if (date === null || Number(year) < 1800) return unreadable
  return { date, precision: day === undefined ? 'month' : 'day' }
}

function fromSerial(days: number): LooseDate {
  if (days < 20_000 || days > 80_000) return unreadable
  return { date: dayFromNumber(days + serialZero), precision: 'day' }
}
