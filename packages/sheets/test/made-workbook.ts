import { makeRawZip, type RawEntry } from './raw-zip.ts'

/** Parts of a workbook; `rows` is what stands inside `sheetData` of the only sheet. */
export interface MadeParts {
  rows?: string
  sheet?: string
  workbook?: string
  relations?: string
  strings?: string
  styles?: string
  /** Entries added behind, or put in place of the one with the same name. */
  entries?: readonly RawEntry[]
  /** Names of entries left out. */
  without?: readonly string[]
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006/relationships'

/** `<worksheet>` around the XML of rows. */
export const sheetXml = (rows: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`

/** `<sst>` around the XML of strings. */
export const stringsXml = (strings: string) => `<sst xmlns="${main}">${strings}</sst>`

/** A styles part whose cell formats are the given number format ids, with own codes from `codes` (id → code). */
export function stylesXml(ids: readonly number[], codes: Readonly<Record<number, string>> = {}): string {
  const formats = Object.entries(codes).map(([id, code]) => `<numFmt numFmtId="${id}" formatCode="${code}"/>`)
  const cells = ids.map((id) => `<xf numFmtId="${id}"/>`)
  return `<styleSheet xmlns="${main}"><numFmts>${formats.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${cells.join('')}</cellXfs></styleSheet>`
}

/** `<workbook>` with sheets rId1… of the given names; `extra` goes in front of them. */
export const workbookXml = (sheets: string, extra = '') =>
  `<workbook xmlns="${main}" xmlns:r="${office}">${extra}<sheets>${sheets}</sheets></workbook>`

/** One relationship of the workbook. */
export const relation = (id: string, type: string, target: string, more = '') =>
  `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}" ${more}/>`

/** `<Relationships>` around relationships. */
export const relationsXml = (relations: string) =>
  `<Relationships xmlns="${packages}">${relations}</Relationships>`

const defaultRelations =
  relation('rId1', 'worksheet', 'worksheets/sheet1.xml') +
  relation('rId2', 'sharedStrings', 'sharedStrings.xml') +
  relation('rId3', 'styles', 'styles.xml')

/** An xlsx as bytes, small and honest but for what the parts say. */
export function makeWorkbook(parts: MadeParts = {}): Buffer {
  const entries: RawEntry[] = [
    { name: '_rels/.rels', data: relationsXml(relation('rId1', 'officeDocument', 'xl/workbook.xml')) },
    {
      name: 'xl/workbook.xml',
      data: parts.workbook ?? workbookXml('<sheet name="S" sheetId="1" r:id="rId1"/>'),
    },
    { name: 'xl/_rels/workbook.xml.rels', data: relationsXml(parts.relations ?? defaultRelations) },
    { name: 'xl/worksheets/sheet1.xml', data: parts.sheet ?? sheetXml(parts.rows ?? '') },
    { name: 'xl/sharedStrings.xml', data: parts.strings ?? stringsXml('') },
    { name: 'xl/styles.xml', data: parts.styles ?? stylesXml([0]) },
  ]
  for (const entry of parts.entries ?? []) {
    const known = entries.findIndex(({ name }) => name === entry.name)
    if (known >= 0) entries[known] = entry
    else entries.push(entry)
  }
  return makeRawZip(entries.filter(({ name }) => !parts.without?.includes(name)))
}
