import { createWriteStream, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAnalysis } from '@zhucan/analysis'
import { makeIdNumber, type PlainDate, plainDate } from '@zhucan/kernel'
import { createWorkbookWriter, writeCsv } from '@zhucan/sheets'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findDuplicates } from './find-duplicates.ts'
import { type MatchJob, matchFiles } from './match-files.ts'

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

/** Numbers alone. */
const exactly = (register: string, file: string, more: Partial<MatchJob> = {}) =>
  match(register, file, { exactOnly: true, ...more })

async function match(register: string, file: string, more: Partial<MatchJob> = {}) {
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
    const { report, links } = await exactly(register, file)
    expect(report.register).toMatchObject({ headerRow: 2, rows: 2, usable: 2 })
    expect(report.result).toMatchObject({ rows: 2, matched: 2 })
    expect(links).toEqual(['1,3,exact,1,,idNumber', '2,1,exact,1,,idNumber'])
  })

  it('are known by their id column where there is one', async () => {
    const register = csv('r.csv', 'ID,身份证号', `p-7,${number(1)}`, `p-8,${number(2)}`)
    const file = csv('f.csv', 'id,身份证号', `A,${number(2)}`, `,${number(1)}`)
    expect((await exactly(register, file)).links).toEqual([
      'A,p-8,exact,1,,idNumber',
      'row 2,p-7,exact,1,,idNumber',
    ])
  })

  it('come in the order of the file, even thousands of them', async () => {
    const rows = Array.from({ length: 5000 }, (_, n) =>
      makeIdNumber('990101', '1950-03-07' as PlainDate, n % 1000),
    )
    const register = csv('r.csv', '身份证号', ...rows.slice(0, 1000))
    const { links } = await exactly(register, csv('f.csv', '身份证号', ...rows))
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
    const { report, links } = await exactly(register, csv('f.csv', '身份证号', ...cells))
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
    const { report, links, review } = await exactly(register, csv('f.csv', '身份证号', number(1), number(2)))
    expect(report.result).toMatchObject({ matched: 1, ambiguous: 1 })
    expect(links).toEqual(['2,2,exact,1,,idNumber'])
    expect(review).toEqual([
      '1,1,exact,,,idNumber; several persons under this number',
      '1,3,exact,,,idNumber; several persons under this number',
    ])
  })

  it('of a carer or guardian are not the person’s own', async () => {
    const register = csv('r.csv', '姓名,身份证号,监护人身份证号', `甲,${number(1)},${number(2)}`)
    const { links } = await exactly(register, csv('f.csv', '身份证号', number(2)))
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
    expect((await exactly(csv('r.csv', '身份证号', number(1)), file)).links).toHaveLength(1)
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
    const { report, links } = await exactly(register, csv('f.csv', '身份证号', number(1), number(2)))
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
    const { report, links } = await exactly(csv('r.csv', '身份证号', number(1)), file)
    expect(report.file).toMatchObject({ rows: 3000, usable: 1, headerRow: null })
    expect(links).toEqual(['3000,1,exact,1,,idNumber'])
  })

  it('with unusual headers are read by a map', async () => {
    const register = csv('r.csv', 'key,number_of_person', `x,${number(1)}`)
    const map = csv('map.json', '{"register":{"number_of_person":"id_number","key":"id"},"compare":[]}')
    expect((await exactly(register, csv('f.csv', '身份证号', number(1)), { map })).links).toEqual([
      '1,x,exact,1,,idNumber',
    ])
  })

  it.each([
    ['without a number column', 'match.header-unknown', () => csv('f.csv', '名称,数', 'a,1'), undefined],
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
    await expect(exactly(register, file(), more)).rejects.toMatchObject({ code })
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

describe('rows without a usable number', () => {
  const header = '姓名,性别,出生日期,身份证号,户籍地,地址,联系电话'
  const people = [
    `张建国,男,1950-03-07,${number(1)},临溪县/石桥镇/东风村,3组12号,19900000001`,
    `李秀英,女,1961-11-20,${number(2)},临溪县/石桥镇/东风村,5组7号,19900000002`,
    `买买提·艾力,男,1972-01-15,${number(3)},临溪县/双河镇/柳河村,1组1号,`,
    ...Array.from(
      { length: 60 },
      (_, n) =>
        `${'赵钱孙周吴郑冯陈褚卫'[n % 10]}${'伟芳敏静磊'[n % 5]}${'一二三四五六'[n % 6]},${n % 2 ? '男' : '女'},19${40 + n}-0${1 + (n % 9)}-1${n % 10},${number(100 + n)},临溪县/石桥镇/新${'东西南北中'[n % 5]}村,${n}号,`,
    ),
  ]

  it('are linked by name, birth date and place, with evidence in bits', async () => {
    const { report, links } = await match(
      csv('r.csv', header, ...people),
      csv(
        'f.csv',
        header,
        '張建国,男,1950-03-07,,临溪县/石桥镇/东风村,3组12号,',
        '买买提•艾力,男,1972-01-15,,临溪县/双河镇/柳河村,,',
        '王五,男,1988-08-08,,临溪县/石桥镇/东风村,9组9号,',
      ),
    )
    expect(links.map((line) => line.split(',').slice(0, 3).join())).toEqual(['1,1,linked', '2,3,linked'])
    expect(links[0]).toMatch(/name same \+\d+\.\d; birth same \+\d+\.\d/)
    expect(report.linkage).toMatchObject({ linked: 2, trained: true })
  })

  it('of a twin are for a person to decide', async () => {
    const { links, review } = await match(
      csv('r.csv', header, ...people),
      csv('f.csv', header, '张建军,男,1950-03-07,,临溪县/石桥镇/东风村,3组12号,'),
    )
    expect(links).toEqual([])
    expect(review).toHaveLength(1)
    expect(review[0]).toContain('needs a person')
  })

  it('that carry the number of somebody else are not linked by it', async () => {
    const { report, links, review } = await match(
      csv('r.csv', header, ...people),
      csv('f.csv', header, `李秀英,女,1961-11-20,${number(1)},临溪县/石桥镇/东风村,5组7号,`),
    )
    expect(report).toMatchObject({ strangers: 1, result: { matched: 0 } })
    expect(links.map((line) => line.split(',').slice(0, 3).join())).toEqual(['1,2,linked'])
    expect(review[0]).toContain("name and birth date are another person's")
  })

  const name = `张建国,${number(1)}`
  it.each([
    ['no place', '姓名,身份证号', name, 'match.only-exact', 'place'],
    ['a number alone', '身份证号', number(1), 'match.only-exact', 'name, place'],
    [
      'neither number nor birth date nor place',
      '姓名,性别,联系电话',
      '张建国,男,19900000001',
      'match.cannot-link',
      'birth, place',
    ],
  ])(
    'are refused with the columns linkage needs where a file has %s',
    async (_what, head, row, code, missing) => {
      const [whole, poor] = [csv('r.csv', header, ...people), csv('p.csv', head, row)]
      await expect(match(whole, poor)).rejects.toMatchObject({ code, params: { file: 'p.csv', missing } })
      await expect(match(poor, whole)).rejects.toMatchObject({ code, params: { file: 'p.csv', missing } })
      expect(readdirSync(dir).filter((one) => one.startsWith('links'))).toEqual([])
    },
  )

  it('are left alone where only numbers are asked for, whatever else the file has', async () => {
    const [register, exactOnly] = [csv('r.csv', header, ...people), true]
    const poor = await match(register, csv('f.csv', '姓名,身份证号', name, '李秀英,'), { exactOnly })
    expect(poor.links).toEqual(['1,1,exact,1,,idNumber'])
    expect(poor.report.linkage).toEqual({ exactOnly: [{ side: 'file', missing: ['place'] }] })
    const [first = ''] = people
    const rich = csv('g.csv', header, first.replace(number(1), ''), people[1]!)
    const { links, report } = await match(register, rich, { exactOnly })
    expect(links).toEqual(['2,2,exact,1,,idNumber'])
    expect(report.linkage).toEqual({ exactOnly: [] })
  })

  it('cannot be matched by number only without a number', async () => {
    const [register, file] = [
      csv('r.csv', header, ...people),
      csv('g.csv', '姓名,出生日期,地址', '甲,1950-01-01,1组'),
    ]
    await expect(match(register, file, { exactOnly: true })).rejects.toMatchObject({
      code: 'match.no-identity-column',
      params: { file: 'g.csv' },
    })
  })

  it('are linked by a model that was kept, which is not touched', async () => {
    const [register, file] = [
      csv('r.csv', header, ...people),
      csv('f.csv', header, '张建国,男,1950-03-07,,临溪县/石桥镇/东风村,3组12号,'),
    ]
    const model = join(dir, 'model.json')
    const first = await match(register, file, { model })
    const text = readFileSync(model, 'utf8')
    const second = await match(register, file, { model })
    expect(first.report.linkage).toMatchObject({ trained: true })
    expect(second.report.linkage).toMatchObject({ trained: false, linked: 1 })
    expect(readFileSync(model, 'utf8')).toBe(text)
    writeFileSync(model, '{"format":1}')
    await expect(match(register, file, { model })).rejects.toMatchObject({ code: 'match.model-unreadable' })
  })
})

describe('files without Chinese identities', () => {
  const words = 'abel bree carl dora emil fern gus hope ivan june kurt lena milo nora otto pia'.split(' ')
  // A fixed stream of chance: names, days and places are independent of each other.
  const draw = (n: number, field: number, among: number) =>
    Math.floor(Math.abs(Math.sin(n * 12.9898 + field * 78.233) * 43758.5453) * among) % among
  const row = (n: number) => {
    const word = (field: number) => words[draw(n, field, 16)]!
    const born = `${1910 + draw(n, 4, 80)}-0${1 + draw(n, 5, 9)}-1${draw(n, 6, 10)}`
    return [`rec-${n}`, word(1), `${word(2)}${word(3)}son`, born, 2000 + draw(n, 7, 997)]
  }
  const head = ['rec_id', ' given_name', ' surname', ' born', ' postcode']
  const left = Array.from({ length: 300 }, (_, n) => row(n).join(', '))
  const right = Array.from({ length: 300 }, (_, n) => {
    const [id, given, surname, born, postcode] = row(299 - n)
    const typo = n % 5 === 0 ? String(surname).replace('son', 'sen') : surname
    return [id, n % 7 === 0 ? '' : given, typo, born, postcode].join(', ')
  })
  const compare = [
    { column: 'name', kind: 'name' },
    { column: 'surname', kind: 'name' },
    { column: 'born', kind: 'date' },
    { column: 'postcode', kind: 'postcode' },
  ]
  const files = () => [csv('a.csv', head.join(','), ...left), csv('b.csv', head.join(','), ...right)] as const

  it.each([
    ['names for both sides', { register: { rec_id: 'id', given_name: 'name' }, compare }],
    [
      'names for each side',
      { register: { rec_id: 'id', given_name: 'name' }, file: { rec_id: 'id', given_name: 'name' }, compare },
    ],
    ['names the other way round', { register: { id: 'rec_id', name: 'given_name' }, compare }],
    [
      'blanks around headers',
      { register: { ' rec_id ': 'id', ' given_name': 'name', 'surname ': 'surname' }, compare },
    ],
  ])('are linked by a map with %s', async (_what, map) => {
    const [register, file] = files()
    const { report, links } = await match(register, file, { map: csv('map.json', JSON.stringify(map)) })
    expect(report.linkage).toMatchObject({ linked: 300, oneToOne: true })
    for (const line of links) {
      const [one, other] = line.split(',')
      expect(one).toBe(other)
    }
  })

  it('are refused with the columns that are missing', async () => {
    const [register, file] = files()
    const map = csv('map.json', JSON.stringify({ compare: [...compare, { column: 'hair', kind: 'text' }] }))
    await expect(match(register, file, { map })).rejects.toMatchObject({
      code: 'match.map-column-missing',
      params: { columns: 'name, hair' },
    })
    expect(readdirSync(dir).filter((name) => name.startsWith('links'))).toEqual([])
  })

  it('show which rows of one file are one person', async () => {
    const map = csv('map.json', JSON.stringify({ register: { rec_id: 'id', given_name: 'name' }, compare }))
    const both = csv('both.csv', head.join(','), ...left, ...right.map((line) => line.replace('rec', 'dup')))
    const out = join(dir, 'pairs.csv')
    const report = await findDuplicates({ register: both, map, out, memory: '300MB', day })
    const [pairHeader, ...pairs] = readFileSync(out, 'utf8').trimEnd().split('\r\n')
    expect(pairHeader).toBe('row_a,row_b,probability,weight,evidence')
    const right2 = pairs.filter((line) => line.split(',')[0]!.slice(4) === line.split(',')[1]!.slice(4))
    expect(right2.length / 300).toBeGreaterThanOrEqual(0.99)
    expect(right2.length / pairs.length).toBeGreaterThanOrEqual(0.99)
    expect(report.linkage.linked).toBe(pairs.length)
  })
})

it('refuses an output in a folder that is not there before it reads anything', async () => {
  const register = csv('r.csv', '身份证号', number(1))
  const job = { register, file: register, out: join(dir, 'gone/links.csv'), day }
  await expect(matchFiles(job)).rejects.toMatchObject({ code: 'match.place-no-folder' })
})

it('leaves the old links whole when a run fails', async () => {
  const register = csv('r.csv', '身份证号', number(1))
  await exactly(register, csv('f.csv', '身份证号', number(1)))
  const before = readFileSync(join(dir, 'links.csv'), 'utf8')
  await expect(exactly(register, csv('g.csv', '名称', 'x'))).rejects.toMatchObject({})
  expect(readFileSync(join(dir, 'links.csv'), 'utf8')).toBe(before)
  expect(readdirSync(dir).filter((name) => name.endsWith('.part'))).toEqual([])
})
