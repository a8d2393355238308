import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { problem } from '@zhucan/kernel'
import { looksLikeBig5 } from './csv-big5.ts'

/** Labels as `TextDecoder` knows them; Chinese legacy files are all read as GB18030, which contains GBK and GB2312. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'

const readSize = 1024 * 1024
/** Above one lost character in this many, the file is refused instead of being read with gaps. */
const mostDamage = 1 / 200

/**
 * Tells the encoding of a text file: by its byte order mark, else by decoding the whole file strictly, first as
 * UTF-8, then as GB18030. Decoding is continuous, so a character cut by a read is never taken for damage. A file
 * with a few torn characters is read all the same, with U+FFFD in their place; with many it is refused, and so is Big5.
 * Throws Problems 'sheet.encoding', 'sheet.encoding-traditional'.
 */
export async function detectEncoding(path: string): Promise<Encoding> {
  const marked = await readMark(path)
  if (marked) return marked
  if (await decodes(path, 'utf-8')) return 'utf-8'
  if (await looksLikeBig5(path)) throw problem('sheet.encoding-traditional')
  if (await decodes(path, 'gb18030')) return 'gb18030'
  const [utf8, gb18030] = [await countDamage(path, 'utf-8'), await countDamage(path, 'gb18030')]
  if (Math.min(utf8, gb18030) > mostDamage) throw problem('sheet.encoding')
  return utf8 <= gb18030 ? 'utf-8' : 'gb18030'
}

async function readMark(path: string): Promise<Encoding | null> {
  const file = await open(path, 'r')
  try {
    const { buffer } = await file.read(Buffer.alloc(3), 0, 3, 0)
    if (buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf) return 'utf-8'
    if (buffer[0] === 0xff && buffer[1] === 0xfe) return 'utf-16le'
    if (buffer[0] === 0xfe && buffer[1] === 0xff) return 'utf-16be'
    return null
  } finally {
    await file.close()
  }
}

async function decodes(path: string, encoding: Encoding): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  for await (const chunk of createReadStream(path, { highWaterMark: readSize })) {
    if (!isDecodable(() => decoder.decode(chunk, { stream: true }))) return false
  }
  return isDecodable(() => decoder.decode())
}

function isDecodable(decode: () => string): boolean {
  try {
    decode()
    return true
  } catch {
    return false
  }
}

/** Share of lost characters among those that are not plain ASCII. */
async function countDamage(path: string, encoding: Encoding): Promise<number> {
  const decoder = new TextDecoder(encoding)
  let lost = 0
  let foreign = 1
  for await (const chunk of createReadStream(path, { highWaterMark: readSize })) {
    for (const piece of decoder.decode(chunk, { stream: true }).match(/[\u0080-\uffff]+/g) ?? []) {
      foreign += piece.length
      for (let at = piece.indexOf('\ufffd'); at >= 0; at = piece.indexOf('\ufffd', at + 1)) lost += 1
    }
  }
  return lost / foreign
}
