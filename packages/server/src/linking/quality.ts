import type { PairScore } from './linkage.store.ts'

/** Pairs between two weights (bits, two wide), and how many of them should be one person. */
export interface WeightBin {
  from: number
  pairs: number
  expected: number
}

/** Rows of one place or form of name: how many could be found, by the chances, and how many were. */
export interface GroupRecall {
  by: 'region' | 'form'
  key: string
  /** What the place is called; of a form of name its key. */
  name: string
  rows: number
  linked: number
  /** Rows whose person should be in the register, summed over chances. */
  expected: number
  /** The same of the linked rows. */
  found: number
  /** Rows to which nobody of the register came near; how many of their people stand in it nobody can say. */
  unseen: number
}

/** What is told of a run's quality; shares come from the model's own chances until a sample was looked at. */
export interface LinkQuality {
  histogram: WeightBin[]
  groups: GroupRecall[]
  precision: number | null
  recall: number | null
}

/** What the quality of a row is counted by. */
export interface RowTraits {
  region: string
  form: string
}

const binWidth = 2

/** Adds a run's scores up. `linked` are rows (by number) whose person the program is sure of. */
export function measureQuality(
  scores: Iterable<PairScore>,
  rows: readonly RowTraits[],
  linked: ReadonlySet<number>,
): LinkQuality {
  const bins = new Map<number, WeightBin>()
  const best = new Float64Array(rows.length)
  for (const { row, weight, probability } of scores) {
    const from = Math.floor(weight / binWidth) * binWidth
    const bin = bins.get(from) ?? { from, pairs: 0, expected: 0 }
    bins.set(from, { from, pairs: bin.pairs + 1, expected: bin.expected + probability })
    if (probability > (best[row] ?? 0)) best[row] = probability
  }
  const whole: GroupRecall = newGroup('region', '')
  const groups = new Map<string, GroupRecall>()
  for (const [at, traits] of rows.entries())
    for (const group of [
      whole,
      groupOf(groups, 'region', traits.region),
      groupOf(groups, 'form', traits.form),
    ]) {
      group.rows += 1
      group.expected += best[at]!
      if (best[at] === 0) group.unseen += 1
      if (linked.has(at)) {
        group.linked += 1
        group.found += best[at]!
      }
    }
  return {
    histogram: [...bins.values()]
      .sort((a, b) => a.from - b.from)
      .map((bin) => ({ ...bin, expected: rounded(bin.expected) })),
    groups: [...groups.values()]
      .sort((a, b) => b.rows - a.rows || a.key.localeCompare(b.key))
      .map((group) => ({ ...group, expected: rounded(group.expected), found: rounded(group.found) })),
    precision: whole.linked === 0 ? null : rounded(whole.found / whole.linked),
    recall: whole.expected < 0.5 ? null : rounded(Math.min(1, whole.found / whole.expected)),
  }
}

const rounded = (share: number) => Math.round(share * 10_000) / 10_000

const newGroup = (by: GroupRecall['by'], key: string): GroupRecall => ({
  ...{ by, key, name: key, rows: 0, linked: 0, expected: 0, found: 0, unseen: 0 },
})

function groupOf(groups: Map<string, GroupRecall>, by: GroupRecall['by'], key: string): GroupRecall {
  const known = groups.get(`${by} ${key}`)
  if (known) return known
  const made = newGroup(by, key)
  groups.set(`${by} ${key}`, made)
  return made
}

/** Between which numbers or shares something lies. */
export interface Bounds {
  low: number
  high: number
}

/** From here on pairs are shown to people. */
const reviewFrom = -4

/** People whom the model expects among pairs that nobody is shown. */
export const expectedBelow = (histogram: readonly WeightBin[]): number =>
  histogram.reduce((sum, { from, expected }) => sum + (from < reviewFrom ? expected : 0), 0)
