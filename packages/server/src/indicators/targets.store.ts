import { sql } from 'kysely'
import { type Ctx, regionInReach } from '../platform/index.ts'

/** A target as far as it is measured. */
export interface MeasuredTarget {
  id: string
  indicator: string
  form: string
  value: string | null
  unit: string
  periodFrom: string
  periodTo: string
  region: string
  /** Who carries it; null = the region's own federation. */
  organisationId: string | null
}

const columns = sql`t.id, t.indicator, t.form, trim_scale(t.value)::text as value, t.unit, t.period_from, t.period_to, t.region, t.organisation_id`

/** Targets in reach by their ids; others are left out without a word. */
export async function findTargets(ctx: Ctx, ids: readonly string[]): Promise<MeasuredTarget[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<MeasuredTarget>`
    select ${columns} from target t where t.id = any(${[...ids]}::uuid[]) and ${regionInReach(ctx, 't.region')}`.execute(
    ctx.db,
  )
  return rows
}

/** The targets of one indicator that regions themselves carry on a day: a region and those right below it. */
export async function findTargetsOf(
  ctx: Ctx,
  asked: { indicator: string; regions: readonly string[]; day: string },
): Promise<MeasuredTarget[]> {
  const { rows } = await sql<MeasuredTarget>`
    select distinct on (t.region) ${columns} from target t
    where t.indicator = ${asked.indicator} and t.region = any(${[...asked.regions]}::text[]) and t.organisation_id is null
      and t.state not in ('draft', 'returned', 'withdrawn') and t.period_from <= ${asked.day} and t.period_to >= ${asked.day}
      and ${regionInReach(ctx, 't.region')}
    order by t.region, t.period_to, t.since desc`.execute(ctx.db)
  return rows
}
