/** Two rows and the weight of their being one person, in bits. */
export interface WeighedPair {
  readonly a: number
  readonly b: number
  readonly weight: number
}

/** How rows are put into groups. */
export interface GroupOptions {
  /** Two groups join when the mean weight between their rows is at least this. */
  readonly join: number
  /** What a pair weighs that no blocking rule found. */
  readonly unseen: number
}

/** A group of two or more rows and the lowest mean weight at which parts of it joined. */
export interface RowGroup {
  readonly rows: readonly number[]
  readonly weight: number
}

const strongest = 20
const passes = 6

interface Link {
  sum: number
  pairs: number
}

interface Group {
  rows: number[]
  weight: number
  near: Map<number, Link>
}

/**
 * Groups rows by average linkage: the strongest pairs first, and two groups join only when the pairs between them agree
 * on the whole. One chance likeness cannot chain strangers together, and one bad record cannot split a person.
 */
export function groupRows(pairs: readonly WeighedPair[], options: GroupOptions): RowGroup[] {
  const groups = singleRows(pairs)
  const owner = new Map([...groups.keys()].map((row) => [row, row]))
  const ordered = [...pairs].sort((x, y) => y.weight - x.weight || x.a - y.a || x.b - y.b)
  for (let pass = 0, moved = true; moved && pass < passes; pass++) {
    moved = false
    for (const { a, b } of ordered) {
      const [x, y] = [ownerOf(owner, a), ownerOf(owner, b)]
      if (x !== y && join(groups, owner, [x, y], options)) moved = true
    }
  }
  return [...groups.values()].filter(({ rows }) => rows.length > 1)
}

function singleRows(pairs: readonly WeighedPair[]): Map<number, Group> {
  const groups = new Map<number, Group>()
  const groupOf = (row: number) => {
    const known = groups.get(row)
    if (known) return known
    const made: Group = { rows: [row], weight: strongest, near: new Map() }
    groups.set(row, made)
    return made
  }
  for (const { a, b, weight } of pairs) {
    const sum = Math.min(weight, strongest)
    groupOf(a).near.set(b, { sum, pairs: 1 })
    groupOf(b).near.set(a, { sum, pairs: 1 })
  }
  return groups
}

function ownerOf(owner: Map<number, number>, row: number): number {
  let at = row
  for (let next = owner.get(at)!; next !== at; next = owner.get(at)!) {
    owner.set(at, owner.get(next)!)
    at = next
  }
  return at
}

function join(
  groups: Map<number, Group>,
  owner: Map<number, number>,
  [x, y]: readonly [number, number],
  { join: least, unseen }: GroupOptions,
): boolean {
  const link = groups.get(x)!.near.get(y)
  if (link === undefined) return false
  const possible = groups.get(x)!.rows.length * groups.get(y)!.rows.length
  const mean = (link.sum + (possible - link.pairs) * unseen) / possible
  if (mean < least) return false
  const [kept, gone] = groups.get(x)!.near.size >= groups.get(y)!.near.size ? [x, y] : [y, x]
  mergeInto(groups, kept, gone)
  groups.get(kept)!.weight = Math.min(groups.get(kept)!.weight, groups.get(gone)!.weight, mean)
  groups.delete(gone)
  owner.set(gone, kept)
  return true
}

function mergeInto(groups: Map<number, Group>, kept: number, gone: number): void {
  const target = groups.get(kept)!
  const source = groups.get(gone)!
  for (const row of source.rows) target.rows.push(row)
  target.near.delete(gone)
  source.near.delete(kept)
  for (const [other, link] of source.near) {
    const known = target.near.get(other)
    const merged = known ? { sum: known.sum + link.sum, pairs: known.pairs + link.pairs } : link
    target.near.set(other, merged)
    const back = groups.get(other)!.near
    back.delete(gone)
    back.set(kept, merged)
  }
}
