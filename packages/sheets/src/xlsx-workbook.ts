import { problem } from '@zhucan/kernel'
import { countText } from './count-rows.ts'
import type { NumberStyle } from './number-format.ts'
import { readSharedStrings, type SharedStrings } from './shared-strings.ts'
import type { Limits, Workbook } from './sheet-model.ts'
import { readSheetRows } from './sheet-rows.ts'
import { createStopwatch } from './stopwatch.ts'
import { readStyles } from './styles-part.ts'
import { readWorkbookPart } from './workbook-part.ts'
import { openArchive } from './zip-archive.ts'

/** Opens an xlsx: the tabs are known at once, strings and styles are read when rows are first asked for. */
export async function openXlsx(path: string, limits: Limits): Promise<Workbook> {
  const archive = await openArchive(path, limits)
  const stopwatch = createStopwatch(limits.deadlineMs)
  try {
    const part = await readWorkbookPart(archive, limits)
    let tables: Promise<[SharedStrings, NumberStyle[]]> | null = null
    const readTables = () =>
      Promise.all([
        readSharedStrings(archive, part.sharedStrings, limits, stopwatch),
        readStyles(archive, part.styles, limits),
      ])
    return {
      kind: 'xlsx',
      sheets: part.sheets.map(({ name, index, hidden }) => ({ name, index, hidden })),
      async *rows(sheetIndex) {
        const sheet = part.sheets[sheetIndex]
        if (!sheet) throw problem('sheet.not-found', { name: String(sheetIndex + 1) })
        tables ??= readTables()
        const [strings, styles] = await tables
        yield* readSheetRows(archive, sheet.part, {
          limits,
          stopwatch,
          strings,
          styles,
          date1904: part.date1904,
        })
      },
      async countRows(sheetIndex) {
        const sheet = part.sheets[sheetIndex]
        return sheet ? countText(archive.read(sheet.part), '<row ').catch(() => null) : null
      },
      close: async () => archive.close(),
    }
  } catch (error) {
    archive.close()
    throw error
  }
}
