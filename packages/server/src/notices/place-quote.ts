import { problem } from '@zhucan/kernel'
import { type Section, sectionAt } from '@zhucan/reading'

/** The longest quote: more than this locates nothing. */
export const longestQuote = 300

/** Where an item stands in a text, and the words there. */
export interface Place {
  section: string
  quote: string
  start: number
  end: number
}

/**
 * The words between two offsets of a text, without white space around them and never with half a character. Problems
 * 'notice.place-empty', 'notice.quote-too-long'.
 */
export function placeQuote(
  text: string,
  sections: readonly Section[],
  from: { start: number; end: number },
): Place {
  let start = Math.max(0, Math.min(from.start, text.length))
  let end = Math.max(start, Math.min(from.end, text.length))
  if (isInsidePair(text, start)) start -= 1
  if (isInsidePair(text, end)) end += 1
  while (start < end && /\s/.test(text[start]!)) start += 1
  while (end > start && /\s/.test(text[end - 1]!)) end -= 1
  if (start === end) throw problem('notice.place-empty')
  if (end - start > longestQuote) throw problem('notice.quote-too-long', { limit: longestQuote })
  return { section: sectionAt(sections, start), quote: text.slice(start, end), start, end }
}

const isInsidePair = (text: string, at: number): boolean =>
  at > 0 && at < text.length && /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1))
