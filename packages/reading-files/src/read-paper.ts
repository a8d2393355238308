import { open, stat } from 'node:fs/promises'
import { extname } from 'node:path'
import { problem } from '@zhucan/kernel'
import { asDocumentProblem } from './as-document-problem.ts'
import { readHtmlDocument } from './html-document.ts'
import { paperLimits } from './paper-limits.ts'
import { readPdfDocument } from './pdf-document.ts'
import { readPlainText } from './plain-text.ts'
import { readWordDocument } from './word-document.ts'

/** Kinds of files papers come in. */
export type PaperKind = 'txt' | 'docx' | 'pdf' | 'html'

/** The text of a paper and what kind of file it came in. */
export interface Paper {
  readonly kind: PaperKind
  readonly text: string
}

const byName: Readonly<Record<string, PaperKind>> = {
  '.txt': 'txt',
  '.text': 'txt',
  '.md': 'txt',
  '.docx': 'docx',
  '.pdf': 'pdf',
  '.html': 'html',
  '.htm': 'html',
}

const readers: Readonly<Record<PaperKind, (path: string) => Promise<string>>> = {
  txt: readPlainText,
  docx: readWordDocument,
  pdf: readPdfDocument,
  html: readHtmlDocument,
}

/**
 * Reads the text of a .txt, .docx, .pdf or .html file; throws only Problems. A file is what its first bytes say; `name` is
 * what it was called, where it does not lie under its own name.
 */
export async function readPaper(path: string, name = path): Promise<Paper> {
  const { size } = await stat(path).catch(() => {
    throw problem('file.not-found', { path })
  })
  if (size > paperLimits.maxBytes) throw problem('document.too-large')
  if (size === 0) throw problem('document.empty')
  const kind = await kindOf(path, name)
  try {
    const text = await readers[kind](path)
    if (text.length > paperLimits.maxCharacters) throw problem('document.too-large')
    if (text.trim() === '') throw problem('document.empty')
    return { kind, text }
  } catch (error) {
    throw asDocumentProblem(error)
  }
}

async function kindOf(path: string, name: string): Promise<PaperKind> {
  const top = await firstBytes(path)
  if (top.startsWith('PK')) return 'docx'
  if (top.slice(0, 1024).includes('%PDF-')) return 'pdf'
  if (top.startsWith('\u00d0\u00cf\u0011\u00e0')) throw problem('document.old-word')
  const named = byName[extname(name).toLowerCase()]
  if (named === undefined || named === 'docx' || named === 'pdf') throw problem('document.unknown-kind')
  return named
}

async function firstBytes(path: string): Promise<string> {
  const file = await open(path, 'r').catch(() => {
    throw problem('file.not-readable', { path })
  })
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(1024), 0, 1024, 0)
    return buffer.toString('latin1', 0, bytesRead)
  } catch {
    throw problem('file.not-readable', { path })
  } finally {
    await file.close()
  }
}
