import { describe, expect, it } from 'vitest'
import { deathsFile, twoSubsidiesPaymentFile as paymentFile, registerFile } from './file-exports.ts'
import { files, isKnownHeader, rankFiles, recogniseFile } from './file-list.ts'
import { mapHeaders, missingColumns, unusedHeaders } from './header-map.ts'

const holders = registerFile.sheets.holders
const payments = paymentFile.sheets.rows

describe('headers', () => {
  it.each([
    '身份证',
    '身份证号',
    '身份证号码',
    '证件号',
    '证件号码',
    '*身份证号',
    '身份证号（必填）',
    ' 身份证\n号码 ',
    '身 份 证 号',
    '身份证号：',
    'ID number',
    'idNumber',
    '【身份证号】',
  ])('%j is the ID number', (header) => {
    expect(mapHeaders(holders, [header])).toEqual({ idNumber: 0 })
  })

  it.each(['残疾证号', '残疾人证号', '残疾人证', '残疾入证号'])('%s is the certificate number', (header) => {
    expect(mapHeaders(holders, [header])).toEqual({ certificateNumber: 0 })
  })

  it('understands wrong words met in real lists', () => {
    expect(mapHeaders(holders, ['残疾登记', '账户区县', '姓别'])).toEqual({
      level: 0,
      hukouRegion: [1],
      sex: 2,
    })
  })

  it('takes the first of two headers for one column', () => {
    const map = mapHeaders(holders, ['联系电话', '手机号'])
    expect(map).toEqual({ phone: 0 })
    expect(unusedHeaders(['联系电话', '手机号', ''], map)).toEqual([1])
  })

  it('puts the levels of a region in order, widest first, unless one column has it whole', () => {
    expect(mapHeaders(holders, ['村', '乡镇', '县'])).toEqual({ hukouRegion: [2, 1, 0] })
    expect(mapHeaders(holders, ['村', '户籍地', '县'])).toEqual({ hukouRegion: 1 })
  })

  it('prefers the whole header to the one without brackets', () => {
    expect(mapHeaders(payments, ['金额（元）', '生活补贴(元)', '护理补贴(元)'])).toEqual({
      amount: 0,
      livingAmount: 1,
      nursingAmount: 2,
    })
  })

  it('knows a header of any file', () => {
    expect(isKnownHeader('死亡日期')).toBe(true)
    expect(isKnownHeader('天气')).toBe(false)
    expect(isKnownHeader('')).toBe(false)
    expect(isKnownHeader('constructor')).toBe(false)
  })

  it('may be any text', () => {
    expect(mapHeaders(holders, ['__proto__', 'constructor', 'toString', '\ufffd', '（）'])).toEqual({})
  })
})

describe('required columns', () => {
  it('are named when they lack', () => {
    expect(missingColumns(payments, mapHeaders(payments, ['姓名']))).toEqual(['idNumber', 'month'])
  })

  it.each(files.filter(({ id }) => id !== 'register').map((file) => [file.id, file] as const))(
    '%s reads a birth date, by which people are found whose number is wrong',
    (_, { sheets }) => {
      expect(mapHeaders(Object.values(sheets)[0]!, ['姓名', '身份证号', '出生日期'])).toMatchObject({
        birth: 2,
      })
    },
  )

  it('may be an ID inside the certificate number', () => {
    expect(missingColumns(payments, mapHeaders(payments, ['姓名', '残疾证号', '发放月份']))).toEqual([])
  })

  it.each([
    ['秦山县2026年10月护理补贴发放名册', { month: { always: '202610' }, subsidy: { always: '护理补贴' } }],
    [
      '困难残疾人生活补贴202609.xlsx',
      { month: { always: '202609' }, subsidy: { always: '困难残疾人生活补贴' } },
    ],
    ['２０２６年９月发放名单', { month: { always: '202609' } }],
    ['生活补贴、护理补贴名单', { subsidy: { always: '生活补贴、护理补贴' } }],
    ['护理补贴与生活补贴', {}],
    ['名单', {}],
  ])('are found in the title %s', (title, found) => {
    expect(mapHeaders(payments, ['姓名'], title)).toEqual({ name: 0, ...found })
  })

  it('in the title yield to a column of the list', () => {
    expect(mapHeaders(payments, ['发放月份'], '2026年10月')).toEqual({ month: 0 })
  })

  it('of assistance are not confused: 低保边缘 is not 低保', () => {
    const civil = files.find(({ id }) => id === 'civil-affairs-assistance')!.sheets.rows!
    expect(mapHeaders(civil, [], '2026年低保边缘家庭名单')).toEqual({
      assistance: { always: '低保边缘家庭' },
    })
    expect(mapHeaders(civil, [], '低保、特困名单')).toEqual({})
  })
})

describe('recognition', () => {
  it('needs most of the required columns', () => {
    expect(recogniseFile(['姓名', '电话'])).toBeNull()
    expect(recogniseFile(['天气', '温度'])).toBeNull()
    expect(recogniseFile([])).toBeNull()
    expect(rankFiles([])).toEqual([])
  })

  it('goes by the unusual headers', () => {
    expect(recogniseFile(['姓名', '身份证号', '死亡时间'])?.file.id).toBe('deaths')
    expect(recogniseFile(['姓名', '身份证号', '学校', '年级'])?.file.id).toBe('school-register')
    expect(recogniseFile(['姓名', '证件号码', '户编号', '监测对象类型'])?.file.id).toBe(
      'rural-revitalisation',
    )
    expect(recogniseFile(['户主', '身份证号', '危房等级'])?.file.id).toBe('dangerous-housing')
    expect(recogniseFile(['姓名', '残疾人证号', '户籍地', '残疾类别'])).toMatchObject({
      file: { id: 'register' },
      sheet: 'holders',
    })
    expect(recogniseFile(['户编号', '姓名', '身份证号', '与户主关系', '是否照料人'])).toMatchObject({
      sheet: 'family',
    })
  })

  it('of a list without its telling column goes by the title', () => {
    expect(recogniseFile(['姓名', '身份证号', '金额'], '2026年10月护理补贴发放名册')?.file.id).toBe(
      'two-subsidies-payment',
    )
    expect(recogniseFile(['姓名', '身份证号'], '农村低保对象名单')?.file.id).toBe('civil-affairs-assistance')
  })

  it('gives a map that the reader takes', () => {
    const found = recogniseFile(['序号', '姓名', '身份证号', '死亡日期'])!
    expect(found.map).toEqual(mapHeaders(deathsFile.sheets.rows, ['序号', '姓名', '身份证号', '死亡日期']))
    expect(found.score).toBeGreaterThan(0.4)
    expect(found.score).toBeLessThanOrEqual(1)
  })
})
