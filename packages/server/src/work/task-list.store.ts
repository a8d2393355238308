import type { ClueColour, TaskState } from '@zhucan/catalogue'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Ctx } from '../platform/index.ts'
import { workColour } from './colours.store.ts'
import type { ActingOffice } from './office.store.ts'
import {
  countPieces,
  listPieces,
  orderOf,
  type PieceFilter,
  type PieceQuery,
  pieceOrders,
  pieceWhere,
} from './piece-list.store.ts'

/** Groups of states that lists ask for, beside the single ones. */
export const taskGroups = ['open', 'unanswered', 'in-work', 'all'] as const

/** The orders a list can be read in; `-` turns one round. */
export const taskSorts = [
  ...(['due', 'lead', 'title', 'state'] as const),
  ...(['-due', '-lead', '-title', '-state'] as const),
] as const

/** What a list of tasks can be narrowed by. */
export interface TaskFilter extends PieceFilter {
  scope: 'mine' | 'given' | 'supporting' | 'area'
  state?: TaskState | (typeof taskGroups)[number] | undefined
  target?: string | undefined
  organisation?: string | undefined
  sort?: (typeof taskSorts)[number] | undefined
}

/** One task in a list. */
export interface TaskLine {
  id: string
  version: number
  parentId: string | null
  title: string
  region: string
  regionName: string | null
  level: number
  leadOrganisationId: string | null
  leadName: string | null
  giverOrganisationId: string
  giverRegion: string
  giverName: string
  state: TaskState
  sample: 'none' | 'drawn' | 'true' | 'false' | 'unknown'
  receiveBy: string | null
  dueOn: string
  firstDueOn: string
  doneOn: string | null
  progressOn: string | null
  remindedOn: string | null
  due: string | null
  colour: ClueColour
  noticeTitle: string | null
  documentNumber: string | null
  isWatched: boolean
  parts: number
  partsDone: number
}

function inStates(state: NonNullable<TaskFilter['state']>): RawBuilder<SqlBool> {
  switch (state) {
    case 'all':
      return sql`true`
    case 'open':
      return sql`t.state not in ('verified', 'withdrawn')`
    case 'unanswered':
      return sql`t.state in ('issued', 'reopened')`
    case 'in-work':
      return sql`t.state in ('received', 'working', 'returned', 'reopened')`
    default:
      return sql`t.state = ${state}`
  }
}

const leads = (office: ActingOffice): RawBuilder<SqlBool> =>
  office.speaksForRegion
    ? sql`(t.lead_organisation_id = ${office.id} or (t.lead_organisation_id is null and t.region = ${office.region}))`
    : sql`t.lead_organisation_id = ${office.id}`

const gave = (office: ActingOffice): RawBuilder<SqlBool> =>
  office.speaksForRegion
    ? sql`(t.giver_organisation_id = ${office.id} or t.giver_region = ${office.region})`
    : sql`t.giver_organisation_id = ${office.id}`

/** The condition that a list, its counts and a drawing share. */
export function taskWhere(ctx: Ctx, office: ActingOffice, filter: TaskFilter): RawBuilder<SqlBool> {
  const clauses: RawBuilder<SqlBool>[] = [inStates(filter.state ?? 'open')]
  if (filter.scope === 'mine') clauses.push(leads(office))
  if (filter.scope === 'given') clauses.push(gave(office))
  if (filter.scope === 'supporting')
    clauses.push(
      sql`exists (select 1 from task_support s where s.task_id = t.id and s.organisation_id = ${office.id})`,
    )
  if (filter.target) clauses.push(sql`t.target_id = ${filter.target}`)
  if (filter.organisation) clauses.push(sql`t.lead_organisation_id = ${filter.organisation}`)
  return pieceWhere(ctx, filter, clauses)
}

/** The columns of a line over a `t`. */
export const taskColumns = (ctx: Ctx): RawBuilder<unknown> => sql`
  t.id, t.version, t.parent_id, t.title, t.region, place.name as region_name, t.level, t.lead_organisation_id,
  coalesce(lead.name, place.name) as lead_name, t.giver_organisation_id, t.giver_region, giver.name as giver_name, t.state,
  t.sample, t.receive_by, t.due_on, t.first_due_on, t.done_on, t.progress_on, t.reminded_on, t.due,
  ${workColour(ctx, sql`t.due`, sql`t.region`)} as colour, clause.title as notice_title, clause.document_number,
  exists (select 1 from work_watch w where w.task_id = t.id and w.until_day is null) as is_watched,
  below.parts, below.parts_done`

/** What `taskColumns` reads from, beside `t`. */
export const taskJoins = sql`
  left join region place on place.code = t.region
  left join organisation lead on lead.id = t.lead_organisation_id
  join organisation giver on giver.id = t.giver_organisation_id
  left join work_clause clause on clause.id = t.clause_id
  left join lateral (select count(*)::int as parts,
    count(*) filter (where c.state in ('done', 'sampled', 'verified'))::int as parts_done
    from task c where c.parent_id = t.id and c.state <> 'withdrawn') below on true`

const { due, place: lead, state } = pieceOrders
const orders = {
  ...{ due, lead, state },
  title: { up: sql`t.title, t.region, t.id`, down: sql`t.title desc, t.region, t.id` },
}

/** How the tasks of a filter are read, whether by the page or all of them. */
export const taskQuery = (ctx: Ctx, office: ActingOffice, filter: TaskFilter): PieceQuery => ({
  ...{ table: 'task', columns: taskColumns(ctx), joins: taskJoins },
  ...{ where: taskWhere(ctx, office, filter), order: orderOf(orders, filter.sort) },
})

/** One page of tasks: what is due first stands first, what waits for nobody last. */
export const listTasks = (
  ctx: Ctx,
  office: ActingOffice,
  filter: TaskFilter,
  page: { offset: number; limit: number },
): Promise<{ total: number; rows: TaskLine[] }> => listPieces(ctx, taskQuery(ctx, office, filter), page)

/** How many tasks of the filter share a state and a colour. */
export const countTasks = (ctx: Ctx, office: ActingOffice, filter: TaskFilter) =>
  countPieces<TaskState>(ctx, { table: 'task', where: taskWhere(ctx, office, filter) })

/** The ids of reported completions that the office gave and nobody has looked at. */
export async function listDrawable(
  ctx: Ctx,
  office: ActingOffice,
  region: string | undefined,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select t.id from task t where ${taskWhere(ctx, office, { scope: 'given', state: 'done', region })} and t.sample = 'none'
    order by t.id`.execute(ctx.db)
  return rows.map(({ id }) => id)
}
