import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createDeflateRaw, createInflateRaw } from 'node:zlib'
import { createWorkbookWriter, openWorkbook, writeCsv } from '@zhucan/sheets'
import { SaxesParser } from 'saxes'
import { openPromise } from 'yauzl'
import { ZipFile } from 'yazl'
import type { BenchResult } from './bench.ts'

const rows = 200_000
const columns = 30

/** Write and read 200,000 × 30 cells; every step in a process of its own, so that its peak memory is its own. */
export async function run(): Promise<BenchResult> {
  const dir = mkdtempSync(join(tmpdir(), 'zhucan-bench-'))
  try {
    const write = await step('write', join(dir, 'inline.xlsx'))
    const deflate = await step('deflate', join(dir, 'inline.xlsx'))
    await step('write-shared', join(dir, 'shared.xlsx'))
    const read = await step('read', join(dir, 'shared.xlsx'))
    const parse = await step('parse', join(dir, 'shared.xlsx'))
    const readInline = await step('read', join(dir, 'inline.xlsx'))
    const parseInline = await step('parse', join(dir, 'inline.xlsx'))
    await step('write-csv', join(dir, 'list.csv'))
    const readCsv = await step('read', join(dir, 'list.csv'))
    const decodeCsv = await step('decode', join(dir, 'list.csv'))
    return {
      ...pair(read, parse),
      baselineIs: 'inflating the same parts and a bare pass of saxes over their XML, no cell made of it',
      cases: {
        'read, inline strings': pair(readInline, parseInline),
        'write, against deflating its XML': pair(write, deflate),
        'read csv, against decoding it': pair(readCsv, decodeCsv),
      },
      figures: {
        'read: peak MB, shared strings': read.megabytes,
        'read: peak MB, inline strings': readInline.megabytes,
        'read: peak MB, csv': readCsv.megabytes,
        'write: peak MB': write.megabytes,
        'read: wall s, shared strings': read.wall,
        'write: wall s': write.wall,
        'file MB, inline strings': Math.round(statSync(join(dir, 'inline.xlsx')).size / 1e6),
        'file MB, shared strings': Math.round(statSync(join(dir, 'shared.xlsx')).size / 1e6),
      },
    }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

interface Cost {
  /** CPU seconds of all threads; the machine is shared, so wall time says little. */
  cpu: number
  wall: number
  megabytes: number
}

const pair = (ours: Cost, baseline: Cost) => ({ ours: ours.cpu, baseline: baseline.cpu, unit: 'CPU s' })

async function step(name: string, path: string): Promise<Cost> {
  const child = fork(import.meta.filename, [stepMark, name, path])
  const answered = once(child, 'message')
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`step ${name} ended with ${code}`)
  const [cost] = (await answered) as [Cost]
  return cost
}

const stepMark = '--sheets-step'

const steps: Readonly<Record<string, (path: string) => Promise<unknown>>> = {
  write: writeRows,
  deflate: deflateSheet,
  'write-shared': writeShared,
  read: readRows,
  parse: parseParts,
  'write-csv': (path) => writeCsv(createWriteStream(path), allRows()),
  decode: decodeText,
}

/** A register's row: numbers that are all different, names and villages that come again, dates and money. */
function makeRow(row: number): (string | number)[] {
  return Array.from({ length: columns }, (_, column) => {
    if (column % 5 === 0) return `9901011990${String(row * columns + column).padStart(8, '0')}`
    if (column % 5 === 1) return `王小明${(row * 7 + column) % 3001}`
    if (column % 5 === 2) return `第${(row * column) % 1916}村`
    if (column % 5 === 3) return column % 2 ? '是' : '否'
    return (row * 31 + column) / 4
  })
}

function* allRows(): Generator<(string | number)[]> {
  for (let row = 0; row < rows; row += 1) yield makeRow(row)
}

async function writeRows(path: string): Promise<void> {
  const writer = createWorkbookWriter(createWriteStream(path))
  const headers = Array.from({ length: columns }, (_, i) => ({ header: `列${i + 1}` }))
  const sheet = writer.addSheet({ name: '名单', columns: headers, freezeHeader: true })
  for (const row of allRows()) {
    const full = sheet.row(row)
    if (full) await full
  }
  await sheet.end()
  await writer.finish()
}

/** As Excel saves it: texts in a shared table, here every one its own entry's first use. */
async function writeShared(path: string): Promise<void> {
  const strings = new Map<string, number>()
  const index = (text: string) => {
    const known = strings.get(text) ?? strings.size
    strings.set(text, known)
    return known
  }
  function* sheetParts(): Generator<string> {
    yield '<worksheet><sheetData>'
    for (let row = 1; row <= rows; row += 1) {
      const cells = makeRow(row - 1).map((value, column) => {
        const reference = `${String.fromCharCode(...(column < 26 ? [65 + column] : [65, 39 + column]))}${row}`
        return typeof value === 'number'
          ? `<c r="${reference}"><v>${value}</v></c>`
          : `<c r="${reference}" t="s"><v>${index(value)}</v></c>`
      })
      yield `<row r="${row}" spans="1:30">${cells.join('')}</row>`
    }
    yield '</sheetData></worksheet>'
  }
  function* stringParts(): Generator<string> {
    yield '<sst>'
    for (const text of strings.keys()) yield `<si><t>${text}</t></si>`
    yield '</sst>'
  }
  const zip = new ZipFile()
  const done = pipeline(zip.outputStream, createWriteStream(path))
  const add = (name: string, parts: Iterable<string>) =>
    zip.addReadStreamLazy(name, (give) => give(null, Readable.from(batched(parts))))
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  add('xl/workbook.xml', ['<workbook><sheets><sheet name="S" r:id="a"/></sheets></workbook>'])
  add('xl/_rels/workbook.xml.rels', [
    `<r><Relationship Id="a" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></r>`,
  ])
  add('xl/worksheets/sheet1.xml', sheetParts())
  add('xl/sharedStrings.xml', stringParts())
  zip.end()
  await done
}

function* batched(parts: Iterable<string>): Generator<Buffer> {
  let text = ''
  for (const part of parts) {
    text += part
    if (text.length < 65_536) continue
    yield Buffer.from(text)
    text = ''
  }
  yield Buffer.from(text)
}

async function readRows(path: string): Promise<void> {
  const workbook = await openWorkbook(path)
  let count = 0
  for await (const { cells } of workbook.rows(0)) count += cells.length
  await workbook.close()
  if (count < rows * columns) throw new Error(`read ${count} cells`)
}

async function parseParts(path: string): Promise<void> {
  await eachPart(path, async (part) => {
    const parser = new SaxesParser({ xmlns: false })
    const ignore = () => undefined
    parser.on('opentag', ignore)
    parser.on('closetag', ignore)
    parser.on('text', ignore)
    const decoder = new TextDecoder()
    for await (const chunk of part) parser.write(decoder.decode(chunk, { stream: true }))
  })
}

async function deflateSheet(path: string): Promise<void> {
  await eachPart(path, async (part) => {
    for await (const _ of Readable.from(part).pipe(createDeflateRaw({ level: 1 })));
  })
}

async function eachPart(path: string, use: (part: AsyncIterable<Buffer>) => Promise<void>): Promise<void> {
  const zip = await openPromise(path, { autoClose: false })
  for await (const entry of zip.eachEntry()) {
    if (!/sheet1|sharedStrings/.test(entry.fileName)) continue
    const raw = await zip.openReadStreamPromise(entry, { decodeFileData: false })
    await use(raw.pipe(createInflateRaw({ chunkSize: 128 * 1024 })))
  }
  zip.close()
}

async function decodeText(path: string): Promise<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 }))
    decoder.decode(chunk, { stream: true })
}

if (process.argv[2] === stepMark) {
  const started = performance.now()
  await steps[process.argv[3]!]!(process.argv[4]!)
  const { user, system } = process.cpuUsage()
  const cost: Cost = {
    cpu: Number(((user + system) / 1e6).toFixed(2)),
    wall: Number(((performance.now() - started) / 1000).toFixed(1)),
    megabytes: peakMegabytes(),
  }
  process.send?.(cost)
  process.disconnect?.()
}

/** Linux lets a forked process begin with its parent's peak in `maxRSS`; the kernel's own figure does not. */
function peakMegabytes(): number {
  if (process.platform !== 'linux') return Math.round(process.resourceUsage().maxRSS / 1024)
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024)
}
