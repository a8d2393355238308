import type { HostileFile } from './hostile-files.ts'
import { makeWorkbook, relation, sheetXml, stringsXml, stylesXml, workbookXml } from './made-workbook.ts'

const one = '<row r="1"><c r="A1"><v>1</v></c></row>'
const honest = () => makeWorkbook({ rows: one })

/** Small files of which a reader, or whoever works with what it read, would make something huge or slow. */
export const amplifiers: HostileFile[] = [
  {
    name: 'zip bomb whose part has another ending than xml',
    bytes: () =>
      makeWorkbook({
        relations: relation('rId1', 'worksheet', 'worksheets/sheet1.dat'),
        entries: [
          {
            name: 'xl/worksheets/sheet1.dat',
            data: sheetXml(one + '<x/>'.repeat(5_000_000)),
          },
        ],
      }),
    code: 'sheet.zip-bomb',
    lifted: { maxRatio: 2000 },
  },
  {
    name: 'one long shared string in each cell of a row',
    bytes: () => sameText(1, 500, 32_000),
    code: 'sheet.zip-bomb',
    lifted: { maxRowChars: 20_000_000 },
  },
  {
    name: 'one shared string in a million cells',
    bytes: () => sameText(20_000, 50, 1_000),
    code: 'sheet.zip-bomb',
    lifted: { maxTextRatio: 100 },
  },
  {
    name: 'tabs that all show the same sheet',
    bytes: () =>
      makeWorkbook({
        rows: one,
        workbook: workbookXml(
          '<sheet name="A" sheetId="1" r:id="rId1"/><sheet name="B" sheetId="2" r:id="rId1"/>',
        ),
      }),
    code: 'sheet.broken-part',
    harmless: honest,
  },
  {
    name: 'a number of 200,000 digits',
    bytes: () => makeWorkbook({ rows: `<row r="1"><c r="A1"><v>0.${'0'.repeat(200_000)}1</v></c></row>` }),
    code: 'sheet.cell-too-long',
    harmless: honest,
  },
  {
    name: 'a number format of 120,000 brackets in front of a row too far',
    bytes: () =>
      makeWorkbook({
        rows: `${one}<row r="99999999"/>`,
        styles: stylesXml([200], { 200: '['.repeat(120_000), 201: 's'.repeat(120_000) }),
      }),
    code: 'sheet.too-many-rows',
    lifted: { maxRows: 100_000_000 },
  },
]

function sameText(rows: number, columns: number, length: number): Buffer {
  const cells = '<c t="s"><v>0</v></c>'.repeat(columns)
  return makeWorkbook({
    rows: `<row>${cells}</row>`.repeat(rows),
    strings: stringsXml(`<si><t>${'x'.repeat(length)}</t></si>`),
  })
}
