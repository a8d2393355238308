import type { BoardCell } from './supervision.queries.ts'

/** How much open work a place has, and how much of it is late. */
export interface Standing {
  readonly open: number
  readonly late: number
  readonly red: number
}

/** What the cells of one place add up to. */
export function standingOf(cells: readonly BoardCell[]): Standing {
  const sum = (...colours: string[]) =>
    cells.filter(({ colour }) => colours.includes(colour)).reduce((all, { count }) => all + count, 0)
  return {
    open: cells.reduce((all, { count }) => all + count, 0),
    late: sum('orange', 'red'),
    red: sum('red'),
  }
}

/** Places by how late they are, long overdue before overdue; those alike stay in their order. */
export function worstFirst<Place extends { readonly code: string }>(
  places: readonly Place[],
  cells: readonly BoardCell[],
): Place[] {
  const byPlace = Map.groupBy(cells, ({ place }) => place)
  const known = new Map(places.map(({ code }) => [code, standingOf(byPlace.get(code) ?? [])]))
  const of = ({ code }: Place): Standing => known.get(code)!
  return places.toSorted(
    (a, b) => of(b).red - of(a).red || of(b).late - of(a).late || of(b).open - of(a).open,
  )
}
