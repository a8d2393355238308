import { describe, expect, it } from 'vitest'
import { readTypedDay } from './typed-day.ts'

describe('a typed day', () => {
  it.each([
    '2026-11-06',
    '2026/11/6',
    '2026.11.06',
    '20261106',
    '2026年11月6日',
    '２０２６－１１－０６',
    ' 2026-11-6 ',
  ])('is read from %j', (typed) => expect(readTypedDay(typed)).toBe('2026-11-06'))

  it.each(['', '11-06', '2026-13-01', '2026-02-30', '06/11/2026', '2026-11', '明天'])(
    'is not guessed from %j',
    (typed) => expect(readTypedDay(typed)).toBeNull(),
  )
})
