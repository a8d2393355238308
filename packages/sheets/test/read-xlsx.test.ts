import { readdirSync, readlinkSync } from 'node:fs'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { openWorkbook } from '../src/index.ts'
import {
  type MadeParts,
  makeWorkbook,
  relation,
  sheetXml,
  stringsXml,
  stylesXml,
  workbookXml,
} from './made-workbook.ts'
import { collect, makeScratch, readAll, readTexts } from './scratch.ts'

const scratch = makeScratch()
afterAll(() => scratch.remove())

const write = (parts: MadeParts) => scratch.write(scratch.freshName('.xlsx'), makeWorkbook(parts))
const rowsOf = async (parts: MadeParts) => (await readAll(write(parts)))[0]!
const cellsOf = async (parts: MadeParts) => (await rowsOf(parts)).map(({ cells }) => cells)

describe('cells', () => {
  it('are text from shared and inline strings, with rich text joined and readings left out', async () => {
    const strings = stringsXml(
      '<si><t>王小明</t></si><si><r><rPr><b/></rPr><t>肢体</t></r><r><t xml:space="preserve"> 一级</t></r><rPh sb="0" eb="1"><t>zhī</t></rPh></si>',
    )
    const rows =
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c><c r="D1" t="inlineStr"><is><t>x &amp; &#x4E00;</t><rPh sb="0" eb="1"><t>no</t></rPh></is></c></row>'
    expect(await cellsOf({ strings, rows })).toEqual([
      [
        { text: '王小明', kind: 'text' },
        { text: '肢体 一级', kind: 'text' },
        { text: 'ab', kind: 'text' },
        { text: 'x & 一', kind: 'text' },
      ],
    ])
  })

  it('that hold an empty text are as empty as those that hold nothing', async () => {
    const rows =
      '<row><c t="inlineStr"><is><t></t></is></c><c t="str"><v></v></c><c t="s"><v>0</v></c><c t="b"/><c><v>1</v></c></row><row><c t="str"><v></v></c></row>'
    expect(await cellsOf({ rows, strings: stringsXml('<si><t/></si>') })).toEqual([
      [null, null, null, null, num('1')],
    ])
  })

  it('keep what the file format escapes', async () => {
    const rows = '<row><c t="inlineStr"><is><t>a_x000D_b_x005F_x0041_ _x00zz_</t></is></c></row>'
    expect(await cellsOf({ rows })).toEqual([[{ text: 'a\rb_x0041_ _x00zz_', kind: 'text' }]])
  })

  it('are booleans, errors and formulas with the value the program saved', async () => {
    const rows =
      '<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="e"><v>#N/A</v></c><c r="C1" t="str"><f>A1&amp;"x"</f><v>TRUEx</v></c><c r="D1"><f>1+1</f><v>2</v></c><c r="E1" t="e"><f>VLOOKUP(1,A:B,2)</f><v>#N/A</v></c><c r="F1"><f>NOW()</f></c></row>'
    expect(await cellsOf({ rows })).toEqual([
      [
        { text: 'TRUE', kind: 'boolean' },
        { text: '#N/A', kind: 'error' },
        { text: 'TRUEx', kind: 'formula' },
        { text: '2', kind: 'formula' },
        { text: '#N/A', kind: 'error' },
        { text: '', kind: 'formula' },
      ],
    ])
  })

  it('are numbers by their raw digits, however long', async () => {
    const values = [
      '990101199001010011',
      '9.90101199001010E+17',
      '0.1',
      '0.30000000000000004',
      '1E-3',
      '-5',
      '12.50',
    ]
    const rows = `<row>${values.map((value) => `<c><v>${value}</v></c>`).join('')}</row>`
    expect((await cellsOf({ rows }))[0]!.map((cell) => cell!.text)).toEqual([
      '990101199001010011',
      '990101199001010000',
      '0.1',
      '0.3',
      '0.001',
      '-5',
      '12.5',
    ])
    expect((await cellsOf({ rows }))[0]!.every((cell) => cell!.kind === 'number')).toBe(true)
  })

  it('are days where the format says so, in both date systems', async () => {
    const styles = stylesXml([0, 14, 164, 165, 166, 167, 22], {
      164: 'yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;',
      165: '0.00%',
      166: '000000',
      167: '[$-804]h:mm:ss',
    })
    const rows =
      '<row r="1"><c r="A1" s="1"><v>46082</v></c><c r="B1" s="2"><v>46082.75</v></c><c r="C1" s="3"><v>0.5</v></c><c r="D1" s="4"><v>1234</v></c><c r="E1" s="5"><v>0.5</v></c><c r="F1" s="6"><v>46082.5</v></c><c r="G1"><v>46082</v></c><c r="H1" t="d"><v>2026-03-01T00:00:00</v></c></row>'
    expect(await cellsOf({ styles, rows })).toEqual([
      [
        { text: '2026-03-01', kind: 'date' },
        { text: '2026-03-01', kind: 'date' },
        { text: '0.5', kind: 'number' },
        { text: '001234', kind: 'number' },
        { text: '12:00:00', kind: 'text' },
        { text: '2026-03-01', kind: 'date', time: '12:00:00' },
        { text: '46082', kind: 'number' },
        { text: '2026-03-01', kind: 'date' },
      ],
    ])
    const workbook = workbookXml('<sheet name="S" sheetId="1" r:id="rId1"/>', '<workbookPr date1904="1"/>')
    const early = '<row r="1"><c r="A1" s="1"><v>44620</v></c></row>'
    expect(await cellsOf({ styles, workbook, rows: early })).toEqual([[{ text: '2026-03-01', kind: 'date' }]])
  })

  it('stand in their column, with gaps, and without references', async () => {
    const rows =
      '<row r="3"><c r="C3"><v>1</v></c><c r="E3" s="0"/><c r="F3"><v>2</v></c></row><row><c><v>3</v></c><c/><c><v>4</v></c></row><row r="9"/>'
    expect(await rowsOf({ rows })).toEqual([
      { row: 3, cells: [null, null, num('1'), null, null, num('2')] },
      { row: 4, cells: [num('3'), null, num('4')] },
    ])
  })

  it('may lie in a merged title and behind empty formats up to column XFD', async () => {
    const sheet = sheetXml('<row r="1"><c r="A1" t="str"><v>T</v></c><c r="XFD1" s="0"/></row>').replace(
      '</sheetData>',
      '</sheetData><mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells>',
    )
    expect(await cellsOf({ sheet })).toEqual([[{ text: 'T', kind: 'text' }]])
  })
})

const num = (text: string) => ({ text, kind: 'number' as const })

describe('parts', () => {
  it('may carry namespace prefixes, single quotes, comments, CDATA and UTF-16', async () => {
    const sheet = `<?xml version='1.0'?><x:worksheet xmlns:x='m'><!-- <row> --><x:sheetData><x:row r='1'><x:c r='A1' t='inlineStr'><x:is><x:t><![CDATA[<a>]]>b</x:t></x:is></x:c ></x:row></x:sheetData></x:worksheet>`
    expect(await readTexts(write({ sheet }))).toEqual([['<a>b']])
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(sheet, 'utf16le')])
    expect(await readTexts(write({ entries: [{ name: 'xl/worksheets/sheet1.xml', data: wide }] }))).toEqual([
      ['<a>b'],
    ])
  })

  it('are found in the order of the tabs, wherever they lie and whatever they are called', async () => {
    const workbook = workbookXml(
      '<sheet name="二" sheetId="7" state="hidden" r:id="b"/><sheet name="图" sheetId="8" r:id="c"/><sheet name="一" sheetId="2" r:id="a"/>',
    )
    const relations =
      relation('a', 'worksheet', '/xl/worksheets/sheet1.xml') +
      relation('b', 'worksheet', './odd/../odd/Second.XML') +
      relation('c', 'chartsheet', 'chartsheets/sheet1.xml') +
      relation('d', 'externalLink', 'file:///etc/passwd', 'TargetMode="External"')
    const entries = [{ name: 'xl/odd/second.xml', data: sheetXml('<row><c><v>2</v></c></row>') }]
    const path = write({ workbook, relations, entries, rows: '<row><c><v>1</v></c></row>' })
    const opened = await openWorkbook(path)
    await opened.close()
    expect(opened.sheets).toEqual([
      { name: '二', index: 0, hidden: true },
      { name: '一', index: 1, hidden: false },
    ])
    expect((await readAll(path)).map(([row]) => row!.cells[0]!.text)).toEqual(['2', '1'])
  })

  it('may be missing where they are not needed', async () => {
    const without = ['_rels/.rels', 'xl/sharedStrings.xml', 'xl/styles.xml']
    expect(await readTexts(write({ without, rows: '<row><c><v>1</v></c></row>' }))).toEqual([['1']])
  })

  it.runIf(process.platform === 'linux')(
    'may be read twice and left in the middle, without leaving the file open',
    async () => {
      const path = write({ rows: '<row><c><v>1</v></c></row>'.repeat(200_000) })
      const workbook = await openWorkbook(path)
      for await (const { row } of workbook.rows(0)) if (row === 3) break
      expect(await collect(workbook.rows(0))).toHaveLength(200_000)
      expect(handlesOn(path)).toBeGreaterThan(0)
      await workbook.close()
      await vi.waitFor(() => expect(handlesOn(path)).toBe(0), { timeout: 20_000 })
    },
  )
})

/** Open handles of this process on a file; only Linux tells. */
function handlesOn(path: string): number {
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`) === path
    } catch {
      // The handle that listed the folder is gone by now.
      return false
    }
  }).length
}
