import { problem } from '@zhucan/kernel'
import { sql } from 'kysely'
import { type Ctx, regionInReach } from '../platform/index.ts'
import type { WorkLine } from './target-page.store.ts'
import { type TaskLine, taskColumns, taskJoins } from './task-list.store.ts'

/** Everything the page of a task shows of it. */
export interface TaskPage extends TaskLine {
  what: string
  reportTo: string | null
  targetId: string | null
  receivedOn: string | null
}

/** A line of a task's history; the days are its deadline before and after. */
export interface TaskHistoryLine extends WorkLine {
  actId: string
  verdict: string | null
}

/** One task. Problem 'request.not-found'. */
export async function getTask(ctx: Ctx, id: string): Promise<TaskPage> {
  const { rows } = await sql<TaskPage>`
    select ${taskColumns(ctx)}, t.what, t.report_to, t.target_id, t.received_on
    from task t ${taskJoins} where t.id = ${id} and ${regionInReach(ctx, 't.region')}`.execute(ctx.db)
  if (!rows[0]) throw problem('request.not-found')
  return rows[0]
}

/** Who supports a task, in the order of the notice. */
export async function listSupports(ctx: Ctx, taskId: string): Promise<{ id: string; name: string }[]> {
  return ctx.db
    .selectFrom('taskSupport as s')
    .innerJoin('organisation as o', 'o.id', 's.organisationId')
    .innerJoin('task as t', 't.id', 's.taskId')
    .select(['o.id', 'o.name'])
    .where('s.taskId', '=', taskId)
    .where(regionInReach(ctx, 't.region'))
    .orderBy('s.position')
    .execute()
}

/** The history of a task, oldest first. */
export async function taskHistory(ctx: Ctx, id: string): Promise<TaskHistoryLine[]> {
  const { rows } = await sql<TaskHistoryLine>`
    select e.version, a.id as act_id, a.action, a.at, a.day, a.actor_name, a.organisation_name, a.note, e.from_state,
      e.to_state, e.from_due::text as "from", e.to_due::text as "to", a.details->>'verdict' as verdict
    from task_event e join work_act a on a.id = e.act_id
    where e.task_id = ${id} and ${regionInReach(ctx, 'e.region')} order by e.version`.execute(ctx.db)
  return rows
}

/** Who reported a task done last; null before anybody did. */
export async function whoReported(ctx: Ctx, taskId: string): Promise<string | null> {
  const { rows } = await sql<{ actorId: string }>`
    select a.actor_id from task_event e join work_act a on a.id = e.act_id
    where e.task_id = ${taskId} and a.action = 'complete' and ${regionInReach(ctx, 'e.region')}
    order by e.version desc limit 1`.execute(ctx.db)
  return rows[0]?.actorId ?? null
}
