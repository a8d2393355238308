import { basename, resolve } from 'node:path'
import type { Analysis } from '@zhucan/analysis'
import { isProblem, problem } from '@zhucan/kernel'
import { compareFinder, missingCompared } from './compare-columns.ts'
import { identityFinder, type RefuseColumns } from './identity-columns.ts'
import type { MatchMap, Side } from './match-map.ts'
import { refuseEmpty } from './match-places.ts'
import { type FoundColumns, type OpenTable, openTable } from './open-table.ts'
import { countRegisterColumns } from './register-columns.ts'

/** A side as it lies in the engine. */
export interface LoadedSide {
  readonly sheet: string | null
  readonly headerRow: number | null
  /** Headers as written, by what they mean. */
  readonly columns: Readonly<Record<string, string>>
  readonly found: FoundColumns
  readonly rows: number
  /** Columns that a register has and few lists. */
  readonly ofRegister?: number
  /** Headers that several columns bear, of which the first was taken. */
  readonly doubled?: readonly string[]
}

/** Raw tables of the two sides. */
export const rawTables = { register: 'register_raw', file: 'file_raw' } as const

/** What loading needs to know. */
export interface LoadOptions {
  readonly map: MatchMap
  readonly onRows?: ((side: Side, rows: number) => void) | undefined
  /** Asked before the rows are read. */
  readonly refuse?: RefuseColumns | undefined
}

/**
 * Loads one side. Throws Problem 'match.header-unknown', 'match.no-identity-column' or 'match.map-column-missing' when the
 * file lacks what is needed, 'sheet.empty' when it has no rows, and what its reader throws, each with the file's name.
 */
export function loadSide(
  analysis: Analysis,
  side: Side,
  path: string,
  options: LoadOptions,
  into: string = rawTables[side],
): Promise<LoadedSide> {
  return readSide(analysis, { side, path, into }, options).catch((error: unknown) => {
    if (isProblem(error) && /^(sheet|file)\./.test(error.code))
      throw problem(error.code, { ...error.params, file: basename(path) })
    throw error
  })
}

async function readSide(
  analysis: Analysis,
  { side, path, into }: { side: Side; path: string; into: string },
  { map, onRows, refuse }: LoadOptions,
): Promise<LoadedSide> {
  const compares = map.compare.length > 0
  const finder = compares ? compareFinder(map, side) : identityFinder(map, side)
  const table = await openTable(analysis, resolve(path), finder)
  if (compares) refuseMissing(path, map, table)
  if (table === null) throw problem('match.header-unknown', { file: basename(path) })
  try {
    if (!compares) refuse?.(basename(path), table.columns)
    const rows = await table.load(into, (count) => onRows?.(side, count))
    refuseEmpty(path, rows)
    const { sheet, headerRow, columns: found } = table
    const doubled = doubledHeaders(table)
    return {
      ...{ sheet, headerRow, columns: headersOf(table, map), found, rows },
      ofRegister: countRegisterColumns(table.headers),
      ...(doubled.length > 0 && { doubled }),
    }
  } finally {
    await table.close()
  }
}

function doubledHeaders({ headers, columns }: OpenTable): string[] {
  const texts = headers.map((header) => header.trim())
  const used = Object.values(columns.places).flatMap((place) =>
    typeof place === 'number' ? texts[place]! : [],
  )
  return [...new Set(used)].filter((text) => texts.indexOf(text) !== texts.lastIndexOf(text))
}

function refuseMissing(path: string, map: MatchMap, table: OpenTable | null): void {
  const missing = missingCompared(map, table?.columns.places ?? {})
  if (missing.length > 0)
    throw problem('match.map-column-missing', { file: basename(path), columns: missing.join(', ') })
}

function headersOf({ headers, columns }: OpenTable, map: MatchMap): Record<string, string> {
  const shown = (at: number) => headers[at]?.trim() ?? ''
  const entries = Object.entries(columns.places).map(([name, place]) => {
    const text =
      typeof place === 'number'
        ? shown(place)
        : 'always' in place
          ? place.always
          : place.map(shown).join(' / ')
    const compared = map.compare[Number(name.slice(1))]?.column
    return [map.compare.length > 0 ? (compared ?? name) : name, text] as const
  })
  return Object.fromEntries(columns.id === null ? entries : [...entries, ['id', shown(columns.id)]])
}
