import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { PassThrough, Writable } from 'node:stream'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import {
  type CellValue,
  createWorkbookWriter,
  defaultLimits,
  openWorkbook,
  type SheetOptions,
} from '../src/index.ts'
import { openArchive } from '../src/zip-archive.ts'
import { collect, makeScratch, readAll, readTexts } from './scratch.ts'

const scratch = makeScratch()
afterAll(() => scratch.remove())

async function write(
  options: Partial<SheetOptions>,
  rows: readonly (readonly CellValue[])[],
): Promise<string> {
  const path = scratch.path(scratch.freshName('.xlsx'))
  const writer = createWorkbookWriter(createWriteStream(path))
  const sheet = writer.addSheet({ name: 'S', columns: [], header: false, ...options })
  for (const row of rows) await sheet.row(row)
  await sheet.end()
  await writer.finish()
  return path
}

async function partOf(path: string, part: string): Promise<string> {
  const archive = await openArchive(path, defaultLimits)
  const text = Buffer.concat(await collect(archive.read(part))).toString()
  archive.close()
  return text
}
const sheetOf = (path: string, number = 1) => partOf(path, `xl/worksheets/sheet${number}.xml`)

describe('cells', () => {
  it('come back as they were given, for any text', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(text, { minLength: 1, maxLength: 5 }), { minLength: 1 }),
        async (rows) => {
          const read = await readTexts(await write({}, rows))
          const wanted = rows.map((row) => row.map((cell) => (cell === '' ? null : cell)))
          const trimmed = wanted.map((row) => row.slice(0, row.findLastIndex((cell) => cell !== null) + 1))
          expect(read).toEqual(trimmed.filter((row) => row.length > 0))
        },
      ),
      { numRuns: 60 },
    )
  })

  it('keep what looks like an escape of the format, and the characters it escapes', async () => {
    const texts = ['_x000D_', '_x005F_', '__x0041_', '\r', '\u0001', 'a\r\nb', '\ufffe', '\t_\n']
    expect(await readTexts(await write({}, [texts]))).toEqual([texts])
  })

  it('have half characters replaced, because XML cannot hold them', async () => {
    expect(await readTexts(await write({}, [['a\ud800b']]))).toEqual([['a\ufffdb']])
  })

  it('keep the digits of long numbers given as text, and are numbers only where one was given', async () => {
    const path = await write({}, [
      [
        '990101199001010011',
        12.5,
        990101199001010000,
        Number.NaN,
        { date: '2026-03-01' },
        { date: '2026-02-30' },
      ],
    ])
    expect((await readAll(path))[0]![0]!.cells).toEqual([
      { text: '990101199001010011', kind: 'text' },
      { text: '12.5', kind: 'number' },
      { text: '990101199001010000', kind: 'number' },
      null,
      { text: '2026-03-01', kind: 'date' },
      { text: '2026-02-30', kind: 'text' },
    ])
  })

  it('are never a formula, and carry the quote prefix where a program might make them one', async () => {
    const starts = ['=1+1', '+1', '-1', '@x', '\t=1', '＝1', "=cmd|' /C calc'!A0"]
    const path = await write({}, [starts, starts.map((text) => ({ text, fault: true }))])
    const xml = await sheetOf(path)
    expect(xml).not.toMatch(/<f[ >]/)
    const styles = [...(await partOf(path, 'xl/styles.xml')).split('<cellXfs')[1]!.matchAll(/<xf [^>]*>/g)]
    const used = [...xml.matchAll(/<c [^>]*s="(\d+)"[^>]*>/g)].map(([, index]) => styles[Number(index)]![0])
    expect(used).toHaveLength(starts.length * 2)
    for (const style of used) expect(style).toContain('quotePrefix="1"')
    expect(await readTexts(path)).toEqual([starts, starts])
  })

  it('longer than Excel takes are refused', async () => {
    await expect(write({}, [['x'.repeat(32_768)]])).rejects.toMatchObject({ code: 'sheet.cell-too-long' })
    expect((await readTexts(await write({}, [['x'.repeat(32_767)]])))[0]![0]).toHaveLength(32_767)
  })
})

describe('sheets', () => {
  const columns = [
    { header: '姓名', width: 12 },
    { header: '性别', choices: ['男', '女'] },
    { header: '村', choices: Array.from({ length: 100 }, (_, i) => `第${i}村`) },
    { header: '编号', hidden: true },
  ]

  it('have a title, a frozen header, widths, drop-downs and hidden columns', async () => {
    const path = await write({ name: '名单', title: '某县名单', columns, header: true, freezeHeader: true }, [
      ['王小明', '男'],
    ])
    const xml = await sheetOf(path)
    expect(xml).toContain('<pane ySplit="2" topLeftCell="A3"')
    expect(xml).toContain('<mergeCell ref="A1:D1"/>')
    expect(xml).toContain('sqref="B3:B1048576"><formula1>&quot;男,女&quot;</formula1>')
    expect(xml).toContain('sqref="C3:C1048576"><formula1>\'Choices\'!$A$1:$A$100</formula1>')
    expect(xml).toMatch(/<col min="4" max="4"[^>]*hidden="1"/)
    expect(await readTexts(path)).toEqual([['某县名单'], ['姓名', '性别', '村', '编号'], ['王小明', '男']])
    const workbook = await openWorkbook(path)
    expect(workbook.sheets.map(({ name }) => name)).toEqual(['名单', 'Choices'])
    expect(await collect(workbook.rows(1))).toHaveLength(100)
    await workbook.close()
  })

  it.each([
    [
      'leading',
      [
        ['问题', '姓名'],
        [null, '王'],
        ['姓名有误', '李'],
      ],
    ],
    ['trailing', [['姓名', '问题'], ['王'], ['李', '姓名有误']]],
  ] as const)('gather what is said about their cells in a %s column', async (place, wanted) => {
    const rows = [['王'], [{ text: '李', fault: true, comment: '姓名有误' }]]
    const problemColumn = { header: '问题', place }
    expect(
      await readTexts(await write({ columns: [{ header: '姓名' }], header: true, problemColumn }, rows)),
    ).toEqual(wanted)
  })

  it('get names that Excel takes', async () => {
    const path = scratch.path('names.xlsx')
    const writer = createWorkbookWriter(createWriteStream(path))
    const names: string[] = []
    for (const name of ['a/b', 'A_B', '']) {
      const sheet = writer.addSheet({ name, columns: [] })
      names.push(sheet.name)
      await sheet.end()
    }
    await writer.finish()
    const workbook = await openWorkbook(path)
    await workbook.close()
    expect(workbook.sheets.map(({ name }) => name)).toEqual(names)
    expect(names).toEqual(['a_b', 'A_B (2)', '_'])
  })

  it('are the same bytes for the same rows, and say nothing about who or when', async () => {
    const rows = [['王小明', '1']]
    const [one, two] = [await readFile(await write({}, rows)), await readFile(await write({}, rows))]
    expect(one.equals(two)).toBe(true)
    expect(one.toString('latin1')).not.toMatch(/docProps|creator|lastModified/i)
  })
})

describe('the stream', () => {
  it('is waited for: a slow reader keeps the rows in front of the writer', async () => {
    const slow = new PassThrough({ highWaterMark: 1024 })
    const writer = createWorkbookWriter(slow)
    const sheet = writer.addSheet({ name: 'S', columns: [] })
    let written = 0
    const writing = (async () => {
      for (; written < 200_000; written += 1)
        await sheet.row([`${Math.sin(written)}`, `${Math.cos(written)}`])
      await sheet.end()
      await writer.finish()
    })()
    await new Promise((resolve) => setTimeout(resolve, 1000))
    const heldAt = written
    expect(heldAt).toBeLessThan(50_000)
    slow.resume()
    await writing
    expect(written).toBe(200_000)
  })

  it('that breaks ends the writing with its error', async () => {
    let taken = 0
    const broken = new Writable({
      write(chunk: Buffer, _, done) {
        taken += chunk.length
        done(taken > 100_000 ? new Error('disk full') : null)
      },
    })
    const writer = createWorkbookWriter(broken)
    const sheet = writer.addSheet({ name: 'S', columns: [] })
    const writing = (async () => {
      for (let i = 0; i < 1_000_000; i += 1) await sheet.row([`${Math.sin(i)}`])
      await sheet.end()
      await writer.finish()
    })()
    await expect(writing).rejects.toThrow('disk full')
  })
})
