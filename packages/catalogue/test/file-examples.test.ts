import { readdirSync, readFileSync } from 'node:fs'
import { checkCharacter, faultCatalogue, plainDate } from '@zhucan/kernel'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { FileDefinition } from '../src/define-file.ts'
import { fileById, files, rankFiles, recogniseFile } from '../src/file-list.ts'
import { type HeaderMap, mapHeaders, missingColumns, unusedHeaders } from '../src/header-map.ts'
import { normaliseHeader } from '../src/header-text.ts'
import { parseCsv, type ReadableRow, readSample, splitSample } from './sample-sheet.ts'

type Examples = {
  day: string
  sheet: string
  columns: Record<string, string>
  unused: string[]
  rows: ({ name: string } & ReadableRow)[]
}

const folder = new URL('../src/files/', import.meta.url)
const names = readdirSync(folder)
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8')
/** register, register.family, deaths … */
const samples = names
  .filter((name) => name.endsWith('.sample.csv'))
  .map((name) => name.replace('.sample.csv', ''))

function sampleOf(base: string) {
  const examples = parse(read(`${base}.examples.yaml`)) as Examples
  const file: FileDefinition = fileById(base.split('.')[0]!)!
  const sheet = file.sheets[examples.sheet]!
  return { examples, file, sheet, ...splitSample(parseCsv(read(`${base}.sample.csv`)), file) }
}

const headersBehind = (map: HeaderMap, headers: string[]) =>
  Object.fromEntries(
    Object.entries(map).map(([key, place]) => [
      key,
      [place]
        .flat()
        .map((index) => headers[index as number])
        .join('、'),
    ]),
  )

describe.each(samples)('样表 %s', (base) => {
  const { examples, file, sheet, headers, title, data } = sampleOf(base)

  it('表头都认得', () => {
    const map = mapHeaders(sheet, headers)
    expect(headersBehind(map, headers)).toEqual(examples.columns)
    expect(unusedHeaders(headers, map).map((index) => headers[index])).toEqual(examples.unused)
    expect(missingColumns(sheet, map)).toEqual([])
  })

  it('凭表头就知道是什么表', () => {
    const [best, second] = rankFiles(headers)
    expect([best?.file.id, best?.sheet]).toEqual([file.id, examples.sheet])
    expect(best!.score - (second?.score ?? 0)).toBeGreaterThan(0.1)
    expect(recogniseFile(headers, title)?.file.id).toBe(file.id)
  })

  const rows = readSample(sheet, headers, data, { day: plainDate(examples.day) })

  it('每一行都有例子', () => {
    expect(rows).toHaveLength(examples.rows.length)
  })

  it.each(examples.rows.map((row, index) => ({ ...row, index })))('$name', ({ values, faults, index }) => {
    expect(rows[index]).toEqual({ values, faults })
  })

  it('故障代码都在目录里', () => {
    for (const fault of rows.flatMap((row) => row.faults)) {
      const [column, code] = fault.split(' ') as [string, string]
      expect(sheet.columns).toHaveProperty(column)
      expect(faultCatalogue).toHaveProperty([code])
    }
  })

  it('号码都以99开头，是虚构的', () => {
    for (const number of read(`${base}.sample.csv`)
      .normalize('NFKC')
      .matchAll(/(?<!\d)\d{17}[\dXx]/g)) {
      expect(number[0].slice(0, 2)).toBe('99')
    }
  })
})

describe('every file type', () => {
  it('of every sheet has a sample and examples, and no sample is left over', () => {
    const expected = files.flatMap((file) =>
      Object.keys(file.sheets).map((sheet, index) => (index === 0 ? file.id : `${file.id}.${sheet}`)),
    )
    expect(samples.toSorted()).toEqual(expected.toSorted())
    expect(names.filter((name) => name.endsWith('.examples.yaml'))).toHaveLength(samples.length)
  })

  it.each(files.map((file) => [file.id, file] as const))('%s is described in full', (_id, file) => {
    const labels = [file.title, file.department, file.legalBasis, file.permittedUse]
    for (const sheet of Object.values(file.sheets)) {
      labels.push(sheet.title)
      for (const column of Object.values(sheet.columns)) {
        labels.push(column.label, ...(column.choices ?? []).map(({ label }) => label))
      }
    }
    for (const { zh, en } of labels) {
      expect(zh).not.toBe('')
      expect(en).toMatch(/^[A-Z]/)
      expect(en).not.toMatch(/\p{Script=Han}/u)
    }
    expect(file.feeds.length).toBeGreaterThan(0)
    if (file.id !== 'register') expect(file.retentionDays).toBeGreaterThan(0)
  })

  it('keeps a choice word for one value only', () => {
    for (const file of files) {
      for (const sheet of Object.values(file.sheets)) {
        for (const [key, column] of Object.entries(sheet.columns)) {
          const words = (column.choices ?? []).flatMap(({ value, label, aliases }) => [
            ...new Set([value, label.zh, label.en, ...aliases].map(normaliseHeader)),
          ])
          expect(words.length, `${file.id} ${key}`).toBe(new Set(words).size)
        }
      }
    }
  })

  it('has samples with right and with wrong check characters', () => {
    const numbers = samples.flatMap((base) => [
      ...read(`${base}.sample.csv`).matchAll(/(?<!\d)(99\d{15})([\dX])(?!\d)/g),
    ])
    const right = numbers.filter(([, first17, check]) => checkCharacter(first17!) === check)
    expect(right.length).toBeGreaterThan(20)
    expect(numbers.length - right.length).toBeGreaterThan(3)
  })
})
