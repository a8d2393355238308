import type { SheetRow } from './sheet-model.ts'

/** Rows in which a header is looked for; titles, units and notes above a table are never longer in practice. */
const searchedRows = 30

/**
 * Row number (1-based as in Excel) of the row with most known column names; null where none has two, or one
 * where it has only one filled cell. The first of equals wins.
 */
export function findHeader(rows: SheetRow[], aliases: (cell: string) => boolean): number | null {
  let best: { row: number; known: number } | null = null
  for (const { row, cells } of rows.slice(0, searchedRows)) {
    const names = cells.flatMap((cell) => (cell && cell.text.trim() !== '' ? [cell.text.trim()] : []))
    const known = names.filter(aliases).length
    if (known === 0 || (known === 1 && names.length > 1)) continue
    if (best === null || known > best.known) best = { row, known }
  }
  return best?.row ?? null
}
