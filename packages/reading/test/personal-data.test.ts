import { makeIdNumber, plainDate } from '@zhucan/kernel'
import { describe, expect, test } from 'vitest'
import { readNotice } from '../src/index.ts'

const found = (text: string) =>
  readNotice(text).personalData.map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`)
const id = makeIdNumber('990101', plainDate('1970-05-04'), 12)

describe('personal data, as offices write them', () => {
  test.each<[text: string, ...expected: string[]]>([
    ['联系人王小明 电话13800138000', 'name 王小明', 'mobile 13800138000'],
    [
      '联系人：王小明、李芳；联系电话：8880012、8880013',
      'name 王小明',
      'name 李芳',
      'phone 8880012',
      'phone 8880013',
    ],
    ['联系人：市残联康复科 张 伟（0999）5550123转8012', 'name 张 伟', 'phone （0999）5550123转8012'],
    ['请与赵丽娟（138-0013-8000）联系。', 'name 赵丽娟', 'mobile 138-0013-8000'],
    ['负责人：张建国  经办人：欧阳明月', 'name 张建国', 'name 欧阳明月'],
    ['姓名：阿依古丽·买买提', 'name 阿依古丽·买买提'],
    ['手机l38OO138000', 'mobile l38OO138000'],
    ['传真：010-88886666-801', 'phone 010-88886666-801'],
    ['身份证号 99O101 l97005040012 13800138000', 'id-number 99O101 l97005040012', 'mobile 13800138000'],
    ['身份证号码：990101700504001', 'id-number 990101700504001'],
    [`残疾人证号：${id}43`, `disability-certificate ${id}43`],
    [`${id}43B1`, `disability-certificate ${id}43B1`],
    ['卡号 6222 0210 0111 1222 333', 'bank-account 6222 0210 0111 1222 333'],
    ['微信号：wang_xm2020，QQ：12345678', 'social-account wang_xm2020', 'social-account 12345678'],
    ['电子邮箱 qzcl @example.org', 'email qzcl @example.org'],
    ['家住幸福路88号阳光小区3栋2单元501室', 'address 幸福路88号阳光小区3栋2单元501室'],
    ['住址：青石镇柳树村3组12号', 'address 青石镇柳树村3组12号'],
    ['序号 | 姓名 | 类别\n1 | 王小明 | 肢体\n2 | 李 芳 | 视力', 'name 王小明', 'name 李 芳'],
  ])('%s', (text, ...expected) => {
    expect(found(text)).toEqual(expected)
  })

  test.each([
    '负责人应当及时上报，经办人要认真核对，联系人请于5月1日前报送。',
    '国发〔2018〕39号，投资1234567890万元，12345热线，下达资金13800138000元。',
    '2023年1月1日至2023年12月31日，合同编号：HT-2023-0001，全市152301人。',
    '联系人：康复科，电话另行通知；微信公众号：qingzhoucanlian。',
    '统一社会信用代码91990101MA0000000X，项目编号20230012345678901234。',
    '青州市人民路12号市政中心设置受理窗口。',
  ])('none: %s', (text) => {
    expect(found(text)).toEqual([])
  })

  test('no mask shows a door, a birth day or the end of a certificate', () => {
    const text = `${id}43B1，住址：青石镇柳树村3组12号`
    const [certificate, address] = readNotice(text).personalData
    expect(certificate?.masked).not.toMatch(/43B1|1970/)
    expect(address?.masked).toBe('青石镇柳树村*****')
  })
})
