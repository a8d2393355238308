import { queryOptions } from '@tanstack/react-query'
import { get } from '../app/http.ts'

/** How a reading is to be taken. */
export type HealthState = 'good' | 'warning' | 'danger'

/** One line of the health page. */
export interface Reading {
  readonly id: 'backup' | 'disk' | 'database' | 'slow' | 'queue' | 'failed' | 'audit' | 'memory' | 'keys'
  readonly state: HealthState
  readonly values: Readonly<Record<string, string | number | null>>
}

/** How the installation is. */
export interface Health {
  readonly at: string
  readonly version: string
  readonly schema: string
  readonly node: string
  readonly readings: readonly Reading[]
}

type Fault = { readonly code: string; readonly params: Readonly<Record<string, string | number>> }

/** When backups are made and how long they are kept. */
export interface BackupPolicy {
  readonly enabled: boolean
  readonly at: string
  readonly warnDays: number
  readonly daily: number
  readonly weekly: number
  readonly monthly: number
}

/** One backup that was made or tried. */
export interface BackupRun {
  readonly id: string
  readonly cause: 'asked' | 'schedule' | 'command'
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'removed'
  readonly phase: 'copying' | 'checking' | null
  readonly done: number
  readonly total: number
  readonly askedAt: string
  readonly finishedAt: string | null
  readonly file: string | null
  readonly folder: string | null
  readonly size: number | null
  readonly rows: number | null
  readonly keyId: string | null
  readonly problem: Fault | null
  readonly checkedAt: string | null
  readonly checkProblem: Fault | null
}

/** Backups made so far and the rule for them. */
export interface Backups {
  readonly policy: BackupPolicy
  /** Backups are the whole installation's: only the top organisation's officer asks for them. */
  readonly mayChange: boolean
  readonly lastGood: string | null
  readonly isLate: boolean
  readonly nextAt: string | null
  readonly runs: readonly BackupRun[]
}

const restful = 30_000
const busy = 1_000

/** True while a backup is under way. */
export const isUnderWay = ({ state }: BackupRun): boolean => state === 'waiting' || state === 'running'

/** Asked again by itself: whoever looks at this page waits for something. */
export const healthQuery = queryOptions({
  queryKey: ['health'],
  queryFn: ({ signal }) => get<Health>('/api/v1/health', signal),
  refetchInterval: restful,
})

/** Backups; every second while one is under way. */
export const backupsQuery = queryOptions({
  queryKey: ['backups'],
  queryFn: ({ signal }) => get<Backups>('/api/v1/backups', signal),
  refetchInterval: ({ state }) => (state.data?.runs.some(isUnderWay) ? busy : restful),
})
