import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseLooseDate } from './loose-date.ts'
import {
  addDays,
  addMonths,
  addYears,
  ageOn,
  dayFromNumber,
  dayNumber,
  daysBetween,
  monthOf,
} from './plain-date.ts'

const date = fc.integer({ min: -62_000, max: 47_000 }).map(dayFromNumber)

it('agrees with the calendar of the run-time', () => {
  fc.assert(
    fc.property(fc.integer({ min: -200_000, max: 200_000 }), (days) => {
      const text = new Date(days * 86_400_000).toISOString().slice(0, 10)
      expect(dayFromNumber(days)).toBe(text)
      expect(dayNumber(dayFromNumber(days))).toBe(days)
    }),
  )
})

it('days added are days between, and order of text is order of time', () => {
  fc.assert(
    fc.property(date, fc.integer({ min: -20_000, max: 20_000 }), (from, days) => {
      const to = addDays(from, days)
      expect(daysBetween(from, to)).toBe(days)
      expect(Math.sign(days)).toBe(to > from ? 1 : to < from ? -1 : 0)
    }),
  )
})

it('months added land in the right month and never past its end', () => {
  fc.assert(
    fc.property(date, fc.integer({ min: -600, max: 600 }), (from, months) => {
      const to = addMonths(from, months)
      const index = (month: number) => Math.floor(month / 100) * 12 + (month % 100)
      expect(index(monthOf(to)) - index(monthOf(from))).toBe(months)
      expect(to.slice(8) <= from.slice(8)).toBe(true)
    }),
  )
})

it('age is the number of birthdays reached', () => {
  fc.assert(
    fc.property(date, fc.integer({ min: 0, max: 43_000 }), (birth, days) => {
      const day = addDays(birth, days)
      const age = ageOn(birth, day)
      expect(addYears(birth, age) <= day).toBe(true)
      expect(addYears(birth, age + 1) > day).toBe(true)
    }),
  )
})

it('reads a day in each of the ways people write it', () => {
  fc.assert(
    fc.property(date, (day) => {
      const [year, month, dayOfMonth] = day.split('-') as [string, string, string]
      const m = Number(month)
      const n = Number(dayOfMonth)
      const ways = [
        day,
        `${year}${month}${dayOfMonth}`,
        `${year}/${m}/${n}`,
        `${year}.${m}.${n}`,
        `${year}年${m}月${n}日`,
        `${day} 00:00:00`,
        ` ${day}`,
      ]
      for (const way of ways) expect(parseLooseDate(way)).toEqual({ date: day, precision: 'day' })
      const firstDay = `${year}-${month}-01`
      for (const way of [`${year}${month}`, `${year}.${m}`, `${year}年${m}月`, `${year}-${month}`]) {
        expect(parseLooseDate(way)).toEqual({ date: firstDay, precision: 'month' })
      }
    }),
  )
})

it('reads the serial numbers of spreadsheets', () => {
  fc.assert(
    fc.property(fc.integer({ min: 20_000, max: 80_000 }), (serial) => {
      const { date: read } = parseLooseDate(String(serial))
      expect(read && dayNumber(read)).toBe(serial - 25_569)
    }),
  )
})

it('never throws on any text', () => {
  const dateLike = fc.string({ unit: fc.constantFrom(...'0123456789-/.年月日 T:Z'), maxLength: 14 })
  fc.assert(
    fc.property(fc.oneof(fc.string(), dateLike), (raw) => {
      const { date: read, precision, fault } = parseLooseDate(raw)
      expect(read === null).toBe(precision === null)
      if (fault) expect(read).toBeNull()
    }),
    { numRuns: 1000 },
  )
})
