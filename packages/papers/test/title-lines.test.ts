import { labelNumeral, titleLines } from '@zhucan/papers'
import { describe, expect, test } from 'vitest'
import { markSize } from '../src/docx/line-paragraph.ts'
import { widthOf } from '../src/wording.ts'

describe('lines of a title', () => {
  test.each([
    ['关于开展困难重度残疾人家庭走访探视活动的通知', 2],
    ['关于印发《江城市2026年残疾人重点工作任务分工方案》的通知', 2],
    ['关于2026年1—10月残疾人重点工作任务完成情况的通报', 2],
    [
      '江城市残疾人联合会关于转发《中国残联办公厅关于做好2026年度全国残疾人家庭收入状况调查工作的通知》的通知',
      3,
    ],
  ])('%s', (title, count) => {
    const lines = titleLines(title)
    expect(lines.join('')).toBe(title)
    expect(lines).toHaveLength(count)
    for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(18)
    for (const line of lines) expect(line).not.toMatch(/^[的和、》]|^人|残疾$/)
    const [first = 0, second = 0, third] = lines.map(widthOf)
    // No rectangle, no hourglass.
    if (third === undefined) expect(first).not.toBe(second)
    else expect(second).toBeGreaterThanOrEqual(Math.min(first, third))
  })

  test('a short title stays in one line, a text without words is cut where it is full', () => {
    expect(titleLines('关于做好助残日活动的通知')).toEqual(['关于做好助残日活动的通知'])
    expect(titleLines('国'.repeat(100)).every((line) => widthOf(line) <= 18)).toBe(true)
    expect(titleLines('国'.repeat(100)).join('')).toHaveLength(100)
  })

  test('numerals of labels', () => {
    expect([1, 10, 11, 20, 21, 99].map(labelNumeral)).toEqual([
      '一',
      '十',
      '十一',
      '二十',
      '二十一',
      '九十九',
    ])
  })

  test('the head of an organ with a long name stays in one line', () => {
    for (const width of [4, 11, 16, 24, 30]) {
      const { points, scale } = markSize(width)
      expect((width * points * scale) / 100).toBeLessThanOrEqual((156 * 72) / 25.4)
    }
  })
})
