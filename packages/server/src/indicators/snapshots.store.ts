import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { problem, regionLevel, regionRange } from '@zhucan/kernel'
import { sql } from 'kysely'
import { from as copyFrom } from 'pg-copy-streams'
import { type Ctx, regionInReach } from '../platform/index.ts'

/** One figure as it is written: exact counts, never a quotient. */
export interface ValueRow {
  indicator: string
  version: number
  region: string
  numerator: bigint
  denominator: bigint | null
  unknown: bigint
  missing: number
}

/** Registers that figures of a region are being made. */
export async function insertSnapshot(ctx: Ctx, region: string): Promise<string> {
  const id = ctx.newId()
  await ctx.db
    .insertInto('indicatorSnapshot')
    .values({
      id,
      region,
      day: ctx.day(),
      state: 'running',
      startedAt: new Date(ctx.now()),
      startedBy: ctx.user.id,
    })
    .execute()
  return id
}

/** A counting that takes longer is held for lost. */
export const longestRunMs = 3_600_000

/** The counting of a region that is under way; one that takes longer than an hour is held for lost. */
export async function findRunningSnapshot(ctx: Ctx, region: string): Promise<string | undefined> {
  const row = await ctx.db
    .selectFrom('indicatorSnapshot')
    .select('id')
    .where('region', '=', region)
    .where('state', '=', 'running')
    .where('startedAt', '>', new Date(ctx.now() - longestRunMs))
    .where(regionInReach(ctx, 'indicatorSnapshot.region'))
    .executeTakeFirst()
  return row?.id
}

/** A snapshot of one's own area. Problem 'request.not-found'. */
export async function getSnapshot(ctx: Ctx, id: string) {
  const row = await ctx.db
    .selectFrom('indicatorSnapshot')
    .selectAll()
    .where('id', '=', id)
    .where(regionInReach(ctx, 'indicatorSnapshot.region'))
    .executeTakeFirst()
  if (!row) throw problem('request.not-found')
  return row
}

/** The newest figures, up to a day, that speak of a region: made of it, or of an area that holds it. */
export async function findSnapshotFor(ctx: Ctx, region: string, until?: string) {
  const above = [0, 2, 4, 6, 9, 12].map((width) => region.slice(0, width).padEnd(12, '0'))
  let wanted = ctx.db
    .selectFrom('indicatorSnapshot')
    .selectAll()
    .where('state', '=', 'done')
    .where('region', 'in', [...new Set(above)])
    .orderBy('day', 'desc')
    .orderBy('startedAt', 'desc')
    .limit(1)
  if (until !== undefined) wanted = wanted.where('day', '<=', until)
  return wanted.executeTakeFirst()
}

/** Writes the figures of a snapshot; the transaction makes all of them visible at once or none. */
export async function copyValues(
  ctx: Ctx,
  snapshotId: string,
  batches: AsyncIterable<ValueRow[]>,
): Promise<number> {
  // A table with row security takes no COPY, so the rows pass through one of this transaction.
  await ctx.client.query(`create temp table if not exists counted_value (indicator text, version smallint, region text,
    level smallint, numerator bigint, denominator bigint, unknown bigint, missing_villages integer) on commit drop`)
  const stream = ctx.client.query(copyFrom('copy counted_value from stdin'))
  const done = finished(stream)
  for await (const batch of batches) {
    if (batch.length === 0) continue
    if (!stream.write(`${batch.map(lineOf).join('\n')}\n`)) await Promise.race([once(stream, 'drain'), done])
  }
  stream.end()
  await done
  const written = await ctx.client.query(
    `insert into indicator_value (snapshot_id, indicator, version, region, level, numerator, denominator, unknown, missing_villages)
     select $1, indicator, version, region, level, numerator, denominator, unknown, missing_villages from counted_value`,
    [snapshotId],
  )
  await ctx.client.query('truncate counted_value')
  return written.rowCount ?? 0
}

const lineOf = (row: ValueRow): string =>
  [
    row.indicator,
    row.version,
    row.region,
    regionLevel(row.region),
    row.numerator,
    row.denominator ?? '\\N',
    row.unknown,
    row.missing,
  ].join('\t')

type Outcome =
  | { records: bigint; sources: { lists: unknown[]; order: Record<string, string[]> } }
  | { problem: { code: string; params: Record<string, string | number> } }

/** Writes how the making of figures ended. */
export async function finishSnapshot(ctx: Ctx, id: string, outcome: Outcome): Promise<void> {
  await ctx.db
    .updateTable('indicatorSnapshot')
    .set({
      finishedAt: new Date(ctx.now()),
      ...('sources' in outcome
        ? { state: 'done' as const, records: outcome.records, sources: JSON.stringify(outcome.sources) }
        : { state: 'failed' as const, problem: JSON.stringify(outcome.problem) }),
    })
    .where('id', '=', id)
    .execute()
}

/**
 * Thins what came before a snapshot of the same region: another one of the same day goes, the records behind older
 * ones go, and villages and townships stay for the last one of each month only.
 */
export async function thinSnapshots(ctx: Ctx, id: string, region: string): Promise<void> {
  const day = ctx.day()
  await sql`delete from indicator_snapshot where region = ${region} and id <> ${id} and day = ${day} and state <> 'running'`.execute(
    ctx.db,
  )
  await sql`delete from indicator_record r using indicator_snapshot s
    where s.id = r.snapshot_id and s.region = ${region} and s.id <> ${id}`.execute(ctx.db)
  await sql`with thinned as (
      update indicator_snapshot s set is_thinned = true where s.region = ${region} and s.id <> ${id} and not s.is_thinned
        and s.state = 'done' and date_trunc('month', s.day) = date_trunc('month', ${day}::date) returning s.id)
    delete from indicator_value v using thinned where v.snapshot_id = thinned.id and v.level >= 4`.execute(
    ctx.db,
  )
}

/** The lists whose rows spoke, with their days: what "where does this come from" is answered with. */
export async function listSources(
  ctx: Ctx,
  region: string,
): Promise<{ fileType: string; receivedOn: string; region: string }[]> {
  const { lo, hi } = regionRange(region)
  const { rows } = await sql<{ fileType: string; receivedOn: string; region: string }>`
    select distinct on (file_type, region) file_type, received_on, region from list
    where ${regionInReach(ctx, 'list.region')} and received_on <= ${ctx.day()}
      and ((region >= ${lo} and region < ${hi}) or starts_with(${region}, region_prefix(region)))
    order by file_type, region, received_on desc`.execute(ctx.db)
  return rows
}

/** The areas whose figures are made anew each night, with who asked for them last. */
export async function findRegularSnapshots(ctx: Ctx): Promise<{ region: string; startedBy: string }[]> {
  const { rows } = await sql<{ region: string; startedBy: string }>`
    select distinct on (region) region, started_by from indicator_snapshot where state = 'done' order by region, started_at desc`.execute(
    ctx.db,
  )
  return rows
}
