import fc from 'fast-check'
import { expect, test } from 'vitest'
import { differingPlaces } from './compared-fields.ts'
import { readEvidence, startingBits } from './evidence.ts'
import { measureQuality } from './quality.ts'

const scores = fc.array(
  fc.record({
    row: fc.nat(19),
    weight: fc.integer({ min: -1_000, max: 3_000 }).map((hundredths) => hundredths / 100),
    probability: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  { maxLength: 60 },
)
const rows = Array.from({ length: 20 }, (_, at) => ({
  region: `r${at % 3}`,
  form: at % 2 ? 'han2' : 'dotted',
}))

test('every row is counted once by place and once by form, every pair in one bin', () => {
  fc.assert(
    fc.property(scores, fc.uniqueArray(fc.nat(19)), (found, linked) => {
      const quality = measureQuality(found, rows, new Set(linked))
      for (const by of ['region', 'form'] as const) {
        const groups = quality.groups.filter((group) => group.by === by)
        expect(groups.reduce((sum, group) => sum + group.rows, 0)).toBe(20)
        expect(groups.reduce((sum, group) => sum + group.linked, 0)).toBe(linked.length)
        for (const group of groups) expect(group.found).toBeLessThanOrEqual(group.expected)
        const near = new Set(found.filter(({ probability }) => probability > 0).map(({ row }) => row))
        expect(groups.reduce((sum, group) => sum + group.unseen, 0)).toBe(20 - near.size)
      }
      expect(quality.histogram.reduce((sum, bin) => sum + bin.pairs, 0)).toBe(found.length)
      for (const bin of quality.histogram)
        expect(found.filter(({ weight }) => weight >= bin.from && weight < bin.from + 2)).toHaveLength(
          bin.pairs,
        )
    }),
  )
})

test('reads the line of evidence, rarity and reasons included', () => {
  const evidence = readEvidence(
    'name homophone +3.1; birth same +9.0; sex differs −5.2; rarity +1.3; several candidates',
  )
  expect(evidence).toEqual([
    { comparison: 'name', level: 'homophone', bits: 3.1 },
    { comparison: 'birth', level: 'same', bits: 9 },
    { comparison: 'sex', level: 'differs', bits: -5.2 },
    { comparison: 'rarity', level: 'rare', bits: 1.3 },
  ])
  expect(startingBits(4.2, evidence)).toBeCloseTo(-4)
})

test('tells where two numbers differ, and nothing where they cannot be laid beside each other', () => {
  expect(differingPlaces('12345', '12945')).toEqual([3])
  expect(differingPlaces('12345', '1234')).toEqual([])
  expect(differingPlaces('', '1234')).toEqual([])
})
