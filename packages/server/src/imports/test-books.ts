import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openWorkbook } from '@zhucan/sheets'

/** The texts of a workbook's rows, by sheet. */
export type Book = Record<string, (string | null)[][]>

/** Reads every sheet of a workbook as texts. */
export async function readBook(bytes: Uint8Array): Promise<Book> {
  const folder = await mkdtemp(join(tmpdir(), 'zhucan-form-'))
  try {
    await writeFile(join(folder, 'form.xlsx'), bytes)
    const workbook = await openWorkbook(join(folder, 'form.xlsx'), { fileName: 'form.xlsx' })
    const book: Book = {}
    for (const { name, index } of workbook.sheets) {
      const rows: (string | null)[][] = []
      for await (const { cells } of workbook.rows(index)) rows.push(cells.map((cell) => cell?.text ?? null))
      book[name] = rows
    }
    await workbook.close()
    return book
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
