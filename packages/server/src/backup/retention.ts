import { dayInShanghai } from '@zhucan/kernel'

/** How many backups are kept: the newest of so many days, weeks and months. */
export interface Retention {
  daily: number
  weekly: number
  monthly: number
}

/** A backup as far as its age matters. */
export interface AgedBackup {
  id: string
  /** ISO moment. */
  createdAt: string
}

/** Backups that no day, week or month needs any more. The newest of all is never among them. */
export function outlived<Backup extends AgedBackup>(
  backups: readonly Backup[],
  { daily, weekly, monthly }: Retention,
): Backup[] {
  const newestFirst = backups.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))
  const kept = new Set(newestFirst.slice(0, 1))
  for (const [periodOf, count] of [
    [dayOf, daily],
    [weekOf, weekly],
    [monthOf, monthly],
  ] as const) {
    const periods = new Set<string>()
    for (const backup of newestFirst) {
      const period = periodOf(backup)
      if (periods.has(period)) continue
      if (periods.size === count) break
      periods.add(period)
      kept.add(backup)
    }
  }
  return newestFirst.filter((backup) => !kept.has(backup))
}

const dayOf = ({ createdAt }: AgedBackup): string => dayInShanghai(Date.parse(createdAt))
const monthOf = (backup: AgedBackup): string => dayOf(backup).slice(0, 7)

/** Days since a Monday, in whole weeks. */
function weekOf(backup: AgedBackup): string {
  const monday = Date.UTC(1970, 0, 5)
  return String(Math.floor((Date.parse(`${dayOf(backup)}T00:00:00Z`) - monday) / 604_800_000))
}
