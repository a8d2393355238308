import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readNotice } from '../src/index.ts'
import { inventedDocuments } from './invented-documents.ts'

const documents = inventedDocuments().map(({ text }) => text)
/** Characters the grammar looks at, and some that it does not. */
const official = fc.constantFrom(
  ...'一二三十百千万亿年月日第条章款项（）()〔〕《》“”，。；：、%‰至到不少于低超过达到负责牵头配合由要应当须将各省市县区残联局委部厅会人户元个次0123456789 \n\t年底前a',
)
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.array(official, { maxLength: 400 }).map((parts) => parts.join('')),
)

/** A piece of an invented document, with something else put in its middle. */
const damaged = fc
  .tuple(fc.constantFrom(...documents), fc.nat(), fc.nat(), text)
  .map(([whole, a, b, noise]) => {
    const from = Math.min(a % whole.length, b % whole.length)
    const to = Math.max(a % whole.length, b % whole.length)
    return whole.slice(from, to) + noise.slice(0, 40) + whole.slice(to, to + 200)
  })

describe('whatever the text', () => {
  test('reading does not throw, and an offset points at its quote', () => {
    fc.assert(
      fc.property(fc.oneof(text, damaged), (given) => {
        const read = readNotice(given)
        for (const { quote, start } of read.items)
          expect(given.slice(start, start + quote.length)).toBe(quote)
        for (const { quote, start } of read.doubts)
          expect(given.slice(start, start + quote.length)).toBe(quote)
        for (const { start, end } of read.personalData) expect(end).toBeGreaterThan(start)
      }),
      { numRuns: 400 },
    )
  })

  test('quotes are short, values are numbers, days exist', () => {
    fc.assert(
      fc.property(damaged, (given) => {
        for (const item of readNotice(given).items) {
          expect(item.quote.replace(/\s/g, '').length).toBeLessThanOrEqual(300)
          if ('value' in item) expect(Number.isFinite(item.value)).toBe(true)
          if ('date' in item && typeof item.date === 'string')
            expect(Number.isNaN(Date.parse(item.date))).toBe(false)
        }
      }),
      { numRuns: 200 },
    )
  })

  test('white space inside lines changes nothing that is told', () => {
    fc.assert(
      fc.property(fc.constantFrom(...documents), fc.integer({ min: 2, max: 9 }), (whole, every) => {
        const spaced = [...whole]
          .map((one, at) => (at % every === 0 && one !== '\n' && !/[\d,.]/.test(one) ? `${one}\u3000` : one))
          .join('')
        const values = (of: string) =>
          readNotice(of).items.map((item) => ('value' in item ? item.value : item.kind))
        expect(values(spaced).length).toBeGreaterThanOrEqual(values(whole).length * 0.9)
      }),
      { numRuns: 40 },
    )
  })
})

describe('no text takes long', () => {
  const long = 60_000
  test.each([
    ['one character', '年'],
    ['digits', '1'],
    ['numerals', '百万'],
    ['open brackets', '（“《'],
    ['bodies', '各级部门、'],
    ['generic bodies', '有关部门各单位'],
    ['duties', '由省残联负责，'],
    ['dates', '2020年5月底前、'],
    ['figures', '达到90%和'],
    ['wishes', '要求各地不少于不低于'],
    ['lines', '一、\n'],
    ['letters', 'a@b.'],
    ['signers', '省残联 '],
  ])('%s, %# ', (_, part) => {
    const given = `关于工作的通知\n${part.repeat(Math.ceil(long / part.length))}`
    const before = process.cpuUsage()
    readNotice(given)
    // The processor's time: the machine that checks may be busy with other things.
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 1e6).toBeLessThan(6)
  })
})
