import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { cleanText } from '../bound-text.ts'
import { linePitch } from '../measures.ts'
import type { BoundFigure } from '../paper.ts'
import { fonts } from '../wording.ts'

const office = 'http://schemas.openxmlformats.org/officeDocument/2006'
const relationship = `${office}/relationships/customXml`
/** Where the figures of a paper stand in its file. */
export const figuresPart = 'customXml/item1.xml'
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

/** What the library does not write: mirrored margins, fall-backs of fonts, fixed spacing, the base of its styles, the bound figures, and one time for all. */
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
    xml
      .replace(
        /(<w:style [^>]*w:styleId="Normal"[^>]*><w:name [^>]*\/>(?:<w:qFormat\/>)?)/,
        `$1${plainSpacing}`,
      )
      .replace('</w:styles>', `${plainLetters}</w:styles>`),
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
  parts['customXml/_rels/item1.xml.rels'] = strToU8(
    `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relationship}Props" Target="itemProps1.xml"/></Relationships>`,
  )
  parts['customXml/itemProps1.xml'] = strToU8(
    `${declaration}<ds:datastoreItem xmlns:ds="${office}/customXml" ds:itemID="${figuresItem}"><ds:schemaRefs><ds:schemaRef ds:uri="${figuresNamespace}"/></ds:schemaRefs></ds:datastoreItem>`,
  )
  change('[Content_Types].xml', (xml) =>
    xml.replace(
      '</Types>',
      '<Override ContentType="application/vnd.openxmlformats-officedocument.customXmlProperties+xml" PartName="/customXml/itemProps1.xml"/></Types>',
    ),
  )
  const mtime = made.slice(0, 10)
  return zipSync(parts, { level: 6, mtime })
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
/** Names the item of the figures inside a file; the same in each, as it names a kind of content. */
const figuresItem = '{6E0C7B0B-2E5B-4C43-9C0B-5A1B8F1F0A11}'

/** The library bases its styles of letters on this one and leaves it out. */
const plainLetters =
  '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'

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
  return `${declaration}<figures xmlns="${figuresNamespace}">${rows.join('')}</figures>`
}
