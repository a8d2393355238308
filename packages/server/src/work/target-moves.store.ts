import {
  stepTarget,
  type TargetAction,
  type TargetCarrier,
  type TargetForm,
  type TargetStand,
  type TargetState,
  type WorkSide,
} from '@zhucan/catalogue'
import { problem } from '@zhucan/kernel'
import { sql } from 'kysely'
import { type Ctx, regionInReach } from '../platform/index.ts'
import { type Carried, loadOffice, sidesOf } from './office.store.ts'

/** A piece as an action sees it, locked until the transaction ends. */
export interface TargetRecord extends Carried {
  id: string
  rootId: string
  parentId: string | null
  clauseId: string | null
  indicator: string
  form: TargetForm
  value: string | null
  decimals: number
  unit: string
  periodFrom: string
  periodTo: string
  level: number
  carriedBy: TargetCarrier
  splitBy: string | null
  state: TargetState
  version: number
  receiveBy: string | null
  reportBy: string | null
  hasParts: boolean
  parentRegion: string | null
  parentOrganisationId: string | null
}

/** What an action may change of a piece. */
export interface TargetChange {
  state?: TargetState
  value?: string | null
  splitBy?: string | null
  receiveBy?: string | null
  reportBy?: string | null
  reportOpen?: boolean
  reportedOn?: string
  remindedOn?: string
  since?: string
  until?: string
}

/** One piece in reach, locked. Problems 'request.not-found'; 'work.changed' when it is no longer what was seen. */
export async function lockTarget(ctx: Ctx, id: string, version?: number): Promise<TargetRecord> {
  const found = await sql<TargetRecord>`
    select t.id, t.root_id, t.parent_id, t.clause_id, t.indicator, t.form, trim_scale(t.value)::text as value, t.decimals,
      t.unit, t.period_from, t.period_to, t.region, t.level, t.carried_by, t.organisation_id, t.split_by, t.state,
      t.version, t.receive_by, t.report_by, up.region as parent_region, up.organisation_id as parent_organisation_id,
      exists (select 1 from target c where c.parent_id = t.id and c.state <> 'withdrawn') as has_parts
    from target t left join target up on up.id = t.parent_id
    where t.id = ${id} and ${regionInReach(ctx, 't.region')} for update of t`.execute(ctx.db)
  const target = found.rows[0]
  if (!target) throw problem('request.not-found')
  if (version !== undefined && target.version !== version) throw problem('work.changed')
  return target
}

/** The sides of a piece on which this user's office stands. */
export async function targetSides(
  ctx: Ctx,
  target: Pick<
    TargetRecord,
    'region' | 'organisationId' | 'parentId' | 'parentRegion' | 'parentOrganisationId'
  >,
): Promise<WorkSide[]> {
  const office = await loadOffice(ctx)
  if (target.parentId === null) return sidesOf(office, target, target)
  const giver =
    target.parentRegion === null
      ? null
      : { region: target.parentRegion, organisationId: target.parentOrganisationId }
  return sidesOf(office, target, giver)
}

/** What the machine needs to know of a piece. */
export const standOf = (target: Pick<TargetRecord, 'state' | 'parentId' | 'hasParts'>): TargetStand => ({
  state: target.state,
  isRoot: target.parentId === null,
  hasParts: target.hasParts,
})

/** The step of the machine for this user's office, or the problem that says why not. */
export async function requireTargetStep(
  ctx: Ctx,
  target: TargetRecord,
  action: TargetAction,
): Promise<TargetState> {
  const step = stepTarget(standOf(target), action, await targetSides(ctx, target))
  if ('refused' in step) throw problem(`work.${step.refused}`)
  return step.to
}

/** Writes what an act made of one piece, and its line of history. Problem 'work.changed' if it moved on meanwhile. */
export async function writeTarget(
  ctx: Ctx,
  target: TargetRecord,
  change: TargetChange,
  actId: string,
): Promise<void> {
  const written = await ctx.db
    .updateTable('target')
    .set({ ...(change as { state?: TargetState }), version: target.version + 1 })
    .where('id', '=', target.id)
    .where('version', '=', target.version)
    .executeTakeFirst()
  if (written.numUpdatedRows !== 1n) throw problem('work.changed')
  await ctx.db
    .insertInto('targetEvent')
    .values({
      ...{ targetId: target.id, version: target.version + 1, actId, region: target.region },
      fromState: target.state,
      toState: change.state ?? target.state,
      fromValue: target.value,
      toValue: change.value === undefined ? target.value : change.value,
    })
    .execute()
}

/** Withdraws pieces and everything that was split from them, in one statement. Returns how many. */
export async function withdrawTrees(ctx: Ctx, ids: readonly string[], actId: string): Promise<number> {
  if (ids.length === 0) return 0
  const written = await sql`
    with recursive tree as (
      select id from target where id = any(${ids}::uuid[]) and state <> 'withdrawn'
      union all
      select c.id from target c join tree on c.parent_id = tree.id where c.state <> 'withdrawn'),
    met as materialized (select t.id, t.state, t.version, t.region, t.value from target t join tree using (id)),
    gone as (update target t set state = 'withdrawn', until = ${ctx.day()}, version = met.version + 1
      from met where t.id = met.id returning t.id)
    insert into target_event (target_id, version, act_id, region, from_state, to_state, from_value, to_value)
    select met.id, met.version + 1, ${actId}, met.region, met.state, 'withdrawn', met.value, met.value
    from met join gone using (id)`.execute(ctx.db)
  return Number(written.numAffectedRows ?? 0)
}
