import { type ProblemCode, problem } from '@zhucan/kernel'
import { inspectOle2 } from './ole2.ts'

/** Reads `length` bytes at a place of the file; fewer at its end. */
export type ReadAt = (position: number, length: number) => Promise<Buffer>

const binarySignatures: readonly [ProblemCode, number[]][] = [
  ['sheet.is-pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['sheet.is-picture', [0x89, 0x50, 0x4e, 0x47]],
  ['sheet.is-picture', [0xff, 0xd8, 0xff]],
  ['sheet.is-picture', [0x47, 0x49, 0x46, 0x38]],
  ['sheet.is-archive', [0x52, 0x61, 0x72, 0x21]],
  ['sheet.is-archive', [0x37, 0x7a, 0xbc, 0xaf]],
  ['sheet.is-archive', [0x1f, 0x8b]],
  ['sheet.is-document', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
  // A worksheet of Excel 2 to 4, from before the OLE2 container.
  ['sheet.is-old-xls', [0x09, 0x00, 0x04, 0x00]],
  ['sheet.is-old-xls', [0x09, 0x02, 0x06, 0x00]],
  ['sheet.is-old-xls', [0x09, 0x04, 0x06, 0x00]],
]
const ole2 = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

const startsWith = (head: Buffer, bytes: readonly number[]) => bytes.every((byte, i) => head[i] === byte)

/**
 * Tells from the bytes, never from the name, whether a file is a zip or text; everything else is refused by a
 * Problem that names what it is and so what to do.
 */
export async function sniffFormat(readAt: ReadAt): Promise<'zip' | 'text'> {
  const head = await readAt(0, 4096)
  if (head.length === 0) throw problem('sheet.empty')
  if (startsWith(head, [0x50, 0x4b]) && (head[2] ?? 0) < 9) return 'zip'
  if (startsWith(head, ole2)) throw problem(await inspectOle2(readAt))
  for (const [code, bytes] of binarySignatures) if (startsWith(head, bytes)) throw problem(code)
  refuseMarkup(head)
  refuseBinary(head)
  return 'text'
}

function refuseMarkup(head: Buffer): void {
  const isWide = startsWith(head, [0xff, 0xfe])
  const text = head
    .toString(isWide ? 'utf16le' : 'latin1')
    .replace(/^(\uFEFF|\u00EF\u00BB\u00BF)?\s*/, '')
    .toLowerCase()
  if (/^<\?xml/.test(text) && !text.includes('<html')) throw problem('sheet.is-xml')
  if (/^<(!doctype\s+html|html|head|body|table|meta|style|script|div|!--|\?xml)/.test(text))
    throw problem('sheet.is-html')
  if (/^mime-version:/.test(text)) throw problem('sheet.is-html')
}

/** UTF-16 that lacks its mark: every line end and every digit has a zero byte on the same side. */
function isWideText(head: Buffer): boolean {
  const text = (encoding: 'utf-16le' | 'utf-16be') =>
    new TextDecoder(encoding).decode(head.subarray(0, head.length & ~1))
  const isText = (read: string) => /[\t\n,;]/.test(read) && !/[\p{Cc}--[\t\r\n\f\v]]|\uFFFD/v.test(read)
  return isText(text('utf-16le')) || isText(text('utf-16be'))
}

function refuseBinary(head: Buffer): void {
  if (startsWith(head, [0xff, 0xfe]) || startsWith(head, [0xfe, 0xff])) return
  if (head.includes(0)) throw problem(isWideText(head) ? 'sheet.encoding' : 'sheet.unknown-kind')
}
