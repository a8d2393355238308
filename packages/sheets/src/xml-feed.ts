import { isProblem, problem } from '@zhucan/kernel'
import { SaxesParser } from 'saxes'
import type { Limits } from './sheet-model.ts'

/** What a reader of a part wants to hear; names come without their namespace prefix. */
export interface XmlHandlers {
  open(name: string, attributes: Readonly<Record<string, string>>): void
  close(name: string): void
  text?(text: string): void
}

/** Takes the bytes of one part piece by piece. */
export interface XmlFeed {
  write(chunk: Buffer): void
  end(): void
}

/** More than this between two tags is no sheet: a cell is at most 32,767 characters, each at most 10 as an entity. */
const mostBetweenEvents = 1024 * 1024

const localName = (name: string) => {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

/**
 * Feeds one part's XML to handlers. Refuses DOCTYPE and own entities, nesting beyond `maxDepth`, endless tags or
 * comments, bytes that are not UTF-8 (or UTF-16 with its mark), and anything that is not well-formed.
 */
export function createXmlFeed(part: string, handlers: XmlHandlers, limits: Limits): XmlFeed {
  const parser = new SaxesParser({ xmlns: false })
  let decoder: TextDecoder | null = null
  let sinceEvent = 0
  let depth = 0
  parser.on('error', () => {
    throw problem('sheet.broken-part', { part })
  })
  parser.on('doctype', () => {
    throw problem('sheet.entity', { part })
  })
  parser.on('opentag', (tag) => {
    sinceEvent = 0
    depth += 1
    if (depth > limits.maxDepth) throw problem('sheet.too-deep', { part, limit: limits.maxDepth })
    handlers.open(localName(tag.name), tag.attributes)
  })
  parser.on('closetag', (tag) => {
    sinceEvent = 0
    depth -= 1
    handlers.close(localName(tag.name))
  })
  const onText = (text: string) => handlers.text?.(text)
  parser.on('text', onText)
  parser.on('cdata', onText)
  return {
    write(chunk) {
      decoder ??= decoderFor(chunk)
      sinceEvent += chunk.length
      writeDecoded(parser, decodeChunk(decoder, chunk, part), part)
      if (sinceEvent > mostBetweenEvents + chunk.length)
        throw problem('sheet.cell-too-long', { limit: limits.maxCellChars })
    },
    end() {
      writeDecoded(parser, decodeChunk(decoder ?? new TextDecoder(), undefined, part), part)
      parser.close()
    },
  }
}

function decoderFor(chunk: Buffer): TextDecoder {
  const isWide = (chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0x3c && chunk[1] === 0)
  const isWideBig = (chunk[0] === 0xfe && chunk[1] === 0xff) || (chunk[0] === 0 && chunk[1] === 0x3c)
  return new TextDecoder(isWide ? 'utf-16le' : isWideBig ? 'utf-16be' : 'utf-8', { fatal: true })
}

function decodeChunk(decoder: TextDecoder, chunk: Buffer | undefined, part: string): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
  } catch {
    throw problem('sheet.encoding', { part })
  }
}

/** The parser throws plain errors in a few corners (such as code points beyond Unicode); all mean the same to us. */
function writeDecoded(parser: SaxesParser, text: string, part: string): void {
  try {
    parser.write(text)
  } catch (error) {
    if (isProblem(error)) throw error
    throw problem('sheet.broken-part', { part })
  }
}
