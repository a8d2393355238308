import { makeIdNumber, plainDate } from '@zhucan/kernel'
import { describe, expect, test } from 'vitest'
import { readNotice } from '../src/index.ts'

const doubtsOf = (sentence: string) =>
  readNotice(`关于某项工作情况的通报\n各县残联：\n一、基本情况\n${sentence}`).doubts

describe('figures that do not add up', () => {
  test('a fall told larger than it is', () => {
    const [doubt] = doubtsOf('全省统计报表由91张减少到39张，减少65.3%。')
    expect(doubt).toMatchObject({ kind: 'growth', printed: 0.653, computed: 0.571429, isTruncated: false })
    expect(doubt?.arithmetic).toBe('(39 − 91) ÷ 91 = −57.14 %')
  })

  test('what is left adds up: 252,813 − 250,253 = 2,560', () => {
    expect(doubtsOf('全省建档立卡残疾人252,813人，已脱贫250,253人，还有2,560人未脱贫。')).toEqual([])
    const [doubt] = doubtsOf('全省建档立卡残疾人252,813人，已脱贫250,253人，还有2,650人未脱贫。')
    expect(doubt).toMatchObject({ kind: 'difference', computed: 2560, arithmetic: '252813 − 250253 = 2560' })
  })

  test.each([
    ['全县应核查2450人，已核查2421人，核查率98.82%。', null],
    ['全县应核查2450人，已核查2421人，核查率98.81%。', true],
    ['全县应核查2421人，已核查2374人，合格率98.05%。', true],
    ['全市共有持证残疾人58167人，入户51801人，占94.53%。', false],
  ])('%s', (sentence, isTruncated) => {
    const [doubt] = doubtsOf(sentence)
    expect(doubt?.isTruncated ?? null).toBe(isTruncated)
    if (doubt) expect(doubt.kind).toBe('ratio')
  })

  test('parts larger than their whole', () => {
    const [doubt] = doubtsOf('共走访361人，其中入户285人、见面63人、电话10人、失访13人。')
    expect(doubt).toMatchObject({ kind: 'sum', printed: 361, computed: 371 })
    expect(doubtsOf('共走访361人，其中入户285人、见面63人、电话10人、失访3人。')).toEqual([])
  })
})

describe('personal data', () => {
  const id = makeIdNumber('990101', plainDate('1970-05-04'), 12)
  const text = `关于报送名单的通知\n各县残联：\n请于5月1日前报送。\n联系人：林晓岚，电话：0999-5550123，手机 138 0013 8000，邮箱：lin.x@example.org\n身份证号${id}，开户行某银行，账号：1234 5678 9012 3456`
  const found = readNotice(text).personalData

  test('each kind is found where it stands, spaces and all', () => {
    const shown = found.map(({ kind, start, end }) => [kind, text.slice(start, end)])
    expect(shown).toEqual([
      ['name', '林晓岚'],
      ['phone', '0999-5550123'],
      ['mobile', '138 0013 8000'],
      ['email', 'lin.x@example.org'],
      ['id-number', id],
      ['bank-account', '1234 5678 9012 3456'],
    ])
  })

  test('no mask gives a whole number or name away', () => {
    for (const { start, end, masked } of found) {
      expect(masked).toContain('*')
      expect(masked).not.toBe(text.slice(start, end))
    }
  })

  test('numbers of papers and amounts are no personal data', () => {
    expect(readNotice('国发〔2018〕39号 投资1234567890万元，12345热线，共20180101人').personalData).toEqual(
      [],
    )
  })
})
