import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isProblem } from '@zhucan/kernel'
import { readNotice } from '@zhucan/reading'
import { createWorkbookWriter } from '@zhucan/sheets'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encodeGb18030 } from '../../sheets/src/gb18030.ts'
import { readPaper } from '../src/index.ts'

const samples = join(import.meta.dirname, 'samples')
const invented = join(import.meta.dirname, '..', '..', 'reading', 'test', 'documents')
const original = join(invented, 'qinglan-2024-liubumen-lianhe.txt')
let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhucan-papers-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

async function codeOf(path: string): Promise<string> {
  const error: unknown = await readPaper(path).catch((reason: unknown) => reason)
  return isProblem(error) ? error.code : 'no problem'
}

/** What a person would compare: everything but offsets and white space. */
function told(text: string) {
  const { title, documentNumber, issuers, issuedOn, addressees, sections, items } = readNotice(text)
  const bare = items.map(({ start: _, ...item }) => ({ ...item, quote: item.quote.replace(/\s+/g, '') }))
  return {
    title,
    documentNumber,
    issuers,
    issuedOn,
    addressees,
    sections: sections.map(({ path, heading }) => [path, heading]),
    bare,
  }
}

describe('one notice in four kinds of file', () => {
  test.each(['notice.docx', 'notice.pdf', 'notice.html'])('%s gives the same as txt', async (name) => {
    const plain = await readPaper(original)
    const other = await readPaper(join(samples, name))
    expect(told(other.text)).toEqual(told(plain.text))
    expect(readNotice(other.text).items.length).toBeGreaterThan(15)
  })

  test('a row of a table is one line with bars, and is read as a row', async () => {
    const { text } = await readPaper(
      file(
        'table.html',
        '<h1>某市残联任务分解表</h1><p>现印发给你们，请认真抓好落实。</p><table><tr><th>任务</th><th>责任单位</th><th>完成时限</th></tr><tr><td><p>新增就业</p><p>120人</p></td><td>市残联</td><td>2024年9月底</td></tr></table><table><tr><td>某市残联</td><td>文件</td></tr></table>',
      ),
    )
    expect(text.split('\n').slice(2)).toEqual([
      '任务 | 责任单位 | 完成时限',
      '新增就业120人 | 市残联 | 2024年9月底',
      '某市残联',
      '文件',
    ])
    expect(readNotice(text).items.map(({ kind }) => kind)).toEqual(['target', 'deadline', 'responsibility'])
  })

  test('labels that Word numbers by itself are printed; deleted text is not', async () => {
    const { text } = await readPaper(join(samples, 'numbered.docx'))
    expect(text.split('\n')).toEqual([
      '一、总体要求',
      '（一）基本原则',
      '（二）工作目标',
      '二、主要任务',
      '（一）就业增收',
      '指标',
      '新增就业180人',
      '新数320人',
    ])
  })

  test.each([
    ['utf-8 with mark', Buffer.from('\ufeff关于做好工作的通知')],
    ['gb18030', encodeGb18030('关于做好工作的通知')],
    ['utf-16', Buffer.from('\ufeff关于做好工作的通知', 'utf16le')],
  ])('txt in %s', async (_, bytes) => {
    expect((await readPaper(file('a.txt', bytes))).text).toBe('关于做好工作的通知')
  })

  test('html in gb2312, without menus', async () => {
    const page =
      '<html><head><meta charset="gb2312"></head><body><ul><li><a href="/">首页</a></li></ul><div><p>关于做好工作的通知</p><p>各县残联：</p></div></body></html>'
    expect((await readPaper(file('b.html', encodeGb18030(page)))).text).toBe('关于做好工作的通知\n各县残联：')
  })
})

describe('files that are not read', () => {
  test.each([
    ['locked.pdf', 'document.password'],
    ['scanned.pdf', 'document.no-text-layer'],
    ['entities.docx', 'document.unsafe'],
  ])('%s: %s', async (name, code) => {
    expect(await codeOf(join(samples, name))).toBe(code)
  })

  test.each([
    ['old.doc', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), 'document.old-word'],
    ['cut.docx', Buffer.from('PK\u0003\u0004 and nothing else'), 'document.broken'],
    ['cut.pdf', Buffer.from('%PDF-1.7 and nothing else'), 'document.broken'],
    ['none.txt', Buffer.alloc(0), 'document.empty'],
    ['blank.txt', Buffer.from(' \n\u3000\n'), 'document.empty'],
    ['picture.png', Buffer.from([0x89, 0x50, 0x4e, 0x47]), 'document.unknown-kind'],
    [
      'noise.txt',
      Buffer.from(Array.from({ length: 400 }, (_, n) => 0x80 + ((n * 37) % 128))),
      'document.encoding',
    ],
  ] as const)('%s', async (name, bytes, code) => {
    expect(await codeOf(file(name, bytes))).toBe(code)
  })

  test('a workbook is no paper', async () => {
    const path = join(folder, 'list.xlsx')
    const workbook = createWorkbookWriter(createWriteStream(path))
    const sheet = workbook.addSheet({ name: '名单', columns: [{ header: '姓名' }] })
    await sheet.end()
    await workbook.finish()
    expect(await codeOf(path)).toBe('document.unknown-kind')
  })

  test('a file that is not there', async () => {
    expect(await codeOf(join(folder, 'nowhere.txt'))).toBe('file.not-found')
  })
})
