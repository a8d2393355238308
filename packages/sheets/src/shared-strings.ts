import { problem } from '@zhucan/kernel'
import { decodeEscapes, isTooLong } from './cell-text.ts'
import type { Limits } from './sheet-model.ts'
import type { Stopwatch } from './stopwatch.ts'
import { createXmlFeed, type XmlHandlers } from './xml-feed.ts'
import type { ZipArchive } from './zip-archive.ts'

/** The workbook's table of shared strings. */
export interface SharedStrings {
  size: number
  /** Text at an index; null where the table has no such entry. */
  at(index: number): string | null
}

/** Bytes to keep free; counted where thrice the length would leave most of a block empty. */
const longestText = (text: string): number => (text.length > 4096 ? Buffer.byteLength(text) : text.length * 3)

const blockBytes = 1024 * 1024
const startsPerBlock = 64 * 1024
const cacheSize = 8192
/** Bytes the table spends on a string besides its text. */
const overhead = 8

/**
 * A table of strings outside the JavaScript heap: UTF-8 in blocks of 1 MiB, so that millions of short strings
 * cost their bytes and little more. Throws Problem `sheet.too-many-strings` beyond `maxBytes`.
 */
export function createStringTable(maxBytes: number): SharedStrings & { add(text: string): void } {
  const blocks: Buffer[] = []
  const starts: Uint32Array[] = []
  const cachedIndex = new Int32Array(cacheSize).fill(-1)
  const cachedText: string[] = []
  let size = 0
  let used = blockBytes
  let spent = 0
  const read = (index: number): string => {
    const start = starts[Math.floor(index / startsPerBlock)]![index % startsPerBlock]!
    const block = blocks[Math.floor(start / blockBytes)]!
    const at = start % blockBytes
    return block.toString('utf8', at + 4, at + 4 + block.readUInt32LE(at))
  }
  return {
    get size() {
      return size
    },
    add(text) {
      const room = longestText(text) + 4
      if (used + room > blockBytes) {
        blocks.push(Buffer.allocUnsafeSlow(Math.max(blockBytes, room)))
        used = 0
      }
      const block = blocks.at(-1)!
      const length = block.write(text, used + 4, 'utf8')
      block.writeUInt32LE(length, used)
      if (size % startsPerBlock === 0) starts.push(new Uint32Array(startsPerBlock))
      starts.at(-1)![size % startsPerBlock] = (blocks.length - 1) * blockBytes + used
      size += 1
      used += length + 4
      spent += length + overhead
      if (spent > maxBytes)
        throw problem('sheet.too-many-strings', { megabytes: Math.round(maxBytes / 1048576) })
    },
    at(index) {
      if (!Number.isInteger(index) || index < 0 || index >= size) return null
      const slot = index % cacheSize
      if (cachedIndex[slot] !== index) {
        cachedIndex[slot] = index
        cachedText[slot] = read(index)
      }
      return cachedText[slot]!
    },
  }
}

/** Reads the shared strings part: rich text is joined, phonetic readings are left out. */
export async function readSharedStrings(
  archive: ZipArchive,
  part: string | null,
  limits: Limits,
  stopwatch: Stopwatch,
): Promise<SharedStrings> {
  const table = createStringTable(limits.maxStringBytes)
  if (part === null) return table
  const feed = createXmlFeed(part, stringHandlers(table, part, limits), limits)
  for await (const chunk of archive.read(part)) stopwatch.work(() => feed.write(chunk))
  feed.end()
  return table
}

/** A string without rich text, entities or readings, which is nearly every one. */
const plainString = /<si><t(?: xml:space="preserve")?>([^<&\r]*)<\/t><\/si>/y

function stringHandlers(table: { add(text: string): void }, part: string, limits: Limits): XmlHandlers {
  const plain = new RegExp(plainString)
  let text = ''
  let phonetic = 0
  return {
    shortcut(source, at) {
      plain.lastIndex = at
      const found = plain.exec(source)
      if (found === null || isTooLong(found[1] ?? '', limits.maxCellChars)) return -1
      table.add(decodeEscapes(found[1] ?? ''))
      return plain.lastIndex
    },
    open(name) {
      if (name === 'si') text = ''
      else if (name === 't') return phonetic === 0
      else if (name === 'rPh') phonetic += 1
      return false
    },
    close(name) {
      if (name === 'rPh') phonetic -= 1
      else if (name === 'si') table.add(decodeEscapes(text))
    },
    text(piece) {
      text += piece
      // No row can be named here: whoever uses the string, it has too many pieces for any cell.
      if (isTooLong(text, limits.maxCellChars)) throw problem('sheet.broken-part', { part })
    },
  }
}
