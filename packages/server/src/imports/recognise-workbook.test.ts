import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recogniseWorkbook } from './recognise-workbook.ts'
import { invented, makeWorkbook } from './test-imports.ts'

const { idNumber, certificateNumber } = invented(7)
const rows = [
  ['清河县残疾人基本情况登记表'],
  ['单位：清河县残联', null, null, null, null, '二〇二六年十月'],
  ['序号', '姓名', '身份证号', '残疾人证号', '户籍地', null, '监护人信息', null, '联系电话'],
  [null, null, null, null, '乡镇', '村', '姓名', '电话', null],
  ['1', '甲', idNumber, certificateNumber, '城关镇', '东街村', '乙', '13800000000', '13900000000'],
]
const csv = rows.map((row) => row.map((text) => text ?? '').join(',')).join('\r\n')

describe('a head of two rows under a title', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zhucan-head-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test.each([
    ['名册.xlsx', () => makeWorkbook({ 名册: rows })],
    ['名册.csv', async () => Buffer.from(csv)],
  ])('is read column by column in %s', async (name, bytes) => {
    const path = join(folder, name)
    await writeFile(path, await bytes())
    const found = await recogniseWorkbook(path, name)
    expect(found.fileType).toBe('register')
    const [sheet] = found.sheets
    expect(sheet).toMatchObject({ headerRow: 4, sheet: 'holders' })
    expect(Object.fromEntries(sheet!.columns.map(({ header, key }) => [header, key]))).toEqual({
      序号: null,
      姓名: 'name',
      身份证号: 'idNumber',
      残疾人证号: 'certificateNumber',
      乡镇: 'hukouRegion',
      村: 'hukouRegion',
      监护人姓名: 'guardianName',
      监护人电话: 'guardianPhone',
      联系电话: 'phone',
    })
    expect(sheet!.title).toContain('清河县残疾人基本情况登记表 单位：清河县残联')
    expect(sheet!.title).not.toContain('序号')
  })
})
