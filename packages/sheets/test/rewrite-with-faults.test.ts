import { createWriteStream } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { defaultLimits, type RewriteOptions, type RowFault, rewriteWithFaults } from '../src/index.ts'
import { openArchive } from '../src/zip-archive.ts'
import { makeWorkbook, relation, sheetXml, stylesXml, workbookXml } from './made-workbook.ts'
import { collect, makeScratch, readAll } from './scratch.ts'

const scratch = makeScratch()
afterAll(() => scratch.remove())

const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`
const rows = `<row>${text('名单')}</row><row>${text('姓名')}${text('证号')}${text('日期')}</row><row r="4">${text('王')}<c><v>990101199001010011</v></c><c s="1"><v>46082</v></c></row><row>${text('李')}<c><v>12.5</v></c></row><row>${text('赵')}</row>`
const input = scratch.write(
  'in.xlsx',
  makeWorkbook({
    styles: stylesXml([0, 14]),
    workbook: workbookXml(
      '<sheet name="甲" sheetId="1" r:id="a"/><sheet name="乙" sheetId="2" state="hidden" r:id="b"/>',
    ),
    relations:
      relation('a', 'worksheet', 'worksheets/sheet1.xml') +
      relation('b', 'worksheet', 'worksheets/sheet2.xml') +
      relation('c', 'styles', 'styles.xml'),
    rows,
    entries: [{ name: 'xl/worksheets/sheet2.xml', data: sheetXml(`<row>${text('x')}</row>`) }],
  }),
)

const faults: Record<string, RowFault[]> = {
  '0:4': [
    { column: 1, sentence: '证号是数字格式' },
    { column: 3, sentence: '缺少类别' },
  ],
  '0:6': [{ column: null, sentence: '整行重复' }],
}
const report = {
  faultsOf: (sheet: number, row: number) => faults[`${sheet}:${row}`] ?? [],
  headerRowOf: (sheet: number) => (sheet === 0 ? 2 : null),
}

async function rewrite(options: Partial<RewriteOptions> = {}) {
  const path = scratch.path(scratch.freshName('.xlsx'))
  const counts = await rewriteWithFaults(input, report, createWriteStream(path), {
    heading: '问题',
    ...options,
  })
  const sheets = await readAll(path)
  const shown = sheets.map((list) =>
    list.map(({ row, cells }) => [row, ...cells.map((cell) => cell?.text ?? null)]),
  )
  return { path, counts, shown }
}

describe('rewriteWithFaults', () => {
  it('writes all rows of all sheets in their places, sentences in front', async () => {
    const { counts, shown } = await rewrite()
    expect(counts).toEqual({ rows: 4, faultyRows: 2 })
    expect(shown).toEqual([
      [
        [1, null, '名单'],
        [2, '问题', '姓名', '证号', '日期'],
        [4, '证号是数字格式\n缺少类别', '王', '990101199001010011', '2026-03-01'],
        [5, null, '李', '12.5'],
        [6, '整行重复', '赵'],
      ],
      [[1, null, 'x']],
    ])
  })

  it('writes them behind the widest row, or only the faulty ones', async () => {
    const { shown } = await rewrite({ place: 'trailing', onlyFaulty: true })
    expect(shown).toEqual([
      [
        [1, '名单'],
        [2, '姓名', '证号', '日期', null, '问题'],
        [3, '王', '990101199001010011', '2026-03-01', null, '证号是数字格式\n缺少类别'],
        [4, '赵', null, null, null, '整行重复'],
      ],
      [],
    ])
  })

  it('paints exactly the faulty cells, empty ones too', async () => {
    const { path } = await rewrite()
    const archive = await openArchive(path, defaultLimits)
    const xml = Buffer.concat(await collect(archive.read('xl/worksheets/sheet1.xml'))).toString()
    const styles = Buffer.concat(await collect(archive.read('xl/styles.xml'))).toString()
    archive.close()
    const formats = [...styles.split('<cellXfs')[1]!.matchAll(/<xf [^>]*fillId="(\d+)"/g)].map(
      ([, fill]) => fill,
    )
    const red = String(
      [...styles.matchAll(/<fill>.*?<\/fill>/g)].findIndex(([fill]) => fill.includes('FFFFC7CE')),
    )
    const painted = [...xml.matchAll(/<c r="([A-Z]+\d+)" s="(\d+)"/g)].filter(
      ([, , s]) => formats[Number(s)] === red,
    )
    expect(painted.map(([, reference]) => reference)).toEqual(['C4', 'E4'])
  })

  it('makes an xlsx of a csv', async () => {
    const csv = scratch.write('in.csv', '姓名,号\n王,1\n')
    const path = scratch.path('from-csv.xlsx')
    await rewriteWithFaults(csv, { ...report, headerRowOf: () => 1 }, createWriteStream(path), {
      heading: '问题',
      fileName: '名单.csv',
    })
    expect((await readAll(path))[0]!.map(({ cells }) => cells.map((cell) => cell?.text ?? null))).toEqual([
      ['问题', '姓名', '号'],
      [null, '王', '1'],
    ])
  })
})
