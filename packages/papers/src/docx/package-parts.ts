import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { cleanText } from '../bound-text.ts'
import { linePitch } from '../measures.ts'
import type { BoundFigure } from '../paper.ts'
import { fonts } from '../wording.ts'

const relationship = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml'
/** Where the figures of a paper stand in its file. */
export const figuresPart = 'customXml/zhucan-figures.xml'
export const figuresNamespace = 'urn:zhucan:figures:1'

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}
const escaped = (text: string): string =>
  cleanText(text).replace(/[&<>"']/g, (character) => escapes[character]!)

/** What the library does not write: mirrored margins, fall-backs of fonts, fixed spacing, the bound figures, and one time for all. */
export function completePackage(
  bytes: Uint8Array,
  figures: Readonly<Record<string, BoundFigure>>,
  made: string,
): Uint8Array {
  const parts = unzipSync(bytes)
  const change = (path: string, edit: (xml: string) => string) => {
    parts[path] = strToU8(edit(strFromU8(parts[path] ?? new Uint8Array())))
  }
  change('word/settings.xml', (xml) =>
    xml.replace('<w:defaultTabStop', '<w:mirrorMargins/><w:defaultTabStop'),
  )
  change('word/fontTable.xml', (xml) => xml.replace(/\/>\s*$/, `>${fontTable()}</w:fonts>`))
  change('word/styles.xml', (xml) =>
    xml.replace(
      /(<w:style [^>]*w:styleId="Normal"[^>]*><w:name [^>]*\/>(?:<w:qFormat\/>)?)/,
      `$1${plainSpacing}`,
    ),
  )
  change('word/document.xml', (xml) => xml.replace(offGrid, '<w:snapToGrid w:val="0"/>$&'))
  change('docProps/core.xml', (xml) => xml.replace(/(W3CDTF">)[^<]*/g, `$1${made}`))
  change('word/_rels/document.xml.rels', (xml) =>
    xml.replace(
      '</Relationships>',
      `<Relationship Id="zhucanFigures" Type="${relationship}" Target="../${figuresPart}"/></Relationships>`,
    ),
  )
  parts[figuresPart] = strToU8(figuresXml(figures))
  const mtime = made.slice(0, 10)
  return zipSync(parts, { level: 6, mtime })
}

// No room between Chinese and digits and nothing hanging in the margin, or the grid would not hold.
const plainSpacing =
  '<w:pPr><w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/></w:pPr>'

/** Lines of another height than the grid's must not be stretched to two of it. */
const offGrid = new RegExp(`<w:spacing (?=[^>]*w:line="(?!${linePitch}")\\d+")`, 'g')

function fontTable(): string {
  return Object.values(fonts)
    .map(
      ({ name, instead }) =>
        `<w:font w:name="${name}"><w:altName w:val="${instead.join(',')}"/><w:charset w:val="86"/><w:pitch w:val="variable"/></w:font>`,
    )
    .join('')
}

function figuresXml(figures: Readonly<Record<string, BoundFigure>>): string {
  const rows = Object.entries(figures).map(([id, figure]) => {
    const attributes = {
      id,
      indicator: figure.indicator,
      version: String(figure.indicatorVersion),
      measure: figure.measure,
      region: figure.region,
      from: figure.period.from,
      to: figure.period.to,
      value: figure.value,
      sourceTime: figure.sourceTime ?? '',
      target: figure.target ?? '',
    }
    return `<figure ${Object.entries(attributes)
      .map(([name, text]) => `${name}="${escaped(text)}"`)
      .join(' ')}/>`
  })
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><figures xmlns="${figuresNamespace}">${rows.join('')}</figures>`
}
