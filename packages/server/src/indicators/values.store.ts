import { regionRange } from '@zhucan/kernel'
import { sql } from 'kysely'
import { type Ctx, regionInReach } from '../platform/index.ts'

/** A counted figure as it is stored. */
export interface StoredValue {
  indicator: string
  version: number
  region: string
  numerator: bigint
  denominator: bigint | null
  unknown: bigint
  missingVillages: number
}

/** Figures of some regions in one snapshot; a region without a row has none of it. */
export async function findValues(
  ctx: Ctx,
  snapshotId: string,
  { regions, indicators }: { regions: readonly string[]; indicators?: readonly string[] },
): Promise<StoredValue[]> {
  let wanted = ctx.db
    .selectFrom('indicatorValue')
    .select(['indicator', 'version', 'region', 'numerator', 'denominator', 'unknown', 'missingVillages'])
    .where('snapshotId', '=', snapshotId)
    .where('region', 'in', [...regions])
    .where(regionInReach(ctx, 'indicatorValue.region'))
  if (indicators) wanted = wanted.where('indicator', 'in', [...indicators])
  return wanted.execute()
}

/** One point of a trend: the figure of one region on the day of a snapshot. */
export interface TrendPoint {
  day: string
  numerator: bigint
  denominator: bigint | null
}

/** The last points of a figure, the oldest first, one a day. */
export async function findTrend(ctx: Ctx, indicator: string, region: string): Promise<TrendPoint[]> {
  const { rows } = await sql<TrendPoint>`
    select * from (
      select distinct on (s.day) s.day, v.numerator, v.denominator
      from indicator_value v join indicator_snapshot s on s.id = v.snapshot_id
      where v.indicator = ${indicator} and v.region = ${region} and s.state = 'done' and ${regionInReach(ctx, 'v.region')}
      order by s.day desc, s.started_at desc limit 24) last order by day`.execute(ctx.db)
  return rows
}

/** The villages whose records cannot all be judged, with how many; the worst first. */
export async function findMissingVillages(
  ctx: Ctx,
  snapshotId: string,
  { indicator, region }: { indicator: string; region: string },
): Promise<{ region: string; name: string; count: number }[]> {
  const { lo, hi } = regionRange(region)
  const { rows } = await sql<{ region: string; name: string; count: number }>`
    select v.region, coalesce(r.name, v.region) as name, v.unknown::int as count
    from indicator_value v left join region r on r.code = v.region
    where v.snapshot_id = ${snapshotId} and v.indicator = ${indicator} and v.unknown > 0
      and v.region >= ${lo} and v.region < ${hi} and ${regionInReach(ctx, 'v.region')}
      and (v.level = 5 or not exists (select 1 from indicator_value below
        where below.snapshot_id = v.snapshot_id and below.indicator = v.indicator and below.level > v.level
          and starts_with(below.region, region_prefix(v.region))))
    order by v.unknown desc, v.region limit 100`.execute(ctx.db)
  return rows
}
