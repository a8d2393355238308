import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placesOfWords } from './places-of-words.ts'

describe('every place of some words', () => {
  const found = (text: string, words: string) =>
    placesOfWords(text, words).map(({ start, end }) => text.slice(start, end))

  it.each([
    ['林晓岚到会，由林 晓岚记录。', '林晓岚', ['林晓岚', '林 晓岚']],
    ['电话５５５０１２３或5550123', '5550123', ['５５５０１２３', '5550123']],
    ['共12人，2012年', '12', ['12']],
    ['京A12345、京A123456', '京A12345', ['京A12345']],
    ['甲甲甲', '甲甲', ['甲甲']],
    ['什么都没有', ' ', []],
  ])('%s has %s', (text, words, places) => {
    expect(found(text, words)).toEqual(places)
  })

  it('finds what was put in, wherever', () => {
    const filler = fc.array(fc.constantFrom('甲', '乙', ' ', '\n', '，')).map((all) => all.join(''))
    fc.assert(
      fc.property(filler, filler, (before, after) => {
        const text = `${before}林晓岚${after}林晓岚`
        expect(found(text, '林晓岚')).toEqual(['林晓岚', '林晓岚'])
        expect(placesOfWords(text, '林晓岚')[0]!.start).toBe(before.length)
      }),
    )
  })
})
