import { Document, DocumentGridType, LineRuleType, Packer, Paragraph, type Table } from 'docx'
import { cleanText } from '../bound-text.ts'
import { linePitch, margins, pageNumberBelow, sheet, size, twips, twipsOfPoints } from '../measures.ts'
import { type LinePart, outlineOf, type Part } from '../outline.ts'
import type { Paper } from '../paper.ts'
import { fonts, printedNumber } from '../wording.ts'
import { colophon } from './colophon.ts'
import { blankParagraph, lineParagraph } from './line-paragraph.ts'
import { completePackage } from './package-parts.ts'
import { pageNumber } from './page-numbers.ts'
import { tableOf } from './tables.ts'

/** The page of GB/T 9704-2012: type area of 156 × 225 mm on a grid of 22 lines of 28 characters. */
const page = {
  size: { width: twips(sheet.width), height: twips(sheet.height) },
  margin: {
    top: twips(margins.top),
    bottom: twips(margins.bottom),
    left: twips(margins.inside),
    right: twips(margins.outside),
    header: twips(15),
    // The dash is in the middle of its line, so the line begins half a letter above it.
    footer: twips(margins.bottom - pageNumberBelow) - Math.round(twipsOfPoints(size.four) / 2),
    gutter: 0,
  },
}

/** Writes the bytes of a paper. */
export async function writeDocx(paper: Paper, made: string): Promise<Uint8Array> {
  const { name } = fonts.body
  const issuer = cleanText(paper.issuers[0] ?? '')
  const body = { ascii: name, hAnsi: name, eastAsia: name, cs: name }
  const document = new Document({
    title: cleanText(paper.title),
    subject: cleanText(printedNumber(paper)),
    creator: issuer,
    lastModifiedBy: issuer,
    evenAndOddHeaderAndFooters: true,
    compatabilityModeVersion: 15,
    styles: {
      default: {
        document: {
          run: { font: body, size: size.three * 2, language: { value: 'en-US', eastAsia: 'zh-CN' } },
        },
      },
    },
    sections: [
      {
        properties: {
          page,
          grid: { type: DocumentGridType.LINES, linePitch },
        },
        footers: { default: pageNumber('odd'), even: pageNumber('even') },
        children: childrenOf(outlineOf(paper)),
      },
    ],
  })
  return completePackage(await Packer.pack(document, 'uint8array'), paper.figures, made)
}

/** As good as no paragraph; a table may not be the last thing of a document. */
const hairline = (): Paragraph =>
  new Paragraph({ spacing: { line: 20, lineRule: LineRuleType.EXACT }, children: [] })

const isColophon = (part: Part): boolean =>
  part.kind === 'line' && (part.style === 'copies' || part.style === 'printed')

function childrenOf(parts: readonly Part[]): (Paragraph | Table)[] {
  const foot = parts.filter((part): part is LinePart => part.kind === 'line' && isColophon(part))
  let above = 0
  const children = parts
    .filter((part) => !isColophon(part))
    .flatMap((part): (Paragraph | Table)[] => {
      if (part.kind === 'blank') return [blankParagraph()]
      if (part.kind === 'table') return tableOf(part)
      const paragraph = lineParagraph(part, above)
      if (part.style === 'urgency') above += 1
      return [paragraph]
    })
  return [...children, foot.length === 0 ? hairline() : colophon(foot)]
}
