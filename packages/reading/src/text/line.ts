import type { FlatText } from './flat-text.ts'

/** One line of the plain text; `start` and `end` are offsets in it. */
export interface Line {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** The lines that hold something; a first line `# source: …` is no part of the document. */
export function linesOf({ plain }: FlatText): Line[] {
  const lines: Line[] = []
  let start = 0
  for (const text of plain.split('\n')) {
    const end = start + text.length
    const isSource = lines.length === 0 && text.startsWith('#source：')
    if (text !== '' && !isSource) lines.push({ text, start, end })
    start = end + 1
  }
  return lines
}
