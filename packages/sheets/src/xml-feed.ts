import { problem } from '@zhucan/kernel'
import type { Limits } from './sheet-model.ts'
import { type AttributeList, createAttributeList, endOfName, malformed, pending } from './xml-attributes.ts'
import { unescapeXml } from './xml-text.ts'

/** What a reader of a part wants to hear; names come without their namespace prefix. */
export interface XmlHandlers {
  /** An element begins; `attributes` is only good until this call returns. True where its text is wanted. */
  open(name: string, attributes: XmlAttributes): boolean
  close?(name: string): void
  /** Text directly inside an element that asked for it, in one or more pieces. */
  text?(piece: string): void
  /**
   * May read whole elements of a well-known shape by itself: gives the place behind what it took, or -1 to leave
   * it to the scanner. Whatever it takes must be balanced.
   */
  shortcut?(text: string, at: number): number
}

/** The attributes of one tag, by full name or by their ending (`:id`). */
export interface XmlAttributes {
  get(name: string): string | undefined
}

/** Takes the bytes of one part piece by piece. */
export interface XmlFeed {
  write(chunk: Uint8Array): void
  end(): void
}

/**
 * Feeds one part's XML to handlers. Written for spreadsheets: a general parser spends four fifths of its time on
 * what sheets never use, and keeps unbounded text. Refuses DOCTYPE and own entities, nesting beyond `maxDepth`,
 * endless tags, comments or texts, bytes that are not UTF-8 (or UTF-16 with its mark), tags that do not match.
 */
export function createXmlFeed(part: string, handlers: XmlHandlers, limits: Limits): XmlFeed {
  const scanner = startScanner(part, handlers, limits)
  let decoder: TextDecoder | null = null
  return {
    write(chunk) {
      decoder ??= decoderFor(chunk)
      scan(scanner, scanner.rest + decode(decoder, chunk, part))
      if (scanner.rest.length > mostPending) refuse(scanner)
    },
    end() {
      scan(scanner, scanner.rest + decode(decoder ?? new TextDecoder(), undefined, part))
      if (scanner.rest.trim() !== '' || scanner.open.length > 0 || !scanner.hasRoot) refuse(scanner)
    },
  }
}

/** A tag, comment or text longer than this is no sheet: a cell has 32,767 characters, each at most 10 as an entity. */
const mostPending = 512 * 1024

interface Scanner {
  part: string
  handlers: XmlHandlers
  maxDepth: number
  /** What is left of the text so far: the beginning of something whose end has not come. */
  rest: string
  /** Full names of the open elements. */
  open: string[]
  hasRoot: boolean
  wantsText: boolean
  list: AttributeList
  attributes: XmlAttributes
}

function startScanner(part: string, handlers: XmlHandlers, { maxDepth }: Limits): Scanner {
  const list = createAttributeList()
  const attributes: XmlAttributes = {
    get(name) {
      const raw = list.raw(name)
      return raw === undefined ? undefined : resolve(scanner, raw)
    },
  }
  const scanner = {
    part,
    handlers,
    maxDepth,
    rest: '',
    open: [],
    hasRoot: false,
    wantsText: false,
    list,
    attributes,
  }
  return scanner
}

function refuse({ part }: Scanner): never {
  throw problem('sheet.broken-part', { part })
}

function scan(scanner: Scanner, text: string): void {
  let at = 0
  while (at < text.length) {
    const tag = text.indexOf('<', at)
    if (tag < 0) break
    if (tag > at) takeText(scanner, text, at, tag)
    const taken = scanner.handlers.shortcut?.(text, tag) ?? -1
    const end = taken < 0 ? takeMarkup(scanner, text, tag) : taken
    if (end < 0) {
      at = tag
      break
    }
    at = end
  }
  scanner.rest = text.slice(at)
}

function takeText(scanner: Scanner, text: string, from: number, to: number): void {
  if (scanner.wantsText) scanner.handlers.text?.(resolve(scanner, text.slice(from, to)))
}

const slash = 47
const exclamation = 33
const question = 63
const greaterThan = 62

/** Reads what begins at a `<`; gives the place behind it, or -1 where its end has not come yet. */
function takeMarkup(scanner: Scanner, text: string, at: number): number {
  const code = text.charCodeAt(at + 1)
  if (code === slash) return takeClose(scanner, text, at)
  if (code === exclamation) return takeDeclaration(scanner, text, at)
  if (code === question) return behind(text, '?>', at + 2)
  return takeOpen(scanner, text, at)
}

function behind(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from)
  return at < 0 ? -1 : at + mark.length
}

function takeDeclaration(scanner: Scanner, text: string, at: number): number {
  if (text.startsWith('<!--', at)) return behind(text, '-->', at + 4)
  if (text.startsWith('<![CDATA[', at)) {
    const end = text.indexOf(']]>', at + 9)
    if (end >= 0 && scanner.wantsText) scanner.handlers.text?.(text.slice(at + 9, end))
    return end < 0 ? -1 : end + 3
  }
  if (text.length - at < 9) return -1
  // DOCTYPE brings entities, and with them bombs and reads of other files; no spreadsheet program writes one.
  throw problem('sheet.entity', { part: scanner.part })
}

function takeClose(scanner: Scanner, text: string, at: number): number {
  const name = scanner.open.pop()
  const end = name === undefined ? at : at + 2 + name.length
  if (name === undefined || !text.startsWith(name, at + 2)) return closeLater(scanner, text, at, name)
  if (text.charCodeAt(end) !== greaterThan) return closeLater(scanner, text, at, name)
  scanner.wantsText = false
  scanner.handlers.close?.(localName(name))
  return end + 1
}

/** The rare closing tags: cut off by the end of the text, or with space before the `>`. */
function closeLater(scanner: Scanner, text: string, at: number, name: string | undefined): number {
  const end = text.indexOf('>', at)
  if (name === undefined || (end >= 0 && text.slice(at + 2, end).trimEnd() !== name)) refuse(scanner)
  if (end < 0) {
    scanner.open.push(name)
    return -1
  }
  scanner.wantsText = false
  scanner.handlers.close?.(localName(name))
  return end + 1
}

function takeOpen(scanner: Scanner, text: string, at: number): number {
  const nameEnd = endOfName(text, at + 1)
  const end = scanner.list.read(text, nameEnd)
  if (end === pending) return -1
  if (end === malformed || nameEnd === at + 1) refuse(scanner)
  const name = text.slice(at + 1, nameEnd)
  if (scanner.open.length === 0 && scanner.hasRoot) refuse(scanner)
  if (scanner.open.length >= scanner.maxDepth)
    throw problem('sheet.too-deep', { part: scanner.part, limit: scanner.maxDepth })
  scanner.hasRoot = true
  const local = localName(name)
  const wantsText = scanner.handlers.open(local, scanner.attributes)
  if (text.charCodeAt(end - 2) === slash) {
    scanner.wantsText = false
    scanner.handlers.close?.(local)
  } else {
    scanner.wantsText = wantsText
    scanner.open.push(name)
  }
  return end
}

function resolve(scanner: Scanner, raw: string): string {
  return unescapeXml(raw) ?? refuse(scanner)
}

function localName(name: string): string {
  // The names that fill a sheet (c, v, is, row …) are told apart from prefixed ones without a search.
  return name.length > 2 ? name.slice(name.indexOf(':') + 1) : name
}

function decoderFor(chunk: Uint8Array): TextDecoder {
  const isWide = (chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0x3c && chunk[1] === 0)
  const isWideBig = (chunk[0] === 0xfe && chunk[1] === 0xff) || (chunk[0] === 0 && chunk[1] === 0x3c)
  return new TextDecoder(isWide ? 'utf-16le' : isWideBig ? 'utf-16be' : 'utf-8', { fatal: true })
}

function decode(decoder: TextDecoder, chunk: Uint8Array | undefined, part: string): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
  } catch {
    throw problem('sheet.encoding', { part })
  }
}
