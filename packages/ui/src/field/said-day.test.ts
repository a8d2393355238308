import { describe, expect, it } from 'vitest'
import { speaks } from './said-day.tsx'

describe('speaks', () => {
  it('says nothing twice where browser and page agree', () => {
    expect(speaks('zh-CN', 'zh-CN')).toBe(true)
    expect(speaks('zh-CN', 'zh-Hans-CN')).toBe(true)
    expect(speaks('en', 'en-GB')).toBe(true)
  })

  it('says the day where they do not, also where English puts the month first', () => {
    expect(speaks('zh-CN', 'en-US')).toBe(false)
    expect(speaks('en', 'en-US')).toBe(false)
    expect(speaks('en', 'zh-CN')).toBe(false)
  })
})
