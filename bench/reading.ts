import { type Cell, compileReader, mapHeaders, registerFile } from '@zhucan/catalogue'
import { categories, inspectIdentity, makeCertificateNumber, makeIdNumber, plainDate } from '@zhucan/kernel'
import { type BenchResult, medianSeconds } from './bench.ts'

const day = plainDate('2026-11-21')
const sheet = registerFile.sheets.holders
const keys = Object.keys(sheet.columns) as (keyof typeof sheet.columns)[]

const fixed: Partial<Record<keyof typeof sheet.columns, string>> = {
  name: '王小明',
  ethnicity: '汉族',
  category: '肢体残疾',
  level: '二级',
  issuedOn: '2018/5/6',
  validTo: '2028年5月5日',
  hukouRegion: '990101001201',
  address: '秦山县青石镇柳河村三组12号',
  relationToHead: '户主',
  hukouKind: '农业户口',
  guardianRelation: '配偶',
  maritalStatus: '已婚',
  education: '小学',
  employment: '务农',
  selfCare: '部分自理',
}

function rowOf(index: number): (Cell | null)[] {
  const birth = plainDate(`${1930 + (index % 80)}-${String((index % 12) + 1).padStart(2, '0')}-15`)
  const id18 = makeIdNumber('990101', birth, index % 1000)
  const own = {
    ...fixed,
    birth,
    sex: index % 2 === 1 ? '男' : '女',
    idNumber: index % 5 === 0 ? ` ${id18.slice(0, 6)} ${id18.slice(6)}` : id18,
    certificateNumber: makeCertificateNumber(id18, categories[index % 7]!.code, 2, index % 3),
    phone: `1380000${String(index % 10_000).padStart(4, '0')}`,
    householdNumber: `H${index}`,
  }
  return keys.map((key) => (own[key] === undefined ? null : { text: own[key], kind: 'text' }))
}

const rowCount = 200_000

/** Reading the cells of a register: 200,000 rows of 30 columns, each normalised and checked for faults. */
export async function run(): Promise<BenchResult> {
  const headers = keys.map((key) => sheet.columns[key].label.zh)
  const read = compileReader(sheet, mapHeaders(sheet, headers), { day })
  const rows = Array.from({ length: 20_000 }, (_, index) => rowOf(index))
  const rounds = rowCount / rows.length
  const ours = await medianSeconds(3, () => {
    for (let n = 0; n < rounds; n++) for (const row of rows) read(row)
  })
  const baseline = await medianSeconds(3, () => {
    for (let n = 0; n < rounds; n++)
      for (const row of rows) row.map((cell) => cell?.text.normalize('NFKC').trim())
  })
  const numbers = Array.from({ length: 2000 }, (_, n) =>
    makeIdNumber('990101', plainDate('1968-03-12'), n % 1000),
  )
  const seconds = await medianSeconds(3, () => {
    for (let n = 0; n < 100; n++) for (const number of numbers) inspectIdentity(number, { day })
  })
  return {
    ours,
    baseline,
    unit: 's',
    baselineIs: 'only NFKC and trim of every cell',
    figures: { 'numbers inspected a second': Math.round(rowCount / seconds) },
  }
}
