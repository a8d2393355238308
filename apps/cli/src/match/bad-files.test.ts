import { spawnSync } from 'node:child_process'
import {
  createWriteStream,
  linkSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeIdNumber, plainDate } from '@zhucan/kernel'
import { createWorkbookWriter } from '@zhucan/sheets'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommandLine } from '../run-command-line.ts'

const number = (n: number) => makeIdNumber('990101', plainDate('1950-03-07'), n)
const header = '姓名,出生日期,身份证号,户籍地'
const row = (n: number, id = number(n)) => `甲乙${n},1950-03-07,${id},清河县城关镇`
let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'zhucan-bad-files-'))
  put('register.csv', [header, ...[1, 2, 3, 4].map((n) => row(n))].join('\n'))
  put('file.csv', [header, row(2), row(3)].join('\n'))
  spawnSync('mkfifo', [at('pipe')])
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const at = (name: string) => join(dir, name)
function put(name: string, content: string | Buffer): string {
  writeFileSync(at(name), content)
  return at(name)
}

/** Runs `zhucan match` as an operator does; what it says and ends with. */
async function match(...args: string[]) {
  const said: string[] = []
  const hear = (text: string) => void said.push(text)
  const env = { ...process.env, ZHUCAN_KEYS: at('keys') }
  const status = await runCommandLine(['match', ...args], { env, answers: hear, notes: hear })
  return { status, said: said.join('') }
}
const against = (file: string, ...more: string[]) =>
  match('--register', at('register.csv'), '--file', file, '--out', at('links.csv'), ...more)
const links = () => readFileSync(at('links.csv'), 'utf8').trimEnd().split('\r\n').slice(1)

describe('what is read is never written over', () => {
  it.each([
    ['the register', ['--out', 'register.csv']],
    ['the file', ['--out', 'file.csv']],
    ['the links by the review', ['--out', 'links.csv', '--review', 'links.csv']],
    ['the register by the model', ['--out', 'links.csv', '--model', 'register.csv']],
    ['the register under another name', ['--out', 'same.csv']],
  ])('%s', async (_what, places) => {
    const before = readFileSync(at('register.csv'), 'utf8')
    rmSync(at('same.csv'), { force: true })
    linkSync(at('register.csv'), at('same.csv'))
    const named = places.map((one) => (one.startsWith('--') ? one : at(one)))
    const { status, said } = await match('--register', at('register.csv'), '--file', at('file.csv'), ...named)
    expect(status).toBe(2)
    expect(said).toContain('are one file')
    expect(readFileSync(at('register.csv'), 'utf8')).toBe(before)
  })
})

describe('wrong use ends with 2 and says what is wrong', () => {
  it.each([
    ['one file on both sides', ['--file', 'register.csv'], '--dedupe'],
    ['an output that is a folder', ['--file', 'file.csv', '--out', '.'], 'is a folder'],
    ['memory in words', ['--file', 'file.csv', '--memory', 'lots'], 'analysis.size-unreadable'],
    ['a day that is none', ['--file', 'file.csv', '--day', '22.11.2026'], 'date.invalid'],
    ['a review of duplicates', ['--dedupe', '--review', 'review.csv'], '--review'],
    ['one to one of duplicates', ['--dedupe', '--one-to-one', 'yes'], '--one-to-one'],
  ])('%s', async (_what, args, word) => {
    const named = args.map((one) => (/csv$|^\.$/.test(one) ? at(one) : one))
    const { status, said } = await match('--register', at('register.csv'), '--out', at('links.csv'), ...named)
    expect({ status, said }).toMatchObject({ status: 2, said: expect.stringContaining(word) })
  })
})

describe('a place that takes no files is told before anything is read', () => {
  it.each([
    ['links where nobody may write', 'out', '/proc/links.csv', 'match.place-not-writable'],
    ['links in a folder that is not there', 'out', 'nowhere/links.csv', 'match.place-no-folder'],
    ['links in a file as if it were a folder', 'out', 'file.csv/links.csv', 'match.place-no-folder'],
    ['links into a pipe', 'out', 'pipe', 'match.place-no-file'],
    ['a review where nobody may write', 'review', '/proc/review.csv', 'match.place-not-writable'],
    ['a review in a folder that is not there', 'review', 'nowhere/review.csv', 'match.place-no-folder'],
    ['a model where nobody may write', 'model', '/proc/model.json', 'match.place-not-writable'],
    ['a model in a file as if it were a folder', 'model', 'file.csv/m.json', 'match.place-no-folder'],
  ])('%s', async (_what, name, place, code) => {
    const path = place.startsWith('/') ? place : at(place)
    const places = { out: at('fresh.csv'), review: at('fresh-review.csv'), [name]: path }
    const named = Object.entries(places).flatMap(([one, value]) => [`--${one}`, value])
    const before = readdirSync(dir)
    const { status, said } = await match('--register', at('register.csv'), '--file', at('file.csv'), ...named)
    expect({ status, said }).toEqual({ status: 2, said: expect.stringContaining(`[${code}]`) })
    expect(said).toContain(path)
    expect(said).not.toMatch(/ {4}at |行/)
    expect(readdirSync(dir)).toEqual(before)
  })
})

describe('what is written', () => {
  const formula = (n: number) => `"=HYPERLINK(""${n}"")"`
  const named = (rows: readonly number[]) =>
    [`id,${header}`, ...rows.map((n) => `${formula(n)},${row(n)}`)].join('\n')

  it('runs no cell as a formula, and others cannot read it', async () => {
    const register = put('formulas.csv', named([1, 2, 3]))
    const sides = ['--register', register, '--file', put('named.csv', named([2, 3]))]
    writeFileSync(at('guarded.csv'), 'old', { mode: 0o644 })
    const { status, said } = await match(...sides, '--out', at('guarded.csv'))
    expect({ status, said }).toMatchObject({ status: 0 })
    const written = readFileSync(at('guarded.csv'), 'utf8')
    expect(written).toContain("'=HYPERLINK")
    expect(written).not.toMatch(/(^|,)"?=/m)
    expect(statSync(at('guarded.csv')).mode & 0o777).toBe(0o600)
  })

  it('parts that a killed run left go with the next run, those of a run at work stay', async () => {
    const gone = spawnSync(process.execPath, ['-e', '']).pid
    put(`links.csv.${gone}.part`, 'left')
    put(`review.csv.${gone}.part`, 'left')
    put(`links.csv.${process.ppid}.part`, 'at work')
    const { status } = await against(at('file.csv'), '--review', at('review.csv'))
    expect(status).toBe(0)
    expect(readdirSync(dir).filter((one) => one.endsWith('.part'))).toEqual([
      `links.csv.${process.ppid}.part`,
    ])
    rmSync(at(`links.csv.${process.ppid}.part`))
  })
})

describe('a file that cannot be used is named, with what to do', () => {
  // 姓名,身份證號 as Big5 has them.
  const big5 = Buffer.from(`\xa9m\xa6W,\xa8\xad\xa5\xf7\xc3\xd2\xb8\xb9\n,${number(1)}\n`, 'latin1')
  const marked = Buffer.from(`${header}\n${row(1)}\n`, 'utf16le')
  it.each([
    ['no rows', 'empty.csv', `${header}\n`, 'sheet.empty'],
    ['UTF-16 without its mark', 'wide.csv', marked, 'sheet.encoding'],
    ['UTF-16 the other way round', 'wider.csv', Buffer.from(marked).swap16(), 'sheet.encoding'],
    ['Big5', 'taiwan.csv', big5, 'sheet.encoding-traditional'],
    ['a header nobody knows', 'odd.csv', 'aa,bb\n1,2\n', 'match.header-unknown'],
    ['half of a Parquet', 'half.parquet', 'PAR1 and then nothing', 'file.not-readable'],
    ['an open quotation', 'open.csv', `${header}\n"甲,1950-03-07\n`, 'sheet.unclosed-quote'],
  ])('%s', async (_what, name, content, code) => {
    writeFileSync(at('links.csv'), 'old')
    const { status, said } = await against(put(name, content))
    expect({ status, said }).toEqual({ status: 1, said: expect.stringContaining(`[${code}]`) })
    expect(said).toContain(name)
    expect(said).not.toContain('    at ')
    expect(readFileSync(at('links.csv'), 'utf8')).toBe('old')
    expect(readdirSync(dir).filter((one) => one.endsWith('.part'))).toEqual([])
  })

  it('a map says which part of it is wrong', async () => {
    const map = put('map.json', '{"compare":[{"column":"姓名","kind":"name"},{"column":"年","kind":"age"}]}')
    const { status, said } = await against(at('file.csv'), '--map', map)
    expect({ status, said }).toEqual({ status: 1, said: expect.stringContaining('compare[1].kind') })
  })
})

describe('the two sides given the wrong way round', () => {
  const people = () =>
    put('people.csv', `残疾人证号,残疾类别,残疾等级,${header}\n${number(1)}11,肢体,二级,${row(1)}\n`)
  const list = () => put('list.csv', `姓名,身份证号,死亡日期\n甲,${number(1)},2026-01-01\n`)
  const swapped = ['people.csv 的列像是名册', 'people.csv has the columns of a register']

  const nameless = () => put('nameless.csv', '死者,死亡日期\n甲,2026-01-01\n')
  it.each([
    ['plainly', list, () => []],
    ['with an index', list, () => ['--index', at('swapped-index')]],
    ['by numbers only', nameless, () => ['--exact-only']],
  ])('are told, %s', async (_what, register, more) => {
    const sides = ['--register', register(), '--file', people(), '--out', at('never.csv')]
    const { status, said } = await match(...sides, ...more())
    expect(status).toBe(1)
    for (const word of swapped) expect(said).toContain(word)
  })

  it('are told where both have all that is needed: the links are written, with a word of warning', async () => {
    const list = put('long-list.csv', [header, row(1), row(2)].join('\n'))
    const sides = (register: string, file: string) => ['--register', register, '--file', file]
    const out = ['--out', at('long-links.csv'), '--exact-only']
    const swapped = await match(...sides(list, people()), ...out)
    expect(swapped).toMatchObject({ status: 0, said: expect.stringContaining('两份文件可能给反了') })
    expect(swapped.said).toContain('the wrong way round')
    const kept = await match(...sides(list, people()), ...out, '--index', at('long-index'))
    expect(kept).toMatchObject({ status: 0, said: expect.stringContaining('两份文件可能给反了') })
    const { status, said } = await match(...sides(people(), list), ...out)
    expect(status).toBe(0)
    expect(said).not.toContain('给反了')
  })

  it('but not where both are right or neither is a register', async () => {
    const asIs = await match('--register', people(), '--file', list(), '--out', at('never.csv'))
    const neither = await match(
      '--register',
      list(),
      '--file',
      put('list2.csv', `姓名,身份证号\n甲,1\n`),
      '--out',
      at('never.csv'),
    )
    for (const { status, said } of [asIs, neither]) {
      expect(status).toBe(1)
      expect(said).not.toMatch(/像是名册|columns of a register/)
    }
  })
})

it('reads a header of two rows with merged cells under a title, of xlsx and csv', async () => {
  const heads = [
    ['序号', '姓名', '身份证号', '出生日期', '户籍地', null, null, '备注'],
    [null, null, null, null, '县', '乡镇', '村', null],
  ]
  const rows = [2, 3].map((n) => [
    String(n),
    `甲乙${n}`,
    number(n),
    '1950-03-07',
    '清河县',
    '城关镇',
    '东街村',
    null,
  ])
  const writer = createWorkbookWriter(createWriteStream(at('merged.xlsx')))
  const columns = heads[0]!.map(() => ({ header: '', width: 9 }))
  const sheet = writer.addSheet({ name: '发放表', columns, title: '二〇二六年一月发放表', header: false })
  for (const one of [...heads, ...rows]) await sheet.row(one)
  await sheet.end()
  await writer.finish()
  const csv = put(
    'merged.csv',
    ['二〇二六年一月发放表', ...[...heads, ...rows].map((one) => one.join())].join('\n'),
  )
  for (const file of [at('merged.xlsx'), csv]) {
    const { status, said } = await against(file, '--json')
    expect({ status, said }).toMatchObject({ status: 0 })
    const report = JSON.parse(said.slice(said.indexOf('{"register"')).split('\n')[0]!)
    expect(report.file).toMatchObject({
      rows: 2,
      headerRow: 3,
      columns: { region: '县 / 乡镇 / 村', name: '姓名' },
    })
    expect(links()).toEqual(['1,2,exact,1,,idNumber', '2,3,exact,1,,idNumber'])
  }
  const blank = put('blank.csv', [`${header},,电话`, `${row(2)},x,13800000000`].join('\n'))
  const { said } = await against(blank, '--json')
  const report = JSON.parse(said.slice(said.indexOf('{"register"')).split('\n')[0]!)
  expect(report.file.columns.phone, 'a blank header means nothing').toBe('电话')
})

it('reads a head of three rows: groups, columns, and a place divided into more', async () => {
  const heads = [
    '残疾人基本信息,,,,,,监护人信息,',
    '姓名,身份证号,出生日期,户籍地,,,姓名,电话',
    ',,,县,乡镇,村,,',
  ]
  const rows = [2, 3].map((n) => `甲乙${n},${number(n)},1950-03-07,清河县,城关镇,东街村,丙${n},13800000000`)
  const plain = put('three.csv', [...heads, ...rows].join('\n'))
  const titled = put('titled.csv', ['二〇二六年一月发放表', '单位：清河县', ...heads, ...rows].join('\n'))
  for (const [file, headerRow] of [
    [plain, 3],
    [titled, 5],
  ] as const) {
    const { status, said } = await against(file, '--json')
    expect({ status, said }).toMatchObject({ status: 0 })
    const report = JSON.parse(said.slice(said.indexOf('{"register"')).split('\n')[0]!)
    const columns = { region: '县 / 乡镇 / 村', name: '姓名', idNumber: '身份证号' }
    expect(report.file).toMatchObject({ rows: 2, headerRow, columns })
    expect(report.file.columns).not.toHaveProperty('phone')
    expect(links()).toEqual(['1,2,exact,1,,idNumber', '2,3,exact,1,,idNumber'])
  }
})

it('says which of several columns of one name was used', async () => {
  const lines = ['姓名,出生日期,身份证号,户籍地,身份证号', `甲乙2,1950-03-07,,清河县城关镇,${number(2)}`]
  const { status, said } = await against(put('doubled.csv', lines.join('\n')))
  expect({ status, said }).toMatchObject({ status: 0 })
  expect(said).toContain('有几列都叫“身份证号”，只用了第一列')
  expect(said).toContain('several columns are called "身份证号"')
  expect(said).not.toContain('都叫“姓名”')
})

it('does not take the guardian of a head of two rows for the person', async () => {
  const heads = ['监护人信息,,残疾人信息,,,', '姓名,电话,姓名,身份证号,出生日期,户籍地']
  const rows = [2, 3].map((n) => `丙${n},13800000000,甲乙${n},${number(n)},1950-03-07,清河县城关镇`)
  const { status, said } = await against(put('groups.csv', [...heads, ...rows].join('\n')), '--json')
  expect({ status, said }).toMatchObject({ status: 0 })
  const report = JSON.parse(said.slice(said.indexOf('{"register"')).split('\n')[0]!)
  expect(report.file).toMatchObject({ headerRow: 2, columns: { name: '姓名', idNumber: '身份证号' } })
  expect(report.file.columns).not.toHaveProperty('phone')
  expect(links()).toEqual(['1,2,exact,1,,idNumber', '2,3,exact,1,,idNumber'])
})

it('tells of numbers that a spreadsheet has rounded, and links them by the rest only', async () => {
  const { status, said } = await against(put('e.csv', [header, row(2, '9.90101E+17'), row(3)].join('\n')))
  expect(status).toBe(0)
  expect(said).toContain('--file：1 行的号码被表格软件四舍五入')
})

it('tells of them with a kept index as well, when it is made, when it is used and when the file is known', async () => {
  const register = put('half.csv', [header, row(1, '9.90101E+17'), row(2), row(3), row(4)].join('\n'))
  const file = put('e-kept.csv', [header, row(2, '9.90101E+17'), row(3)].join('\n'))
  const index = ['--index', at('rounded-index')]
  const sides = ['--file', file, '--out', at('kept-links.csv')]
  const [ofRegister, ofFile] = ['--register：1 行的号码被', '--file：1 行的号码被']
  const made = await match('--register', register, ...index)
  expect(made).toMatchObject({ status: 0, said: expect.stringContaining(ofRegister) })
  for (const _time of ['new', 'known']) {
    const { status, said } = await match(...index, ...sides)
    expect({ status, said }).toMatchObject({ status: 0, said: expect.stringContaining(ofRegister) })
    expect(said).toContain(ofFile)
  }
  const newer = put(
    'newer.csv',
    [header, row(2), row(1, '9.90101E+17'), row(3, '9.9E+17'), row(4)].join('\n'),
  )
  const { said } = await match('--register', newer, '--update', ...index, ...sides)
  expect(said).toContain('--register：2 行的号码被')
  expect(said).toContain(ofFile)
})

it('leaves out a header that comes again in the midst of a list', async () => {
  const { said } = await against(put('twice.csv', [header, row(2), header, row(3)].join('\n')), '--json')
  const report = JSON.parse(said.slice(said.indexOf('{"register"')).split('\n')[0]!)
  expect(report.file.rows).toBe(2)
  expect(links()).toEqual(['1,2,exact,1,,idNumber', '3,3,exact,1,,idNumber'])
})

it('a list whose numbers all found somebody leaves nothing to link', async () => {
  const { status, said } = await against(at('file.csv'))
  expect({ status, said }).toMatchObject({ status: 0 })
  expect(links()).toHaveLength(2)
})
