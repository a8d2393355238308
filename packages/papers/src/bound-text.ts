import type { Block, BoundFigure, Paper } from './paper.ts'

/** A stretch of text; with `figure` it is the value of that bound figure. */
export interface Piece {
  readonly text: string
  readonly figure?: string
}

const token = /\{\{(\d{1,4})\}\}/g

/** Text that XML 1.0 can hold and nothing in it can turn round: no control characters, no half surrogates, no overrides of direction. */
export const cleanText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\t\n]+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\u{fffd}-\u{ffff}]/gu, '')

/** Splits a text at its figures. A token without a figure stays as text, so that it is seen. */
export function piecesOf(text: string, figures: Readonly<Record<string, BoundFigure>>): Piece[] {
  const pieces: Piece[] = []
  const add = (plain: string) => plain !== '' && pieces.push({ text: cleanText(plain) })
  let from = 0
  for (const match of text.matchAll(token)) {
    const figure = figures[match[1]!]
    if (!figure) continue
    add(text.slice(from, match.index))
    pieces.push({ text: cleanText(figure.value), figure: match[1]! })
    from = match.index + match[0].length
  }
  add(text.slice(from))
  return pieces
}

/** The text as printed. */
export const plainOf = (text: string, figures: Readonly<Record<string, BoundFigure>>): string =>
  piecesOf(text, figures)
    .map((piece) => piece.text)
    .join('')

/** All bound texts of a block. */
export function textsOf(block: Block): readonly string[] {
  if (block.kind === 'paragraph') return [block.text]
  if (block.kind === 'heading')
    return block.follows === undefined ? [block.text] : [block.text, block.follows]
  return [block.caption, ...block.columns.map(({ label }) => label), ...block.rows.flat()]
}

/** Numbers of the figures that the text names, and of those it names without there being one. */
export function figuresUsed(paper: Pick<Paper, 'body' | 'attachments' | 'figures'>): {
  used: string[]
  missing: string[]
} {
  const blocks = [...paper.body, ...paper.attachments.flatMap(({ body }) => body)]
  const named = blocks.flatMap(textsOf).flatMap((text) => [...text.matchAll(token)].map((match) => match[1]!))
  const all = [...new Set(named)]
  return {
    used: all.filter((id) => Object.hasOwn(paper.figures, id)),
    missing: all.filter((id) => !Object.hasOwn(paper.figures, id)),
  }
}
