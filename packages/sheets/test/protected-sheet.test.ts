import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createWorkbookWriter, openWorkbook } from '@zhucan/sheets'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { defaultLimits } from '../src/sheet-model.ts'
import { openArchive } from '../src/zip-archive.ts'

describe('a protected sheet beside a hidden one', () => {
  let folder: string
  let path: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zhucan-protected-'))
    path = join(folder, 'form.xlsx')
    const writer = createWorkbookWriter(createWriteStream(path))
    const sheet = writer.addSheet({
      name: '名册',
      columns: [
        { header: 'key', hidden: true, locked: true },
        { header: '姓名' },
        { header: '级', choices: ['一级', '二级'] },
      ],
      freezeHeader: true,
      protect: true,
    })
    await sheet.row(['k1', '王小明', { text: '一级', locked: true }])
    await sheet.end()
    const mark = writer.addSheet({ name: 'mark', hidden: true, header: false, columns: [] })
    await mark.row(['mark', '1'])
    await mark.end()
    await writer.finish()
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const part = async (name: string) => {
    const archive = await openArchive(path, defaultLimits)
    let text = ''
    for await (const chunk of archive.read(name)) text += chunk.toString('utf8')
    archive.close()
    return text
  }

  test('locks what may not be changed and leaves open what may, new rows included', async () => {
    const xml = await part('xl/worksheets/sheet1.xml')
    expect(xml).toContain('<sheetProtection sheet="1"')
    expect(xml.indexOf('<sheetProtection')).toBeLessThan(xml.indexOf('<dataValidations'))
    expect(xml).toMatch(/<col min="1" max="1" width="14" style="2"[^>]*hidden="1"/)
    expect(xml).toContain('<col min="2" max="2" width="14" style="14"')
    expect(xml).toContain('r="A2" s="2"')
    expect(xml).toContain('r="B2" s="14"')
    expect(xml).toContain('r="C2" s="2"')
    expect((await part('xl/styles.xml')).match(/locked="0"/g)).toHaveLength(4)
  })

  test('keeps the hidden sheet readable and out of sight', async () => {
    const workbook = await openWorkbook(path, {})
    expect(workbook.sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['名册', false],
      ['mark', true],
    ])
    await workbook.close()
    expect((await readFile(path)).length).toBeGreaterThan(0)
  })
})
