import {
  BorderStyle,
  HorizontalPositionAlign,
  HorizontalPositionRelativeFrom,
  LineRuleType,
  Paragraph,
  TabStopType,
  TextWrappingType,
  VerticalPositionAlign,
  VerticalPositionRelativeFrom,
} from 'docx'
import { ShapeRun } from 'docx/shapes'
import { size, twips, twipsOfPoints, typeArea } from '../measures.ts'
import type { LinePart } from '../outline.ts'
import { widthOf } from '../wording.ts'
import { run, runs, type Setting } from './runs.ts'

const width = twips(typeArea.width)
const aside = twipsOfPoints(size.four)
const setting: Setting = { face: 'body', points: size.four }
// 0.35 mm and 0.25 mm in eighths of a point.
const thick = 8
const thin = 6
const ruleHeight = 40
const lineHeight = twipsOfPoints(22)
const pixels = (twip: number): number => twip / 15

/**
 * 抄送 and 印发 between lines as wide as the type area, at the foot of the page that the paragraph falls on. A shape and
 * no frame or table: those are put into the flow of the text by some programs.
 */
export function colophon(parts: readonly LinePart[]): Paragraph {
  const between = parts.flatMap((part, index) => [...(index === 0 ? [] : [rule(thin)]), lineOf(part)])
  const lines = parts.reduce((sum, part) => sum + linesOf(part), 0)
  const height = lines * lineHeight + (parts.length + 1) * ruleHeight + 20
  const shape = new ShapeRun({
    type: 'rectangle',
    transformation: { width: pixels(width), height: pixels(height) },
    line: 'none',
    floating: {
      horizontalPosition: {
        relative: HorizontalPositionRelativeFrom.MARGIN,
        align: HorizontalPositionAlign.LEFT,
      },
      verticalPosition: {
        relative: VerticalPositionRelativeFrom.MARGIN,
        align: VerticalPositionAlign.BOTTOM,
      },
      wrap: { type: TextWrappingType.TOP_AND_BOTTOM },
      margins: { top: 0, bottom: 0, left: 0, right: 0 },
    },
    textOptions: { margins: { top: 0, bottom: 0, left: 0, right: 0 } },
    children: [rule(thick), ...between, rule(thick)],
  })
  return new Paragraph({ spacing: { line: 20, lineRule: LineRuleType.EXACT }, children: [shape] })
}

function linesOf(part: LinePart): number {
  const label = widthOf(part.label ?? '')
  const room = (width - 2 * aside) / twipsOfPoints(size.four) - label
  const text = part.pieces.reduce((sum, piece) => sum + widthOf(piece.text), widthOf(part.end ?? ''))
  return Math.max(1, Math.ceil(text / Math.floor(room)))
}

const rule = (eighths: number): Paragraph =>
  new Paragraph({
    spacing: { line: ruleHeight, lineRule: LineRuleType.EXACT },
    border: { bottom: { style: BorderStyle.SINGLE, size: eighths, color: '000000', space: 0 } },
    children: [],
  })

function lineOf(part: LinePart): Paragraph {
  const label = part.label ?? ''
  const hang = twipsOfPoints(size.four * label.length)
  return new Paragraph({
    spacing: { line: lineHeight, lineRule: LineRuleType.EXACT },
    indent: { left: aside + hang, right: aside, hanging: hang },
    tabStops: [{ type: TabStopType.RIGHT, position: width - aside }],
    children: [
      ...(label === '' ? [] : [run(label, setting)]),
      ...runs(part.pieces, setting),
      ...(part.end === undefined ? [] : [run(`\t${part.end}`, setting)]),
    ],
  })
}
