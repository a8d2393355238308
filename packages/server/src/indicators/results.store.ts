import { countedStates, indicatorByCode } from '@zhucan/catalogue'
import { plainDate, regionRange } from '@zhucan/kernel'
import { type RawBuilder, sql } from 'kysely'
import { type Ctx, regionInReach } from '../platform/index.ts'
import { findSnapshotFor } from './snapshots.store.ts'

/** What is asked for: one indicator, the regions under one, a calendar year. */
export interface AskedResults {
  indicator: string
  region: string
  year: string
}

/**
 * What regions reached of an indicator in a year, as rows of `code` and `value`, for SQL to join with; `codes` names the
 * regions asked for as rows of `code`. A region without a figure has no row.
 */
export async function resultsSql(
  ctx: Ctx,
  { indicator, region, year }: AskedResults,
  codes: RawBuilder<unknown>,
): Promise<RawBuilder<unknown>> {
  if (indicatorByCode(indicator)?.source === 'reported')
    return reportedSql(ctx, { indicator, region, year }, codes)
  const snapshot = await findSnapshotFor(ctx, region, plainDate(`${year}-12-31`))
  if (!snapshot?.day.startsWith(year))
    return sql`select null::text as code, null::numeric as value where false`
  return sql`select v.region as code, v.numerator::numeric as value from indicator_value v
    where v.snapshot_id = ${snapshot.id} and v.indicator = ${indicator} and ${regionInReach(ctx, 'v.region')}`
}

/** The newest report of each place; one that a place handed in speaks for all inside it. */
const reportedSql = (
  ctx: Ctx,
  { indicator, region, year }: AskedResults,
  codes: RawBuilder<unknown>,
): RawBuilder<unknown> => {
  const { lo, hi } = regionRange(region)
  return sql`
    with newest as materialized (
      select distinct on (r.region) r.region, r.level, r.numerator from indicator_report r
      where r.indicator = ${indicator} and r.carrier_id is null and r.state in (${sql.join([...countedStates])})
        and r.region >= ${lo} and r.region < ${hi} and ${regionInReach(ctx, 'r.region')}
        and r.period_from >= ${`${year}-01-01`} and r.period_to <= ${`${year}-12-31`}
      order by r.region, r.period_to desc, length(r.period))
    select rpad(left(n.region, width.digits), 12, '0') as code, sum(n.numerator) as value
    from (select distinct length(region_prefix(code)) as digits from (${codes}) c) width
    cross join newest n
    where length(region_prefix(n.region)) >= width.digits and not exists (select 1 from newest o where o.level < n.level
      and length(region_prefix(o.region)) >= width.digits and starts_with(n.region, region_prefix(o.region)))
    group by 1`
}
