import type { ColumnType } from 'kysely'

type Moment = ColumnType<Date, Date | string, Date | string>
type Report = ColumnType<
  { code: string; params: Record<string, string | number> } | null,
  string | null | undefined,
  string | null
>

export interface BackupRunTable {
  id: string
  cause: 'asked' | 'schedule' | 'command'
  state: 'waiting' | 'running' | 'done' | 'failed' | 'removed'
  phase: string | null
  done: ColumnType<bigint, bigint | number | undefined, bigint | number>
  total: ColumnType<bigint, bigint | number | undefined, bigint | number>
  askedAt: Moment
  askedBy: string | null
  startedAt: Moment | null
  finishedAt: Moment | null
  path: string | null
  size: ColumnType<bigint | null, bigint | number | null | undefined, bigint | number | null>
  rows: ColumnType<bigint | null, bigint | number | null | undefined, bigint | number | null>
  files: number | null
  schema: string | null
  keyId: string | null
  problem: Report
  checkedAt: Moment | null
  checkProblem: Report
}

export interface BackupPolicyTable {
  onlyOne: boolean
  enabled: boolean
  atTime: string
  warnDays: number
  keepDaily: number
  keepWeekly: number
  keepMonthly: number
  since: Moment
}

/** Tables about backups. */
export interface BackupTables {
  backupRun: BackupRunTable
  backupPolicy: BackupPolicyTable
}
