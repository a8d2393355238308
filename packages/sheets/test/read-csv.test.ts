import { afterAll, describe, expect, it } from 'vitest'
import { encodeGb18030 } from '../src/gb18030.ts'
import { openWorkbook } from '../src/index.ts'
import { makeScratch, problemOf, readAll, readTexts } from './scratch.ts'

const scratch = makeScratch()
afterAll(() => scratch.remove())

const write = (bytes: Buffer | string) => scratch.write(scratch.freshName('.csv'), bytes)
const encodingOf = async (path: string) => (await openWorkbook(path)).encoding

const text = '姓名,身份证号\r\n王小明,990101199001010011\r\n𬀩䶮,990101199001010038\r\n'
const texts = [
  ['姓名', '身份证号'],
  ['王小明', '990101199001010011'],
  ['𬀩䶮', '990101199001010038'],
]

describe('encodings', () => {
  it.each([
    ['utf-8', Buffer.from(text)],
    ['utf-8', Buffer.from(`\ufeff${text}`)],
    ['utf-16le', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['gb18030', encodeGb18030(text)],
  ])('reads %s', async (encoding, bytes) => {
    const path = write(bytes)
    expect(await encodingOf(path)).toBe(encoding)
    expect(await readTexts(path)).toEqual(texts)
  })

  it('is not fooled by a character on the border of two reads', async () => {
    // Reads are 1 MiB, and every length from one byte before the border to one behind it is tried.
    for (const before of [1048573, 1048574, 1048575]) {
      const path = write(`${'a\n'.repeat(524_280)}${'b'.repeat(before - 1_048_560)}王小明\n`)
      expect(await encodingOf(path)).toBe('utf-8')
    }
  })

  it('finds GB18030 behind a megabyte of plain ASCII', async () => {
    const path = write(Buffer.concat([Buffer.from('a,b\n'.repeat(400_000)), encodeGb18030('王,小\n')]))
    expect(await encodingOf(path)).toBe('gb18030')
    const [rows] = await readAll(path)
    expect(rows!.at(-1)!.cells.map((cell) => cell!.text)).toEqual(['王', '小'])
  })

  it('reads UTF-8 with one torn character and shows where it was', async () => {
    const torn = Buffer.from('王小明,李四\n'.repeat(500))
    const path = write(
      Buffer.concat([torn, Buffer.from('赵'), Buffer.from('\u5f20').subarray(0, 2), Buffer.from(',9\n')]),
    )
    expect(await encodingOf(path)).toBe('utf-8')
    expect((await readTexts(path)).at(-1)).toEqual(['赵\ufffd', '9'])
  })

  it('refuses bytes that are text in no encoding', async () => {
    const noise = Buffer.from(Array.from({ length: 3000 }, (_, i) => 128 + ((i * 89) % 128)))
    expect((await problemOf(openWorkbook(write(noise))))?.code).toBe('sheet.encoding')
  })
})

describe('rows', () => {
  it('keep quotes, delimiters and line ends inside quoted cells', async () => {
    const path = write('a,"b ""c"" d","e,\r\nf"\r\n"",x"y,"z" tail\r\n')
    expect(await readTexts(path)).toEqual([
      ['a', 'b "c" d', 'e,\r\nf'],
      [null, 'x"y', 'z tail'],
    ])
  })

  it.each([
    [';', 'a;b\n1,5;2\n'],
    ['\t', 'a\tb\n1,5\t2\n'],
    [',', 'a,b\n"1;5",2\n'],
    ['|', 'a|b\n1,5|2\n'],
  ])('are cut at %j', async (_, content) => {
    expect((await readTexts(write(content)))[0]).toEqual(['a', 'b'])
  })

  it('follow the sep= line of Excel, which is no row', async () => {
    expect((await readAll(write('sep=;\r\na;b\r\n')))[0]).toEqual([
      { row: 1, cells: [textCell('a'), textCell('b')] },
    ])
  })

  it('are numbered as Excel shows them, blank ones counted, with any line end', async () => {
    const [rows] = await readAll(write('标题\r\r甲,"乙\n丙"\r,,\r丁'))
    expect(rows!.map(({ row }) => row)).toEqual([1, 3, 5])
    const [windows] = await readAll(write('标题\r\n\r\n甲\r\n乙\n丙'))
    expect(windows!.map(({ row }) => row)).toEqual([1, 3, 4, 5])
  })

  it('lose the wrapping some programs put around numbers', async () => {
    expect(await readTexts(write('号,名\n="0012",="a""b"\n'))).toEqual([
      ['号', '名'],
      ['0012', '="a""b"'],
    ])
  })

  it('come out the same however the file is cut into reads', async () => {
    const row = '"x ""y""\r\nz",2,\r\n'
    const rows = await readTexts(write(row.repeat(60_000)))
    expect(rows).toHaveLength(60_000)
    expect(rows.every(([first, second]) => first === 'x "y"\r\nz' && second === '2')).toBe(true)
  })

  it('name the row of a quote that never closes', async () => {
    const found = await problemOf(readAll(write(`a,b\nc,"d\n${'e,f\n'.repeat(20_000)}`)))
    expect(found).toMatchObject({ code: 'sheet.unclosed-quote', params: { row: 2 } })
    expect((await problemOf(readAll(write('a,b\nc,"d'))))?.code).toBe('sheet.unclosed-quote')
  })
})

const textCell = (content: string) => ({ text: content, kind: 'text' })
