import { AlignmentType, Footer, LineRuleType, PageNumber, Paragraph, TextRun } from 'docx'
import { size, twipsOfPoints } from '../measures.ts'
import { fonts } from '../wording.ts'

/** — 1 —: odd pages at the right, even ones at the left, one character from the edge. */
export function pageNumber(side: 'odd' | 'even'): Footer {
  const aside = twipsOfPoints(size.four)
  const { name } = fonts.page
  const number = new TextRun({
    font: { ascii: name, hAnsi: name, eastAsia: name, cs: name },
    size: size.four * 2,
    children: ['— ', PageNumber.CURRENT, ' —'],
  })
  return new Footer({
    children: [
      new Paragraph({
        alignment: side === 'odd' ? AlignmentType.RIGHT : AlignmentType.LEFT,
        indent: side === 'odd' ? { right: aside } : { left: aside },
        spacing: { line: twipsOfPoints(size.four), lineRule: LineRuleType.EXACT },
        children: [number],
      }),
    ],
  })
}
