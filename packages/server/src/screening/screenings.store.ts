import { problem } from '@zhucan/kernel'
import type { Ctx } from '../platform/index.ts'
import { regionInReach } from '../platform/index.ts'
import type { RuleCount } from './clues.store.ts'

/** Registers a run of the rules over a region. */
export async function insertScreening(ctx: Ctx, region: string): Promise<string> {
  const id = ctx.newId()
  await ctx.db
    .insertInto('screening')
    .values({
      id,
      region,
      day: ctx.day(),
      state: 'running',
      startedAt: new Date(ctx.now()),
      finishedAt: null,
      startedBy: ctx.user.id,
      people: null,
    })
    .execute()
  return id
}

const longestRunMs = 3_600_000

/** The run of a region that is under way, or undefined; one that takes longer than an hour is held for lost. */
export async function findRunningScreening(ctx: Ctx, region: string): Promise<string | undefined> {
  const row = await ctx.db
    .selectFrom('screening')
    .select('id')
    .where('region', '=', region)
    .where('state', '=', 'running')
    .where('startedAt', '>', new Date(ctx.now() - longestRunMs))
    .where(regionInReach(ctx, 'screening.region'))
    .executeTakeFirst()
  return row?.id
}

/** A screening in reach. Throws 'request.not-found'. */
export async function getScreening(ctx: Ctx, id: string) {
  const row = await ctx.db
    .selectFrom('screening')
    .selectAll()
    .where('id', '=', id)
    .where(regionInReach(ctx, 'screening.region'))
    .executeTakeFirst()
  if (!row) throw problem('request.not-found')
  return row
}

/** The last screening in reach that is over, or undefined before the first. */
export function findLatestScreening(ctx: Ctx) {
  return ctx.db
    .selectFrom('screening')
    .selectAll()
    .where('state', '=', 'done')
    .where(regionInReach(ctx, 'screening.region'))
    .orderBy('startedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
}

type Outcome =
  | { people: number; counts: RuleCount[] }
  | { problem: { code: string; params: Record<string, string | number> } }

/** Writes how a screening ended. */
export async function finishScreening(ctx: Ctx, id: string, outcome: Outcome): Promise<void> {
  await ctx.db
    .updateTable('screening')
    .set({
      finishedAt: new Date(ctx.now()),
      ...('counts' in outcome
        ? { state: 'done' as const, people: outcome.people, counts: JSON.stringify(outcome.counts) }
        : { state: 'failed' as const, problem: JSON.stringify(outcome.problem) }),
    })
    .where('id', '=', id)
    .execute()
}
