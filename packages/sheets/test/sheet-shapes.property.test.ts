import fc from 'fast-check'
import { afterAll, expect, it } from 'vitest'
import type { SheetRow } from '../src/index.ts'
import { makeWorkbook, stringsXml, stylesXml } from './made-workbook.ts'
import { makeScratch, readAll } from './scratch.ts'

const scratch = makeScratch()
afterAll(() => scratch.remove())

const strings = stringsXml('<si><t>甲</t></si><si><t xml:space="preserve"> 乙&#x20;</t></si>')
const styles = stylesXml([0, 14, 164], { 164: '000000' })

const value = fc.oneof(
  fc.record({ type: fc.constant('s'), value: fc.constantFrom('0', '1') }),
  fc.record({
    type: fc.constantFrom('n', ''),
    value: fc.constantFrom('1', '46082', '1E+3', '990101199001010011', ''),
  }),
  fc.record({
    type: fc.constantFrom('str', 'inlineStr'),
    value: fc.constantFrom('a', '一 &lt;', 'x_x000D_', ' 𬀩 ', ''),
  }),
  fc.record({ type: fc.constantFrom('b', 'e'), value: fc.constantFrom('0', '1', '#N/A') }),
)
const cell = fc.record({ gap: fc.nat(2), named: fc.boolean(), style: fc.constantFrom('', '1', '2'), value })
const table = fc.array(fc.array(cell, { maxLength: 6 }), { minLength: 1, maxLength: 6 })

type Table = typeof table extends fc.Arbitrary<infer T> ? T : never

/** The same cells in the shape programs write, and in one that only a reader of XML understands. */
function sheetRows(rows: Table, isOdd: boolean): string {
  const [p, q] = isOdd ? ['x:', "'"] : ['', '"']
  const lines = rows.map((cells, i) => {
    let column = -1
    const xml = cells.map(({ gap, named, style, value: { type, value: raw } }) => {
      column += named ? gap + 1 : 1
      const attributes = [
        named ? ` r=${q}${String.fromCharCode(65 + column)}${i + 1}${q}` : '',
        style === '' ? '' : ` s=${q}${style}${q}`,
        type === '' ? '' : ` t=${q}${type}${q}`,
      ]
      if (isOdd) attributes.reverse()
      const inside =
        type === 'inlineStr'
          ? `<${p}is><${p}t>${raw}</${p}t></${p}is>`
          : raw === ''
            ? ''
            : `<${p}v>${raw}</${p}v>`
      return `<${p}c${attributes.join('')}>${inside}</${p}c>`
    })
    return `<${p}row r=${q}${i + 1}${q}>${xml.join('')}</${p}row>`
  })
  return lines.join('')
}

async function read(rows: string): Promise<SheetRow[]> {
  const path = scratch.write('shape.xlsx', makeWorkbook({ rows, strings, styles }))
  return (await readAll(path))[0]!
}

it('rows are the same whichever shape their XML has', async () => {
  await fc.assert(
    fc.asyncProperty(table, async (rows) => {
      expect(await read(sheetRows(rows, false))).toEqual(await read(sheetRows(rows, true)))
    }),
    { numRuns: 60 },
  )
})
