import { addDays, dayInShanghai, type PlainDate, plainDate } from '@zhucan/kernel'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Assertion, asOf, knownAt, lastSaid, shownBy } from './assertions.ts'
import { precedenceOf, usualPrecedence, valueSources } from './precedence.ts'

const first = plainDate('2026-01-01')
const msPerDay = 86_400_000
const firstMs = Date.UTC(2026, 0, 1)

const assertion = fc
  .record({
    source: fc.constantFrom(...valueSources),
    from: fc.integer({ min: 0, max: 20 }),
    learnt: fc.integer({ min: 0, max: 20 }),
    fields: fc.dictionary(
      fc.constantFrom('name', 'phone', 'level', 'address'),
      fc.option(fc.integer({ min: 0, max: 3 })),
    ),
  })
  .map(
    ({ source, from, learnt, fields }): Omit<Assertion, 'id'> => ({
      source,
      validFrom: addDays(first, from),
      recordedAt: firstMs + learnt * msPerDay,
      fields,
    }),
  )

const history = fc
  .array(assertion, { maxLength: 12 })
  .map((list) => list.map((said, index): Assertion => ({ id: String(index).padStart(3, '0'), ...said })))
const day = fc.integer({ min: -1, max: 25 }).map((days) => addDays(first, days))

/** The definition in words: sort everything said by now, the last one said about a field is shown. */
function slowly(list: readonly Assertion[], on: PlainDate): Record<string, unknown> {
  const fields = new Set(list.flatMap((said) => Object.keys(said.fields)))
  const shown: Record<string, unknown> = {}
  for (const field of fields) {
    const candidates = list
      .filter((said) => said.validFrom <= on && (said.fields[field] ?? null) !== null)
      .sort(
        (a, b) =>
          precedenceOf(field, b.source) - precedenceOf(field, a.source) ||
          a.validFrom.localeCompare(b.validFrom) ||
          a.recordedAt - b.recordedAt ||
          a.id.localeCompare(b.id),
      )
    if (candidates.length > 0) shown[field] = candidates.at(-1)!.fields[field]
  }
  return shown
}

test('shows the same as the definition in words', () => {
  fc.assert(
    fc.property(history, day, (list, on) => {
      expect(asOf(list, on)).toEqual(slowly(list, on))
    }),
  )
})

test('does not depend on the order in which assertions arrive', () => {
  fc.assert(
    fc.property(history, day, fc.infiniteStream(fc.nat()), (list, on, noise) => {
      const shuffled = list
        .map((said) => ({ said, at: noise.next().value as number }))
        .sort((a, b) => a.at - b.at)
        .map(({ said }) => said)
      expect(asOf(shuffled, on)).toEqual(asOf(list, on))
    }),
  )
})

test('knows at a moment what was replayed up to it, whatever came later', () => {
  fc.assert(
    fc.property(history, fc.integer({ min: -1, max: 25 }), (list, days) => {
      const moment = firstMs + days * msPerDay
      const replayed = list.filter((said) => said.recordedAt <= moment)
      expect(knownAt(list, moment)).toEqual(slowly(replayed, dayInShanghai(moment)))
    }),
  )
})

test('a source that is believed less never changes what a source believed more has said', () => {
  fc.assert(
    fc.property(history, day, (list, on) => {
      const before = asOf(
        list.filter((said) => said.source !== 'list'),
        on,
      )
      expect(asOf(list, on)).toMatchObject(before)
    }),
  )
})

test('saying again what one has said already changes nothing', () => {
  fc.assert(
    fc.property(history, day, fc.constantFrom(...valueSources), (list, on, source) => {
      const said = lastSaid(list, source, on)
      const again: Assertion = {
        id: '999',
        source,
        validFrom: on,
        recordedAt: firstMs + 99 * msPerDay,
        fields: said,
      }
      expect(asOf([...list, again], on)).toEqual(asOf(list, on))
    }),
  )
})

test('names for every shown field the assertion it came from', () => {
  fc.assert(
    fc.property(history, day, (list, on) => {
      const by = shownBy(list, on)
      const values = Object.fromEntries(
        Object.entries(by).map(([field, said]) => [field, said.fields[field]]),
      )
      expect(values).toEqual(asOf(list, on))
    }),
  )
})

test('the register decides what a certificate says, staff decide the rest', () => {
  expect(precedenceOf('level', 'register')).toBeLessThan(precedenceOf('level', 'staff'))
  expect(precedenceOf('address', 'staff')).toBeLessThan(precedenceOf('address', 'register'))
  for (const source of valueSources) expect(usualPrecedence).toContain(source)
})
