import { sql } from 'kysely'
import { type Ctx, regionInReach } from '../platform/index.ts'

/** `doubted`: a link that was taken back; the program does not link it again, a person looks. */
export type Verdict = 'accepted' | 'rejected' | 'doubted'

/** What was decided, and what the register said of the person then (null: not known). */
export interface Remembered {
  verdict: Verdict
  seen: Buffer | null
}

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
): Promise<ReadonlyMap<string, Remembered>> {
  const { rows } = await sql<{ key: string; personId: string } & Remembered>`
    select encode(row_key, 'hex') as key, person_id, verdict, person_seen as seen from link_memory
    where file_type = ${fileType} and region = ${region} and ${regionInReach(ctx, 'link_memory.region')}`.execute(
    ctx.db,
  )
  return new Map(rows.map(({ key, personId, verdict, seen }) => [`${key} ${personId}`, { verdict, seen }]))
}

/** Remembers a decision, or forgets it with `null`. */
export async function remember(ctx: Ctx, place: MemoryPlace, made: Remembered | null): Promise<void> {
  await ctx.db
    .deleteFrom('linkMemory')
    .where('fileType', '=', place.fileType)
    .where('region', '=', place.region)
    .where('rowKey', '=', place.rowKey)
    .where('personId', '=', place.personId)
    .execute()
  if (made === null) return
  await ctx.db
    .insertInto('linkMemory')
    .values({
      ...place,
      verdict: made.verdict,
      personSeen: made.seen,
      decidedBy: ctx.user.id,
      decidedAt: new Date(ctx.now()),
    })
    .execute()
}
