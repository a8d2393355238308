import type { Line } from './line.ts'

/** A stretch of the plain text. */
export interface Span {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** A sentence and the clauses in it. */
export interface Sentence extends Span {
  readonly clauses: readonly Span[]
}

const openers = '（“《〈[〔'
const closers = '）”》〉]〕'

/** Depth of brackets and quotes at each character, the marks themselves counted inside; unpaired ones are forgiven. */
export function depths(text: string): Uint8Array {
  const depth = new Uint8Array(text.length)
  const open: number[] = []
  if (!/[（“《〈[〔]/.test(text)) return depth
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]!
    if (openers.includes(character)) open.push(at)
    else if (closers.includes(character)) closeAt(text, depth, open, at)
  }
  return depth
}

function closeAt(text: string, depth: Uint8Array, open: number[], at: number): void {
  const wanted = openers[closers.indexOf(text[at]!)]
  const index = open.findLastIndex((from) => text[from] === wanted)
  if (index < 0) return
  const from = open[index]!
  open.length = index
  if (at - from > 400) return
  for (let inner = from; inner <= at; inner += 1) depth[inner] = Math.min(250, depth[inner]! + 1)
}

/** No sentence is longer; it bounds the work on texts without any mark. */
const longestPiece = 1500

/** Cuts a stretch where `isEnd` says a piece ends; the ending mark stays with its piece. */
function cut(text: string, offset: number, isEnd: (at: number) => boolean): Span[] {
  const spans: Span[] = []
  let from = 0
  for (let at = 0; at <= text.length; at += 1) {
    if (at < text.length && at - from < longestPiece && !isEnd(at)) continue
    const to = Math.min(text.length, at + 1)
    if (to > from) spans.push({ text: text.slice(from, to), start: offset + from, end: offset + to })
    from = to
  }
  return spans
}

/** Sentences of a line: they end with 。！？ outside brackets, or inside quotes that end there. */
export function sentencesOf(line: Line): Sentence[] {
  const depth = depths(line.text)
  const ends = (at: number) =>
    depth[at] === 0
      ? '。！？'.includes(line.text[at]!)
      : depth[at] === 1 && line.text[at] === '”' && '。！？'.includes(line.text[at - 1] ?? ' ')
  return cut(line.text, line.start, ends).map((span) => ({ ...span, clauses: clausesOf(span) }))
}

/** Clauses of a stretch: they end with ，；：。 outside brackets and quotes. */
export function clausesOf(span: Span): Span[] {
  const depth = depths(span.text)
  return cut(
    span.text,
    span.start,
    (at) => '，；：。！？'.includes(span.text[at]!) && depth[at] === 0 && !isRatio(span.text, at),
  )
}

/** 6：4 is one figure. */
function isRatio(text: string, at: number): boolean {
  return text[at] === '：' && /\d/.test(text[at - 1] ?? '') && /\d/.test(text[at + 1] ?? '')
}
