import { sql } from 'kysely'
import { noticeInReach } from '../notices/index.ts'
import { type Ctx, regionInReach } from '../platform/index.ts'

/** A target as a paper tells it. */
export interface SourceTarget {
  id: string
  parentId: string | null
  indicator: string
  form: string
  value: string | null
  unit: string
  periodFrom: string
  periodTo: string
  region: string
  name: string
  overdueSince: string | null
}

/** Targets by id and, with `shares`, what hangs directly under them. */
export async function sourceTargets(
  ctx: Ctx,
  ids: readonly string[],
  by: 'id' | 'parent',
): Promise<SourceTarget[]> {
  if (ids.length === 0) return []
  const column = by === 'id' ? sql`t.id` : sql`t.parent_id`
  const { rows } = await sql<SourceTarget>`
    select t.id, t.parent_id, t.indicator, t.form, t.value::text as value, t.unit, t.period_from::text as period_from,
      t.period_to::text as period_to, t.region, coalesce(o.name, r.name, t.region) as name,
      case when t.report_open and t.report_by < ${ctx.day()}::date then t.report_by::text end as overdue_since
    from target t left join region r on r.code = t.region left join organisation o on o.id = t.organisation_id
    where ${column} = any(${[...ids]}::uuid[]) and t.state <> 'withdrawn' and ${regionInReach(ctx, 't.region')}
    order by t.region, t.id`.execute(ctx.db)
  return rows
}

/** Live tasks that the office gave or carries, with their offices by name. */
export async function sourceTasks(ctx: Ctx) {
  const { rows } = await sql<{ what: string; dueOn: string; lead: string | null; support: string[] }>`
    select t.title as what, t.due_on::text as due_on, coalesce(o.name, r.name) as lead,
      coalesce((select array_agg(s.name order by ts.position) from task_support ts
        join organisation s on s.id = ts.organisation_id where ts.task_id = t.id), '{}') as support
    from task t left join organisation o on o.id = t.lead_organisation_id left join region r on r.code = t.region
    where t.state not in ('withdrawn', 'declined') and t.giver_organisation_id = ${ctx.user.organisationId}
      and ${regionInReach(ctx, 't.region')}
    order by t.due_on, t.id limit 60`.execute(ctx.db)
  return rows
}

/** Name and level of a region. */
export async function placeOf(ctx: Ctx, region: string): Promise<{ name: string; level: number }> {
  const found = await ctx.db
    .selectFrom('region')
    .select(['name', 'level'])
    .where('code', '=', region)
    .executeTakeFirst()
  return found ?? { name: '', level: 3 }
}

/** Names of regions by code, for words beside figures. */
export async function regionNames(ctx: Ctx, codes: readonly string[]): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('region')
    .select(['code', 'name'])
    .where('code', 'in', [...codes])
    .execute()
  return new Map(rows.map(({ code, name }) => [code, name]))
}

/** What a notice says of itself, and its headings by path. */
export async function noticeHead(ctx: Ctx, id: string) {
  const found = await ctx.db
    .selectFrom('notice')
    .select(['title', 'documentNumber', 'state', 'reading'])
    .where('id', '=', id)
    .where(noticeInReach(ctx))
    .executeTakeFirst()
  if (!found) return undefined
  const { reading, ...head } = found
  const { sections = [] } = reading as { sections?: { path: string; heading: string }[] }
  return { ...head, headings: Object.fromEntries(sections.map(({ path, heading }) => [path, heading])) }
}
