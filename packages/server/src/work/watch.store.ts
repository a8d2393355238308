import { hideNumbers, problem } from '@zhucan/kernel'
import { sql } from 'kysely'
import { type Ctx, regionInReach } from '../platform/index.ts'
import { insertAct } from './acts.store.ts'
import { workColour } from './colours.store.ts'

/** A piece of work on the list of close supervision. */
export interface Watched {
  id: string
  kind: 'target' | 'task'
  pieceId: string
  title: string
  value: string | null
  region: string
  regionName: string | null
  organisationName: string | null
  state: string
  due: string | null
  colour: string
  reason: string
  fromDay: string
  untilDay: string | null
}

/** The list of close supervision by place: what stands on it, or also what was taken off. */
export async function listWatched(
  ctx: Ctx,
  { region, past }: { region?: string | undefined; past: boolean },
): Promise<Watched[]> {
  const inRegion = region ? sql`starts_with(w.region, region_prefix(${region}))` : sql`true`
  const { rows } = await sql<Watched>`
    select w.id, case when w.task_id is null then 'target' else 'task' end as kind,
      coalesce(w.task_id, w.target_id) as piece_id, coalesce(k.title, g.indicator) as title,
      trim_scale(g.value)::text as value, w.region, place.name as region_name, o.name as organisation_name,
      coalesce(k.state, g.state) as state, coalesce(k.due, g.due) as due,
      ${workColour(ctx, sql`coalesce(k.due, g.due)`, sql`w.region`)} as colour, w.reason, w.from_day, w.until_day
    from work_watch w left join task k on k.id = w.task_id left join target g on g.id = w.target_id
    left join region place on place.code = w.region left join organisation o on o.id = w.organisation_id
    where ${regionInReach(ctx, 'w.region')} and ${inRegion} and ${past ? sql`true` : sql`w.until_day is null`}
    order by w.region, o.name nulls first, w.from_day, w.id`.execute(ctx.db)
  return rows
}

/** Puts a piece on the list. Problems 'request.not-found', 'work.already-watched'. Returns the id of the entry. */
export async function insertWatch(
  ctx: Ctx,
  { kind, pieceId, reason }: { kind: 'target' | 'task'; pieceId: string; reason: string },
): Promise<string> {
  const [table, carrier] =
    kind === 'task' ? (['task', 'lead_organisation_id'] as const) : (['target', 'organisation_id'] as const)
  const { rows } = await sql<{ region: string; organisationId: string | null; isWatched: boolean }>`
    select t.region, t.${sql.ref(carrier)} as organisation_id, exists (select 1 from work_watch w
      where coalesce(w.task_id, w.target_id) = t.id and w.until_day is null) as is_watched
    from ${sql.table(table)} t where t.id = ${pieceId} and ${regionInReach(ctx, 't.region')} for update`.execute(
    ctx.db,
  )
  const piece = rows[0]
  if (!piece) throw problem('request.not-found')
  if (piece.isWatched) throw problem('work.already-watched')
  const id = ctx.newId()
  await ctx.db
    .insertInto('workWatch')
    .values({
      id,
      targetId: kind === 'target' ? pieceId : null,
      taskId: kind === 'task' ? pieceId : null,
      ...{ region: piece.region, organisationId: piece.organisationId, reason: hideNumbers(reason) },
      ...{ fromDay: ctx.day(), untilDay: null, liftedAct: null },
      setAct: await insertAct(ctx, { kind, action: 'watch', note: reason }),
    })
    .execute()
  return id
}

/** Takes a piece off the list; the entry stays. Problem 'request.not-found'. */
export async function liftWatch(ctx: Ctx, id: string, note: string): Promise<void> {
  const entry = await ctx.db
    .selectFrom('workWatch')
    .select(['taskId'])
    .where('id', '=', id)
    .where('untilDay', 'is', null)
    .where(regionInReach(ctx, 'workWatch.region'))
    .forUpdate()
    .executeTakeFirst()
  if (!entry) throw problem('request.not-found')
  const kind = entry.taskId ? 'task' : 'target'
  const liftedAct = await insertAct(ctx, { kind, action: 'unwatch', note })
  await ctx.db.updateTable('workWatch').set({ untilDay: ctx.day(), liftedAct }).where('id', '=', id).execute()
}
