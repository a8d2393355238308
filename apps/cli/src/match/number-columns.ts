import { type HeaderMap, rankFiles } from '@zhucan/catalogue'
import type { Side } from './match-map.ts'

/** Columns of a person's own number, the one to believe first. */
export const numberKeys = ['idNumber', 'certificateNumber'] as const
export type NumberKey = (typeof numberKeys)[number]

/** 0-based places of the columns that matter for a match by number, and how well the header fitted. */
export interface NumberColumns {
  readonly id: number | null
  readonly numbers: Readonly<Partial<Record<NumberKey, number>>>
  readonly score: number
}

/** Finds the number columns of a header row: what MAP.json says first, then the catalogue's aliases; null without any. */
export function findNumberColumns(
  headers: readonly string[],
  side: Side,
  mapped: ReadonlyMap<string, string>,
  hint = '',
): NumberColumns | null {
  const meanings = headers.map((header) => plain(mapped.get(header.trim()) ?? ''))
  const byMap = numberKeys
    .map((key) => [key, meanings.indexOf(plain(key))] as const)
    .filter(([, at]) => at >= 0)
  const id =
    position(meanings, 'id') ??
    position(
      headers.map((header) => header.trim().toLowerCase()),
      'id',
    )
  if (byMap.length > 0) return { id, numbers: Object.fromEntries(byMap), score: 1 }
  const known = byAlias(headers, side, hint)
  return known === null ? null : { id, ...known }
}

function plain(meaning: string): string {
  return meaning.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}

function position(texts: readonly string[], wanted: string): number | null {
  const at = texts.indexOf(wanted)
  return at < 0 ? null : at
}

function byAlias(headers: readonly string[], side: Side, hint: string): Omit<NumberColumns, 'id'> | null {
  const ranked = rankFiles(headers, hint)
  const fits = ranked.filter(
    ({ file, sheet }) => side === 'file' || (file.id === 'register' && sheet === 'holders'),
  )
  for (const { map, score } of fits) {
    const numbers = pick(map)
    if (Object.keys(numbers).length > 0) return { numbers, score }
  }
  return null
}

function pick(map: HeaderMap): Partial<Record<NumberKey, number>> {
  const found = numberKeys.map((key) => [key, map[key]] as const).filter(([, at]) => typeof at === 'number')
  return Object.fromEntries(found)
}
