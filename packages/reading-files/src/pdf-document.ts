import { readFile } from 'node:fs/promises'
import { problem } from '@zhucan/kernel'
import { withoutRadicals } from '@zhucan/reading'
import { paperLimits } from './paper-limits.ts'

interface Piece {
  readonly str: string
  readonly hasEOL: boolean
  readonly transform: readonly number[]
}

/** A printed page number, such as — 3 — . */
const pageNumber = /^[\s—–\-－]*\d{1,4}[\s—–\-－]*$/

/** Text layer of a .pdf file, a line for each printed line; page numbers are left out. */
export async function readPdfDocument(path: string): Promise<string> {
  const bytes = new Uint8Array(await readFile(path))
  // Fetched only for a pdf: it is the slowest part to start.
  const { getDocumentProxy } = await import('unpdf')
  const pdf = await getDocumentProxy(bytes, { verbosity: 0 }).catch(refuse)
  try {
    if (pdf.numPages > paperLimits.maxPages) throw problem('document.too-large')
    const lines: string[] = []
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await pdf.getPage(number)
      const { items } = await page.getTextContent()
      lines.push(...linesOf(items.filter((item) => 'str' in item)))
      page.cleanup()
    }
    if (lines.join('').trim().length === 0) throw problem('document.no-text-layer')
    return withoutRadicals(lines.join('\n'))
  } finally {
    await pdf.loadingTask.destroy()
  }
}

function refuse(error: unknown): never {
  const name = error instanceof Error ? error.name : ''
  throw problem(name === 'PasswordException' ? 'document.password' : 'document.broken')
}

/** Pieces on one height are one line, whatever order the file keeps its breaks in. */
function linesOf(pieces: readonly Piece[]): string[] {
  const lines: string[] = []
  let line = ''
  let height: number | null = null
  for (const { str, hasEOL, transform } of pieces) {
    const y = transform[5] ?? 0
    const isNew = height !== null && str.trim() !== '' && Math.abs(y - height) > 3
    if (isNew && line !== '') {
      lines.push(line)
      line = ''
    }
    if (str.trim() !== '') height = y
    line += str
    if (hasEOL && line.trim() !== '') {
      lines.push(line)
      line = ''
    }
  }
  if (line.trim() !== '') lines.push(line)
  return lines.filter((one) => !pageNumber.test(one))
}
