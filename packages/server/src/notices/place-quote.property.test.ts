import { maskText, readNotice, sectionAt } from '@zhucan/reading'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { longestQuote, placeQuote } from './place-quote.ts'

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 400 })
const numbers = fc.constantFrom('13800138000', '0999-5550123', '990101197005041235', 'lin.x@example.org')
const official = fc
  .array(
    fc.oneof(numbers, fc.constantFrom('联系人：林晓岚，', '电话：', '一、', '\n', '为30名', '𠮷'), text),
    {
      maxLength: 12,
    },
  )
  .map((parts) => parts.join(''))

describe('wherever somebody points', () => {
  it('the quote stands at its place, is no longer than a quote may be and holds no half character', () => {
    fc.assert(
      fc.property(official, fc.nat(500), fc.nat(500), (given, a, b) => {
        const { sections } = readNotice(given)
        const at = { start: Math.min(a, b), end: Math.max(a, b) }
        let place: ReturnType<typeof placeQuote>
        try {
          place = placeQuote(given, sections, at)
        } catch (error) {
          expect(error).toMatchObject({
            code: expect.stringMatching(/^notice\.(place-empty|quote-too-long)$/),
          })
          return
        }
        expect(given.slice(place.start, place.end)).toBe(place.quote)
        expect(place.quote).toBe(place.quote.trim())
        expect(place.quote.length).toBeLessThanOrEqual(longestQuote)
        if (given.isWellFormed()) expect(place.quote.isWellFormed()).toBe(true)
        expect(place.section).toBe(sectionAt(sections, place.start))
      }),
    )
  })

  it('a masked text is as long as the text, differs only where something was masked, and hides it', () => {
    fc.assert(
      fc.property(official, (given) => {
        const { personalData } = readNotice(given)
        const masked = maskText(given, personalData)
        expect(masked).toHaveLength(given.length)
        const isHidden = (at: number) => personalData.some(({ start, end }) => at >= start && at < end)
        for (let at = 0; at < given.length; at += 1) if (!isHidden(at)) expect(masked[at]).toBe(given[at])
        for (const { start, end } of personalData)
          expect(masked.slice(start, end)).not.toBe(given.slice(start, end))
      }),
    )
  })
})
