import { sql } from 'kysely'
import { type Ctx, regionInReach } from '../platform/index.ts'
import { clueInReach } from './clue-filter.store.ts'
import { type ClueChange, type ClueRecord, lockClues } from './clue-moves.store.ts'

/** What is kept of a bulk action or a drawing. */
export interface Bulk {
  kind: 'issue' | 'receive' | 'pass-up' | 'sample'
  done: number
  selection: Record<string, unknown>
  rate?: number
  seed?: string
  population?: number
}

/** Registers a bulk action or a drawing. Returns its id. */
export async function insertBulk(ctx: Ctx, { selection, ...bulk }: Bulk): Promise<string> {
  const id = ctx.newId()
  await ctx.db
    .insertInto('clueBulk')
    .values({
      id,
      rate: null,
      seed: null,
      population: null,
      ...bulk,
      selection: JSON.stringify(selection),
      region: ctx.user.region,
      organisationId: ctx.user.organisationId,
      startedBy: ctx.user.id,
      at: new Date(ctx.now()),
      undoneAt: null,
    })
    .execute()
  return id
}

/** A bulk action of the user's own office, locked; undefined if there is none. */
export function findBulk(ctx: Ctx, id: string) {
  return ctx.db
    .selectFrom('clueBulk')
    .select(['kind', 'at', 'undoneAt'])
    .where('id', '=', id)
    .where('organisationId', '=', ctx.user.organisationId)
    .where(regionInReach(ctx, 'clueBulk.region'))
    .forUpdate()
    .executeTakeFirst()
}

/** The clues of a bulk action, locked, each with the version it gave them and how they were before. */
export async function lockBulk(
  ctx: Ctx,
  bulkId: string,
): Promise<{ clue: ClueRecord; version: number; before: ClueChange }[]> {
  const clues = await lockClues(
    ctx,
    sql`clue.id in (select clue_id from clue_event where bulk_id = ${bulkId}) and ${clueInReach(ctx)}`,
  )
  const events = await sql<{ clueId: string; version: number; before: ClueChange }>`
    select clue_id, version, details->'before' as before from clue_event where bulk_id = ${bulkId} and details ? 'before'`.execute(
    ctx.db,
  )
  const byClue = new Map(events.rows.map((event) => [event.clueId, event]))
  return clues.flatMap((clue) => {
    const event = byClue.get(clue.id)
    return event ? [{ clue, version: event.version, before: event.before }] : []
  })
}

/** Marks a bulk action as taken back. */
export async function markUndone(ctx: Ctx, id: string): Promise<void> {
  await ctx.db
    .updateTable('clueBulk')
    .set({ undoneAt: new Date(ctx.now()) })
    .where('id', '=', id)
    .execute()
}

/** The names of regions by code. */
export async function nameRegions(ctx: Ctx, codes: string[]): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map()
  const rows = await ctx.db.selectFrom('region').select(['code', 'name']).where('code', 'in', codes).execute()
  return new Map(rows.map(({ code, name }) => [code, name]))
}
