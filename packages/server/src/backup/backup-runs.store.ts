import type { Database } from '@zhucan/db'
import { problem } from '@zhucan/kernel'
import type { Kysely } from 'kysely'
import type { Retention } from './retention.ts'

type Db = Kysely<Database>
type Report = { code: string; params: Record<string, string | number> }

/** Why a backup was made: somebody asked for it, its hour had come, or a command on the machine. */
export type BackupCause = 'asked' | 'schedule' | 'command'

/** When backups are made and how long they are kept. */
export interface BackupPolicy extends Retention {
  enabled: boolean
  /** HH:MM in Asia/Shanghai. */
  at: string
  warnDays: number
  since: Date
}

const longestRunMs = 6 * 3_600_000

/** Registers a backup that is to be made. Problem 'backup.running' while another is under way. */
export async function insertRun(
  db: Db,
  run: { id: string; cause: BackupCause; askedBy: string | null; now: number },
): Promise<void> {
  const running = await db
    .selectFrom('backupRun')
    .select('id')
    .where('state', 'in', ['waiting', 'running'])
    .where('askedAt', '>', new Date(run.now - longestRunMs))
    .executeTakeFirst()
  if (running) throw problem('backup.running')
  await db
    .insertInto('backupRun')
    .values({
      id: run.id,
      cause: run.cause,
      state: 'waiting',
      askedAt: new Date(run.now),
      askedBy: run.askedBy,
    })
    .execute()
}

/** What changes of a run. */
export interface RunPatch {
  state?: 'running' | 'done' | 'failed' | 'removed'
  phase?: string | null
  done?: number
  total?: number
  startedAt?: Date
  finishedAt?: Date
  path?: string
  size?: number
  rows?: number
  files?: number
  schema?: string
  keyId?: string
  problem?: Report
  checkedAt?: Date
  checkProblem?: Report | null
}

/** Writes what has become of a run. */
export async function updateRun(db: Db, id: string, patch: RunPatch): Promise<void> {
  const { problem: fault, checkProblem, ...rest } = patch
  await db
    .updateTable('backupRun')
    .set({
      ...rest,
      ...(fault && { problem: JSON.stringify(fault) }),
      ...(checkProblem !== undefined && {
        checkProblem: checkProblem === null ? null : JSON.stringify(checkProblem),
      }),
    })
    .where('id', '=', id)
    .execute()
}

/** The newest runs first. */
export function listRuns(db: Db, limit = 60) {
  return db.selectFrom('backupRun').selectAll().orderBy('askedAt', 'desc').limit(limit).execute()
}

/** One run; Problem 'backup.not-found'. */
export async function getRun(db: Db, id: string) {
  const run = await db.selectFrom('backupRun').selectAll().where('id', '=', id).executeTakeFirst()
  if (!run) throw problem('backup.not-found')
  return run
}

/** When the last backup that was written and read back came to its end; null before the first. */
export async function lastGoodBackup(db: Db): Promise<{ finishedAt: Date; path: string } | null> {
  const run = await db
    .selectFrom('backupRun')
    .select(['finishedAt', 'path'])
    .where('state', '=', 'done')
    .orderBy('finishedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return run?.finishedAt && run.path ? { finishedAt: run.finishedAt, path: run.path } : null
}

/** The rule for backups; there is always one. */
export async function readPolicy(db: Db): Promise<BackupPolicy> {
  const row = await db.selectFrom('backupPolicy').selectAll().executeTakeFirstOrThrow()
  return {
    ...{ enabled: row.enabled, at: row.atTime, warnDays: row.warnDays, since: row.since },
    ...{ daily: row.keepDaily, weekly: row.keepWeekly, monthly: row.keepMonthly },
  }
}

/** Changes the rule; hours that passed before are not made up. */
export async function writePolicy(db: Db, policy: Omit<BackupPolicy, 'since'>, now: Date): Promise<void> {
  await db
    .updateTable('backupPolicy')
    .set({
      ...{ enabled: policy.enabled, atTime: policy.at, warnDays: policy.warnDays, since: now },
      ...{ keepDaily: policy.daily, keepWeekly: policy.weekly, keepMonthly: policy.monthly },
    })
    .execute()
}
