import { makeIdNumber, plainDate } from '@zhucan/kernel'
import { describe, expect, test } from 'vitest'
import { maskAs, readNotice } from '../src/index.ts'

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
    ['请与王小明同志联系，联系人为李芳。', 'name 王小明', 'name 李芳'],
    [
      '联系人：王小明同志、李芳同志；承办人：赵丽娟/张伟',
      'name 王小明',
      'name 李芳',
      'name 赵丽娟',
      'name 张伟',
    ],
    ['联系方式：5550123（分机801）', 'phone 5550123（分机801）'],
    ['值班电话：0999-5550123、5550124', 'phone 0999-5550123', 'phone 5550124'],
    ['车牌号京A12345、沪AD12345', 'plate 京A12345', 'plate 沪AD12345'],
    ['护照号码：E12345678', 'id-number E12345678'],
    ['地址：清河县幸福路88号3单元201', 'address 清河县幸福路88号3单元201'],
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
    '残疾人联系人于每年年底前上报，各联系人为本单位职工；分值：A类12345分。',
    '苏B2-20050123、京ICP备12345号，川A类12345户。',
    '青州市人民路12号市政中心设置受理窗口。',
  ])('none: %s', (text) => {
    expect(found(text)).toEqual([])
  })

  test.each<[Parameters<typeof maskAs>[0], string, string]>([
    ['name', '林晓岚', '林**'],
    ['phone', '0999-5550123', '**********23'],
    ['mobile', '138 0013 8000', '138****8000'],
    ['id-number', id, `9901${'*'.repeat(14)}`],
    ['bank-account', '6222021001111222333', '6222***********2333'],
    ['address', '柳树村3组12号', '柳树村*****'],
    ['email', 'no address', '**********'],
    ['plate', '京A12345', '京A*****'],
    ['other', '二级肢体', '****'],
  ])('what somebody marks as %s is shown as much as what is recognised', (kind, words, masked) => {
    expect(maskAs(kind, words)).toBe(masked)
  })

  test('no mask shows a door, a birth day or the end of a certificate', () => {
    const text = `${id}43B1，住址：青石镇柳树村3组12号`
    const [certificate, address] = readNotice(text).personalData
    expect(certificate?.masked).not.toMatch(/43B1|1970/)
    expect(address?.masked).toBe('青石镇柳树村*****')
  })
})
