import { AlignmentType, BorderStyle, type IParagraphOptions, LineRuleType, Paragraph, TextRun } from 'docx'
import {
  characterPitch,
  linePitch,
  markBelowTop,
  redLineBelow,
  size,
  twips,
  twipsOfPoints,
  typeArea,
} from '../measures.ts'
import type { LinePart, LineStyle } from '../outline.ts'
import { widthOf } from '../wording.ts'
import { bodySetting, run, runs, type Setting } from './runs.ts'

export const red = 'FF0000'

const settings: Readonly<Record<LineStyle, Setting>> = {
  urgency: { face: 'first', points: size.three },
  mark: { face: 'title', points: 48, colour: red },
  number: bodySetting,
  title: { face: 'title', points: size.two },
  addressees: bodySetting,
  'heading-1': { face: 'first', points: size.three },
  'heading-2': { face: 'second', points: size.three },
  'heading-3': bodySetting,
  'heading-4': bodySetting,
  body: bodySetting,
  'attachment-list': bodySetting,
  signature: bodySetting,
  date: bodySetting,
  note: bodySetting,
  'attachment-label': { face: 'first', points: size.three },
  caption: { face: 'first', points: size.four },
  copies: { face: 'body', points: size.four },
  printed: { face: 'body', points: size.four },
}

const characters = (count: number): number => Math.round(count * characterPitch)
const exactly = (line: number) => ({ line, lineRule: LineRuleType.EXACT })
const indented = { indent: { firstLine: characters(2), firstLineChars: 200 } }
const justified = { alignment: AlignmentType.BOTH }

/** One paragraph of the outline. */
export function lineParagraph(part: LinePart, above: number): Paragraph {
  const { style } = part
  if (style === 'mark') return markParagraph(part, above)
  if (style === 'title') return titleParagraph(part)
  const setting = settings[style]
  const label = part.label === undefined || part.label === '' ? [] : [run(part.label, setting)]
  const follows = part.follows === undefined ? [] : runs(part.follows, bodySetting)
  return new Paragraph({
    spacing: exactly(linePitch),
    ...shapes[style]?.(part),
    pageBreakBefore: part.onNewPage === true,
    children: [...label, ...runs(part.pieces, setting), ...follows],
  })
}

const atRight = (part: LinePart) => ({
  alignment: AlignmentType.RIGHT,
  indent: { right: characters(part.right ?? 0) },
  keepLines: true,
})

const heading = (level: number) => (part: LinePart) => ({
  ...indented,
  ...justified,
  outlineLevel: level,
  keepNext: part.follows === undefined,
})

const shapes: Readonly<Partial<Record<LineStyle, (part: LinePart) => Partial<IParagraphOptions>>>> = {
  number: () => ({ alignment: AlignmentType.CENTER, border: { bottom: redLine } }),
  addressees: () => justified,
  'heading-1': heading(0),
  'heading-2': heading(1),
  'heading-3': heading(2),
  'heading-4': heading(3),
  body: () => ({ ...indented, ...justified }),
  'attachment-list': hanging,
  signature: (part) => ({ ...atRight(part), keepNext: true }),
  date: atRight,
  note: () => indented,
  caption: () => ({ alignment: AlignmentType.CENTER, keepNext: true }),
}

/** The red line lies 4 mm below the number, as wide as the type area. */
const redLine = {
  style: BorderStyle.SINGLE,
  color: red,
  size: 12,
  space: Math.round((redLineBelow * 72) / 25.4),
}

/** 附件：1.… — a name that runs on stands under its own first character. */
function hanging(part: LinePart): Partial<IParagraphOptions> {
  const first = 2 + 3
  const label = widthOf(part.label ?? '')
  const ordinal = /\d+\.$/.exec(part.label ?? '')?.[0] ?? ''
  const left = characters(first + widthOf(ordinal))
  return { indent: { left, hanging: characters(label) }, ...justified }
}

/** The name of the organ in red: as tall as it can stand in the width, narrowed where it is long. */
function markParagraph(part: LinePart, above: number): Paragraph {
  const text = part.pieces.map((piece) => piece.text).join('')
  const { points, scale } = markSize(widthOf(text))
  const height = Math.round(twipsOfPoints(points) * 1.2)
  const before = Math.max(
    0,
    twips(markBelowTop) - above * linePitch - Math.round((height - twipsOfPoints(points)) / 2),
  )
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { ...exactly(height), before },
    children: [run(text, { ...settings.mark, points, scale })],
  })
}

const tallest = 48
const shortest = 36
const narrowest = 45

/** Size and width of the letters of a head; beyond the narrowest they get smaller after all. */
export function markSize(width: number): { points: number; scale: number } {
  const room = (typeArea.width * 0.98 * 72) / 25.4 / Math.max(1, width)
  if (room >= shortest) return { points: Math.floor(Math.min(tallest, room)), scale: 100 }
  const scale = Math.max(narrowest, Math.floor((room / shortest) * 100))
  return { points: Math.min(shortest, Math.floor((room / scale) * 100)), scale }
}

/** Points from line to line of a title. */
const titleLine = 33

function titleParagraph(part: LinePart): Paragraph {
  const lines = part.lines ?? []
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: exactly(twipsOfPoints(titleLine)),
    keepLines: true,
    children: lines.flatMap((text, index) => [
      ...(index === 0 ? [] : [new TextRun({ break: 1 })]),
      run(text, settings.title),
    ]),
  })
}

/** An empty line of the grid. */
export const blankParagraph = (): Paragraph => new Paragraph({ spacing: exactly(linePitch), children: [] })
