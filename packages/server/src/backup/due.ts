import { dayInShanghai } from '@zhucan/kernel'
import type { BackupPolicy } from './backup-runs.store.ts'

const dayMs = 86_400_000
const retryMs = 3_600_000

/** A run as far as it matters for the next one. */
interface EarlierRun {
  askedAt: Date
  state: string
}

/** The last moment at which a backup should have begun. */
export function lastHour(at: string, now: number): number {
  const moment = Date.parse(`${dayInShanghai(now)}T${at}:00+08:00`)
  return moment > now ? moment - dayMs : moment
}

/**
 * Whether the backup of the last hour is still to be made, be it late: the machine may have been off. One that failed is
 * tried again an hour later.
 */
export function isBackupDue(
  policy: Pick<BackupPolicy, 'enabled' | 'at' | 'since'>,
  runs: readonly EarlierRun[],
  now: number,
): boolean {
  if (!policy.enabled) return false
  const hour = lastHour(policy.at, now)
  if (hour <= policy.since.getTime()) return false
  return !runs.some(
    ({ askedAt, state }) =>
      askedAt.getTime() >= hour && (state !== 'failed' || askedAt.getTime() > now - retryMs),
  )
}
