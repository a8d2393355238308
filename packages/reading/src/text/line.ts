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

/** The label of a section is no part of its first sentence. */
export function withoutLabel(line: Line): Line {
  const label =
    /^(?:第[^，。；]{1,7}[条章](?:之[一二三四五])?|[一二三四五六七八九十百]{1,4}、|（[一二三四五六七八九十百]{1,4}）、?|\d{1,2}[.、])/.exec(
      line.text,
    )
  if (!label) return line
  return { text: line.text.slice(label[0].length), start: line.start + label[0].length, end: line.end }
}
