import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { indicatorByWords, indicators } from '@zhucan/catalogue'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type Counted, compileIndicator, type FactRow } from '../src/index.ts'

interface Example {
  readonly name: string
  readonly indicator?: string
  readonly facts: FactRow
  readonly counted: Counted
}

const folder = fileURLToPath(new URL('../../catalogue/src/indicators/', import.meta.url))

/** The examples of a group stand in one file, whose name every code of the group begins with. */
function examplesOf(code: string): Example[] {
  const parts = code.split('-')
  for (let length = parts.length; length > 0; length--) {
    const path = `${folder}${parts.slice(0, length).join('-')}.examples.yaml`
    if (existsSync(path))
      return (parse(readFileSync(path, 'utf8')) as Example[]).filter(
        (each) => (each.indicator ?? code) === code,
      )
  }
  return []
}

// Of a group, one example or another stands for all.
const shown = indicators.filter(({ code }) => examplesOf(code).length > 0)

describe.each(shown.map((definition) => ({ code: definition.code, definition })))('$code', (suite) => {
  const compiled = compileIndicator(suite.definition)!
  it.each(examplesOf(suite.code))('$name', ({ facts, counted }) => {
    expect(compiled.evaluate(facts)).toBe(counted)
  })
})

describe('the list of indicators', () => {
  it('has no code twice, and no rate without a denominator', () => {
    expect(new Set(indicators.map(({ code }) => code)).size).toBe(indicators.length)
    for (const { kind, denominator } of indicators) expect(denominator !== undefined).toBe(kind === 'rate')
  })

  it('counts nothing itself where figures are handed in', () => {
    for (const each of indicators) expect(compileIndicator(each) === null).toBe(each.source === 'reported')
  })

  it.each([
    ['辅助器具适配率', 'device-fitting-rate'],
    ['残疾人基本康复服务覆盖率', 'basic-rehabilitation-coverage'],
    ['贫困精神残疾人服药补贴', 'medicine-subsidy'],
    ['残疾人上岗就业', 'placed-in-work'],
    ['残疾人信访事项办结率', 'petition-conclusion'],
    ['助残志愿者队伍集中培训', 'volunteer-teams'],
    ['革命历史题材无障碍电影', 'audio-described-films'],
    ['建档立卡貧困', null],
  ])('finds what a notice means by %s', (words, code) => {
    expect(indicatorByWords(words)?.code ?? null).toBe(code)
  })
})
