import { createWriteStream, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAnalysis } from '@zhucan/analysis'
import { makeIdNumber, type PlainDate, plainDate } from '@zhucan/kernel'
import { createWorkbookWriter, writeCsv } from '@zhucan/sheets'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { matchFiles } from './match-files.ts'

const day = plainDate('2026-11-21')
const number = (n: number) => makeIdNumber('990101', '1950-03-07' as PlainDate, n)

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'zhucan-cli-match-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

function csv(name: string, ...lines: string[]): string {
  const path = join(dir, name)
  writeFileSync(path, `${lines.join('\n')}\n`)
  return path
}

async function match(register: string, file: string, more: { map?: string } = {}) {
  const [out, review] = [join(dir, 'links.csv'), join(dir, 'review.csv')]
  const report = await matchFiles({ register, file, out, review, day, memory: '300MB', ...more })
  return { report, links: lines(out), review: lines(review) }
}

function lines(path: string): string[] {
  const [header, ...rows] = readFileSync(path, 'utf8').trimEnd().split('\r\n')
  expect(header).toBe('file_row,register_row,method,probability,weight,evidence')
  return rows
}

describe('rows', () => {
  it('are known by their number below the header, title rows and totals left out', async () => {
    const register = csv(
      'r.csv',
      '某县残疾人名册',
      '序号,姓名,身份证号',
      `1,甲,${number(1)}`,
      '',
      `2,乙,${number(2)}`,
    )
    const file = csv('f.csv', '姓名,证件号码,金额', `乙,${number(2)},5`, `甲,${number(1)},5`, '合计,,10')
    const { report, links } = await match(register, file)
    expect(report.register).toMatchObject({ headerRow: 2, rows: 2, usable: 2 })
    expect(report.result).toMatchObject({ rows: 2, matched: 2 })
    expect(links).toEqual(['1,3,exact,1,,idNumber', '2,1,exact,1,,idNumber'])
  })

  it('are known by their id column where there is one', async () => {
    const register = csv('r.csv', 'ID,身份证号', `p-7,${number(1)}`, `p-8,${number(2)}`)
    const file = csv('f.csv', 'id,身份证号', `A,${number(2)}`, `,${number(1)}`)
    expect((await match(register, file)).links).toEqual([
      'A,p-8,exact,1,,idNumber',
      'row 2,p-7,exact,1,,idNumber',
    ])
  })

  it('come in the order of the file, even thousands of them', async () => {
    const rows = Array.from({ length: 5000 }, (_, n) =>
      makeIdNumber('990101', '1950-03-07' as PlainDate, n % 1000),
    )
    const register = csv('r.csv', '身份证号', ...rows.slice(0, 1000))
    const { links } = await match(register, csv('f.csv', '身份证号', ...rows))
    expect(links.map((line) => Number(line.split(',')[0]))).toEqual(
      Array.from({ length: 5000 }, (_, n) => n + 1),
    )
  })
})

describe('numbers', () => {
  it('are read through faults, by certificate, and by the old 15 digits', async () => {
    const old = number(4).slice(0, 6) + number(4).slice(8, 17)
    const register = csv(
      'r.csv',
      '姓名,身份证号,残疾人证号',
      ...[1, 2, 3, 4].map((n) => `甲,${number(n)},${number(n)}43`),
    )
    const cells = [
      ` ${number(1).toLowerCase()}`,
      `${number(2)}44B1`,
      `"'${number(3)}"`,
      old,
      `${number(5)}`,
      '123',
      '无',
    ]
    const { report, links } = await match(register, csv('f.csv', '身份证号', ...cells))
    expect(links.map((line) => line.split(',').slice(0, 3).join())).toEqual([
      '1,1,exact',
      '2,2,exact',
      '3,3,exact',
      '4,4,upgraded15',
    ])
    expect(report.result).toMatchObject({ upgraded: 1, absent: 1, unusable: 2 })
  })

  it('that several persons share make no link, but stand in the review', async () => {
    const register = csv('r.csv', '身份证号', number(1), number(2), number(1))
    const { report, links, review } = await match(register, csv('f.csv', '身份证号', number(1), number(2)))
    expect(report.result).toMatchObject({ matched: 1, ambiguous: 1 })
    expect(links).toEqual(['2,2,exact,1,,idNumber'])
    expect(review).toEqual([
      '1,1,exact,,,idNumber; several persons under this number',
      '1,3,exact,,,idNumber; several persons under this number',
    ])
  })

  it('of a carer or guardian are not the person’s own', async () => {
    const register = csv('r.csv', '姓名,身份证号,监护人身份证号', `甲,${number(1)},${number(2)}`)
    const { links } = await match(register, csv('f.csv', '身份证号', number(2)))
    expect(links).toEqual([])
  })
})

describe('files', () => {
  it('may be GB18030', async () => {
    const file = join(dir, 'f.csv')
    const rows = [
      ['姓名', '身份证号'],
      ['甲', number(1)],
    ]
    await writeCsv(createWriteStream(file), rows, { encoding: 'gb18030' })
    expect((await match(csv('r.csv', '身份证号', number(1)), file)).links).toHaveLength(1)
  })

  it('may be workbooks: of the register the sheet of holders counts, not that of families', async () => {
    const register = join(dir, 'r.xlsx')
    const writer = createWorkbookWriter(createWriteStream(register))
    await sheet(
      writer,
      '家庭成员',
      ['户编号', '姓名', '与户主关系', '身份证号'],
      ['1', '乙', '配偶', number(2)],
    )
    await sheet(writer, '持证残疾人', ['姓名', '身份证号', '残疾人证号'], ['甲', number(1), `${number(1)}43`])
    await writer.finish()
    const { report, links } = await match(register, csv('f.csv', '身份证号', number(1), number(2)))
    expect(report.register.sheet).toBe('持证残疾人')
    expect(links).toEqual(['1,1,exact,1,,idNumber'])
  })

  it('may be Parquet, rows known by their place in the file', async () => {
    const file = join(dir, 'f.parquet')
    await using analysis = await openAnalysis({ dir: join(dir, 'spill'), folders: [dir] })
    await analysis.copyToParquet(
      `select case when range = 2999 then '${number(1)}' end as "身份证号", range as n from range(3000)`,
      file,
    )
    const { report, links } = await match(csv('r.csv', '身份证号', number(1)), file)
    expect(report.file).toMatchObject({ rows: 3000, usable: 1, headerRow: null })
    expect(links).toEqual(['3000,1,exact,1,,idNumber'])
  })

  it('with unusual headers are read by a map', async () => {
    const register = csv('r.csv', 'key,number_of_person', `x,${number(1)}`)
    const map = csv('map.json', '{"register":{"number_of_person":"id_number","key":"id"},"compare":[]}')
    expect((await match(register, csv('f.csv', '身份证号', number(1)), { map })).links).toEqual([
      '1,x,exact,1,,idNumber',
    ])
  })

  it.each([
    ['without a number column', 'match.no-identity-column', () => csv('f.csv', '名称,数', 'a,1'), undefined],
    ['that are not there', 'file.not-found', () => join(dir, 'gone.csv'), undefined],
    ['with a broken map', 'match.map-unreadable', () => csv('f.csv', '身份证号', number(1)), '{'],
    [
      'with a map of wrong shape',
      'match.map-unreadable',
      () => csv('f.csv', '身份证号', number(1)),
      '{"file":{"a":1}}',
    ],
  ] as const)('%s are refused and leave nothing behind', async (_what, code, file, map) => {
    const register = csv('r.csv', '身份证号', number(1))
    const more = map === undefined ? {} : { map: csv('map.json', map) }
    await expect(match(register, file(), more)).rejects.toMatchObject({ code })
    expect(readdirSync(dir).filter((name) => name.startsWith('links'))).toEqual([])
  })
})

async function sheet(
  writer: ReturnType<typeof createWorkbookWriter>,
  name: string,
  headers: string[],
  row: string[],
) {
  const made = writer.addSheet({ name, columns: headers.map((header) => ({ header, width: 12 })) })
  await made.row(row)
  await made.end()
}
