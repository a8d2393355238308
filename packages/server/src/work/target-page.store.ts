import { problem } from '@zhucan/kernel'
import { sql } from 'kysely'
import { type Ctx, regionInReach } from '../platform/index.ts'
import { type TargetLine, targetColumns, targetJoins } from './target-list.store.ts'
import type { WorkClause } from './work-shapes.ts'

/** Everything the page of a target shows of it. */
export interface TargetPage extends TargetLine {
  rootId: string
  splitBy: string | null
  since: string
  until: string | null
  partsSum: string | null
}

/** One line of the history of a piece of work. */
export interface WorkLine {
  version: number
  action: string
  at: Date
  day: string
  actorName: string
  organisationName: string
  note: string | null
  fromState: string | null
  toState: string
  from: string | null
  to: string | null
}

/** One target. Problem 'request.not-found'. */
export async function getTarget(ctx: Ctx, id: string): Promise<TargetPage> {
  const { rows } = await sql<TargetPage>`
    select ${targetColumns(ctx)}, t.root_id, t.split_by, t.since, t.until,
      (select trim_scale(sum(c.value))::text from target c where c.parent_id = t.id and c.state <> 'withdrawn') as parts_sum
    from target t ${targetJoins} where t.id = ${id} and ${regionInReach(ctx, 't.region')}`.execute(ctx.db)
  if (!rows[0]) throw problem('request.not-found')
  return rows[0]
}

/** The clause that a piece of work comes from, or null. */
export async function getClause(ctx: Ctx, table: 'target' | 'task', id: string): Promise<WorkClause | null> {
  const { rows } = await sql<WorkClause>`
    select c.id, c.notice_id, c.notice_item_id, c.title, c.document_number, c.issued_on, c.quote, c.start_at, c.end_at
    from ${sql.table(table)} t join work_clause c on c.id = t.clause_id
    where t.id = ${id} and ${regionInReach(ctx, 't.region')}`.execute(ctx.db)
  return rows[0] ?? null
}

/** The history of a target, oldest first; figures as decimal texts. */
export async function targetHistory(ctx: Ctx, id: string): Promise<WorkLine[]> {
  const { rows } = await sql<WorkLine>`
    select e.version, a.action, a.at, a.day, a.actor_name, a.organisation_name, a.note, e.from_state, e.to_state,
      trim_scale(e.from_value)::text as "from", trim_scale(e.to_value)::text as "to"
    from target_event e join work_act a on a.id = e.act_id
    where e.target_id = ${id} and ${regionInReach(ctx, 'e.region')} order by e.version`.execute(ctx.db)
  return rows
}
