import { sql } from 'kysely'
import type { Ctx } from '../platform/context.ts'

/** Puts equal lines of the tallies together, which every statement that writes adds to; says how many went. */
export async function compactTallies(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ gone: number }>`select compact_tallies() as gone`.execute(ctx.db)
  return rows[0]?.gone ?? 0
}
