import { describe, expect, it } from 'vitest'
import { findHeader } from './find-header.ts'
import type { SheetRow } from './sheet-model.ts'

const known = (cell: string) => ['姓名', '身份证号', '性别', '备注'].includes(cell)
const row = (number: number, ...texts: (string | null)[]): SheetRow => ({
  row: number,
  cells: texts.map((text) => (text === null ? null : { text, kind: 'text' as const })),
})

describe('findHeader', () => {
  it('finds the header behind a title, a unit line and blanks', () => {
    const rows = [
      row(1, '某县残疾人名单'),
      row(2, '单位：残联', null, '姓名'),
      row(5, null, ' 姓名 ', '身份证号', '性别'),
    ]
    expect(findHeader(rows, known)).toBe(5)
  })

  it('takes the first of two headers that know as much', () => {
    expect(findHeader([row(1, '姓名', '性别'), row(9, '姓名', '性别')], known)).toBe(1)
  })

  it('takes a single known column only where it is the only one', () => {
    expect(findHeader([row(1, '身份证号'), row(2, '990101199001010011')], known)).toBe(1)
    expect(findHeader([row(1, '备注', '见下'), row(2, '王小明', '男')], known)).toBeNull()
  })

  it('finds nothing where nothing is known', () => {
    expect(findHeader([row(1, 'a', 'b')], known)).toBeNull()
    expect(findHeader([], known)).toBeNull()
  })
})
