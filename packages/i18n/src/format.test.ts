import { describe, expect, it } from 'vitest'
import {
  createTranslate,
  fill,
  formatDay,
  formatMoment,
  formatMoney,
  formatMonth,
  formatNumber,
} from './index.ts'
import { formatPercent, formatRough } from './numbers.ts'
import { describeProblem } from './problems.ts'

describe('messages', () => {
  const t = createTranslate('en', {
    'row.count': { one: '{count} row', other: '{count} rows' },
    hello: 'Hello {name}',
  })

  it('choose the English number by count and group thousands', () => {
    expect(t('row.count', { count: 1 })).toBe('1 row')
    expect(t('row.count', { count: 1234 })).toBe('1,234 rows')
  })

  it('keep a hole that was given no value, and show a missing key', () => {
    expect(t('hello')).toBe('Hello {name}')
    expect(createTranslate<string>('en', {})('no.such')).toBe('no.such')
  })

  it('do not group numbers that are passed as text', () => {
    expect(fill('{year}年', { year: '2026' }, 'zh-CN')).toBe('2026年')
  })
})

describe('formats', () => {
  it('writes days, months and moments in both languages', () => {
    expect(formatDay('2026-11-21', 'zh-CN')).toBe('2026年11月21日')
    expect(formatDay('2026-02-03', 'en')).toBe('3 Feb 2026')
    expect(formatDay('soon', 'en')).toBe('soon')
    expect(formatMonth(202602, 'zh-CN')).toBe('2026年2月')
    expect(formatMonth(202602, 'en')).toBe('Feb 2026')
    expect(formatMoment('2026-11-20T16:05:00Z', 'zh-CN')).toBe('2026年11月21日 00:05')
    expect(formatMoment('2026-11-20T16:05:00Z', 'en')).toBe('21 Nov 2026, 00:05')
  })

  it('writes numbers, large counts and money', () => {
    expect(formatNumber(1234.5, 'zh-CN')).toBe('1,234.5')
    expect(formatRough(99_999, 'zh-CN')).toBe('99,999')
    expect(formatRough(153_000, 'zh-CN')).toBe('15.3 万')
    expect(formatRough(153_000, 'en')).toBe('153K')
    expect(formatMoney(123456n, 'zh-CN')).toBe('1,234.56 元')
    expect(formatMoney(-8005n, 'en')).toBe('CNY -80.05')
    expect(formatMoney(8000, 'zh-CN')).toBe('80 元')
  })

  it('never rounds an incomplete share up to the whole', () => {
    expect(formatPercent(0.9999, 'zh-CN')).toBe('99.9%')
    expect(formatPercent(1, 'zh-CN')).toBe('100%')
    expect(formatPercent(0.973, 'en')).toBe('97.3%')
  })
})

describe('problems', () => {
  const texts = {
    unknown: { what: 'Something ({code})', todo: 'Try again' },
    'sheet.rows': { what: 'At most {limit} rows', todo: 'Split it' },
  }

  it('fill their parameters, and fall back with their code', () => {
    expect(describeProblem(texts, 'sheet.rows', { limit: 1000 }, 'en').what).toBe('At most 1,000 rows')
    expect(describeProblem(texts, 'no.such', {}, 'en').what).toBe('Something (no.such)')
  })
})
