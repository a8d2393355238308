import { type FileDefinition, type HeaderMap, mapHeaders, type SheetDefinition } from '@zhucan/catalogue'
import { problem } from '@zhucan/kernel'

/** One column as the wizard shows it: samples are masked, `key` is what it is taken for. */
export interface ImportColumn {
  index: number
  header: string
  samples: string[]
  key: string | null
  confidence: number
}

/** One sheet of an upload; kept with the import and corrected by the clerk. */
export interface ImportSheet {
  /** Place among the tabs of the workbook. */
  index: number
  name: string
  headerRow: number
  /** File name, sheet name and title rows: a list of one month may say the month only there. */
  title: string
  /** Key of the sheet's definition in the file type; null = not taken in. */
  sheet: string | null
  columns: ImportColumn[]
}

/** Column key → index or indexes, as the reader wants it. Throws 'import.same-column-twice'. */
export function headerMapOf(sheet: ImportSheet, definition: SheetDefinition): HeaderMap {
  const places = new Map<string, number[]>()
  for (const { index, key } of sheet.columns) {
    if (key === null || !Object.hasOwn(definition.columns, key)) continue
    places.set(key, [...(places.get(key) ?? []), index])
  }
  const columns = Object.fromEntries(
    [...places].map(([key, indexes]) => {
      if (indexes.length === 1) return [key, indexes[0]!]
      if (!definition.columns[key]?.parts) throw problem('import.same-column-twice', { column: key })
      return [key, indexes]
    }),
  )
  return { ...mapHeaders(definition, [], sheet.title), ...columns }
}

/** The sheets that are taken in, with their definitions, in the order in which the file type reads them. */
export function chosenSheets(file: FileDefinition, sheets: readonly ImportSheet[]) {
  const order = Object.keys(file.sheets)
  return sheets
    .filter((sheet) => sheet.sheet !== null && Object.hasOwn(file.sheets, sheet.sheet))
    .map((sheet) => {
      const definition = file.sheets[sheet.sheet!]!
      return { ...sheet, definition, map: headerMapOf(sheet, definition) }
    })
    .toSorted((a, b) => order.indexOf(a.sheet!) - order.indexOf(b.sheet!) || a.index - b.index)
}

export type ChosenSheet = ReturnType<typeof chosenSheets>[number]
