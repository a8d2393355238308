import fc from 'fast-check'
import { expect, it } from 'vitest'
import { safeSheetName } from './sheet-name.ts'

it('gives names that Excel takes, whatever is wanted', () => {
  const anyText = fc.string({ unit: 'binary', maxLength: 60, size: 'max' })
  fc.assert(
    fc.property(fc.array(anyText, { minLength: 1, maxLength: 8 }), (wanted) => {
      const names: string[] = []
      for (const name of wanted) names.push(safeSheetName(name, names))
      for (const name of names) {
        expect(name.length).toBeGreaterThan(0)
        expect(name.length).toBeLessThanOrEqual(31)
        expect(name).not.toMatch(/[:\\/?*[\]]|^'|'$|^history$/i)
        expect(name.isWellFormed()).toBe(true)
      }
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length)
    }),
  )
})

it('keeps a good name, and tells equal ones apart', () => {
  expect(safeSheetName('持证残疾人', [])).toBe('持证残疾人')
  expect(safeSheetName('2026/03 名单', [])).toBe('2026_03 名单')
  expect(safeSheetName('List', ['LIST'])).toBe('List (2)')
  expect(safeSheetName('村'.repeat(40), ['村'.repeat(31)])).toBe(`${'村'.repeat(27)} (2)`)
  expect(safeSheetName('History', [])).toBe('History_')
})
