import type { Assertion } from '@zhucan/catalogue'
import { plainDate } from '@zhucan/kernel'
import { describe, expect, test } from 'vitest'
import { diffPerson } from './register-diff.ts'

const day = plainDate('2026-11-21')
const occasion = { day, now: 2_000 }
const said = (source: Assertion['source'], fields: object, recordedAt = 1_000): Assertion => ({
  id: `${source}${recordedAt}`,
  source,
  validFrom: plainDate('2026-01-01'),
  recordedAt,
  fields: { ...fields },
})

describe('a row of the register beside what is known', () => {
  test('says nothing new where it repeats itself', () => {
    const history = [said('register', { name: 'A', address: 'x' })]
    expect(diffPerson(history, { name: 'A', address: 'x' }, occasion)).toMatchObject({
      state: 'unchanged',
      changes: [],
    })
  })

  test('takes no value away with a blank cell', () => {
    const history = [said('register', { name: 'A', address: 'x' })]
    expect(diffPerson(history, { name: 'A', address: null }, occasion).state).toBe('unchanged')
  })

  test('changes what the register said before', () => {
    const history = [said('register', { name: 'A', address: 'x' })]
    expect(diffPerson(history, { name: 'A', address: 'y' }, occasion)).toEqual({
      state: 'changed',
      said: { address: 'y' },
      shows: { name: 'A', address: 'y' },
      changes: [{ field: 'address', from: 'x', to: 'y' }],
      repeats: ['name'],
    })
  })

  test('loses against staff and stays beside them', () => {
    const history = [said('register', { address: 'x' }), said('staff', { address: 'z' })]
    expect(diffPerson(history, { address: 'y' }, occasion)).toMatchObject({
      state: 'conflicting',
      said: { address: 'y' },
      shows: { address: 'z' },
    })
  })

  test('wins against staff where the certificate itself is meant', () => {
    const history = [said('register', { level: 3 }), said('staff', { level: 2 })]
    expect(diffPerson(history, { level: 1 }, occasion)).toMatchObject({
      state: 'changed',
      shows: { level: 1 },
    })
  })

  test('is recorded where it now agrees with staff, without changing what is shown', () => {
    const history = [said('register', { address: 'x' }), said('staff', { address: 'z' })]
    expect(diffPerson(history, { address: 'z' }, occasion)).toMatchObject({
      state: 'changed',
      said: { address: 'z' },
      shows: { address: 'z' },
      changes: [],
    })
  })
})
