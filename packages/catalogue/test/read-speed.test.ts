import { categories, inspectIdentity, makeCertificateNumber, makeIdNumber, plainDate } from '@zhucan/kernel'
import { expect, it } from 'vitest'
import type { Cell } from '../src/cell.ts'
import { registerFile } from '../src/file-exports.ts'
import { mapHeaders } from '../src/header-map.ts'
import { compileReader } from '../src/read-file.ts'

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

/** Seconds of processor time, not of the clock, so that a busy machine does not fail the test. */
function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const used = process.cpuUsage(before)
  return (used.user + used.system) / 1_000_000
}

it('20,000 rows of 30 columns are read in 1.5 s of one processor', () => {
  expect(keys).toHaveLength(30)
  const headers = keys.map((key) => sheet.columns[key].label.zh)
  const read = compileReader(sheet, mapHeaders(sheet, headers), { day })
  const rows = Array.from({ length: 20_000 }, (_, index) => rowOf(index))
  let faults = 0
  const seconds = cpuSeconds(() => {
    for (const row of rows) faults += read(row).faults.length
  })
  expect(faults).toBeGreaterThan(0)
  expect(seconds).toBeLessThan(1.5)
})

it('200,000 clean numbers are inspected in a second', () => {
  const numbers = Array.from({ length: 2000 }, (_, index) =>
    makeIdNumber('990101', plainDate('1968-03-12'), index % 1000),
  )
  let faults = 0
  const seconds = cpuSeconds(() => {
    for (let round = 0; round < 100; round++) {
      for (const number of numbers) faults += inspectIdentity(number, { day }).faults.length
    }
  })
  expect(faults).toBe(0)
  expect(seconds).toBeLessThan(1)
})
