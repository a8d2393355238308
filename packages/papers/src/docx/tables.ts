import {
  AlignmentType,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import type { Piece } from '../bound-text.ts'
import { size, twips, twipsOfPoints, typeArea } from '../measures.ts'
import type { TablePart } from '../outline.ts'
import { lineParagraph } from './line-paragraph.ts'
import { run, runs, type Setting } from './runs.ts'

const width = twips(typeArea.width)
const cellMargins = { left: 80, right: 80, top: 40, bottom: 40 }
const rowLine = { line: twipsOfPoints(20), lineRule: LineRuleType.EXACT }

/** A table as wide as the type area; its head comes again on each page and no row is torn. */
export function tableOf(part: TablePart): (Paragraph | Table)[] {
  const points = part.columns.length > 5 ? 12 : size.four
  const shares = part.columns.reduce((sum, column) => sum + column.width, 0)
  const widths = part.columns.map((column) => Math.floor((column.width / shares) * width))
  const cell = (pieces: readonly Piece[], index: number, setting: Setting, isHead: boolean) =>
    new TableCell({
      width: { size: widths[index] ?? 0, type: WidthType.DXA },
      verticalAlign: VerticalAlignTable.CENTER,
      margins: cellMargins,
      children: [
        new Paragraph({
          alignment:
            isHead || part.columns[index]?.align === 'centre' ? AlignmentType.CENTER : AlignmentType.LEFT,
          spacing: rowLine,
          children: isHead ? pieces.map(({ text }) => run(text, setting)) : runs(pieces, setting),
        }),
      ],
    })
  const head = part.columns.map(({ label }, index) =>
    cell([{ text: label }], index, { face: 'first', points }, true),
  )
  const rows = part.rows.map((row) =>
    part.columns.map((_, index) => cell(row[index] ?? [], index, { face: 'body', points }, false)),
  )
  const caption =
    part.caption.length === 0
      ? []
      : [lineParagraph({ kind: 'line', style: 'caption', pieces: part.caption }, 0)]
  return [
    ...caption,
    new Table({
      width: { size: width, type: WidthType.DXA },
      columnWidths: widths,
      layout: TableLayoutType.FIXED,
      alignment: AlignmentType.CENTER,
      rows: [
        new TableRow({ tableHeader: true, cantSplit: true, children: head }),
        ...rows.map((children) => new TableRow({ cantSplit: true, children })),
      ],
    }),
  ]
}
