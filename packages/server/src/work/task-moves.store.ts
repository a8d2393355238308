import {
  type SampleVerdict,
  stepTask,
  type TaskAction,
  type TaskStand,
  type TaskState,
  type WorkSide,
} from '@zhucan/catalogue'
import { problem } from '@zhucan/kernel'
import { sql } from 'kysely'
import { type Ctx, regionInReach } from '../platform/index.ts'
import { type ActingOffice, carries, loadOffice } from './office.store.ts'

/** A task as an action sees it, locked until the transaction ends. */
export interface TaskRecord extends TaskStand {
  id: string
  version: number
  region: string
  level: number
  leadOrganisationId: string | null
  giverOrganisationId: string
  giverRegion: string
  title: string
  what: string
  reportTo: string | null
  receiveBy: string | null
  dueOn: string
}

/** What an action may change of a task. */
export interface TaskChange extends Partial<TaskStand> {
  title?: string
  what?: string
  receiveBy?: string | null
  dueOn?: string
  receivedOn?: string
  progressOn?: string
  doneOn?: string | null
  remindedOn?: string
}

const columns = sql`t.id, t.version, t.state, t.sample, t.region, t.level, t.lead_organisation_id, t.giver_organisation_id,
  t.giver_region, t.title, t.what, t.report_to, t.receive_by, t.due_on`

/** One task in reach, locked. Problems 'request.not-found'; 'work.changed' when it is no longer what was seen. */
export async function lockTask(ctx: Ctx, id: string, version?: number): Promise<TaskRecord> {
  const { rows } = await sql<TaskRecord>`
    select ${columns} from task t where t.id = ${id} and ${regionInReach(ctx, 't.region')} for update`.execute(
    ctx.db,
  )
  const task = rows[0]
  if (!task) throw problem('request.not-found')
  if (version !== undefined && task.version !== version) throw problem('work.changed')
  return task
}

/** Tasks by id, locked in one order for everybody. */
export async function lockTasks(ctx: Ctx, ids: readonly string[]): Promise<TaskRecord[]> {
  const { rows } = await sql<TaskRecord>`
    select ${columns} from task t where t.id = any(${ids}::uuid[]) and ${regionInReach(ctx, 't.region')}
    order by t.id for update`.execute(ctx.db)
  return rows
}

/** The sides of a task on which an office stands: who gave it, and who leads. */
export function taskSides(
  office: ActingOffice,
  task: Pick<TaskRecord, 'region' | 'leadOrganisationId' | 'giverOrganisationId' | 'giverRegion'>,
): WorkSide[] {
  const sides: WorkSide[] = []
  const speaksForGiver = office.speaksForRegion && office.region === task.giverRegion
  if (office.id === task.giverOrganisationId || speaksForGiver) sides.push('giver')
  if (carries(office, { region: task.region, organisationId: task.leadOrganisationId })) sides.push('carrier')
  return sides
}

/** The step of the machine for this user's office, or the problem that says why not. */
export async function requireTaskStep(
  ctx: Ctx,
  task: TaskRecord,
  action: TaskAction,
  verdict?: SampleVerdict,
): Promise<TaskStand> {
  const step = stepTask(task, action, taskSides(await loadOffice(ctx), task), verdict)
  if ('refused' in step) throw problem(`work.${step.refused}`)
  return step.to
}

/** Writes what an act made of one task, and its line of history. Problem 'work.changed' if it moved on meanwhile. */
export async function writeTask(
  ctx: Ctx,
  task: TaskRecord,
  change: TaskChange,
  actId: string,
): Promise<void> {
  const written = await ctx.db
    .updateTable('task')
    .set({ ...change, version: task.version + 1 })
    .where('id', '=', task.id)
    .where('version', '=', task.version)
    .executeTakeFirst()
  if (written.numUpdatedRows !== 1n) throw problem('work.changed')
  await ctx.db
    .insertInto('taskEvent')
    .values({
      ...{ taskId: task.id, version: task.version + 1, actId, region: task.region },
      fromState: task.state,
      toState: change.state ?? task.state,
      fromDue: task.dueOn,
      toDue: change.dueOn ?? task.dueOn,
    })
    .execute()
}

/** Withdraws a task and what was passed down from it and is not settled. Returns how many. */
export async function withdrawTaskTree(ctx: Ctx, id: string, actId: string): Promise<number> {
  const over: TaskState[] = ['withdrawn', 'verified']
  const written = await sql`
    with recursive tree as (
      select id from task where id = ${id}
      union all
      select c.id from task c join tree on c.parent_id = tree.id where c.state <> all(${over}::text[])),
    met as materialized (select t.id, t.state, t.version, t.region, t.due_on from task t join tree using (id)),
    gone as (update task t set state = 'withdrawn', version = met.version + 1 from met where t.id = met.id returning t.id)
    insert into task_event (task_id, version, act_id, region, from_state, to_state, from_due, to_due)
    select met.id, met.version + 1, ${actId}, met.region, met.state, 'withdrawn', met.due_on, met.due_on
    from met join gone using (id)`.execute(ctx.db)
  return Number(written.numAffectedRows ?? 0)
}
