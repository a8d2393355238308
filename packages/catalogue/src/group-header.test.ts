import { expect, it } from 'vitest'
import { joinHeader } from './group-header.ts'

it.each([
  ['监护人信息', '姓名', '监护人姓名'],
  ['监护人', '电话', '监护人电话'],
  ['监护人情况', '监护人姓名', '监护人姓名'],
  ['监护人信息', '身份证号', '监护人身份证号'],
  ['经办人', '电话', '经办人电话'],
  ['基本信息', '姓名', '姓名'],
  ['残疾人基本情况', '姓名', '姓名'],
  ['户口', '性质', '户口性质'],
  ['残疾情况', '类别', '残疾类别'],
  ['户籍地', '乡镇', '乡镇'],
  ['银行信息', '账号', '银行账号'],
  ['Guardian details', 'phone', 'guardianphone'],
  ['', '姓名', '姓名'],
])('under %j, %s is %s', (group, own, name) => {
  expect(joinHeader(group, own, false)).toBe(name)
})

it('tells the same column of two groups apart, of which one says whose it is', () => {
  expect(joinHeader('户籍地址', '乡镇', true)).toBe('乡镇')
  expect(joinHeader('现居住地', '乡镇', true)).toBe('现居住地乡镇')
})
