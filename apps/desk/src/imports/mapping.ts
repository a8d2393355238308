import { type FileDefinition, missingColumns } from '@zhucan/catalogue'
import type { Label } from '@zhucan/kernel'
import type { Import, ImportSheet } from './imports.queries.ts'

/** The value of "not imported" in the lists of choices. */
export const leaveOut = 'leave-out'

/** What one sheet is read as, and its columns: place of the column → key of its meaning. */
export interface ChosenSheet {
  readonly sheet: string | null
  readonly keys: Readonly<Record<number, string>>
}

/** The clerk's choice for a whole upload; sheets by their place in the workbook. */
export interface Mapping {
  readonly fileType: string | null
  readonly sheets: Readonly<Record<number, ChosenSheet>>
}

/**
 * The server's proposal as a starting point. When the clerk changes the kind of file, the keys that exist there are
 * kept, and the first sheet becomes its first part.
 */
export function proposeMapping(
  of: Pick<Import, 'fileType' | 'sheets'>,
  files: readonly FileDefinition[] = [],
): Mapping {
  const file = files.find(({ id }) => id === of.fileType)
  const propose = (sheet: ImportSheet, place: number): ChosenSheet => {
    const parts = file ? Object.keys(file.sheets) : []
    const own = parts.find((key) => key === sheet.sheet) ?? parts[place]
    const known = file && own !== undefined ? new Set(Object.keys(file.sheets[own]?.columns ?? {})) : null
    const keys = sheet.columns.flatMap(({ index, key }) =>
      key && (!known || known.has(key)) ? [[index, key]] : [],
    )
    return { sheet: file ? (own ?? null) : sheet.sheet, keys: Object.fromEntries(keys) }
  }
  return {
    fileType: of.fileType,
    sheets: Object.fromEntries(of.sheets.map((sheet, place) => [sheet.index, propose(sheet, place)])),
  }
}

/** Required columns without a place, and columns with two. */
export function mappingFaults(mapping: Mapping, file: FileDefinition, sheets: readonly ImportSheet[]) {
  const missing: Label[] = []
  const twice: Label[] = []
  for (const { index } of sheets) {
    const chosen = mapping.sheets[index]
    const part = chosen?.sheet ? file.sheets[chosen.sheet] : undefined
    if (!chosen || !part) continue
    const keys = Object.values(chosen.keys)
    const lacking = new Set(missingColumns(part, Object.fromEntries(keys.map((key, place) => [key, place]))))
    for (const [key, column] of Object.entries(part.columns)) {
      if (lacking.has(key)) missing.push(column.label)
      if (!column.parts && keys.filter((one) => one === key).length > 1) twice.push(column.label)
    }
  }
  return { missing, twice }
}

/** The choice as the server takes it. */
export function sheetMappings(mapping: Mapping, of: Import) {
  return {
    fileType: mapping.fileType,
    sheets: of.sheets.map(({ index, name, headerRow }) => {
      const chosen = mapping.sheets[index]
      return { index, name, headerRow, sheet: chosen?.sheet ?? null, columns: chosen?.keys ?? {} }
    }),
  }
}
