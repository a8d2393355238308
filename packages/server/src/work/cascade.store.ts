import { isFillerName, type TargetCarrier } from '@zhucan/catalogue'
import { type RawBuilder, sql } from 'kysely'
import { type Ctx, isHolder } from '../platform/index.ts'
import { lastYearSql } from './last-year.store.ts'
import type { TargetRecord } from './target-moves.store.ts'

/** A share somebody is to get. */
export interface PlannedShare {
  region: string
  level: number
  carriedBy: TargetCarrier
  organisationId: string | null
  value: string | null
}

/** How many pieces a step of a cascade made and changed. */
export interface CascadeCount {
  added: number
  changed: number
}

/** What every step of a cascade needs. */
export interface Cascade {
  actId: string
  receiveBy: string | null
}

/** Hands a piece down to those planned: new shares are made, others changed, each with its line of history. */
export function handDown(
  ctx: Ctx,
  parentId: string,
  shares: readonly PlannedShare[],
  cascade: Cascade,
): Promise<CascadeCount> {
  const plan = sql`select ${parentId}::uuid as parent_id, s.region collate "C" as region, s.level, s."carriedBy" as carried_by,
      s."organisationId" as organisation_id, s.value
    from jsonb_to_recordset(${JSON.stringify(shares)}::jsonb) as s
      (region text, level smallint, "carriedBy" text, "organisationId" uuid, value numeric)`
  return applyPlan(ctx, plan, cascade)
}

/** How the shares of a level below follow from those above it. */
export type DeepWay = 'equal' | 'population' | 'last-year' | 'as-is'

/**
 * Hands every piece under a root target that lies at a level on to the regions right below it, in one statement however
 * many. Where the weights of a place say nothing its regions get equal shares; a share of nothing is not handed down.
 */
export async function handDownLevel(
  ctx: Ctx,
  { target, level }: { target: TargetRecord; level: number },
  way: DeepWay,
  cascade: Cascade,
): Promise<CascadeCount> {
  const fillers = await fillerRegions(ctx)
  const above = sql`above as materialized (select p.id, p.region, p.value, p.decimals, p.form, p.indicator, p.unit, p.period_from
    from target p where p.root_id = ${target.rootId} and p.level = ${level} and p.carried_by = 'lower' and p.state <> 'withdrawn'
      and p.id <> ${target.id} and starts_with(p.region, region_prefix(${target.region})))`
  const lower = sql`lower as (
    select a.*, r.code, r.level from above a join region r on r.parent = a.region and r.ended_on is null
      where r.code <> all(${fillers}::text[])
    union all
    select a.*, r.code, r.level from above a join region f on f.parent = a.region and f.code = any(${fillers}::text[])
      join region r on r.parent = f.code and r.ended_on is null)`
  const plan =
    way === 'as-is'
      ? sql`with ${above}, ${lower} select id as parent_id, code as region, level, 'lower' as carried_by, null::uuid as organisation_id, value from lower`
      : sql`with ${above}, ${lower}, ${sharesSql(way, await sourceOf(ctx, target, way))}`
  return applyPlan(ctx, plan, cascade)
}

/** The largest remainder in SQL: the twin of the catalogue's `splitQuota`. */
const sharesSql = (way: Exclude<DeepWay, 'as-is'>, source: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  said as (select l.*, round(l.value * (10 ^ l.decimals)::numeric) as whole, ${weightSql(way)}::numeric as said
    from lower l ${source}),
  weighed as (select s.*, case when sum(s.said) over (partition by s.id) = 0 then 1 else s.said end as weight from said s),
  exact as (select w.*, div(w.whole * w.weight, sum(w.weight) over over_id) as base,
      mod(w.whole * w.weight, sum(w.weight) over over_id) as remainder
    from weighed w window over_id as (partition by w.id)),
  ranked as (select e.*, e.whole - sum(e.base) over (partition by e.id) as left_over,
      row_number() over (partition by e.id order by e.remainder desc, e.weight desc, e.code) as rank
    from exact e)
  select id as parent_id, code as region, level, 'lower' as carried_by, null::uuid as organisation_id,
    (base + case when rank <= left_over then 1 else 0 end) / (10 ^ decimals)::numeric as value
  from ranked`

/** What a region weighs in each way. */
function weightSql(way: Exclude<DeepWay, 'as-is'>): RawBuilder<unknown> {
  if (way === 'equal') return sql`1`
  if (way === 'population') return sql`coalesce(held.holders, 0)`
  return sql`coalesce(before.value, 0) * 10000`
}

/** Certificate holders by the beginnings of their codes, counted once for all regions. */
const holders = sql`left join (
    select rpad(left(person.hukou_region, width.digits), 12, '0') as code, count(*) as holders
    from person cross join (select distinct length(region_prefix(code)) as digits from lower) width
    where ${isHolder} group by 1) held
  on held.code = l.code`

/** Where the weights come from; read once for all regions. */
async function sourceOf(
  ctx: Ctx,
  target: TargetRecord,
  way: Exclude<DeepWay, 'as-is'>,
): Promise<RawBuilder<unknown>> {
  if (way === 'equal') return sql``
  if (way === 'population') return holders
  return sql`left join (${await lastYearSql(ctx, target, sql`select code from lower`)}) before on before.code = l.code`
}

/**
 * A cascade reads rows that it wrote a statement ago, of which the planner knows nothing yet: it would join them one by one.
 */
export async function planForMany(ctx: Ctx, work: () => Promise<void>): Promise<void> {
  await sql`select set_config('enable_nestloop', 'off', true), set_config('jit', 'off', true),
    set_config('work_mem', '256MB', true)`.execute(ctx.db)
  await work()
  await sql`select set_config('enable_nestloop', 'on', true)`.execute(ctx.db)
}

async function fillerRegions(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('region')
    .select(['code', 'name'])
    .where('level', 'in', [2, 3])
    .where('endedOn', 'is', null)
    .execute()
  return rows.filter(({ name }) => isFillerName(name)).map(({ code }) => code)
}

/**
 * Writes a plan in one statement: shares that are not there are made, shares with another figure or handed back are
 * issued anew, and each gets its line of history. A floor or an exact figure of nothing is no share.
 */
async function applyPlan(
  ctx: Ctx,
  plan: RawBuilder<unknown>,
  { actId, receiveBy }: Cascade,
): Promise<CascadeCount> {
  const { rows } = await sql<{ added: number; changed: number }>`
    with plan as materialized (${plan}),
    met as materialized (
      select plan.*, old.id as old_id, old.value as old_value, old.state as old_state, old.version as old_version
      from plan left join target old on old.parent_id = plan.parent_id and old.region = plan.region
        and old.organisation_id is not distinct from plan.organisation_id and old.state <> 'withdrawn'),
    added as (
      insert into target (id, root_id, parent_id, clause_id, notice_id, indicator, form, value, decimals, unit, period_from,
        period_to, region, level, carried_by, organisation_id, state, receive_by, since, created_at)
      select new_id(), p.root_id, p.id, p.clause_id, p.notice_id, p.indicator, p.form, met.value, p.decimals, p.unit,
        p.period_from, p.period_to, met.region, met.level, met.carried_by, met.organisation_id,
        case met.carried_by when 'own' then 'confirmed' else 'issued' end,
        ${receiveBy}::date, ${ctx.day()}::date, ${new Date(ctx.now())}
      from met join target p on p.id = met.parent_id
      where met.old_id is null and not (met.value = 0 and p.form in ('floor', 'equals'))
      returning id, region, state, value),
    changed as (
      update target t set value = met.value, state = 'issued', version = met.old_version + 1, since = ${ctx.day()}::date,
        receive_by = ${receiveBy}::date
      from met where t.id = met.old_id and t.version = met.old_version
        and (met.old_value is distinct from met.value or met.old_state = 'returned')
      returning t.id),
    told as (
      insert into target_event (target_id, version, act_id, region, from_state, to_state, from_value, to_value)
      select id, 1, ${actId}::uuid, region, null, state, null, value from added
      union all
      select met.old_id, met.old_version + 1, ${actId}::uuid, met.region, met.old_state, 'issued', met.old_value, met.value
      from met join changed on changed.id = met.old_id)
    select (select count(*)::int from added) as added, (select count(*)::int from changed) as changed`.execute(
    ctx.db,
  )
  return rows[0]!
}
