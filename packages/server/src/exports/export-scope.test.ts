import { exportFilterWords, exportKinds, isToldFilter } from '@zhucan/catalogue'
import { describe, expect, it } from 'vitest'
import { clueFilter } from '../clues/index.ts'
import { exportSourceOf } from './sources.ts'

/** A schema as far as this test looks into it. */
interface Looked {
  shape?: Record<string, Looked>
  options?: readonly string[]
  unwrap?: () => Looked
  in?: Looked
}

const kinds = Object.keys(exportKinds) as (keyof typeof exportKinds)[]
const shapeOf = (kind: (typeof kinds)[number]): Record<string, Looked> =>
  (kind === 'clues' ? clueFilter : (exportSourceOf(kind)!.filter as Looked)).shape as Record<string, Looked>

function choicesOf(schema: Looked): readonly string[] {
  if (schema.options) return schema.options
  const inner = schema.unwrap?.() ?? schema.in
  return inner ? choicesOf(inner) : []
}

const unknown = '0190a000-0000-7000-8000-000000000001'
const samples: Readonly<Record<string, string>> = {
  region: '990101000000',
  office: unknown,
  level: '2',
  holder: '4',
  mine: 'true',
  changed: 'true',
  indicator: 'placed-in-work',
  ...Object.fromEntries(['organisation', 'notice', 'target', 'parent'].map((name) => [name, unknown])),
}
const names = {
  region: '虚构省甲市',
  office: '甲镇残联',
  notice: '虚构省甲市〔2026〕6号',
  target: 'placed-in-work',
  parent: '入户走访',
}

const conditions = kinds.flatMap((kind) =>
  Object.entries(shapeOf(kind)).flatMap(([name, schema]) => {
    const choices = choicesOf(schema).filter((value) => value !== 'false' || name === 'verdict')
    const values = choices.length > 0 ? choices : [samples[name] ?? '2026-11-01']
    return values.map((value) => [kind, name, value] as const)
  }),
)

describe('the scope of an export', () => {
  it('knows every condition of every list', () => {
    expect(conditions.length).toBeGreaterThan(120)
    for (const [kind, name] of conditions)
      expect([kind, name, isToldFilter(kind, name)]).toEqual([kind, name, true])
  })

  it.each(conditions)('of %s tells %s = %s in words', (kind, name, value) => {
    const words = exportFilterWords(kind, { [name]: value }, names)
    const isData = ['name', 'q', 'since', 'until', 'from', 'to', 'personId', 'title'].includes(name)
    expect(words.zh).toMatch(/\p{Script=Han}/u)
    expect(words.en.length).toBeGreaterThan(3)
    if (!isData) expect(words.zh).not.toContain(value)
    expect(words.zh).not.toContain(`${name}：`)
  })

  it('tells a state by the kind of list, and its order', () => {
    const asked = { scope: 'given', state: 'issued', level: 3, sort: '-due' }
    expect(exportFilterWords('targets', asked, {}).zh).toBe(
      '我单位下达；状态：已下达；层级：县级；按期限倒序排列',
    )
    expect(exportFilterWords('tasks', asked, {}).en).toBe(
      'Given by us; State: Issued; Level: County; Ordered by deadline, backwards',
    )
  })

  it('tells several conditions in their order, and none as everything', () => {
    expect(
      exportFilterWords(
        'clues',
        { state: 'open', office: 'x', until: '2026-11-30', verdict: 'false' },
        { office: '甲镇残联' },
      ).zh,
    ).toBe('状态：未销号；承办单位：甲镇残联；2026-11-30 止发现；核实结果：不属实')
    expect(exportFilterWords('register', {}, {}).zh).toBe('全部，没有筛选')
    expect(exportFilterWords('clues', { mine: 'false' }, {}).en).toBe('Everything, without a filter')
  })
})
