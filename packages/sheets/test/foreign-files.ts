import { gzipSync } from 'node:zlib'
import { makeRawZip } from './raw-zip.ts'

/** A file of another kind under a spreadsheet's name, and what it has to be called. */
export interface ForeignFile {
  name: string
  bytes: Buffer
  code: string
}

/** An OLE2 container whose directory holds one stream of the given name; sectors are 512 bytes. */
export function makeOle2(stream: string): Buffer {
  const header = Buffer.alloc(512)
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header)
  header.writeUInt16LE(9, 30)
  header.writeUInt32LE(1, 48)
  header.fill(0xff, 76)
  header.writeUInt32LE(0, 76)
  const table = Buffer.alloc(512, 0xff)
  table.writeUInt32LE(0xfffffffd, 0)
  table.writeUInt32LE(0xfffffffe, 4)
  const directory = Buffer.alloc(512)
  for (const [i, name] of ['Root Entry', stream].entries()) {
    directory.write(name, i * 128, 'utf16le')
    directory.writeUInt16LE(name.length * 2 + 2, i * 128 + 64)
  }
  return Buffer.concat([header, table, directory])
}

const zip = (...names: string[]) => makeRawZip(names.map((name) => ({ name, data: '<x/>' })))
const html = '<html><body><table><tr><td>1</td></tr></table></body></html>'

/** Everything people upload as .xlsx or .csv that is neither. */
export const foreignFiles: ForeignFile[] = [
  { name: 'nothing', bytes: Buffer.alloc(0), code: 'sheet.empty' },
  { name: 'only blanks', bytes: Buffer.from(' \r\n \r\n'), code: 'sheet.empty' },
  { name: 'encrypted workbook', bytes: makeOle2('EncryptedPackage'), code: 'sheet.password' },
  { name: 'old .xls', bytes: makeOle2('Workbook'), code: 'sheet.is-old-xls' },
  { name: 'older .xls', bytes: makeOle2('Book'), code: 'sheet.is-old-xls' },
  { name: 'old .doc', bytes: makeOle2('WordDocument'), code: 'sheet.is-document' },
  { name: 'empty OLE2', bytes: makeOle2('Workbook').subarray(0, 300), code: 'sheet.unknown-kind' },
  { name: 'web page', bytes: Buffer.from(`\ufeff\n<!DOCTYPE html>${html}`), code: 'sheet.is-html' },
  { name: 'bare table', bytes: Buffer.from('<table border=1><tr>'), code: 'sheet.is-html' },
  { name: 'wide web page', bytes: Buffer.from(`\ufeff${html}`, 'utf16le'), code: 'sheet.is-html' },
  { name: 'mhtml', bytes: Buffer.from('MIME-Version: 1.0\r\nX: y'), code: 'sheet.is-html' },
  { name: 'xhtml', bytes: Buffer.from(`<?xml version="1.0"?>${html}`), code: 'sheet.is-html' },
  {
    name: 'xml spreadsheet',
    bytes: Buffer.from('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'),
    code: 'sheet.is-xml',
  },
  { name: 'pdf', bytes: Buffer.from('%PDF-1.7\n%\u00e2'), code: 'sheet.is-pdf' },
  { name: 'png', bytes: Buffer.from('89504e470d0a1a0a0000', 'hex'), code: 'sheet.is-picture' },
  { name: 'jpeg', bytes: Buffer.from('ffd8ffe000104a46', 'hex'), code: 'sheet.is-picture' },
  { name: 'rar', bytes: Buffer.from('526172211a0700', 'hex'), code: 'sheet.is-archive' },
  { name: 'gzip', bytes: gzipSync('a,b'), code: 'sheet.is-archive' },
  { name: 'rtf', bytes: Buffer.from('{\\rtf1 x}'), code: 'sheet.is-document' },
  { name: 'program', bytes: Buffer.from('4d5a90000300000004000000', 'hex'), code: 'sheet.unknown-kind' },
  { name: 'docx', bytes: zip('[Content_Types].xml', 'word/document.xml'), code: 'sheet.is-document' },
  { name: 'ods', bytes: zip('mimetype', 'content.xml'), code: 'sheet.is-ods' },
  { name: 'xlsb', bytes: zip('[Content_Types].xml', 'xl/workbook.bin'), code: 'sheet.is-xlsb' },
  { name: 'zip of lists', bytes: zip('list-1.csv', 'list-2.csv'), code: 'sheet.is-archive' },
]
