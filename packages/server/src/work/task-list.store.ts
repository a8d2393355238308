import type { ClueColour, TaskState } from '@zhucan/catalogue'
import { regionRange } from '@zhucan/kernel'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type Ctx, regionInReach } from '../platform/index.ts'
import { workColour } from './colours.store.ts'
import type { ActingOffice } from './office.store.ts'

/** Groups of states that lists ask for, beside the single ones. */
export const taskGroups = ['open', 'unanswered', 'in-work', 'all'] as const

/** The orders a list can be read in; `-` turns one round. */
export const taskSorts = [
  ...(['due', 'lead', 'title', 'state'] as const),
  ...(['-due', '-lead', '-title', '-state'] as const),
] as const

/** What a list of tasks can be narrowed by. */
export interface TaskFilter {
  scope: 'mine' | 'given' | 'supporting' | 'area'
  state?: TaskState | (typeof taskGroups)[number] | undefined
  colour?: ClueColour | undefined
  notice?: string | undefined
  target?: string | undefined
  region?: string | undefined
  level?: number | undefined
  organisation?: string | undefined
  parent?: string | undefined
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
  const clauses: RawBuilder<SqlBool>[] = [regionInReach(ctx, 't.region'), inStates(filter.state ?? 'open')]
  if (filter.scope === 'mine') clauses.push(leads(office))
  if (filter.scope === 'given') clauses.push(gave(office))
  if (filter.scope === 'supporting')
    clauses.push(
      sql`exists (select 1 from task_support s where s.task_id = t.id and s.organisation_id = ${office.id})`,
    )
  if (filter.colour) clauses.push(sql`${workColour(ctx, sql`t.due`)} = ${filter.colour}`)
  if (filter.notice) clauses.push(sql`t.notice_id = ${filter.notice}`)
  if (filter.target) clauses.push(sql`t.target_id = ${filter.target}`)
  if (filter.level !== undefined) clauses.push(sql`t.level = ${filter.level}`)
  if (filter.organisation) clauses.push(sql`t.lead_organisation_id = ${filter.organisation}`)
  if (filter.parent) clauses.push(sql`t.parent_id = ${filter.parent}`)
  if (filter.region) {
    const { lo, hi } = regionRange(filter.region)
    clauses.push(sql`t.region >= ${lo} and t.region < ${hi}`)
  }
  return sql.join(clauses, sql` and `)
}

/** The columns of a line over a `t`. */
export const taskColumns = (ctx: Ctx): RawBuilder<unknown> => sql`
  t.id, t.version, t.parent_id, t.title, t.region, place.name as region_name, t.level, t.lead_organisation_id,
  coalesce(lead.name, place.name) as lead_name, t.giver_organisation_id, t.giver_region, giver.name as giver_name, t.state,
  t.sample, t.receive_by, t.due_on, t.first_due_on, t.done_on, t.progress_on, t.reminded_on, t.due,
  ${workColour(ctx, sql`t.due`)} as colour, clause.title as notice_title, clause.document_number,
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

const usual = sql`t.due nulls last, t.level, t.region, t.id`
const orders = {
  due: { up: usual, down: sql`t.due desc nulls last, t.level, t.region, t.id` },
  lead: { up: sql`t.region, t.level, t.id`, down: sql`t.region desc, t.level desc, t.id` },
  title: { up: sql`t.title, t.region, t.id`, down: sql`t.title desc, t.region, t.id` },
  state: { up: sql`t.state, t.region, t.id`, down: sql`t.state desc, t.region, t.id` },
}

/** The order asked for; at the same place always by id, so that pages neither repeat nor miss a row. */
function orderOf(sort: TaskFilter['sort']): RawBuilder<unknown> {
  if (!sort) return usual
  const isDown = sort.startsWith('-')
  const order = orders[sort.replace('-', '') as keyof typeof orders]
  return isDown ? order.down : order.up
}

/** One page of tasks: what is due first stands first, what waits for nobody last. */
export async function listTasks(
  ctx: Ctx,
  office: ActingOffice,
  filter: TaskFilter,
  page: { offset: number; limit: number },
): Promise<{ total: number; rows: TaskLine[] }> {
  const where = taskWhere(ctx, office, filter)
  const counted = await sql<{ count: bigint }>`select count(*) as count from task t where ${where}`.execute(
    ctx.db,
  )
  const { rows } = await sql<TaskLine>`
    select ${taskColumns(ctx)}
    from (select * from task t where ${where} order by ${orderOf(filter.sort)}
      limit ${page.limit} offset ${page.offset}) t ${taskJoins}
    order by ${orderOf(filter.sort)}`.execute(ctx.db)
  return { total: Number(counted.rows[0]?.count ?? 0), rows }
}

/** How many tasks of the filter share a state and a colour. */
export async function countTasks(
  ctx: Ctx,
  office: ActingOffice,
  filter: TaskFilter,
): Promise<{ state: TaskState; colour: ClueColour; count: number }[]> {
  const { rows } = await sql<{ state: TaskState; colour: ClueColour; count: number }>`
    select t.state, ${workColour(ctx, sql`t.due`)} as colour, count(*)::int as count from task t
    where ${taskWhere(ctx, office, filter)} group by 1, 2 order by 1, 2`.execute(ctx.db)
  return rows
}

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
