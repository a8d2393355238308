import { mayDo } from '@zhucan/catalogue'
import { regionRange } from '@zhucan/kernel'
import { findUser } from '../access/index.ts'
import { enqueue, housekeeper, inSession, type Server, type User } from '../platform/index.ts'
import { runSnapshot } from './make-snapshot.ts'
import { findStaleAreas, type StaleArea } from './recount.store.ts'
import { findRegularSnapshots, insertSnapshot, longestRunMs } from './snapshots.store.ts'

const minute = 60_000

/** Counting takes a tenth of the time at most, and never starts again within minutes: many imports are one recount. */
const restShare = 10
const shortestRestMs = 5 * minute
const restAfterFailureMs = 60 * minute

/** Whether an area may be counted again: nothing is under way, and the last counting is long enough ago. */
export function mayCountAgain(last: Omit<StaleArea, 'region' | 'startedBy'>, now: number): boolean {
  if (last.state === null || last.startedAt === null) return true
  const since = now - last.startedAt.getTime()
  if (last.state === 'running') return since > longestRunMs
  if (last.state === 'failed') return since > restAfterFailureMs
  const took = (last.finishedAt ?? last.startedAt).getTime() - last.startedAt.getTime()
  return since > Math.max(shortestRestMs, took * restShare)
}

/** Queues a counting of each area whose records were changed in bulk since its figures were counted; each waits once. */
export async function queueStaleAreas(server: Server): Promise<void> {
  await inSession(server, housekeeper, async (ctx) => {
    for (const { region, startedBy, ...last } of await findStaleAreas(ctx))
      if (mayCountAgain(last, ctx.now()))
        await enqueue(ctx, 'figures-renew', { region, startedBy }, renewing(region))
  })
}

/** One after the other, so that work people wait for always finds a free hand; an area that waits already waits once. */
const renewing = (region: string) => ({ queue: 'figures', key: `figures ${region}` })

/** Counts an area for whoever had it counted last, else for the installation with eyes for that area only. */
export async function renewFigures(
  server: Server,
  { region, startedBy }: { region: string; startedBy: string | null },
): Promise<void> {
  const user = (startedBy && (await findCounter(server, startedBy))) || installationAt(region)
  const id = await inSession(server, user, (ctx) => insertSnapshot(ctx, region))
  await runSnapshot(server, id, user)
}

async function findCounter(server: Server, userId: string): Promise<User | null> {
  const user = await findUser(server, userId).catch(() => null)
  return user && mayDo(user.role, 'figure.count') ? user : null
}

const installationAt = (region: string): User => ({ ...housekeeper, region, reach: [regionRange(region)] })

/** Whoever had a region counted last has it counted each night; who may not any more leaves it to the installation. */
export async function queueRegularSnapshots(server: Server): Promise<void> {
  const regular = await inSession(server, housekeeper, findRegularSnapshots)
  for (const { region, startedBy } of regular) {
    const user = await findCounter(server, startedBy)
    await inSession(server, user ?? housekeeper, async (ctx) => {
      if (!user) return enqueue(ctx, 'figures-renew', { region, startedBy: null }, renewing(region))
      const snapshotId = await insertSnapshot(ctx, region)
      await enqueue(ctx, 'indicator-count', { snapshotId, userId: user.id })
    })
  }
}
