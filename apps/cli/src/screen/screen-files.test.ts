import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cp, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { openAnalysis } from '@zhucan/analysis'
import { makeDemo } from '@zhucan/demo'
import { makeCertificateNumber, makeIdNumber, plainDate } from '@zhucan/kernel'
import { countKept, keepFactTable, rulesOn } from '@zhucan/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { totalsOf } from '../facts/county-counts.ts'
import { openFactTable, withEngine } from '../facts/fact-tables.store.ts'
import { type ScreenJob, screenFiles } from './screen-files.ts'
import { openScreenFile } from './screen-tables.ts'

const day = plainDate('2026-11-21')

let dir: string
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'zhucan-cli-screen-'))
  await makeDemo({ persons: 1_500, seed: 11, day, out: join(dir, 'county') })
}, 60_000)
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const csv = (path: string) =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','))

async function screen(job: Partial<ScreenJob> = {}) {
  const out = join(dir, 'clues.csv')
  const report = await screenFiles({
    ...{ registers: [join(dir, 'county', 'register.xlsx')], facts: join(dir, 'county', 'lists') },
    ...{ rules: rulesOn(day), out, day, language: 'zh', memory: '500MB' },
    ...job,
  })
  return { report, clues: csv(out) }
}

/** The invented person behind each row of the register, by the certificate number that stands there. */
async function personsByRow(): Promise<Map<string, string>> {
  const persons = new Map(
    csv(join(dir, 'county', 'truth', 'people.csv')).map(([no, , certificate]) => [certificate!, no!]),
  )
  await using analysis = await openAnalysis({ dir: join(dir, 'spill') })
  const file = await openScreenFile(join(dir, 'county', 'register.xlsx'), analysis)
  const holders = file.tables.find(({ sheet }) => sheet === 'holders')!
  const rows = new Map<string, string>()
  for await (const { row, cells } of holders.rows)
    rows.set(String(row), persons.get(cells[holders.map.certificateNumber as number]?.text ?? '') ?? '?')
  await file.close()
  return rows
}

describe('an invented county', () => {
  it('leaves its facts as a table that counts the same when it is kept packed', async () => {
    const factTable = join(dir, 'facts', 'facts.parquet')
    mkdirSync(dirname(factTable))
    const { report } = await screen({ factTable })
    const rulesOfDay = rulesOn(day).map(({ compiled }) => compiled)
    const counties = await withEngine({ paths: [factTable] }, async (analysis) => {
      const kept = join(dir, 'facts', 'kept')
      const keys = ['person_id', 'county']
      await keepFactTable(analysis, kept, await openFactTable(analysis, factTable, { keys }))
      return countKept(analysis, kept, rulesOfDay)
    })
    expect(counties.map(({ county }) => String(county).slice(0, 2))).toContain('99')
    expect(counties.reduce((sum, { people }) => sum + people, 0)).toBe(report.people)
    const personal = new Set(
      rulesOn(day).flatMap(({ definition }) => (definition.subject === 'person' ? [definition.id] : [])),
    )
    const totals = totalsOf(counties, rulesOfDay).filter(({ rule }) => personal.has(rule))
    const expected = report.rules.filter(({ rule }) => personal.has(rule))
    expect(totals).toEqual(expected.map(({ rule, clues, cannotSay }) => ({ rule, yes: clues, cannotSay })))
  })

  it('gives the expected clues of every rule, as sets', async () => {
    const { report, clues } = await screen()
    const persons = await personsByRow()
    const found = clues.map(([rule, subject, row, household]) =>
      [rule, subject, subject === 'person' ? persons.get(row!) : household].join(),
    )
    const expected = csv(join(dir, 'county', 'truth', 'clues.csv')).map((line) => line.join())
    expect(found.filter((clue) => !expected.includes(clue))).toEqual([])
    expect(expected.filter((clue) => !found.includes(clue))).toEqual([])
    expect(new Set(found).size).toBe(found.length)
    expect(report.rules.reduce((sum, { clues: count }) => sum + count, 0)).toBe(found.length)
    expect(new Set(clues.map(([rule]) => rule)).size).toBe(15)
  })

  it('says for each clue why, in words with the values of the person', async () => {
    const rules = rulesOn(day).filter(({ definition }) => definition.id === 'severe-living-alone')
    const zh = await screen({ rules })
    const en = await screen({ rules, language: 'en' })
    expect(zh.clues.length).toBeGreaterThan(10)
    expect(zh.clues.every((line) => line[0] === 'severe-living-alone' && /[一二]级/.test(line.at(-1)!))).toBe(
      true,
    )
    expect(en.clues.every((line) => /level/i.test(line.slice(7).join()))).toBe(true)
  })

  it('without a kind of list its rules cannot say, and never say none', async () => {
    const facts = join(dir, 'fewer')
    await mkdir(facts)
    await cp(join(dir, 'county', 'lists', 'deaths.xlsx'), join(facts, 'deaths.xlsx'))
    writeFileSync(join(facts, 'menu.csv'), '菜名,价格\n豆腐,5\n')
    const { report, clues } = await screen({ facts })
    const payment = report.rules.find(({ rule }) => rule === 'tekun-with-nursing')!
    expect(payment).toMatchObject({ clues: 0 })
    expect(payment.cannotSay).toBeGreaterThan(1_000)
    expect(payment.missing[0]!.facts).toContain('person.nursingPaid')
    expect(clues.filter(([rule]) => rule === 'tekun-with-nursing')).toEqual([])
    expect(report.unknown).toEqual(['menu.csv'])
  })
})

describe('a register', () => {
  const number = (n: number) => makeIdNumber('990101', plainDate('1970-03-07'), n)
  const holder = (n: number, name: string, household: string) =>
    `${name},男,1970-03-07,${number(n)},${makeCertificateNumber(number(n), 'physical', 1)},肢体,一级,${household},990101001001,2030-01-01`
  const lines = ['姓名,性别,出生日期,身份证号,残疾人证号,残疾类别,残疾等级,户编号,户籍区划代码,有效期止']

  it('of holders only leaves the size of households unknown', async () => {
    const register = join(dir, 'holders.csv')
    writeFileSync(register, [...lines, holder(1, '甲', 'h1'), holder(2, '乙', 'h2')].join('\n'))
    const { report } = await screen({ registers: [register] })
    const alone = report.rules.find(({ rule }) => rule === 'severe-living-alone')!
    expect(alone).toMatchObject({ clues: 0, cannotSay: 2, missing: [{ facts: ['household.size'] }] })
  })

  it('may be two files, and rows are known by their id column', async () => {
    const [register, families] = [join(dir, 'h.csv'), join(dir, 'f.csv')]
    writeFileSync(
      register,
      [
        `id,${lines[0]}`,
        `A-1,${holder(1, '甲', 'h1')}`,
        `A-2,${holder(2, '乙', 'h2')}`,
        `A-3,${holder(2, '乙', 'h2')}`,
      ].join('\n'),
    )
    writeFileSync(
      families,
      `户编号,成员姓名,与户主关系,身份证号码,是否照料人\nh2,丙,配偶,${number(3)},是\nh9,丁,配偶,${number(4)},否\n`,
    )
    const { report, clues } = await screen({ registers: [families, register] })
    expect(report.register).toMatchObject({
      holders: 2,
      relatives: 1,
      refused: { 'row.duplicate': 1, 'household.unknown': 1 },
    })
    expect(clues.filter(([rule]) => rule === 'severe-living-alone').map((line) => line.slice(2, 5))).toEqual([
      ['A-1', 'h1', '甲'],
    ])
  })

  it('may be Parquet', async () => {
    const path = join(dir, 'register.parquet')
    writeFileSync(join(dir, 'p.csv'), [...lines, holder(5, '戊', 'h5')].join('\n'))
    await using analysis = await openAnalysis({ dir: join(dir, 'spill'), folders: [dir] })
    await analysis.copyToParquet(
      `select * from read_csv('${join(dir, 'p.csv')}', all_varchar = true, header = true)`,
      path,
    )
    const { report } = await screen({ registers: [path] })
    expect(report.register).toMatchObject({ rows: 1, holders: 1 })
  })

  it('that is none is refused and leaves nothing behind', async () => {
    const out = join(dir, 'nothing.csv')
    const registers = [join(dir, 'county', 'lists', 'deaths.xlsx')]
    await expect(screen({ registers, out })).rejects.toMatchObject({ code: 'screen.no-register' })
    expect(readdirSync(dir).filter((name) => name.startsWith('nothing'))).toEqual([])
  })
})
