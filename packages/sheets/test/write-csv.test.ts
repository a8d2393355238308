import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { type CsvOptions, type CsvRow, openWorkbook, writeCsv } from '../src/index.ts'
import { makeScratch, readTexts } from './scratch.ts'

const scratch = makeScratch()
afterAll(() => scratch.remove())

async function write(rows: readonly CsvRow[], options?: CsvOptions): Promise<string> {
  const path = scratch.path(scratch.freshName('.csv'))
  await writeCsv(createWriteStream(path), rows, options)
  return path
}

describe('writeCsv', () => {
  it('writes RFC 4180 with the mark Excel needs', async () => {
    const path = await write([
      ['姓名', '备注'],
      ['王,小明', 'a"b\nc'],
      [null, 1.5],
    ])
    expect(await readFile(path, 'utf8')).toBe('\ufeff姓名,备注\r\n"王,小明","a""b\nc"\r\n,1.5\r\n')
  })

  it('is read back as written, in every encoding and delimiter', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('王', '𬀩', 'a', ',', ';', '\t', '"', '\n', ' ', '1', '·'),
      maxLength: 8,
    })
    const options = fc.record({
      encoding: fc.constantFrom('utf-8' as const, 'gb18030' as const),
      bom: fc.boolean(),
      delimiter: fc.constantFrom(',' as const, ';' as const, '\t' as const),
      guardFormulas: fc.constant(false),
    })
    const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(table, options, async (rows, how) => {
        // A header of five columns makes the delimiter plain, as every real list does.
        const header = ['姓名', '身份证号', '性别', '住址', '备注']
        const full = [header, ...rows.map(([a, b, c]) => ['王', a, b, c, '终'])]
        const read = await readTexts(await write(full, how))
        expect(read).toEqual(full.map((row) => row.map((text) => (text === '' ? null : text))))
      }),
      { numRuns: 100 },
    )
  })

  it('takes the fangs out of formulas unless told not to', async () => {
    expect(await readTexts(await write([['x', '=1+1', -5]]))).toEqual([['x', "'=1+1", '-5']])
    expect(await readTexts(await write([['x', '=1+1']], { guardFormulas: false }))).toEqual([['x', '=1+1']])
  })

  it('writes GB18030 without a mark', async () => {
    const path = await write([['姓名'], ['𬀩䶮']], { encoding: 'gb18030' })
    const workbook = await openWorkbook(path)
    expect(workbook.encoding).toBe('gb18030')
    expect((await readFile(path)).subarray(0, 4).toString('hex')).toBe('d0d5c3fb')
  })
})
