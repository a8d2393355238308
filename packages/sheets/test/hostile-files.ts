import { crc32 } from 'node:zlib'
import { defaultLimits, type Limits } from '../src/index.ts'
import { makeWorkbook, relation, sheetXml, stringsXml, workbookXml } from './made-workbook.ts'
import { makeRawZip } from './raw-zip.ts'

/** A file made to harm, what has to be said to it, and how its harmless or unlimited twin comes through. */
export interface HostileFile {
  name: string
  bytes(): Buffer
  code: string
  /** With these limits lifted the reader goes on: the limit, and nothing else, was what refused the file. */
  lifted?: Partial<Limits>
  /** The same file without its sting, which must be read; for refusals that no limit governs. */
  harmless?(): Buffer
  /** What the lifted twin ends in, where it cannot end well (default: read to the end). */
  liftedCode?: string
}

const one = '<row r="1"><c r="A1"><v>1</v></c></row>'
const honest = () => makeWorkbook({ rows: one })
const text = (content: string) => `<row r="1"><c r="A1" t="inlineStr"><is><t>${content}</t></is></c></row>`
const spread = (count: number, make: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => make(i)).join('')
const megabytes = (n: number, filler: string) => filler.repeat(Math.ceil((n * 1_048_576) / filler.length))

/** Files that claim or unpack to more than they should. */
export const bombs: HostileFile[] = [
  {
    name: 'zip bomb: 64 MB of spaces in 64 KB',
    bytes: () => makeWorkbook({ sheet: sheetXml(`${one}${megabytes(64, ' ')}`) }),
    code: 'sheet.zip-bomb',
    lifted: { maxRatio: 2000 },
    liftedCode: 'sheet.broken-part',
  },
  {
    name: 'zip bomb: 40 MB of empty elements',
    bytes: () => makeWorkbook({ sheet: sheetXml(`${one}${megabytes(40, '<x/>')}`) }),
    code: 'sheet.zip-bomb',
    lifted: { maxRatio: 2000 },
  },
  {
    name: 'zip that unpacks to more than it may',
    bytes: () =>
      makeWorkbook({ entries: [{ name: 'xl/media/a.bmp', data: Buffer.alloc(9_000_000) }], rows: one }),
    code: 'sheet.zip-bomb',
    lifted: { maxUnpackedBytes: 20_000_000 },
  },
  {
    name: 'zip whose part is longer than it says',
    bytes: () => lieAboutSize(),
    code: 'sheet.zip-bomb',
    harmless: honest,
  },
  {
    name: 'zip of 3,000 entries',
    bytes: () =>
      makeWorkbook({
        rows: one,
        entries: Array.from({ length: 3000 }, (_, i) => ({ name: `a/${i}`, data: '' })),
      }),
    code: 'sheet.zip-bomb',
    lifted: { maxEntries: 5000 },
  },
  {
    name: 'shared strings for 130 MB of memory',
    bytes: () =>
      makeWorkbook({
        rows: one,
        entries: [{ name: 'xl/sharedStrings.xml', data: manyStrings(), stored: true }],
      }),
    code: 'sheet.too-many-strings',
    lifted: { maxStringBytes: 4 * defaultLimits.maxStringBytes },
  },
  {
    name: 'file above the size limit',
    bytes: () => Buffer.from('a,b\n'.repeat(1000)),
    code: 'sheet.too-large',
    lifted: { maxBytes: defaultLimits.maxBytes },
  },
]

function lieAboutSize(): Buffer {
  const data = sheetXml(`${one}${spread(50_000, (i) => `<row r="${i + 2}"/>`)}`)
  const lie = { size: 1000 }
  return makeWorkbook({ entries: [{ name: 'xl/worksheets/sheet1.xml', data, local: lie, central: lie }] })
}

function manyStrings(): string {
  const thousand = spread(1000, (i) => `<si><t>${String(i).padStart(8, '0')}${'x'.repeat(i % 60)}</t></si>`)
  return stringsXml(thousand.repeat(2900))
}

/** Files whose XML is the weapon. */
export const markup: HostileFile[] = [
  {
    name: 'entity bomb',
    bytes: () => makeWorkbook({ sheet: withDoctype(laughs, text('&j;')) }),
    code: 'sheet.entity',
    harmless: () => makeWorkbook({ rows: text('lol') }),
  },
  {
    name: 'entity that reads a file',
    bytes: () => makeWorkbook({ sheet: withDoctype('<!ENTITY x SYSTEM "file:///etc/passwd">', text('&x;')) }),
    code: 'sheet.entity',
    harmless: honest,
  },
  {
    name: 'DOCTYPE in the shared strings',
    bytes: () => makeWorkbook({ rows: one, strings: `<!DOCTYPE sst>${stringsXml('')}` }),
    code: 'sheet.entity',
    harmless: honest,
  },
  {
    name: 'entity without a DOCTYPE',
    bytes: () => makeWorkbook({ rows: text('&x;') }),
    code: 'sheet.broken-part',
    harmless: () => makeWorkbook({ rows: text('&amp;x;') }),
  },
  {
    name: 'elements nested 100,000 deep',
    bytes: () => makeWorkbook({ rows: `${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}${one}` }),
    code: 'sheet.too-deep',
    lifted: { maxDepth: 1_000_000 },
  },
  {
    name: 'a tag of 10 MB',
    bytes: () => makeWorkbook({ rows: `<x ${spread(1_000_000, (i) => `a${i}="1" `)}/>${one}` }),
    code: 'sheet.broken-part',
    harmless: () => makeWorkbook({ rows: `<x ${spread(20, (i) => `a${i}="1" `)}/>${one}` }),
  },
  {
    name: 'a comment of 10 MB',
    bytes: () => makeWorkbook({ rows: `<!--${noise(10_000_000)}-->${one}` }),
    code: 'sheet.broken-part',
    harmless: () => makeWorkbook({ rows: `<!--${noise(100_000)}-->${one}` }),
  },
  {
    name: 'a sheet that is cut off',
    bytes: () => makeWorkbook({ sheet: sheetXml(one).slice(0, -30) }),
    code: 'sheet.broken-part',
    harmless: honest,
  },
  {
    name: 'a sheet in an encoding it does not have',
    bytes: () =>
      makeWorkbook({
        entries: [
          { name: 'xl/worksheets/sheet1.xml', data: Buffer.from(sheetXml(text('\u00ff')), 'latin1') },
        ],
      }),
    code: 'sheet.encoding',
    harmless: () => makeWorkbook({ rows: text('\u00ff') }),
  },
]

const laughs = `<!ENTITY a "lol">${[...'bcdefghij'].map((c, i) => `<!ENTITY ${c} "${`&${'abcdefghi'[i]};`.repeat(10)}">`).join('')}`
const withDoctype = (inside: string, rows: string) =>
  `<?xml version="1.0"?><!DOCTYPE w [${inside}]>${sheetXml(rows)}`

function noise(length: number): string {
  let seed = 1
  return spread(length / 5, () => {
    seed = (seed * 48271) % 2147483647
    return String(seed % 100000).padStart(5, '0')
  })
}

/** Sheets that claim more than a sheet has. */
export const sheets: HostileFile[] = [
  {
    name: '600 columns with values',
    bytes: () => makeWorkbook({ rows: `<row>${'<c><v>1</v></c>'.repeat(600)}</row>` }),
    code: 'sheet.too-many-columns',
    lifted: { maxColumns: 16_384 },
  },
  {
    name: '16,385 columns',
    bytes: () => makeWorkbook({ rows: `<row>${'<c/>'.repeat(16_385)}</row>` }),
    code: 'sheet.too-many-columns',
    harmless: () =>
      makeWorkbook({ rows: `<row>${'<c/>'.repeat(16_384)}</row>${one.replaceAll('1"', '2"')}` }),
  },
  {
    name: 'a cell in column ZZZZZZZ',
    bytes: () => makeWorkbook({ rows: '<row r="1"><c r="ZZZZZZZ1"><v>1</v></c></row>' }),
    code: 'sheet.too-many-columns',
    harmless: honest,
  },
  {
    name: 'a row with the number 99999999',
    bytes: () => makeWorkbook({ rows: '<row r="99999999"><c r="A99999999"><v>1</v></c></row>' }),
    code: 'sheet.too-many-rows',
    lifted: { maxRows: 100_000_000 },
  },
  {
    name: 'a cell A99999999 in a row without a number',
    bytes: () => makeWorkbook({ rows: '<row><c r="A99999999"><v>1</v></c></row>' }),
    code: 'sheet.too-many-rows',
    lifted: { maxRows: 100_000_000 },
  },
  {
    name: 'a cell A99999999 in row 1',
    bytes: () => makeWorkbook({ rows: '<row r="1"><c r="A99999999"><v>1</v></c></row>' }),
    code: 'sheet.too-many-rows',
    lifted: { maxRows: 100_000_000 },
    liftedCode: 'sheet.broken-part',
  },
  {
    name: 'rows that go backwards',
    bytes: () => makeWorkbook({ rows: `<row r="5"/>${one}` }),
    code: 'sheet.broken-part',
    harmless: honest,
  },
  {
    name: 'a cell of 5 MB',
    bytes: () => makeWorkbook({ rows: text(noise(5_000_000)) }),
    code: 'sheet.broken-part',
    harmless: () => makeWorkbook({ rows: text(noise(32_765)) }),
  },
  {
    name: 'a cell of 40,000 characters',
    bytes: () => makeWorkbook({ rows: text(noise(40_000)) }),
    code: 'sheet.cell-too-long',
    lifted: { maxCellChars: 50_000 },
  },
  {
    name: 'a cell of a million pieces',
    bytes: () =>
      makeWorkbook({
        rows: `<row><c t="inlineStr"><is>${spread(1_000_000, (i) => `<r><t>${i}</t></r>`)}</is></c></row>`,
      }),
    code: 'sheet.cell-too-long',
    lifted: { maxCellChars: 10_000_000, maxRowChars: 10_000_000 },
  },
  {
    name: 'a shared string of a million pieces',
    bytes: () =>
      makeWorkbook({
        rows: '<row><c t="s"><v>0</v></c></row>',
        strings: stringsXml(`<si>${spread(1_000_000, (i) => `<r><t>${i}</t></r>`)}</si>`),
      }),
    code: 'sheet.broken-part',
    lifted: { maxCellChars: 10_000_000, maxRowChars: 10_000_000 },
  },
  {
    name: 'a shared string that is not there',
    bytes: () =>
      makeWorkbook({ rows: '<row><c t="s"><v>7</v></c></row>', strings: stringsXml('<si><t>a</t></si>') }),
    code: 'sheet.broken-part',
    harmless: () =>
      makeWorkbook({ rows: '<row><c t="s"><v>0</v></c></row>', strings: stringsXml('<si><t>a</t></si>') }),
  },
  {
    name: 'a shared string with half an index',
    bytes: () =>
      makeWorkbook({ rows: '<row><c t="s"><v>0.5</v></c></row>', strings: stringsXml('<si><t>a</t></si>') }),
    code: 'sheet.broken-part',
    harmless: () =>
      makeWorkbook({ rows: '<row><c t="s"><v>0</v></c></row>', strings: stringsXml('<si><t>a</t></si>') }),
  },
  {
    name: '300 sheets',
    bytes: () =>
      makeWorkbook({
        rows: one,
        workbook: workbookXml(spread(300, (i) => `<sheet name="S${i}" sheetId="${i + 1}" r:id="rId1"/>`)),
      }),
    code: 'sheet.too-many-sheets',
    lifted: { maxSheets: 1000 },
    liftedCode: 'sheet.broken-part',
  },
  {
    name: 'a sheet that lies outside the file',
    bytes: () =>
      makeWorkbook({
        relations: relation('rId1', 'worksheet', 'worksheets/sheet1.xml', 'TargetMode="External"'),
      }),
    code: 'sheet.broken-part',
    harmless: honest,
  },
  {
    name: 'a sheet that takes too long',
    bytes: () =>
      makeWorkbook({
        rows: spread(100_000, (i) => `<row r="${i + 1}"><c r="A${i + 1}"><v>${i}</v></c></row>`),
      }),
    code: 'sheet.too-slow',
    lifted: { deadlineMs: defaultLimits.deadlineMs },
  },
]

const honestEntries = [
  { name: 'a.xml', data: 'aaaa' },
  { name: 'b.xml', data: 'bbbb' },
]

/** Zips that are not what they seem. */
export const zips: HostileFile[] = [
  ...['../../etc/cron.d/x', '/etc/passwd', 'C:\\x', 'a\\..\\b', 'a\u0000b', 'n'.repeat(4096)].map((name) => ({
    name: `zip with the entry ${JSON.stringify(name.slice(0, 20))}`,
    bytes: () => makeWorkbook({ rows: one, entries: [{ name, data: 'x' }] }),
    code: 'sheet.unsafe-zip',
    harmless: () => makeWorkbook({ rows: one, entries: [{ name: 'CON', data: 'x' }] }),
  })),
  {
    name: 'zip with two entries of one name',
    bytes: () => makeRawZip([...entriesOf(honestEntries), { name: 'A.xml', data: 'other' }]),
    code: 'sheet.unsafe-zip',
    harmless: honest,
  },
  {
    name: 'zip whose local header has another name',
    bytes: () => makeWorkbook({ rows: one, entries: [{ name: 'x', data: 'x', local: { name: 'y' } }] }),
    code: 'sheet.unsafe-zip',
    harmless: () => makeWorkbook({ rows: one, entries: [{ name: 'x', data: 'x' }] }),
  },
  {
    name: 'zip whose local header has another size',
    bytes: () => makeWorkbook({ rows: one, entries: [{ name: 'x', data: 'x', local: { size: 2 } }] }),
    code: 'sheet.unsafe-zip',
    harmless: () => makeWorkbook({ rows: one, entries: [{ name: 'x', data: 'x' }] }),
  },
  {
    name: 'zip whose entries share their bytes',
    bytes: () =>
      makeWorkbook({
        rows: one,
        entries: [
          { name: 'x', data: 'x' },
          { name: 'y', data: 'x', sharesDataOf: 6 },
        ],
      }),
    code: 'sheet.unsafe-zip',
    harmless: () =>
      makeWorkbook({
        rows: one,
        entries: [
          { name: 'x', data: 'x' },
          { name: 'y', data: 'x' },
        ],
      }),
  },
  {
    name: 'zip with an entry that lies over the next',
    bytes: () => overlapping(),
    code: 'sheet.unsafe-zip',
    harmless: honest,
  },
  {
    name: 'zip with damage behind the rows',
    bytes: () => makeWorkbook({ entries: [{ ...longTail, central: wrongSum, local: wrongSum }] }),
    code: 'sheet.broken-zip',
    harmless: () => makeWorkbook({ entries: [longTail] }),
  },
  {
    name: 'zip with a password',
    bytes: () => makeWorkbook({ rows: one, entries: [{ name: 'x', data: 'x', flags: 1 }] }),
    code: 'sheet.password',
    harmless: () => makeWorkbook({ rows: one, entries: [{ name: 'x', data: 'x' }] }),
  },
  {
    name: 'zip with a damaged part',
    bytes: () =>
      makeWorkbook({
        entries: [
          { name: 'xl/worksheets/sheet1.xml', data: sheetXml(one), central: wrongSum, local: wrongSum },
        ],
      }),
    code: 'sheet.broken-zip',
    harmless: honest,
  },
  {
    name: 'zip with a part that is no deflate stream',
    bytes: () =>
      makeWorkbook({
        entries: [
          { name: 'xl/worksheets/sheet1.xml', data: sheetXml(one), packed: Buffer.from('garbage garbage') },
        ],
      }),
    code: 'sheet.broken-zip',
    harmless: honest,
  },
  {
    name: 'truncated zip',
    bytes: () => honest().subarray(0, -40),
    code: 'sheet.broken-zip',
    harmless: honest,
  },
  { name: 'half a zip', bytes: () => honest().subarray(0, 600), code: 'sheet.broken-zip', harmless: honest },
  {
    name: 'zip packed by an unknown method',
    bytes: () =>
      makeWorkbook({
        rows: one,
        entries: [{ name: 'xl/styles.xml', data: 'x', local: { method: 97 }, central: { method: 97 } }],
      }),
    code: 'sheet.broken-zip',
    harmless: honest,
  },
]

const wrongSum = { crc32: 1 }
const longTail = { name: 'xl/worksheets/sheet1.xml', data: `${sheetXml(one)}<!--${noise(1_000_000)}-->` }

/** Both headers of the entry `x` agree that it reaches over the whole of `y` behind it, checksum included. */
function overlapping(): Buffer {
  const [x, y] = [
    { name: 'x', data: 'x', stored: true },
    { name: 'y', data: 'y', stored: true },
  ]
  const plain = makeRawZip([x, y])
  const length = 1 + 30 + 1 + 1
  const reach = { size: length, packedSize: length, crc32: crc32(plain.subarray(31, 31 + length)) }
  return makeRawZip([{ ...x, local: reach, central: reach }, y])
}
const entriesOf = <T>(entries: readonly T[]) => [...entries]
