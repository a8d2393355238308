import { findUser } from '../access/index.ts'
import { inSession, type Server } from '../platform/index.ts'
import type { Tasks } from '../platform/jobs-runner.ts'
import { figureOperations } from './figures.routes.ts'
import { runSnapshot } from './make-snapshot.ts'
import { queueRegularSnapshots, queueStaleAreas, renewFigures } from './recount.ts'
import { reportOperations } from './reports.routes.ts'
import { insertSnapshot } from './snapshots.store.ts'

export { type ActingOffice, loadOffice } from './acting-office.store.ts'
export { completion } from './completion.ts'
export type { Alarm, Completion, CompletionStatus, Coverage, Figure } from './figure-shapes.ts'
export { loadFigures } from './figures.ts'
export { insertReportFile } from './report-files.store.ts'
export { actOnReport, handIn } from './reporting.ts'
export { resultsSql } from './results.store.ts'

/** What the API offers of this feature. */
export const indicatorOperations = [...figureOperations, ...reportOperations]

/** Counts the indicators of a user's own region at once, without the queue: for the demo's first filling and the bench. */
export async function countRegion(server: Server, userId: string): Promise<string> {
  const user = await findUser(server, userId)
  if (!user) throw new TypeError('no such user')
  const id = await inSession(server, user, (ctx) => insertSnapshot(ctx, user.region))
  await runSnapshot(server, id, user)
  return id
}

/** The background work of this feature. */
export const indicatorTasks: Pick<
  Tasks,
  'indicator-count' | 'figures-due' | 'figures-recount' | 'figures-renew'
> = {
  'indicator-count': async (server, { snapshotId }, user) => {
    if (user) await runSnapshot(server, snapshotId, user)
  },
  'figures-due': queueRegularSnapshots,
  'figures-recount': queueStaleAreas,
  'figures-renew': renewFigures,
}
