import type { IndicatorDefinition } from '@zhucan/catalogue'
import type { RecordChangeKind } from '@zhucan/db'
import { regionRange } from '@zhucan/kernel'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Ctx } from '../platform/index.ts'
import { findSnapshotFor, longestRunMs } from './snapshots.store.ts'

/** Regions that lie in each other: what changes one changes the figures of the other. */
const overlap = (one: RawBuilder<unknown>, other: RawBuilder<unknown>): RawBuilder<SqlBool> =>
  sql<SqlBool>`(starts_with(${one}, region_prefix(${other})) or starts_with(${other}, region_prefix(${one})))`

/** Keeps with a snapshot which changes it is about to see; one that ends later is new to it. */
export async function keepSeenChanges(ctx: Ctx, snapshotId: string, region: string): Promise<void> {
  await sql`update indicator_snapshot set seen = coalesce((select jsonb_object_agg(c.region, c.changes) from record_change c
      where ${overlap(sql`c.region`, sql`${region}`)}), '{}')
    where id = ${snapshotId}`.execute(ctx.db)
}

/** How the counted figures of a region stand to its records. */
export interface CountState {
  /** When the counting that the figures come from ended; null = nothing was counted yet. */
  countedAt: string | null
  /** What has changed many records of the region since; empty = the figures are those of the records. */
  changedBy: RecordChangeKind[]
  /** A counting that will renew them is under way. */
  isCounting: boolean
}

/** Whether the newest figures of a region are older than its records. */
export async function findCountState(ctx: Ctx, region: string): Promise<CountState> {
  const snapshot = await findSnapshotFor(ctx, region)
  const { lo, hi } = regionRange(region)
  const { rows } = await sql<{ kind: RecordChangeKind }>`
    select distinct c.kind from record_change c
    where (c.region >= ${lo} and c.region < ${hi} or ${overlap(sql`c.region`, sql`${region}`)})
      and c.changes > coalesce((${JSON.stringify(snapshot?.seen ?? {})}::jsonb ->> c.region)::bigint, 0)
    order by c.kind`.execute(ctx.db)
  const running = await sql`select from indicator_snapshot s where s.state = 'running'
    and s.started_at > ${new Date(ctx.now() - longestRunMs)} and starts_with(${region}, region_prefix(s.region)) limit 1`.execute(
    ctx.db,
  )
  return {
    countedAt: snapshot?.finishedAt?.toISOString() ?? null,
    changedBy: rows.map(({ kind }) => kind),
    isCounting: running.rows.length > 0,
  }
}

/** The same for one indicator; what offices hand in is not counted. */
export const countStateOf = (
  ctx: Ctx,
  { source }: IndicatorDefinition,
  region: string,
): Promise<CountState> | null => (source === 'computed' ? findCountState(ctx, region) : null)

/** An area whose figures are older than its records, with how its last counting went. */
export interface StaleArea {
  region: string
  /** Who had it counted last; null = nobody yet. */
  startedBy: string | null
  state: 'running' | 'done' | 'failed' | null
  startedAt: Date | null
  finishedAt: Date | null
}

/**
 * The areas to count anew, small ones first: those counted before whose records have changed, and those that were
 * changed and belong to no counted area.
 */
export async function findStaleAreas(ctx: Ctx): Promise<StaleArea[]> {
  const { rows } = await sql<StaleArea>`
    with counted as (select distinct on (region) region, seen, started_by from indicator_snapshot where state = 'done'
        order by region, started_at desc),
      stale as (
        select n.region, n.started_by from counted n where exists (select from record_change c
          where ${overlap(sql`c.region`, sql`n.region`)} and c.changes > coalesce((n.seen ->> c.region)::bigint, 0))
        union all
        select c.region, null from record_change c
        where not exists (select from counted n where starts_with(c.region, region_prefix(n.region)))),
      tried as (select distinct on (region) region, state, started_at, finished_at from indicator_snapshot
        order by region, started_at desc)
    select stale.region, stale.started_by, tried.state, tried.started_at, tried.finished_at
    from stale left join tried on tried.region = stale.region
    order by length(region_prefix(stale.region)) desc, stale.region`.execute(ctx.db)
  return rows
}
