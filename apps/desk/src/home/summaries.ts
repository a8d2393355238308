import type { Category } from '@zhucan/kernel'
import type { ListFigures, TrendPoint } from './home.queries.ts'

/** A list older than a quarter says little about today: departments send theirs by the month or the quarter. */
export const oldAfterDays = 92

/** What the sentences above the trend say. */
export function summariseTrend(points: readonly TrendPoint[]) {
  const sum = (key: 'found' | 'finished') => points.reduce((total, point) => total + point[key], 0)
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return null
  return {
    found: sum('found'),
    finished: sum('finished'),
    open: last.open,
    change: last.open - first.open,
    since: first.to,
  }
}

/** What the sentences above the lists say. */
export function summariseLists(lists: readonly ListFigures[]) {
  const byAge = [...lists].sort((a, b) => a.ageDays - b.ageDays)
  const [newest, oldest] = [byAge[0], byAge.at(-1)]
  if (!newest || !oldest) return null
  return {
    count: lists.length,
    newest: newest.ageDays,
    oldest,
    old: lists.filter(({ ageDays }) => ageDays > oldAfterDays).length,
  }
}

/** Holders of a category, parted at the line the law draws: levels 1 and 2 are severe. */
export interface CategorySum {
  readonly category: Category
  readonly severe: number
  readonly other: number
}

/** What the sentences above the categories say; shares are of all who have a category and a level. */
export function summariseCategories(sums: readonly CategorySum[]) {
  const of = ({ severe, other }: CategorySum) => severe + other
  const total = sums.reduce((all, one) => all + of(one), 0)
  const most = [...sums].sort((a, b) => of(b) - of(a))[0]
  if (!most || total === 0) return null
  const severe = sums.reduce((all, one) => all + one.severe, 0)
  return {
    most: most.category,
    count: of(most),
    share: of(most) / total,
    severe,
    severeShare: severe / total,
  }
}

/** Holders by category from the cells of the table. */
export function sumCategories(
  categories: readonly Category[],
  cells: readonly { readonly category: string; readonly level: number; readonly count: number }[],
): CategorySum[] {
  return categories.map((category) => {
    const own = cells.filter((cell) => cell.category === category)
    const sum = (isMeant: (level: number) => boolean) =>
      own.reduce((total, { level, count }) => (isMeant(level) ? total + count : total), 0)
    return { category, severe: sum((level) => level <= 2), other: sum((level) => level > 2) }
  })
}
