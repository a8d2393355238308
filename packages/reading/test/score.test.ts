import { describe, expect, test } from 'vitest'
import { readNotice } from '../src/index.ts'
import { inventedDocuments } from './invented-documents.ts'
import { f1, scoreDocument, total } from './score.ts'

const documents = inventedDocuments()

describe.each([
  { whose: 'the invented documents', of: documents },
  { whose: 'the documents of another annotator', of: inventedDocuments('held-out') },
])('$whose', ({ of }) => {
  const all = total(of.map(({ text, gold }) => scoreDocument(gold, readNotice(text))))

  test.each(of)('$name: every annotation stands where it says', ({ text, gold }) => {
    for (const { quote, start } of gold.items) expect(text.slice(start, start + quote.length)).toBe(quote)
  })

  test.each([
    ['target', 0.97],
    ['fact', 0.97],
    ['deadline', 0.97],
    ['responsibility', 0.95],
    ['sections', 0.99],
  ] as const)('%s: F1 at least %d', (field, floor) => {
    expect(f1(all[field])).toBeGreaterThanOrEqual(floor)
  })

  test('metadata are exact', () => {
    expect(all.metadata / (5 * all.documents)).toBeGreaterThanOrEqual(0.98)
  })

  test('of the figures found, hardly one is told as the other kind', () => {
    expect(all.swapped / (all.target.hits + all.fact.hits + all.swapped)).toBeLessThanOrEqual(0.02)
  })
})

describe('the scorer itself', () => {
  const [document] = documents
  const { gold, text } = document!
  const read = readNotice(text)

  test('nothing read is nothing hit', () => {
    const score = scoreDocument(gold, { ...read, items: [], sections: [], title: '' })
    expect(score.target.hits + score.fact.hits + score.sections.hits).toBe(0)
    expect(score.metadata).toBe(4)
  })

  test('a kind told wrongly is a miss, an error and a swap', () => {
    const items = read.items.map((item) =>
      item.kind === 'target' ? { ...item, kind: 'fact' as const } : item,
    )
    const score = scoreDocument(gold, { ...read, items })
    expect(score.target.hits).toBe(0)
    expect(score.swapped).toBe(score.target.missed)
  })
})

test('there are at least twelve, of many kinds', () => {
  expect(documents.length).toBeGreaterThanOrEqual(12)
  expect(new Set(documents.map(({ text }) => readNotice(text).kind)).size).toBeGreaterThanOrEqual(6)
})
