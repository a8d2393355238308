import type { MatchMap, Side } from './match-map.ts'
import type { FindColumns } from './open-table.ts'

/** Name of a compared column in the raw tables; a map may call it anything. */
export function compareSource(at: number): string {
  return `c${at}`
}

/** Finds the columns that a map wants compared: by its names, else by the headers themselves. */
export function compareFinder(map: MatchMap, side: Side): FindColumns {
  return (headers) => {
    const found = map.compare.map(({ column }) => placeOf(headers, map[side], column))
    const places = found.flatMap((at, place) => (at === null ? [] : [[compareSource(place), at] as const]))
    if (places.length === 0) return null
    return {
      id: placeOf(headers, map[side], 'id'),
      places: Object.fromEntries(places),
      score: places.length / found.length,
    }
  }
}

/** Wanted columns that a header row does not have. */
export function missingCompared(map: MatchMap, places: Readonly<Record<string, unknown>>): string[] {
  return map.compare.flatMap(({ column }, at) => (places[compareSource(at)] === undefined ? [column] : []))
}

function placeOf(
  headers: readonly string[],
  names: ReadonlyMap<string, string>,
  wanted: string,
): number | null {
  const tests: ((header: string) => boolean)[] = [
    (header) => names.get(header) === wanted,
    (header) => plain(names.get(header) ?? '') === plain(wanted),
    (header) => header === wanted,
    (header) => plain(header) === plain(wanted),
    // A map written the other way round, name → header, means the same.
    (header) => header !== '' && names.get(wanted) === header,
  ]
  for (const test of tests) {
    const at = headers.findIndex((header) => header !== '' && test(header))
    if (at >= 0) return at
  }
  return null
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[\s_-]/g, '')
}
