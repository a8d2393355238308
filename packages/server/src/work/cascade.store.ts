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

/** What every step of a cascade needs: the piece that is divided, and the act that does it. */
export interface Cascade {
  target: TargetRecord
  actId: string
  receiveBy: string | null
}

/** Hands a piece down to those planned: new shares are made, others changed, each with its line of history. */
export function handDown(ctx: Ctx, shares: readonly PlannedShare[], cascade: Cascade): Promise<CascadeCount> {
  const plan = sql`plan as materialized (
    select ${cascade.target.id}::uuid as parent_id, s.region collate "C" as region, s.level, s."carriedBy" as carried_by,
      s."organisationId" as organisation_id, s.value
    from jsonb_to_recordset(${JSON.stringify(shares)}::jsonb) as s
      (region text, level smallint, "carriedBy" text, "organisationId" uuid, value numeric))`
  return applyPlan(ctx, plan, cascade)
}

/** How the shares of a level below follow from those above it. */
export type DeepWay = 'equal' | 'population' | 'last-year' | 'as-is'

/**
 * Hands every piece under a target that lies at a level on to the regions right below it, in one statement however many.
 * Where the weights of a place say nothing its regions get equal shares; a share of nothing is not handed down.
 */
export async function handDownLevel(
  ctx: Ctx,
  level: number,
  way: DeepWay,
  cascade: Cascade,
): Promise<CascadeCount> {
  const { target } = cascade
  const fillers = await fillerRegions(ctx)
  const lower = sql`
    above as materialized (select p.id, p.region, p.value from target p
      where p.root_id = ${target.rootId} and p.level = ${level} and p.carried_by = 'lower' and p.state <> 'withdrawn'
        and p.id <> ${target.id} and starts_with(p.region, region_prefix(${target.region}))),
    parents as materialized (select id, value, region as code, false as is_filler from above
      union all
      select a.id, a.value, f.code, true from above a join region f on f.parent = a.region
        where f.code = any(${fillers}::text[])),
    lower as materialized (
      select p.id, p.value, r.code, r.level from parents p join region r on r.parent = p.code and r.ended_on is null
        where p.is_filler or r.code <> all(${fillers}::text[]))`
  const shares = way === 'as-is' ? sql`` : sql`, ${await sharesSql(ctx, target, way)}`
  const plan = sql`${lower}${shares}, plan as materialized (
    select id as parent_id, code as region, level, 'lower' as carried_by, null::uuid as organisation_id, value
    from ${way === 'as-is' ? sql`lower` : sql`shared`})`
  return applyPlan(ctx, plan, cascade)
}

/**
 * The largest remainder in SQL: the twin of the catalogue's `splitQuota`. Whole steps and weights are multiplied as whole
 * numbers of 64 bits where they fit. Without weight there is no share, so those regions are left out before the division,
 * except of a ceiling, of which nothing is a share too.
 */
async function sharesSql(
  ctx: Ctx,
  target: TargetRecord,
  way: Exclude<DeepWay, 'as-is'>,
): Promise<RawBuilder<unknown>> {
  const scale = sql.lit(10 ** target.decimals)
  const isSmall = way !== 'last-year' && Number(target.value) * 10 ** target.decimals < 1e10
  const type = isSmall ? sql`bigint` : sql`numeric`
  const base = isSmall ? sql`whole * weight / total` : sql`div(whole * weight, total)`
  const leftOut = target.form === 'ceiling' ? sql`` : sql`where sums.total = 0 or said.said > 0`
  const [source, weight] = await weightOf(ctx, target, way)
  return sql`
    said as (select l.id, l.code, l.level, round(l.value * ${scale})::${type} as whole, ${weight}::${type} as said
      from lower l ${source}),
    sums as materialized (select id, sum(said)::${type} as total, count(*)::${type} as places from said group by id),
    weighed as (select said.id, code, level, whole, case when sums.total = 0 then 1 else said end as weight,
        case when sums.total = 0 then places else sums.total end as total
      from said join sums on sums.id = said.id ${leftOut}),
    exact as (select w.*, ${base} as base from weighed w),
    ranked as (select id, code, level, base, whole - sum(base) over (partition by id) as left_over,
        row_number() over (partition by id order by whole * weight - base * total desc, weight desc, code) as rank
      from exact),
    shared as (select id, code, level,
        (base + case when rank <= left_over then 1 else 0 end)::numeric / ${scale} as value
      from ranked)`
}

/** Where the weight of a region comes from, and what it is. */
async function weightOf(
  ctx: Ctx,
  target: TargetRecord,
  way: Exclude<DeepWay, 'as-is'>,
): Promise<[source: RawBuilder<unknown>, weight: RawBuilder<unknown>]> {
  if (way === 'equal') return [sql``, sql`1`]
  if (way === 'population')
    return [sql`left join cascade_held held on held.code = l.code`, sql`coalesce(held.holders, 0)`]
  const before = await lastYearSql(ctx, target, sql`select code from lower`)
  return [sql`left join (${before}) before on before.code = l.code`, sql`(coalesce(before.value, 0) * 10000)`]
}

/**
 * Prepares for a cascade through several levels: people are counted once for all of them. A cascade reads rows that it wrote
 * a statement ago, of which the planner knows nothing yet: it would join them one by one.
 */
export async function planForMany(ctx: Ctx, way: DeepWay, work: () => Promise<void>): Promise<void> {
  await sql`select set_config('enable_nestloop', 'off', true), set_config('jit', 'off', true),
    set_config('work_mem', '256MB', true)`.execute(ctx.db)
  if (way === 'population') await countHolders(ctx)
  await work()
  await sql`drop table if exists cascade_held`.execute(ctx.db)
  await sql`select set_config('enable_nestloop', 'on', true)`.execute(ctx.db)
}

/** Certificate holders at and under each region that has any, for this transaction. */
async function countHolders(ctx: Ctx): Promise<void> {
  // Level by level, each from the sums of the one below: adding everybody up five times took longer than the cascade.
  const above = (table: string, digits: number) =>
    sql`select rpad(left(code, ${sql.lit(digits)}), 12, '0') collate "C" as code, sum(holders)::bigint as holders
      from ${sql.ref(table)} group by 1`
  await sql`create temp table cascade_held on commit drop as
    with village as materialized (
      select person.hukou_region as code, count(*) as holders from person where ${isHolder} group by 1),
    township as materialized (${above('village', 9)}), county as materialized (${above('township', 6)}),
    city as materialized (${above('county', 4)}), province as (${above('city', 2)})
    select * from village where right(code, 3) <> '000'
    union all select * from township where substr(code, 7, 3) <> '000'
    union all select * from county where substr(code, 5, 2) <> '00'
    union all select * from city where substr(code, 3, 2) <> '00'
    union all select * from province`.execute(ctx.db)
  await sql`analyze cascade_held`.execute(ctx.db)
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
 * issued anew, and each gets its line of history. A floor or an exact figure of nothing is no share. In order of place, so
 * that neighbours come to stand beside each other in every index.
 */
async function applyPlan(
  ctx: Ctx,
  plan: RawBuilder<unknown>,
  { target, actId, receiveBy }: Cascade,
): Promise<CascadeCount> {
  const isNothing =
    target.form === 'floor' || target.form === 'equals' ? sql`met.value is distinct from 0` : sql`true`
  const { rows } = await sql<{ added: number; changed: number }>`
    with ${plan},
    met as materialized (
      select plan.*, old.id as old_id, old.value as old_value, old.state as old_state, old.version as old_version
      from plan left join target old on old.parent_id = plan.parent_id and old.region = plan.region
        and old.organisation_id is not distinct from plan.organisation_id and old.state <> 'withdrawn'
      order by plan.region),
    giver as materialized (select * from target where id = ${target.id}),
    added as (
      insert into target (id, root_id, parent_id, clause_id, notice_id, indicator, form, value, decimals, unit, period_from,
        period_to, region, level, carried_by, organisation_id, state, receive_by, since, created_at)
      select new_id(), p.root_id, met.parent_id, p.clause_id, p.notice_id, p.indicator, p.form, met.value, p.decimals, p.unit,
        p.period_from, p.period_to, met.region, met.level, met.carried_by, met.organisation_id,
        case met.carried_by when 'own' then 'confirmed' else 'issued' end,
        ${receiveBy}::date, ${ctx.day()}::date, ${new Date(ctx.now())}
      from met cross join giver p
      where met.old_id is null and ${isNothing}
      returning id, region, state, value),
    changed as (
      update target t set value = met.value, state = 'issued', version = met.old_version + 1, since = ${ctx.day()}::date,
        receive_by = ${receiveBy}::date
      from met where t.id = met.old_id and t.version = met.old_version
        and (met.old_value is distinct from met.value or met.old_state = 'returned')
      returning t.id, t.version, met.region, met.old_state, met.old_value, met.value),
    told as (
      insert into target_event (target_id, version, act_id, region, from_state, to_state, from_value, to_value)
      select id, 1, ${actId}::uuid, region, null, state, null, value from added
      union all
      select id, version, ${actId}::uuid, region, old_state, 'issued', old_value, value from changed)
    select (select count(*)::int from added) as added, (select count(*)::int from changed) as changed`.execute(
    ctx.db,
  )
  return rows[0]!
}
