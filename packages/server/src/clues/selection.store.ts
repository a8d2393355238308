import { sql } from 'kysely'
import type { Ctx } from '../platform/index.ts'
import type { Selection } from './bulk-actions.ts'
import { type ClueFilter, clueInReach, clueWhere } from './clue-filter.store.ts'
import { type ClueRecord, lockClues } from './clue-moves.store.ts'

/** The clues a bulk action is about, locked. */
export function lockSelection(ctx: Ctx, { clues, filter }: Selection): Promise<ClueRecord[]> {
  if (filter) return lockClues(ctx, clueWhere(ctx, filter))
  const ids = (clues ?? []).map(({ id }) => id)
  return lockClues(ctx, sql`clue.id = any(${ids}::uuid[]) and ${clueInReach(ctx)}`)
}

/** The ids that a sample is drawn from: answered ones at the county that were not drawn since their feedback. */
export async function listDrawable(ctx: Ctx, filter: ClueFilter): Promise<string[]> {
  const asked = clueWhere(ctx, { ...filter, state: 'answered', holder: 3, mine: true })
  const found = await sql<{ id: string }>`
    select id from clue where ${asked} and clue.sample = 'none' order by id`.execute(ctx.db)
  return found.rows.map(({ id }) => id)
}

/** Clues by id, locked. */
export const lockByIds = (ctx: Ctx, ids: string[]): Promise<ClueRecord[]> =>
  lockClues(ctx, sql`clue.id = any(${ids}::uuid[]) and ${clueInReach(ctx)}`)
