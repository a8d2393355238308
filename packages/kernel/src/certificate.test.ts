import { expect, it } from 'vitest'
import { cancellationDue, certificateState } from './certificate.ts'
import { addDays, plainDate } from './plain-date.ts'

const day = plainDate('2026-11-21')

it.each([
  [-1, 'expired'],
  [0, 'expiring'],
  [183, 'expiring'],
  [184, 'valid'],
])('a certificate that ends in %i days is %s', (days, state) => {
  expect(certificateState({ validTo: addDays(day, days) }, day)).toBe(state)
})

it('takes the warning time of the place', () => {
  expect(certificateState({ validTo: addDays(day, 200), warningDays: 365 }, day)).toBe('expiring')
})

it('cancelled beats frozen beats dates, from the day on which it happened', () => {
  const validTo = addDays(day, 1000)
  expect(certificateState({ validTo, frozenOn: day }, day)).toBe('frozen')
  expect(certificateState({ validTo, frozenOn: addDays(day, 1) }, day)).toBe('valid')
  expect(certificateState({ validTo, frozenOn: day, cancelledOn: day }, day)).toBe('cancelled')
  expect(certificateState({ validTo: null, cancelledOn: day }, day)).toBe('cancelled')
})

it('stays expired until somebody records more', () => {
  const validTo = plainDate('2024-01-01')
  expect(certificateState({ validTo }, day)).toBe('expired')
  expect(cancellationDue(validTo)).toBe('2024-07-01')
})

it('is not known without an end', () => {
  expect(certificateState({ validTo: null }, day)).toBeNull()
})
