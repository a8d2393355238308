import { readFile } from 'node:fs/promises'
import { isProblem, problem } from '@zhucan/kernel'
import { maskText, readNotice } from '@zhucan/reading'
import { type Paper, readPaper } from '@zhucan/reading-files'
import type { ReadApart } from './read-apart.ts'

// Runs in a process of its own, which may only read: see read-apart.ts. It answers once and ends.
const [path = '', name = ''] = process.argv.slice(2)
const longestText = 400_000
const mostItems = 4_000
/** What read-apart.ts calls text that came without a file. */
const pasted = 'pasted'

const said = await answer()
process.send?.(said, () => process.disconnect?.())

async function answer(): Promise<ReadApart> {
  try {
    const { kind, text } = name === pasted ? await readPasted() : await readPaper(path, name)
    const clear = storable(text)
    if (clear.length > longestText) return { problem: 'document.too-large' }
    const { personalData } = readNotice(clear)
    // What follows is read from the masked text, so that no item can carry what was masked.
    const masked = maskText(clear, personalData)
    const reading = { ...readNotice(masked), personalData }
    if (reading.items.length > mostItems) return { problem: 'document.too-large' }
    return { kind, text: masked, clear: personalData.length > 0 ? clear : null, reading }
  } catch (error) {
    return { problem: isProblem(error) ? error.code : 'document.broken' }
  }
}

/** Pasted text is text, whatever it begins with. */
async function readPasted(): Promise<Paper> {
  const text = await readFile(path, 'utf8')
  if (text.trim() === '') throw problem('document.empty')
  return { kind: 'txt', text }
}

/** As a database keeps it, at the same length: no NUL, no half of a character. Line ends are one character. */
function storable(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll('\u0000', '\ufffd').toWellFormed()
}
