import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  addYears,
  ageOn,
  dayInShanghai,
  daysBetween,
  isPlainDate,
  monthOf,
  plainDate,
} from './plain-date.ts'

const d = plainDate

describe('a day', () => {
  it.each(['2026-02-03', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('%s exists', (text) => {
    expect(isPlainDate(text)).toBe(true)
    expect(plainDate(text)).toBe(text)
  })

  it.each([
    '2026-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-4-1',
    '20260401',
    '',
    '0000-01-01',
    '2026-01-01T00:00',
  ])('%j does not', (text) => {
    expect(isPlainDate(text)).toBe(false)
    expect(() => plainDate(text)).toThrow(expect.objectContaining({ code: 'date.invalid', status: 422 }))
  })
})

describe('reckoning', () => {
  it('goes over leap days and years', () => {
    expect(addDays(d('2024-02-28'), 1)).toBe('2024-02-29')
    expect(addDays(d('2023-02-28'), 1)).toBe('2023-03-01')
    expect(addDays(d('2025-12-31'), 1)).toBe('2026-01-01')
    expect(addDays(d('2000-03-01'), -1)).toBe('2000-02-29')
    expect(daysBetween(d('2024-01-01'), d('2025-01-01'))).toBe(366)
    expect(daysBetween(d('2026-11-21'), d('2026-11-20'))).toBe(-1)
  })

  it('ends a month where it is shorter', () => {
    expect(addMonths(d('2026-01-31'), 1)).toBe('2026-02-28')
    expect(addMonths(d('2024-01-31'), 1)).toBe('2024-02-29')
    expect(addMonths(d('2026-03-31'), -1)).toBe('2026-02-28')
    expect(addMonths(d('2026-11-30'), 3)).toBe('2027-02-28')
    expect(addYears(d('2024-02-29'), 1)).toBe('2025-02-28')
    expect(addYears(d('2024-02-29'), 4)).toBe('2028-02-29')
  })

  it('refuses to leave the calendar', () => {
    expect(() => addDays(d('9999-12-31'), 1)).toThrow('date.invalid')
    expect(() => addMonths(d('0001-01-01'), -1)).toThrow('date.invalid')
  })

  it('names a month by one number', () => {
    expect(monthOf(d('2026-03-15'))).toBe(202603)
    expect(monthOf(d('2026-11-01'))).toBe(202611)
  })
})

describe('age', () => {
  it('grows on the birthday, not the day before', () => {
    expect(ageOn(d('2010-11-21'), d('2026-11-20'))).toBe(15)
    expect(ageOn(d('2010-11-21'), d('2026-11-21'))).toBe(16)
    expect(ageOn(d('2010-11-21'), d('2026-11-22'))).toBe(16)
    expect(ageOn(d('2026-11-21'), d('2026-11-21'))).toBe(0)
  })

  it('of who was born on 29 February grows on the last of February', () => {
    expect(ageOn(d('2004-02-29'), d('2022-02-27'))).toBe(17)
    expect(ageOn(d('2004-02-29'), d('2022-02-28'))).toBe(18)
    expect(ageOn(d('2004-02-29'), d('2024-02-28'))).toBe(19)
    expect(ageOn(d('2004-02-29'), d('2024-02-29'))).toBe(20)
  })

  it('before birth is negative', () => {
    expect(ageOn(d('2026-11-22'), d('2026-11-21'))).toBe(-1)
  })
})

describe('the day in Shanghai', () => {
  it('begins at 16:00 UTC', () => {
    expect(dayInShanghai(Date.UTC(2026, 10, 20, 15, 59, 59, 999))).toBe('2026-11-20')
    expect(dayInShanghai(Date.UTC(2026, 10, 20, 16))).toBe('2026-11-21')
    expect(dayInShanghai(0)).toBe('1970-01-01')
    expect(dayInShanghai(-8 * 3_600_000 - 1)).toBe('1969-12-31')
  })
})
