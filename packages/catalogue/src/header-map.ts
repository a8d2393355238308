import type { FileDefinition, SheetDefinition } from './define-file.ts'
import { bareHeader, normaliseHeader } from './header-text.ts'
import { titleValue } from './title-value.ts'

/** 0-based index of a cell; several, widest first, for a region spread over columns; or one text for all rows. */
export type CellPlace = number | readonly number[] | { readonly always: string }

/** Column key → where its cells are. Plain data: a person may correct it in the wizard, the server may store it. */
export type HeaderMap = Readonly<Record<string, CellPlace>>

/** A file type and sheet that a header row fits, 0 < score ≤ 1. */
export type Recognition = {
  readonly file: FileDefinition
  /** Key in file.sheets. */
  readonly sheet: string
  readonly score: number
  readonly map: HeaderMap
}

type Target = { readonly key: string; readonly part: number | null }

const targetsOf = new WeakMap<SheetDefinition, ReadonlyMap<string, Target>>()

/** What each header of a sheet means, by normalised text; built once per sheet. */
function targets(sheet: SheetDefinition): ReadonlyMap<string, Target> {
  const known = targetsOf.get(sheet)
  if (known) return known
  const made = new Map<string, Target>()
  for (const [key, column] of Object.entries(sheet.columns)) {
    for (const header of [key, column.label.zh, column.label.en, ...column.aliases]) {
      made.set(normaliseHeader(header), { key, part: null })
    }
    for (const [part, headers] of (column.parts ?? []).entries()) {
      for (const header of headers) made.set(normaliseHeader(header), { key, part })
    }
  }
  targetsOf.set(sheet, made)
  return made
}

function targetOf(sheet: SheetDefinition, header: string): Target | undefined {
  return targets(sheet).get(normaliseHeader(header)) ?? targets(sheet).get(bareHeader(header))
}

/** True when some sheet of the files knows this header; for finding the header row behind title rows. */
export function isKnownHeader(header: string, files: readonly FileDefinition[]): boolean {
  return files.some((file) =>
    Object.values(file.sheets).some((sheet) => targetOf(sheet, header) !== undefined),
  )
}

/**
 * Finds the columns of a sheet in a header row; of two headers for one column the first is taken.
 * What the list lacks is looked for in `title`: file name, sheet name, title row.
 */
export function mapHeaders(sheet: SheetDefinition, headers: readonly string[], title = ''): HeaderMap {
  const map: Record<string, CellPlace> = {}
  const parts: Record<string, number[]> = {}
  for (const [index, header] of headers.entries()) {
    // A column may have no label in some language; a blank header is none of it.
    const target = normaliseHeader(header) === '' ? undefined : targetOf(sheet, header)
    if (target === undefined) continue
    if (target.part === null) map[target.key] ??= index
    else {
      parts[target.key] ??= []
      parts[target.key]![target.part] ??= index
    }
  }
  for (const [key, indexes] of Object.entries(parts)) {
    // A column with the whole region says more than single levels.
    map[key] ??= indexes.filter((index) => index !== undefined)
  }
  return { ...map, ...fromTitle(sheet, map, title) }
}

function fromTitle(sheet: SheetDefinition, map: HeaderMap, title: string): HeaderMap {
  const found: Record<string, CellPlace> = {}
  for (const [key, column] of Object.entries(sheet.columns)) {
    if (!column.fromTitle || map[key] !== undefined) continue
    const always = titleValue(column, title)
    if (always !== null) found[key] = { always }
  }
  return found
}

/** Indexes of the cells that a map reads. */
function usedIndexes(map: HeaderMap): Set<number> {
  return new Set(
    Object.values(map).flatMap((place) => (typeof place === 'object' && 'always' in place ? [] : place)),
  )
}

/** Keys of required columns that a header row does not have; the sheet cannot be imported without them. */
export function missingColumns(sheet: SheetDefinition, map: HeaderMap): string[] {
  const required = Object.entries(sheet.columns).filter(([, column]) => column.required)
  return required.map(([key]) => key).filter((key) => map[key] === undefined && !isInCertificate(key, map))
}

/** A certificate number holds the ID number of its owner. */
function isInCertificate(key: string, map: HeaderMap): boolean {
  return key === 'idNumber' && map.certificateNumber !== undefined
}

/** Indexes of header cells that no column of the map uses and that are not blank. */
export function unusedHeaders(headers: readonly string[], map: HeaderMap): number[] {
  const used = usedIndexes(map)
  return [...headers.keys()].filter((index) => !used.has(index) && normaliseHeader(headers[index]!) !== '')
}

/**
 * Every sheet that fits a header row at all, best first. A header counts the more the fewer sheets know it;
 * `hint` is whatever else names the content: file name, sheet name, title row.
 */
export function rankFiles(
  headers: readonly string[],
  files: readonly FileDefinition[],
  hint = '',
): Recognition[] {
  const sheets = files.flatMap((file) =>
    Object.entries(file.sheets).map(([name, sheet]) => ({ file, name, sheet })),
  )
  const filled = headers.filter((header) => normaliseHeader(header) !== '')
  const weights = new Map(
    filled.map((header) => [
      header,
      1 / Math.max(1, sheets.filter(({ sheet }) => targetOf(sheet, header)).length),
    ]),
  )
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0)
  const ranked = sheets.map(({ file, name, sheet }): Recognition => {
    const map = mapHeaders(sheet, headers, hint)
    const used = usedIndexes(map)
    const explained = headers.reduce(
      (sum, header, index) => sum + (used.has(index) ? (weights.get(header) ?? 0) : 0),
      0,
    )
    const hinted = sheet.hints.some((word) => hint.includes(word)) ? 0.2 : 0
    const share = total === 0 ? 0 : explained / total
    return {
      file,
      sheet: name,
      map,
      score: Math.min(1, requiredShare(sheet, map) * (0.3 + 0.7 * share) + hinted),
    }
  })
  return (
    ranked
      .filter(({ map }) => usedIndexes(map).size > 0)
      // Not toSorted: the last browser for Windows 7 does not know it; filter has already made a copy.
      .sort((a, b) => b.score - a.score)
  )
}

/** The file type and sheet that a header row fits best, or null when none has most of its required columns. */
export function recogniseFile(
  headers: readonly string[],
  files: readonly FileDefinition[],
  hint = '',
): Recognition | null {
  const best = rankFiles(headers, files, hint)[0]
  return best !== undefined && best.score >= 0.4 ? best : null
}

function requiredShare(sheet: SheetDefinition, map: HeaderMap): number {
  const required = Object.values(sheet.columns).filter((column) => column.required).length
  const found = required - missingColumns(sheet, map).length
  return (found / Math.max(1, required)) ** 2
}
