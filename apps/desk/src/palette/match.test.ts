import { describe, expect, it } from 'vitest'
import { bestOf, fitOf, looksLikeNumber } from './match.ts'

const register = { label: '名册', keys: 'mingce mc 残疾人' }
const lists = { label: '部门名单', keys: 'bumenmingdan bmmd' }

describe('what fits', () => {
  it('by its words, their beginning, other words and pinyin', () => {
    for (const typed of ['名册', '名', 'mc', 'ming', 'Ming Ce', '残疾人', 'ＭＣ'])
      expect(fitOf(register, typed), typed).toBeGreaterThan(0)
    for (const typed of ['x', '清单', 'ce']) expect(fitOf(register, typed), typed).toBe(0)
  })

  it('the best first', () => {
    expect(bestOf([lists, register], '名', 5)).toEqual([register, lists])
    expect(bestOf([lists, register], '', 1)).toEqual([lists])
  })

  it('knows a number however it is written', () => {
    expect(looksLikeNumber('990101 19600506 123X')).toBe(true)
    expect(looksLikeNumber('９９０１０１１９６００５０６１２３４')).toBe(true)
    expect(looksLikeNumber('2026-11-21')).toBe(false)
  })
})
