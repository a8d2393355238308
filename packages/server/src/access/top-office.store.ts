import { problem } from '@zhucan/kernel'
import { sql } from 'kysely'
import type { Ctx } from '../platform/context.ts'

/** Whether the present area holds that of every organisation: only there belongs what holds for the whole installation. */
export async function isTopOffice(ctx: Ctx): Promise<boolean> {
  const { rows } = await sql<{ top: boolean }>`
    select not exists (select 1 from organisation where not reach <@ app_reach()) as top`.execute(ctx.db)
  return rows[0]?.top ?? false
}

/** Problem 'access.not-top' for whoever's area is only a part of the installation's. */
export async function requireTopOffice(ctx: Ctx): Promise<void> {
  if (!(await isTopOffice(ctx))) throw problem('access.not-top')
}
