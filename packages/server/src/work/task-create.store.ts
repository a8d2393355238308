import type { TaskState } from '@zhucan/catalogue'
import { regionLevel } from '@zhucan/kernel'
import { sql } from 'kysely'
import { type Ctx, regionInArea, regionInReach } from '../platform/index.ts'
import type { LowerRegion } from './weights.store.ts'
import type { WorkClause } from './work-shapes.ts'

/** A task that is about to be written. */
export interface NewTaskRow {
  title: string
  what: string
  reportTo: string | null
  targetId: string | null
  leadOrganisationId: string | null
  supports: readonly string[]
  receiveBy: string | null
  dueOn: string
  state: TaskState
  clause: WorkClause | null
  actId: string
}

/** Writes a task given by the user's office in its own region, with the first line of its history. Returns its id. */
export async function insertTask(
  ctx: Ctx,
  { clause, actId, supports, ...task }: NewTaskRow,
): Promise<string> {
  const id = ctx.newId()
  const { region } = ctx.user
  await ctx.db
    .insertInto('task')
    .values({
      ...task,
      ...{ id, rootId: id, parentId: null, region, level: regionLevel(region), giverRegion: region },
      clauseId: clause?.id ?? null,
      noticeId: clause?.noticeId ?? null,
      noticeItemId: clause?.noticeItemId ?? null,
      giverOrganisationId: ctx.user.organisationId,
      firstDueOn: task.dueOn,
      receivedOn: task.state === 'received' ? ctx.day() : null,
      ...{ progressOn: null, doneOn: null, remindedOn: null },
      createdAt: new Date(ctx.now()),
    })
    .execute()
  if (supports.length > 0)
    await ctx.db
      .insertInto('taskSupport')
      .values(supports.map((organisationId, i) => ({ taskId: id, organisationId, position: i + 1 })))
      .execute()
  await ctx.db
    .insertInto('taskEvent')
    .values({
      ...{ taskId: id, version: 1, actId, region, fromState: null, toState: task.state },
      ...{ fromDue: null, toDue: task.dueOn },
    })
    .execute()
  return id
}

/** Hands a task on to regions below, in one statement; those that have it already are left. Returns how many got it. */
export async function insertTaskShares(
  ctx: Ctx,
  taskId: string,
  regions: readonly LowerRegion[],
  terms: { actId: string; dueOn: string; receiveBy: string | null },
): Promise<number> {
  const written = await sql`
    with place as (select p.code collate "C" as code, p.level
      from jsonb_to_recordset(${JSON.stringify(regions)}::jsonb) as p (code text, level smallint)),
    added as (
      insert into task (id, root_id, parent_id, target_id, clause_id, notice_id, title, what, report_to, region, level,
        giver_organisation_id, giver_region, state, receive_by, due_on, first_due_on, created_at)
      select new_id(), t.root_id, t.id, t.target_id, t.clause_id, t.notice_id, t.title, t.what, t.report_to, place.code,
        place.level, ${ctx.user.organisationId}, ${ctx.user.region}, 'issued', ${terms.receiveBy}::date, ${terms.dueOn}::date,
        ${terms.dueOn}::date, ${new Date(ctx.now())}
      from task t cross join place where t.id = ${taskId}
        and not exists (select 1 from task c where c.parent_id = t.id and c.region = place.code and c.state <> 'withdrawn')
      returning id, region)
    insert into task_event (task_id, version, act_id, region, from_state, to_state, from_due, to_due)
    select id, 1, ${terms.actId}::uuid, region, null, 'issued', null, ${terms.dueOn}::date from added`.execute(
    ctx.db,
  )
  return Number(written.numAffectedRows ?? 0)
}

/** An organisation that may lead or support in a region. */
export interface Helper {
  id: string
  name: string
  kind: string
}

/** The federation, departments and institutions that sit in the user's region. */
export async function findHelpers(ctx: Ctx): Promise<Helper[]> {
  return ctx.db
    .selectFrom('organisation')
    .select(['id', 'name', 'kind'])
    .where('region', '=', ctx.user.region)
    .where(regionInReach(ctx, 'organisation.region'))
    .where(regionInArea('organisation.region'))
    .orderBy('kind')
    .orderBy('name')
    .execute()
}

/** Whether a target is in reach, so that a task may serve it. */
export async function hasTarget(ctx: Ctx, id: string): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('target')
    .select('id')
    .where('id', '=', id)
    .where(regionInReach(ctx, 'target.region'))
    .executeTakeFirst()
  return row !== undefined
}
