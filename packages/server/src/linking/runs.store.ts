import { problem } from '@zhucan/kernel'
import type { LinkModel } from '@zhucan/matching'
import { type RawBuilder, sql } from 'kysely'
import { type Ctx, regionInReach } from '../platform/index.ts'
import type { Stratum } from './clerical-sample.ts'
import type { LinkQuality } from './quality.ts'
import { strataSql } from './sample.store.ts'

const longestRunMs = 3_600_000

/** One rule by which pairs were found, and how many it found. */
export interface RuleCount {
  id: string
  pairs: number
  refused: boolean
}

/** A run as it is read. */
export interface LinkRun {
  id: string
  listId: string
  listTitle: string
  fileType: string
  region: string
  state: 'running' | 'done' | 'failed'
  day: string
  startedAt: Date
  startedByName: string | null
  finishedAt: Date | null
  reason: 'asked' | 'register-changed'
  oneToOne: boolean | null
  modelVersion: string | null
  modelFrom: string | null
  counts: Record<string, number>
  rules: RuleCount[]
  quality: LinkQuality | null
  problem: { code: string; params: Record<string, string | number> } | null
  states: Record<string, number>
  /** Pairs drawn for people to judge, how many of them wait for an answer, and how many more could be drawn. */
  sample: { drawn: number; left: number; undrawn: number }
  /** All of its pairs by bands of weight, with what people said of the drawn ones; nothing before any were drawn. */
  strata: Stratum[]
  /** The newest search of the same list that came after this one and is done: open questions went there. */
  newer: { id: string; startedAt: Date } | null
}

/**
 * Registers a run. Somebody who asks for one while one is under way is told so ('link.running'); one that a change of the
 * register asks for waits behind it. A run of more than an hour is held for lost.
 */
export async function insertRun(
  ctx: Ctx,
  list: { id: string; region: string },
  reason: LinkRun['reason'],
): Promise<string> {
  const running = await ctx.db
    .selectFrom('linkRun')
    .select('id')
    .where('listId', '=', list.id)
    .where('state', '=', 'running')
    .where('startedAt', '>', new Date(ctx.now() - longestRunMs))
    .where(sql<boolean>`not ${isLost('link_run')}`)
    .executeTakeFirst()
  if (running && reason === 'asked') throw problem('link.running')
  const id = ctx.newId()
  await ctx.db
    .insertInto('linkRun')
    .values({
      id,
      listId: list.id,
      region: list.region,
      state: 'running',
      day: ctx.day(),
      startedBy: ctx.user.id,
      startedAt: new Date(ctx.now()),
      finishedAt: null,
      oneToOne: null,
      modelFrom: null,
      reason,
    })
    .execute()
  return id
}

/**
 * Whether nothing will work on a run any more: each time the queue took it up the program was killed, or whoever asked for it
 * has no office now.
 */
const isLost = (run: 'run' | 'link_run') => {
  const [id, state] = [sql.ref(`${run}.id`), sql.ref(`${run}.state`)]
  return sql`(${state} = 'running' and not exists (select 1 from graphile_worker._private_jobs job
    where job.payload->>'runId' = ${id}::text and (job.locked_at is not null or job.attempts < job.max_attempts)))`
}

/** One run in reach. Problem 'link.not-found'. */
export async function getRun(ctx: Ctx, id: string): Promise<LinkRun> {
  const [run] = await selectRuns(ctx, sql`run.id = ${id}`)
  if (!run) throw problem('link.not-found')
  return run
}

/** The runs in reach, of one list or of all, the newest first. */
export const listRuns = (ctx: Ctx, listId: string | null): Promise<LinkRun[]> =>
  selectRuns(ctx, listId === null ? sql`true` : sql`run.list_id = ${listId}`)

async function selectRuns(ctx: Ctx, which: RawBuilder<unknown>): Promise<LinkRun[]> {
  const { rows } = await sql<Omit<LinkRun, 'newer'> & { newerId: string | null; newerAt: Date | null }>`
    select run.id, run.list_id, list.title as list_title, list.file_type, run.region,
      case when ${isLost('run')} then 'failed' else run.state end as state, run.day, run.started_at,
      auth_user.name as started_by_name, run.finished_at, run.reason, run.one_to_one, run.model->>'version' as model_version,
      run.model_from, run.counts, run.rules, run.quality,
      case when ${isLost('run')} then '{"code":"link.lost","params":{}}'::jsonb else run.problem end as problem,
      (select coalesce(jsonb_object_agg(state, n), '{}') from
        (select state, count(*) as n from link_pair p where p.run_id = run.id group by state) s) as states,
      (select jsonb_build_object('drawn', count(*) filter (where sample <> 'none'),
        'left', count(*) filter (where sample = 'drawn' and state in ('linked', 'review')),
        'undrawn', count(*) filter (where sample = 'none' and state <> 'superseded'))
        from link_pair p where p.run_id = run.id) as sample,
      ${strataSql(sql`run.id`)} as strata,
      newer.id as newer_id, newer.started_at as newer_at
    from link_run run join list on list.id = run.list_id left join auth_user on auth_user.id = run.started_by
      left join lateral (select later.id, later.started_at from link_run later
        where later.list_id = run.list_id and later.state = 'done' and (later.started_at, later.id) > (run.started_at, run.id)
        order by later.started_at desc, later.id desc limit 1) newer on true
    where ${which} and ${regionInReach(ctx, 'list.region')}
    order by run.started_at desc, run.id desc limit 200`.execute(ctx.db)
  return rows.map(({ newerId, newerAt, ...run }) => ({
    ...run,
    newer: newerId === null || newerAt === null ? null : { id: newerId, startedAt: newerAt },
  }))
}

/** The newest model of a kind of plan that this area learnt, from a run that is done; undefined before the first. */
export async function findModel(
  ctx: Ctx,
  plan: string,
): Promise<{ runId: string; model: LinkModel } | undefined> {
  const { rows } = await sql<{ runId: string; model: LinkModel }>`
    select run.id as run_id, run.model from link_run run
    where run.state = 'done' and run.model->>'plan' = ${plan} and run.model_from is null and ${regionInReach(ctx, 'run.region')}
    order by run.started_at desc limit 1`.execute(ctx.db)
  return rows[0]
}

/** Names of regions by code. */
export async function regionNames(ctx: Ctx, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ code: string; name: string }>`
    select code, name from region where code = any(${[...codes]})`.execute(ctx.db)
  return new Map(rows.map(({ code, name }) => [code, name]))
}

/** What a run that ended is kept with. */
export interface RunOutcome {
  oneToOne: boolean
  model: LinkModel
  modelFrom: string | null
  counts: Record<string, number>
  rules: RuleCount[]
  quality: LinkQuality
}

/** Writes how a run ended well. */
export async function finishRun(ctx: Ctx, id: string, outcome: RunOutcome): Promise<void> {
  await ctx.db
    .updateTable('linkRun')
    .set({
      state: 'done',
      finishedAt: new Date(ctx.now()),
      oneToOne: outcome.oneToOne,
      model: JSON.stringify(outcome.model),
      modelFrom: outcome.modelFrom,
      counts: JSON.stringify(outcome.counts),
      rules: JSON.stringify(outcome.rules),
      quality: JSON.stringify(outcome.quality),
    })
    .where('id', '=', id)
    .where(regionInReach(ctx, 'linkRun.region'))
    .execute()
}

/** Writes why a run ended without links. */
export async function failRun(
  ctx: Ctx,
  id: string,
  why: { code: string; params: Record<string, string | number> },
): Promise<void> {
  await ctx.db
    .updateTable('linkRun')
    .set({ state: 'failed', finishedAt: new Date(ctx.now()), problem: JSON.stringify(why) })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .where(regionInReach(ctx, 'linkRun.region'))
    .execute()
}
