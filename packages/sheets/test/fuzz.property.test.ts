import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { encodeGb18030 } from '../src/gb18030.ts'
import { createWorkbookWriter } from '../src/index.ts'
import { makeWorkbook, sheetXml, stringsXml, stylesXml } from './made-workbook.ts'
import { makeScratch, problemOf, readAll } from './scratch.ts'

const scratch = makeScratch()
afterAll(() => scratch.remove())

const strings = stringsXml('<si><t>王小明</t></si><si><r><t>a</t></r><rPh><t>b</t></rPh></si>')
const styles = stylesXml([0, 14, 164], { 164: 'yyyy&quot;年&quot;m&quot;月&quot;' })
const rows =
  '<row r="1" spans="1:4"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>46082</v></c><c r="C1" t="inlineStr"><is><t>&lt;x&gt;</t></is></c><c r="D1" t="e"><f>A1</f><v>#N/A</v></c></row><row r="2"><c r="B2" t="b"><v>1</v></c><c t="d"><v>2026-03-01</v></c></row>'

const seeds: Buffer[] = [
  makeWorkbook({ rows, strings, styles }),
  Buffer.from('\ufeff姓名,"号\r\n""x"\r\n王小明,990101199001010011\r\n'),
  encodeGb18030('姓名;号\n王小明;"1"\n'),
  Buffer.from('\ufeff姓名\t号\n王\t1\n', 'utf16le'),
]

beforeAll(async () => {
  const path = scratch.path('written.xlsx')
  const writer = createWorkbookWriter(createWriteStream(path))
  const sheet = writer.addSheet({ name: 'x', columns: [{ header: '姓名' }, { header: '号' }] })
  for (let i = 0; i < 20; i += 1) void sheet.row([`王${i}`, i])
  await sheet.end()
  await writer.finish()
  seeds.push(await readFile(path))
})

/** Reading ends in rows or in a Problem, within a time no honest small file needs; `problemOf` throws anything else on. */
async function endsWell(bytes: Buffer): Promise<void> {
  const path = scratch.write('mutant', bytes)
  const before = process.cpuUsage()
  await problemOf(readAll(path))
  const { user, system } = process.cpuUsage(before)
  expect((user + system) / 1e6, 'seconds of the processor').toBeLessThan(5)
}

const change = fc.record({
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  kind: fc.constantFrom('set', 'insert', 'remove', 'repeat', 'cut'),
  byte: fc.integer({ min: 0, max: 255 }),
  length: fc.integer({ min: 1, max: 40 }),
})

function mutate(
  bytes: Buffer,
  { at, kind, byte, length }: typeof change extends fc.Arbitrary<infer T> ? T : never,
) {
  const place = Math.floor(at * bytes.length)
  const [before, rest] = [bytes.subarray(0, place), bytes.subarray(place)]
  if (kind === 'set') return Buffer.concat([before, Buffer.from([byte]), rest.subarray(1)])
  if (kind === 'insert') return Buffer.concat([before, Buffer.alloc(length, byte), rest])
  if (kind === 'remove') return Buffer.concat([before, rest.subarray(length)])
  if (kind === 'repeat') return Buffer.concat([before, rest.subarray(0, length), rest])
  return before
}

it('files with broken bytes are read or refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(4), fc.array(change, { minLength: 1, maxLength: 6 }), async (seed, changes) => {
      await endsWell(changes.reduce<Buffer>((bytes, one) => mutate(bytes, one), seeds[seed]!))
    }),
  )
}, 120_000)

it('workbooks with broken parts behind good checksums are read or refused', async () => {
  const parts = { sheet: sheetXml(rows), strings, styles }
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('sheet' as const, 'strings' as const, 'styles' as const),
      fc.array(change, { minLength: 1, maxLength: 6 }),
      async (part, changes) => {
        const name = {
          sheet: 'xl/worksheets/sheet1.xml',
          strings: 'xl/sharedStrings.xml',
          styles: 'xl/styles.xml',
        }[part]
        const data = changes.reduce<Buffer>((bytes, one) => mutate(bytes, one), Buffer.from(parts[part]))
        await endsWell(makeWorkbook({ ...parts, entries: [{ name, data }] }))
      },
    ),
  )
}, 120_000)

it('a part cut anywhere is never taken for a whole one', async () => {
  const data = Buffer.from(sheetXml(rows))
  const end = sheetXml(rows).indexOf('</sheetData>')
  for (let length = 0; length < end; length += 7) {
    const cut = data.subarray(0, length)
    const packed = deflateRawSync(cut)
    const path = scratch.write(
      'cut.xlsx',
      makeWorkbook({ strings, entries: [{ name: 'xl/worksheets/sheet1.xml', data: cut, packed }] }),
    )
    expect(await problemOf(readAll(path))).not.toBeNull()
  }
})
