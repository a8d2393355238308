import { daysInMonth } from '../numerals/dates.ts'
import type { Sentence, Span } from '../text/sentences.ts'

const horizon =
  /(?:到|至|截至|力争|争取)?(?:((?:19|20)\d{2})年|(今年|年))(?:(\d{1,2})月)?(底|末|年底|年末|前|内)?/g

/** Last day by which a target is to be reached, from its clause or the ones before it; null where none is named. */
export function horizonOf(sentence: Sentence, clause: Span, year: number | null): string | null {
  const text = sentence.text.slice(0, clause.end - sentence.start)
  let found: string | null = null
  for (const match of text.matchAll(horizon)) {
    const isBound = /^(?:到|至|力争|争取)/.test(match[0]) || match[4] !== undefined
    const value = match[1] ? Number(match[1]) : match[2] === '今年' || match[4] ? year : null
    if (!isBound || value === null) continue
    const month = Math.min(12, Math.max(1, match[3] ? Number(match[3]) : 12))
    found = `${value}-${String(month).padStart(2, '0')}-${daysInMonth(value, month)}`
  }
  return found
}
