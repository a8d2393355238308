import fc from 'fast-check'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { categories, categoryOfDigit, isSevere, type Level, parseCategory, parseLevel } from './category.ts'
import { faultCatalogue, isFaultCode } from './fault-codes.ts'
import { hideNumbers, maskName, maskNumber, maskPhone } from './mask.ts'
import { formatYuan, parseYuan } from './money.ts'
import { hasLostCharacter, normaliseName } from './name.ts'
import { isProblem, Problem, problem } from './problem.ts'
import { type ProblemCode, problemCatalogue } from './problem-codes.ts'
import { parseSex } from './sex.ts'
import { uuidv7 } from './uuid.ts'

describe('category', () => {
  it.each([
    ['4', 'physical'],
    ['04', 'physical'],
    ['肢体', 'physical'],
    ['肢体残疾', 'physical'],
    ['肢体残疾人', 'physical'],
    ['肢残', 'physical'],
    ['4 肢体', 'physical'],
    ['4-肢体残疾', 'physical'],
    ['肢体二级', 'physical'],
    ['二级肢体残疾', 'physical'],
    ['视力残疾壹级', 'vision'],
    ['盲人', 'vision'],
    ['1', 'vision'],
    ['2', 'hearing'],
    ['听力', 'hearing'],
    ['语言残疾', 'speech'],
    ['智力Ⅱ级', 'intellectual'],
    ['精神残疾', 'mental'],
    ['多重残疾', 'multiple'],
    ['７', 'multiple'],
    ['Multiple', 'multiple'],
  ])('%s is %s', (raw, category) => {
    expect(parseCategory(raw)).toBe(category)
  })

  it.each(['', '8', '0', '残疾', '肢体、视力', '其他', '二级'])('%j is none', (raw) => {
    expect(parseCategory(raw)).toBeNull()
  })

  it('has the digits of the certificate number', () => {
    for (const { code, digit } of categories) expect(categoryOfDigit(digit)).toBe(code)
    expect(categoryOfDigit(0)).toBeNull()
    expect(categoryOfDigit(8)).toBeNull()
  })
})

describe('level', () => {
  it.each([
    ['1', 1],
    ['一级', 1],
    ['壹级', 1],
    ['Ⅰ级', 1],
    ['I', 1],
    ['Ⅱ', 2],
    ['2级', 2],
    ['二', 2],
    ['二级残疾', 2],
    ['肢体二级', 2],
    ['肢体残疾贰级', 2],
    ['叁级', 3],
    ['３', 3],
    ['Ⅳ级', 4],
    ['IV级', 4],
    ['四级', 4],
  ])('%s is %i', (raw, level) => {
    expect(parseLevel(raw)).toBe(level)
  })

  it.each(['', '0', '5', '五级', '重度', '级', '未定级'])('%j is none', (raw) => {
    expect(parseLevel(raw)).toBeNull()
  })

  it('1 and 2 are severe', () => {
    expect(([1, 2, 3, 4] as Level[]).map(isSevere)).toEqual([true, true, false, false])
  })
})

it('reads sex as words, digits and letters', () => {
  expect(['男', '男性', '1', ' M', 'male', '１'].map(parseSex)).toEqual(Array(6).fill('male'))
  expect(['女', '女性', '2', 'F'].map(parseSex)).toEqual(Array(4).fill('female'))
  expect(['', '0', '9', '未知', '男女'].map(parseSex)).toEqual(Array(5).fill(null))
})

describe('money', () => {
  it.each([
    ['1,234.50', 123450n],
    ['￥80元', 8000n],
    ['¥ 80.5', 8050n],
    ['80元整', 8000n],
    ['1.2万', 1_200_000n],
    ['1.2万元', 1_200_000n],
    ['１００', 10_000n],
    ['-3.2', -320n],
    ['.5', 50n],
    ['0', 0n],
    ['0.005', 1n],
    ['-0.005', -1n],
    ['0.30000000000000004', 30n],
    ['12.344999999', 1234n],
    ['1.2E+3', 120_000n],
    ['99999999999999999.99', 9_999_999_999_999_999_999n],
  ])('%s is %s fen', (raw, fen) => {
    expect(parseYuan(raw)).toBe(fen)
  })

  it.each(['', '元', '八十', '1.2.3', '12a', '--1', '1e400', 'NaN', '10-20'])('%j is no amount', (raw) => {
    expect(parseYuan(raw)).toBeNull()
  })

  it('is written with separators and read back', () => {
    expect(formatYuan(123_456_789n)).toBe('1,234,567.89')
    expect(formatYuan(-5n)).toBe('-0.05')
    expect(formatYuan(0n)).toBe('0.00')
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
        (fen) => parseYuan(formatYuan(fen)) === fen,
      ),
    )
  })

  it('never throws on any text', () => {
    fc.assert(fc.property(fc.string(), (raw) => ['bigint', 'object'].includes(typeof parseYuan(raw))))
  })
})

describe('name', () => {
  it.each([
    ['王 小　明', '王小明'],
    [' 王小明\u200b', '王小明'],
    ['买买提.艾力', '买买提·艾力'],
    ['买买提•艾力', '买买提·艾力'],
    ['买买提・艾力', '买买提·艾力'],
    ['买买提 · 艾力．古丽', '买买提·艾力·古丽'],
    ['阿·布·都', '阿·布·都'],
    ['Anna  Maria', 'Anna Maria'],
    ['ＡＢ', 'AB'],
    ['王\ue863', '王䶮'],
    ['王䶮', '王䶮'],
  ])('%j is one name with %s', (raw, name) => {
    expect(normaliseName(raw)).toBe(name)
    expect(normaliseName(name)).toBe(name)
  })

  it.each(['王?明', '王？', '王□明', '王*', '王\ufffd', '王\ue100', '王\u{f0000}'])(
    '%j has lost a character',
    (name) => {
      expect(hasLostCharacter(normaliseName(name))).toBe(true)
    },
  )

  it.each(['王小明', '买买提·艾力', '王䶮', '王𠮷', 'Anna'])('%s has not', (name) => {
    expect(hasLostCharacter(name)).toBe(false)
  })

  it('normalised twice is the same', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        (raw) => normaliseName(normaliseName(raw)) === normaliseName(raw),
      ),
    )
  })
})

describe('masks', () => {
  it('leave little', () => {
    expect(maskName('王小明')).toBe('王**')
    expect(maskName('王明')).toBe('王*')
    expect(maskName('王')).toBe('王*')
    expect(maskName('买买提·艾力')).toBe('买**')
    expect(maskName('𠮷田')).toBe('𠮷*')
    expect(maskName(' ')).toBe('')
    expect(maskNumber('6222020200112233445')).toBe('6222***********3445')
    expect(maskNumber('12345678')).toBe('********')
    expect(maskPhone('13812345678')).toBe('138****5678')
    expect(maskPhone('09153212345')).toBe('*********45')
    expect(maskPhone('110')).toBe('***')
  })

  it.each([
    '99010119900101123X',
    '990101199001011234',
    '99010119900101123X41',
    '99010119900101123X41B1',
    '990101900101123',
  ])('show nothing of the end of %s, which place and birth beside it would make whole', (number) =>
    expect(maskNumber(number)).toBe(`9901${'*'.repeat(number.length - 4)}`),
  )

  it.each([
    ['身份证990101199001011234已核', '身份证9901**************已核'],
    ['990101 19900101 123X', '9901**************'],
    ['９９０１０１１９９００１０１１２３４', '9901**************'],
    ['电话138-0013-8000转2', '电话138****8000转2'],
    ['卡6222 0202 0011 2233 445。', '卡6222***********3445。'],
    ['2026-11-21 上门，2025年复核', '2026-11-21 上门，2025年复核'],
    ['补贴 3600 元，2026.1-2026.12', '补贴 3600 元，2026.1-2026.12'],
    ['0915-321', '0915-321'],
  ])('hide the numbers in %s', (text, hidden) => expect(hideNumbers(text)).toBe(hidden))

  it('keep the length of numbers and never more than eight of their characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789X') }), (number) => {
        const masked = maskNumber(number)
        expect(masked).toHaveLength(number.length)
        expect(masked.replaceAll('*', '').length).toBeLessThanOrEqual(8)
      }),
    )
  })
})

describe('uuid', () => {
  const zeros = (n: number) => new Uint8Array(n)
  const ones = (n: number) => new Uint8Array(n).fill(255)

  it('has version 7 and its time in front', () => {
    expect(uuidv7(0x0123456789ab, zeros)).toBe('01234567-89ab-7000-8000-000000000000')
    expect(uuidv7(0x0123456789ab, ones)).toBe('01234567-89ab-7fff-bfff-ffffffffffff')
  })

  it('sorts by time', () => {
    const time = fc.nat(2 ** 31 - 1).map((n) => 1_700_000_000_000 + n)
    fc.assert(fc.property(time, time, (a, b) => a >= b || uuidv7(a, ones) < uuidv7(b, zeros)))
  })
})

describe('problems', () => {
  it('carry code, status and parameters', () => {
    const error = problem('sheet.too-many-columns', { columns: 900, limit: 512 })
    expect(error).toBeInstanceOf(Problem)
    expect(error).toMatchObject({ status: 422, params: { columns: 900, limit: 512 } })
    expect(error.message).toBe('sheet.too-many-columns columns=900 limit=512')
    expect(isProblem(error)).toBe(true)
    expect(isProblem(error, 'sheet.empty')).toBe(false)
    expect(isProblem(new Error('sheet.empty'))).toBe(false)
    expectTypeOf(error.code).toEqualTypeOf<ProblemCode>()
  })

  it('have codes of the form feature.what-is-wrong and an HTTP status', () => {
    for (const [code, status] of Object.entries(problemCatalogue)) {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/)
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(600)
    }
  })
})

describe('fault codes', () => {
  it('say in both languages what is wrong and what to do', () => {
    for (const [code, { zh, en }] of Object.entries(faultCatalogue)) {
      expect(code).toMatch(/^[a-z]+\.[a-z]+(-[a-z]+)*$/)
      expect(zh, code).toMatch(/[，。：].*。$/)
      expect(en, code).toMatch(/[.;,] .*\.$/)
      expect(en, code).not.toMatch(/\p{Script=Han}/u)
    }
    expect(isFaultCode('id.check')).toBe(true)
    expect(isFaultCode('toString')).toBe(false)
  })
})
