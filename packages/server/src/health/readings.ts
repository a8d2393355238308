import { stat, statfs } from 'node:fs/promises'
import { freemem, totalmem } from 'node:os'
import { isLate, lastGoodBackup, readPolicy } from '../backup/index.ts'
import type { Server } from '../platform/index.ts'
import { readDatabase } from './health.store.ts'

/** How a reading is to be taken: nothing to do, soon, now. */
export type HealthState = 'good' | 'warning' | 'danger'

/** One line of the health page; its words stand in the texts under its name and state. */
export interface Reading {
  id: keyof typeof judges
  state: HealthState
  values: Record<string, string | number | null>
}

/** Everything that is looked at, as it is right now. */
export type Gathered = Awaited<ReturnType<typeof gather>>

const gigabyte = 1024 ** 3

/** Looks at database, disk, memory, backups, queue, audit and keys. */
export async function gather(server: Server) {
  // One after another: inside a request they share one connection.
  const database = await readDatabase(server.db)
  const policy = await readPolicy(server.db)
  const good = await lastGoodBackup(server.db)
  const disk = await statfs(server.dataDir)
  const keysApart = await areKeysApart(server)
  const now = server.now()
  return {
    database,
    disk: { free: disk.bavail * disk.bsize, total: disk.blocks * disk.bsize },
    memory: { free: freemem(), total: totalmem(), process: process.memoryUsage().rss },
    backup: {
      last: good?.finishedAt ?? null,
      isLate: isLate(good?.finishedAt ?? policy.since, policy.warnDays, now),
      warnDays: policy.warnDays,
    },
    auditLag: database.oldestUnsealed ? Math.max(0, (now - database.oldestUnsealed.getTime()) / 1000) : 0,
    keysApart,
  }
}

/** Whoever carries the data disk away shall not carry the keys along. */
async function areKeysApart({ dataDir, keysDir }: Server): Promise<boolean> {
  const [data, keys] = await Promise.all([stat(dataDir), stat(keysDir)])
  return data.dev !== keys.dev
}

const above = (value: number, warning: number, danger: number): HealthState =>
  value > danger ? 'danger' : value > warning ? 'warning' : 'good'
const below = (value: number, warning: number, danger: number): HealthState =>
  value < danger ? 'danger' : value < warning ? 'warning' : 'good'

/** How each reading is judged, in the order of the page. */
const judges = {
  backup: ({ backup }: Gathered) => ({
    state: backup.isLate ? 'danger' : backup.last === null ? 'warning' : 'good',
    values: { last: backup.last?.toISOString() ?? null, days: backup.warnDays },
  }),
  disk: ({ disk }: Gathered) => ({
    state: below(disk.free, Math.max(5 * gigabyte, disk.total / 20), gigabyte),
    values: { free: disk.free, total: disk.total },
  }),
  database: ({ database }: Gathered) => ({
    state: below(database.mostConnections - database.connections, 10, 4),
    values: {
      bytes: database.bytes,
      connections: database.connections,
      mostConnections: database.mostConnections,
    },
  }),
  slow: ({ database }: Gathered) => ({
    state: above(database.slow, 0, 5),
    values: { count: database.slow },
  }),
  queue: ({ database }: Gathered) => ({
    state: above(database.oldestWaiting, 600, 3600),
    values: { count: database.waiting, minutes: Math.floor(database.oldestWaiting / 60) },
  }),
  failed: ({ database }: Gathered) => ({
    state: above(database.failed, 0, 20),
    values: { count: database.failed },
  }),
  audit: ({ database, auditLag }: Gathered) => ({
    state: above(auditLag, 60, 600),
    values: { count: database.unsealed, seconds: Math.round(auditLag) },
  }),
  memory: ({ memory }: Gathered) => ({
    state: below(memory.free / memory.total, 0.05, 0.01),
    values: { free: memory.free, total: memory.total, process: memory.process },
  }),
  keys: ({ keysApart }: Gathered) => ({ state: keysApart ? 'good' : 'warning', values: {} }),
} satisfies Record<
  string,
  (all: Gathered) => { state: HealthState; values: Record<string, string | number | null> }
>

export const readingIds = Object.keys(judges) as Reading['id'][]

/** Judges what was gathered; the worst stands first only in the summary, the order of lines never changes. */
export function judgeReadings(all: Gathered): Reading[] {
  return readingIds.map((id) => ({ id, ...(judges[id](all) as Omit<Reading, 'id'>) }))
}
