import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findWords, moveByCharacter, moveEdge, sentenceAt, sentencesOf, stepSentence } from './clauses.ts'
import { draftOf, faultsOf, itemOf, newDraft } from './item-draft.ts'
import type { NoticeItem } from './notices.queries.ts'
import { guessKind } from './personal-kind.ts'
import { pickMark, segmentsOf } from './segments.ts'

describe('pieces of a marked text', () => {
  it('cuts where quotes begin and end, one inside another, crossing, and over a line break', () => {
    const lines = segmentsOf('甲乙丙丁\n戊己庚', [
      { id: 'whole', start: 0, end: 7 },
      { id: 'inner', start: 1, end: 3 },
      { id: 'crossing', start: 2, end: 4 },
      { id: 'none', start: 3, end: 3 },
    ])
    expect(lines.map(({ segments }) => segments.map(({ text, marks }) => [text, marks.join()]))).toEqual([
      [
        ['甲', 'whole'],
        ['乙', 'whole,inner'],
        ['丙', 'whole,inner,crossing'],
        ['丁', 'whole,crossing'],
      ],
      [
        ['戊己', 'whole'],
        ['庚', ''],
      ],
    ])
  })

  it('loses nothing of the text, covers each mark and stands at its offsets, whatever the marks', () => {
    const mark = fc.tuple(fc.nat(40), fc.nat(40)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)
    const text = fc.array(fc.constantFrom('甲', '乙', '\n', '𠮷', 'a'), { maxLength: 40 })
    fc.assert(
      fc.property(text, fc.array(mark, { maxLength: 8 }), (parts, places) => {
        const whole = parts.join('')
        const marks = places.map(([start, end], index) => ({ id: String(index), start, end }))
        const lines = segmentsOf(whole, marks)
        expect(
          lines.map(({ segments }) => segments.map(({ text: piece }) => piece).join('')).join('\n'),
        ).toBe(whole)
        for (const { start, text: piece, marks: over } of lines.flatMap(({ segments }) => segments)) {
          expect(whole.slice(start, start + piece.length)).toBe(piece)
          for (let at = start; at < start + piece.length; at += 1)
            expect(new Set(over)).toEqual(
              new Set(marks.filter((one) => one.start <= at && at < one.end).map(({ id }) => id)),
            )
        }
      }),
    )
  })

  it('a click means the innermost, the next click the one around it', () => {
    expect(pickMark(['outer', 'inner'], undefined)).toBe('inner')
    expect(pickMark(['outer', 'inner'], 'inner')).toBe('outer')
    expect(pickMark(['outer', 'inner'], 'outer')).toBe('inner')
    expect(pickMark([], 'outer')).toBeUndefined()
  })
})

describe('choosing words without a mouse', () => {
  it('moves an end by one character, never into half of one and never past the other end', () => {
    const text = '由𠮷田负责'
    const words = { start: 1, end: 3 }
    expect(moveByCharacter(text, words, 'end', 1)).toEqual({ start: 1, end: 4 })
    expect(moveByCharacter(text, words, 'start', -1)).toEqual({ start: 0, end: 3 })
    expect(moveByCharacter(text, { start: 0, end: 4 }, 'start', 1)).toEqual({ start: 1, end: 4 })
    expect(moveByCharacter(text, { start: 1, end: 4 }, 'start', 1)).toEqual({ start: 3, end: 4 })
    expect(moveByCharacter(text, words, 'start', 1)).toEqual(words)
    expect(moveByCharacter(text, { start: 0, end: 6 }, 'end', 1)).toEqual({ start: 0, end: 6 })
  })

  it.each([
    ['林晓岚', 'name'],
    ['阿依古丽·买买提', 'name'],
    ['0999-5550123', 'phone'],
    ['5550123转801', 'phone'],
    ['990101197005040012', 'id-number'],
    ['6222 0210 0111 1222 333', 'bank-account'],
    ['柳树村3组12号', 'address'],
    ['二级肢体残疾', 'other'],
  ])('takes %s for %s until somebody says otherwise', (words, kind) => {
    expect(guessKind(words)).toBe(kind)
  })

  const text = '一、就业\n新增就业120人，其中农村40人；培训600人次。\n请抓紧。'
  const sentences = sentencesOf(text)
  const words = (span: { start: number; end: number } | null | undefined) =>
    span ? text.slice(span.start, span.end) : null

  it('goes from sentence to sentence and stays at the ends', () => {
    expect(sentences.map(words)).toEqual(['一、就业', '新增就业120人，其中农村40人', '培训600人次', '请抓紧'])
    const [first, second] = sentences
    expect(stepSentence(sentences, first!, 1)).toBe(second)
    expect(stepSentence(sentences, first!, -1)).toBe(first)
    expect(words(sentenceAt(sentences, text.indexOf('农村')))).toBe('新增就业120人，其中农村40人')
    expect(words(sentenceAt(sentences, 10_000))).toBe('请抓紧')
  })

  it('moves each end by a clause and never past the other', () => {
    const second = sentences[1]!
    expect(words(moveEdge(text, second, 'start', 1))).toBe('其中农村40人')
    expect(words(moveEdge(text, second, 'end', -1))).toBe('新增就业120人，')
    expect(words(moveEdge(text, { start: 5, end: 8 }, 'end', -1))).toBe(words({ start: 5, end: 8 }))
  })

  it('finds words through line breaks, and goes round', () => {
    expect(words(findWords(text, '600 人次', 0))).toBe('600人次')
    expect(words(findWords(text, '就业', 4))).toBe('就业')
    expect(findWords(text, '就业', 4)!.start).toBe(text.lastIndexOf('就业'))
    expect(findWords(text, '就业', 20)!.start).toBe(text.indexOf('就业'))
    expect(findWords(text, '(', 0)).toBeNull()
  })
})

describe('an item as it is written', () => {
  const at = { section: '', quote: 'x', start: 1, end: 2 }
  const item = (kind: NoticeItem['kind'], value: NoticeItem['value']) =>
    ({ kind, value, ...at, id: '1', state: 'proposed', version: 1 }) as NoticeItem

  it.each([
    item('target', { indicator: '覆盖率', comparator: '>=', value: 0.92, unit: '%' }),
    item('fact', { indicator: '任务', comparator: '=', value: 5_250_000_000, unit: '元', by: '2026-12-31' }),
    item('deadline', { date: '2026-06-30', action: '报送总结', to: '县残联' }),
    item('deadline', { date: { year: null, month: 2, part: 'end', every: 'year' }, action: '', to: null }),
    item('deadline', { date: { year: 2026, month: 3, part: 'mid' }, action: '完成', to: null }),
    item('deadline', { date: { year: null, month: 5, day: 15, every: 'year' }, action: '完成', to: null }),
    item('responsibility', { lead: ['教育局', '民政局'], support: [] }),
  ])('comes back as it was: $value', (given) => {
    const draft = draftOf(given)
    expect(faultsOf(draft)).toEqual([])
    expect(itemOf(draft)).toEqual({ kind: given.kind, value: given.value })
  })

  it('shows shares as percentages and says what is missing', () => {
    expect(draftOf(item('target', { indicator: '', comparator: '=', value: 0.9845, unit: '%' })).value).toBe(
      '98.45',
    )
    expect(faultsOf(newDraft('target', null))).toEqual(['place', 'value'])
    expect(faultsOf({ ...newDraft('fact', at), value: '约十' })).toEqual(['value'])
    expect(faultsOf(newDraft('deadline', at))).toEqual(['day'])
    expect(faultsOf({ ...newDraft('deadline', at), dayKind: 'part', month: '13' })).toEqual(['year', 'month'])
    expect(faultsOf(newDraft('responsibility', at))).toEqual(['lead'])
  })
})
