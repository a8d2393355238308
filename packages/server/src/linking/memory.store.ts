import { sql } from 'kysely'
import { type Ctx, regionInReach } from '../platform/index.ts'

export type Verdict = 'accepted' | 'rejected'

/** Where a decision is remembered: source, area, what the row says of its person. */
export interface MemoryPlace {
  fileType: string
  region: string
  rowKey: Buffer
  personId: string
}

/** What was decided before about rows of a source in an area; keys as hexadecimal text, then the person. */
export async function readMemory(
  ctx: Ctx,
  fileType: string,
  region: string,
): Promise<ReadonlyMap<string, Verdict>> {
  const { rows } = await sql<{ key: string; personId: string; verdict: Verdict }>`
    select encode(row_key, 'hex') as key, person_id, verdict from link_memory
    where file_type = ${fileType} and region = ${region} and ${regionInReach(ctx, 'link_memory.region')}`.execute(
    ctx.db,
  )
  return new Map(rows.map(({ key, personId, verdict }) => [`${key} ${personId}`, verdict]))
}

/** Remembers a decision, or forgets it with `null`. */
export async function remember(ctx: Ctx, place: MemoryPlace, verdict: Verdict | null): Promise<void> {
  await ctx.db
    .deleteFrom('linkMemory')
    .where('fileType', '=', place.fileType)
    .where('region', '=', place.region)
    .where('rowKey', '=', place.rowKey)
    .where('personId', '=', place.personId)
    .execute()
  if (verdict === null) return
  await ctx.db
    .insertInto('linkMemory')
    .values({ ...place, verdict, decidedBy: ctx.user.id, decidedAt: new Date(ctx.now()) })
    .execute()
}
