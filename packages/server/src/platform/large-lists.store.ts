import { sql } from 'kysely'
import { type Ctx, reachText } from './context.ts'

/** From here on a figure is kept for a moment; below it is counted anew each time, so that nobody waits for news. */
export const large = 20_000

/** From here on a page is read along an index rather than by putting everything in order. */
export const orderedFrom = 2_000

/**
 * The name under which a figure of this user's area is kept: everything its answer depends on stands in it, so that no area
 * is ever answered with another's. Null where it must not be kept.
 */
function nameOf(ctx: Ctx, what: string, asked: unknown): string | null {
  if (ctx.glass) return null
  const { user, walls } = ctx
  return JSON.stringify([
    what,
    ctx.day(),
    user.role,
    user.region,
    user.organisationId,
    reachText(user.reach),
    walls.application,
    asked,
  ])
}

/** Gives a figure kept a moment ago, or works it out; it is kept where `sizeOf` finds it large. */
export async function figure<Value>(
  ctx: Ctx,
  what: string,
  asked: unknown,
  { work, sizeOf }: { work(): Promise<Value>; sizeOf(value: Value): number },
): Promise<Value> {
  const known = findFigure<Value>(ctx, what, asked)
  if (known !== undefined) return known
  const startedAt = ctx.now()
  const value = await work()
  if (sizeOf(value) >= large) keepFigure(ctx, what, asked, { value, startedAt })
  return value
}

/** A figure kept a moment ago, if there is one. */
export function findFigure<Value>(ctx: Ctx, what: string, asked: unknown): Value | undefined {
  const name = nameOf(ctx, what, asked)
  return name === null ? undefined : ctx.figures.find<Value>(name, ctx.user.id, ctx.now())
}

/** Keeps a figure as of the moment its working out began. */
export function keepFigure(
  ctx: Ctx,
  what: string,
  asked: unknown,
  { value, startedAt }: { value: unknown; startedAt: number },
): void {
  const name = nameOf(ctx, what, asked)
  if (name !== null) ctx.figures.keep(name, value, startedAt)
}

/** How many rows of others may lie between two of the list's own. */
const thinnest = 100

/**
 * Reads a page along an index where the list is a good part of its table. The planner cannot tell how much of a table an area
 * covers, so it would put a county in order for the sake of its first fifty.
 */
export async function alongIndex<Rows>(
  ctx: Ctx,
  { table, total }: { table: 'clue' | 'person'; total: number },
  work: () => Promise<Rows>,
): Promise<Rows> {
  await sql`select set_config('enable_sort', case when reltuples <= ${total * thinnest}::float8 then 'off' else 'on' end, true)
    from pg_class where oid = ${table}::regclass`.execute(ctx.db)
  const rows = await work()
  await sql`select set_config('enable_sort', 'on', true)`.execute(ctx.db)
  return rows
}
