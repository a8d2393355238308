import { problem } from '@zhucan/kernel'
import {
  createXmlFeed,
  defaultLimits,
  openArchive,
  type XmlAttributes,
  type XmlHandlers,
  type ZipArchive,
} from '@zhucan/sheets'
import { paperLimits } from './paper-limits.ts'
import { collectTableLines } from './table-lines.ts'
import { createWordNumbering, type WordNumbering } from './word-numbering.ts'

const body = 'word/document.xml'
const limits = {
  ...defaultLimits,
  maxBytes: paperLimits.maxBytes,
  maxUnpackedBytes: 256 * 1024 * 1024,
  maxDepth: 256,
}

/** Text of a .docx file, a line for each paragraph and for each row of a table. */
export async function readWordDocument(path: string): Promise<string> {
  const archive = await openArchive(path, limits)
  try {
    if (!archive.has(body)) throw problem('document.unknown-kind')
    const { handlers, numbering } = createWordNumbering()
    if (archive.has('word/numbering.xml')) await feed(archive, 'word/numbering.xml', handlers)
    const lines: string[] = []
    await feed(archive, body, paragraphs(lines, numbering))
    return lines.join('\n')
  } finally {
    archive.close()
  }
}

async function feed(archive: ZipArchive, part: string, handlers: XmlHandlers): Promise<void> {
  const xml = createXmlFeed(part, handlers, limits)
  for await (const chunk of archive.read(part)) xml.write(chunk)
  xml.end()
}

/** Hears the paragraphs of a body. Deleted text, field codes and the twin of a drawing for old programs are left out. */
function paragraphs(lines: string[], numbering: WordNumbering): XmlHandlers {
  const stack: string[] = []
  const rows = collectTableLines(lines)
  let hidden = 0
  let list = { id: '', level: 0 }
  let characters = 0
  const add = (piece: string) => {
    stack[stack.length - 1] = (stack.at(-1) ?? '') + piece
    characters += piece.length
    if (characters > paperLimits.maxCharacters) throw problem('document.too-large')
  }
  return {
    open(name: string, attributes: XmlAttributes) {
      if (name === 'Fallback' || name === 'del') hidden += 1
      else if (name === 'tr' && hidden === 0) rows.openRow()
      else if (name === 'tc' && hidden === 0) rows.openCell()
      else if (name === 'p' && hidden === 0) {
        stack.push('')
        list = { id: '', level: 0 }
      } else if (name === 'numId') list.id = attributes.get(':val') ?? ''
      else if (name === 'ilvl') list.level = Number(attributes.get(':val') ?? 0)
      else if (name === 'tab' && stack.length > 0 && hidden === 0) add(' ')
      else if ((name === 'br' || name === 'cr') && stack.length > 0 && hidden === 0) add('\n')
      return name === 't' && hidden === 0
    },
    text: add,
    close(name: string) {
      if (name === 'Fallback' || name === 'del') hidden -= 1
      else if (name === 'tr' && hidden === 0) rows.closeRow()
      else if (name === 'p' && hidden === 0) {
        const text = stack.pop() ?? ''
        const label =
          list.id !== '' && list.id !== '0' && text.trim() !== '' ? numbering.next(list.id, list.level) : ''
        rows.add(label + text)
        list = { id: '', level: 0 }
      }
    },
  }
}
