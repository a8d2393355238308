/** Two offsets of a text. */
export interface Span {
  readonly start: number
  readonly end: number
}

const ends = /[。；！？;!?\n]/
const pauses = /[，、：。；！？,;:!?（）()\n]/

/** Places where a clause begins or ends: behind each sign of punctuation, and at both ends of the text. */
function edgesOf(text: string, signs: RegExp): number[] {
  const edges = [0]
  for (let at = 0; at < text.length; at += 1) if (signs.test(text[at]!)) edges.push(at + 1)
  if (edges.at(-1) !== text.length) edges.push(text.length)
  return edges
}

/** White space and closing signs at the edges are no part of a quote. */
export function trimSpan(text: string, { start, end }: Span): Span {
  let from = start
  let to = end
  while (from < to && /\s/.test(text[from]!)) from += 1
  while (to > from && /[\s。；，、;,]/.test(text[to - 1]!)) to -= 1
  return from < to ? { start: from, end: to } : { start, end }
}

/** All sentences that say something, in their order. */
export function sentencesOf(text: string): Span[] {
  const edges = edgesOf(text, ends)
  return edges
    .slice(0, -1)
    .map((start, index) => trimSpan(text, { start, end: edges[index + 1]! }))
    .filter(({ start, end }) => text.slice(start, end).trim() !== '')
}

/** The sentence before or after a span; the span itself at the ends of the text. */
export function stepSentence(sentences: readonly Span[], from: Span, step: 1 | -1): Span {
  const found =
    step === 1
      ? sentences.find(({ start }) => start > from.start)
      : sentences.findLast(({ start }) => start < from.start)
  return found ?? from
}

/** The sentence at an offset, or the first behind it. */
export const sentenceAt = (sentences: readonly Span[], at: number): Span | undefined =>
  sentences.find(({ end }) => end > at) ?? sentences.at(-1)

/** Moves one end of a span to the next or last edge of a clause; a span never becomes empty. */
export function moveEdge(text: string, span: Span, edge: 'start' | 'end', step: 1 | -1): Span {
  const edges = edgesOf(text, pauses)
  const at = span[edge]
  const to = step === 1 ? edges.find((one) => one > at) : edges.findLast((one) => one < at)
  if (to === undefined) return span
  const moved = edge === 'start' ? { start: to, end: span.end } : { start: span.start, end: to }
  return moved.start < moved.end ? moved : span
}

/** Moves one end of a span by one character, never into half of one; a span never becomes empty. */
export function moveByCharacter(text: string, span: Span, edge: 'start' | 'end', step: 1 | -1): Span {
  const isHalf = (at: number) => /^[\udc00-\udfff]/.test(text.slice(at, at + 1))
  let to = span[edge] + step
  if (isHalf(to)) to += step
  const moved = edge === 'start' ? { start: to, end: span.end } : { start: span.start, end: to }
  return to >= 0 && to <= text.length && moved.start < moved.end ? moved : span
}

/** Where words stand: the first place behind the given one, going round; white space does not count. */
export function findWords(text: string, words: string, after: number): Span | null {
  const wanted = words.replaceAll(/\s+/g, '')
  if (wanted === '') return null
  const pattern = new RegExp(
    [...wanted].map((one) => one.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&')).join('\\s*'),
    'gu',
  )
  pattern.lastIndex = Math.min(after, text.length)
  const found = pattern.exec(text) ?? (after > 0 ? new RegExp(pattern.source, 'u').exec(text) : null)
  return found ? { start: found.index, end: found.index + found[0].length } : null
}
