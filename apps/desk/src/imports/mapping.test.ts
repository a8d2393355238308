import { files } from '@zhucan/catalogue'
import { describe, expect, it } from 'vitest'
import type { ImportSheet } from './imports.queries.ts'
import { type Mapping, mappingFaults, proposeMapping } from './mapping.ts'
import { columnLetter } from './sheet-columns.tsx'

const register = files.find(({ id }) => id === 'register')
if (!register) throw new Error('the catalogue has no register')
const [part = ''] = Object.keys(register.sheets)
const required = Object.entries(register.sheets[part]?.columns ?? {})
  .filter(([, column]) => column.required)
  .map(([key]) => key)

const sheet: ImportSheet = {
  index: 0,
  name: 'Sheet1',
  headerRow: 1,
  sheet: part,
  columns: required.map((key, index) => ({ index, header: key, samples: [], key, confidence: 1 })),
}

const faultsOf = (mapping: Mapping) => mappingFaults(mapping, register, [sheet])

describe('the mapping of columns', () => {
  const proposed = proposeMapping({ fileType: 'register', sheets: [sheet] })

  it('takes the proposal of the server, which lacks nothing', () => {
    expect(Object.values(proposed.sheets[0]?.keys ?? {})).toEqual(required)
    expect(faultsOf(proposed)).toEqual({ missing: [], twice: [] })
  })

  it('names a required column that was left out', () => {
    const { name: _left, ...others } = Object.fromEntries(required.map((key, index) => [key, index]))
    const keys = Object.fromEntries(Object.entries(others).map(([key, index]) => [index, key]))
    const { missing } = faultsOf({ ...proposed, sheets: { 0: { sheet: part, keys } } })
    expect(missing.map(({ zh }) => zh)).toEqual(['姓名'])
  })

  it('names a column that was chosen twice', () => {
    const keys = { ...proposed.sheets[0]?.keys, 99: 'name' }
    expect(faultsOf({ ...proposed, sheets: { 0: { sheet: part, keys } } }).twice.map(({ zh }) => zh)).toEqual(
      ['姓名'],
    )
  })

  it('asks nothing of a sheet that is left out', () => {
    expect(faultsOf({ ...proposed, sheets: { 0: { sheet: null, keys: {} } } })).toEqual({
      missing: [],
      twice: [],
    })
  })

  it('keeps what still fits when the kind of file changes', () => {
    const changed = proposeMapping({ fileType: 'deaths', sheets: [sheet] }, files)
    const kept = Object.values(changed.sheets[0]?.keys ?? {})
    const possible = Object.values(files.find(({ id }) => id === 'deaths')?.sheets ?? {}).flatMap((part) =>
      Object.keys(part.columns),
    )
    expect(kept).toEqual(required.filter((key) => possible.includes(key)))
    expect(kept.length).toBeLessThan(required.length)
  })
})

describe('letters of columns', () => {
  it.each([
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [701, 'ZZ'],
    [702, 'AAA'],
  ])('%i is %s', (index, letter) => {
    expect(columnLetter(index)).toBe(letter)
  })
})
