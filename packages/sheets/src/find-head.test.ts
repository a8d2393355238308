import { describe, expect, it } from 'vitest'
import { findHead } from './find-head.ts'
import type { SheetRow } from './sheet-model.ts'

const names = ['姓名', '身份证号', '性别', '电话', '监护人', '监护人姓名', '监护人电话', '乡镇', '村', '备注']
const words = {
  knows: (header: string) => names.includes(header),
  join: (group: string, own: string, isDoubled: boolean) => {
    const joined = group.replace('信息', '') + own
    return names.includes(joined) || isDoubled || group.endsWith('人') ? joined : own
  },
}
const row = (number: number, ...texts: (string | number | null)[]): SheetRow => ({
  row: number,
  cells: texts.map((text) =>
    text === null ? null : { text: String(text), kind: typeof text === 'number' ? 'number' : 'text' },
  ),
})
const find = (...rows: SheetRow[]) => findHead(rows, words)
const person = row(9, '甲', '990101199001010011', '男', '乙', '13800000000')

describe('findHead', () => {
  it('joins merged group heads with the heads below them, behind a title and a unit', () => {
    const head = find(
      row(1, '某县残疾人名单'),
      row(2, '单位：残联', null, null, '二〇二六年'),
      row(3, '姓名', '身份证号', '性别', '监护人信息'),
      row(4, null, null, null, '姓名', '电话'),
      person,
    )
    expect(head).toEqual({
      firstRow: 3,
      lastRow: 4,
      headers: ['姓名', '身份证号', '性别', '监护人姓名', '监护人电话'],
    })
  })

  it('leaves a group out that tells nothing, and tells doubled columns apart', () => {
    const place = find(row(1, '姓名', '住址', null), row(2, null, '乡镇', '村'))
    expect(place).toMatchObject({ lastRow: 2, headers: ['姓名', '乡镇', '村'] })
    const doubled = find(
      row(1, '姓名', '性别', '身份证号', '单位', null),
      row(2, null, null, null, '姓名', '电话'),
    )
    expect(doubled).toMatchObject({ lastRow: 2, headers: ['姓名', '性别', '身份证号', '单位姓名', '电话'] })
  })

  it('knows groups over all columns', () => {
    const head = find(
      row(3, '基础', null, null, '监护人信息', null),
      row(4, '性别', '身份证号', '备注', '姓名', '电话'),
    )
    expect(head).toMatchObject({
      firstRow: 3,
      lastRow: 4,
      headers: ['性别', '身份证号', '备注', '监护人姓名', '监护人电话'],
    })
  })

  it('ends a group at a column that reaches down', () => {
    const head = find(row(1, '监护人', '性别', '身份证号', null), row(2, '姓名', null, null, '电话'), person)
    expect(head).toMatchObject({ lastRow: 2, headers: ['监护人姓名', '性别', '身份证号', '电话'] })
  })

  it.each([
    ['a title', row(4, '某县残疾人名单'), row(5, '姓名', '身份证号', '姓名')],
    ['a unit and a day', row(4, '单位：残联', null, '2026年'), row(5, '姓名', '身份证号', '姓名')],
    ['a title with a row between', row(3, '监护人', '姓名'), row(5, '姓名', '身份证号', '电话')],
  ])('takes the row below %s alone', (_what, above, head) => {
    expect(find(above, head, { ...person, row: 6 })).toMatchObject({ firstRow: 5, lastRow: 5 })
  })

  it('takes no row of data for a second row of the head', () => {
    const head = row(1, '姓名', '身份证号', '性别', '监护人', null, '备注')
    for (const data of [
      row(2, '甲', '990101199001010011', '男', '姓名', '电话'),
      row(2, null, null, null, '姓名', 13800000000),
      row(2, '监护人', '乙', '男', '丙', '丁'),
    ])
      expect(find(head, data)).toMatchObject({ firstRow: 1, lastRow: 1 })
  })

  it('finds nothing where nothing is known', () => {
    expect(find(row(1, 'a', 'b'), row(2, null, 'c'))).toBeNull()
    expect(find()).toBeNull()
  })
})
