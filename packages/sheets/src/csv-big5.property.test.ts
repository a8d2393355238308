import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isBig5 } from './csv-big5.ts'
import { encodeGb18030 } from './gb18030.ts'

const big5Of = new Map<string, readonly [number, number]>()
const decoder = new TextDecoder('big5')
for (let lead = 0xa1; lead <= 0xf9; lead += 1)
  for (let trail = 0x40; trail <= 0xfe; trail += 1) {
    const text = decoder.decode(Uint8Array.of(lead, trail))
    if (text.length === 1 && text !== '\ufffd' && !big5Of.has(text)) big5Of.set(text, [lead, trail])
  }
const inBig5 = (text: string) =>
  Uint8Array.from([...text].flatMap((one) => big5Of.get(one) ?? [one.charCodeAt(0)]))

const headers = [
  '姓名',
  '身份證號',
  '出生日期',
  '戶籍地',
  '地址',
  '聯絡電話',
  '性別',
  '殘障類別',
  '備註',
  '金額',
]
const traditional = '陳王林張黃李吳劉蔡楊許鄭謝郭洪曾邱廖賴徐淑芬美惠麗華志明家豪俊傑雅婷怡君村鄉鎮縣市區號'
const simplified = '陈王林张黄李吴刘蔡杨许郑谢郭洪曾邱廖赖徐淑芬美惠丽华志明家豪俊杰雅婷怡君村乡镇县市区号'
const rows = (signs: string, min: number) =>
  fc.array(fc.constantFrom(...signs), { minLength: min, maxLength: 400 }).map((all) => all.join(''))

it('knows lists in Big5, short ones too', () => {
  expect(isBig5(inBig5('姓名,身份證號\n,110101\n'))).toBe(true)
  fc.assert(fc.property(rows(traditional, 8), (text) => isBig5(inBig5(`${headers.join(',')}\n${text}\n`))))
})

it('never takes GB18030 for it, simplified or traditional, however short', () => {
  const heads = ['姓名,身份证号,户籍地', '姓名,身份證號,戶籍地', headers.join(','), '']
  fc.assert(
    fc.property(
      fc.constantFrom(...heads),
      fc.oneof(rows(simplified, 0), rows(traditional, 0), rows(simplified + traditional, 0)),
      (head, text) => !isBig5(encodeGb18030(`${head}\n${text}`)),
    ),
    { numRuns: 500 },
  )
})

it('never takes a text of GB 2312 for it, whatever it says', () => {
  const level = Array.from({ length: 72 * 94 }, (_, n) => [0xb0 + Math.floor(n / 94), 0xa1 + (n % 94)])
  const text = fc.array(fc.constantFrom(...level)).map((pairs) => Uint8Array.from(pairs.flat()))
  fc.assert(fc.property(text, (bytes) => !isBig5(bytes)))
})
