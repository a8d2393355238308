import type { RowFault } from '@zhucan/catalogue'
import { isBlocking } from './fault-weight.ts'

/** Counts of a check as they are shown, and the moment to tell how far it is. */
export interface CheckTally {
  add(rows: readonly { state: string; faults: readonly RowFault[] }[]): Promise<void>
  result(): { counts: Record<string, number>; faults: { code: string; count: number }[] }
}

const tellEvery = 1000

/** Counts states and faults; `tell` is asked about once a second and commits by itself. */
export function openTally(now: () => number, tell: (done: number) => Promise<void>): CheckTally {
  const counts: Record<string, number> = { rows: 0 }
  const codes = new Map<string, number>()
  let told = now()
  return {
    async add(rows) {
      for (const row of rows) count(row, counts, codes)
      if (now() - told < tellEvery) return
      told = now()
      await tell(counts.rows!)
    },
    result: () => ({
      counts,
      faults: [...codes].map(([code, times]) => ({ code, count: times })).sort((a, b) => b.count - a.count),
    }),
  }
}

function count(
  { state, faults }: { state: string; faults: readonly RowFault[] },
  counts: Record<string, number>,
  codes: Map<string, number>,
): void {
  counts.rows! += 1
  counts[state] = (counts[state] ?? 0) + 1
  if (faults.length > 0 && !faults.some(isBlocking)) counts.warnings = (counts.warnings ?? 0) + 1
  for (const { code } of faults) codes.set(code, (codes.get(code) ?? 0) + 1)
}
