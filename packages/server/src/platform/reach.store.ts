import { nation, problem, regionLevel, regionRange } from '@zhucan/kernel'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type CodeRange, type Ctx, reachText } from './context.ts'

const within = (column: string, ranges: CodeRange[]): RawBuilder<boolean> =>
  sql.join(
    ranges.map((r) => sql`(${sql.ref(column)} >= ${r.lo} and ${sql.ref(column)} < ${r.hi})`),
    sql` or `,
  )

/** The first wall for people: in reach by registered place or by where they live. Ranges, so that an index serves them. */
export function personInReach(ctx: Ctx, alias = 'person'): RawBuilder<boolean> {
  if (!ctx.walls.application) return sql`true`
  const inArea = placed(alias, ctx.user.reach)
  return ctx.glass ? sql`(${inArea} or ${sql.ref(`${alias}.id`)} = ${ctx.glass.personId})` : inArea
}

/** The first wall for what belongs to one place (imports, lists, households). */
export function regionInReach(ctx: Ctx, column: string): RawBuilder<boolean> {
  return ctx.walls.application ? sql`(${within(column, ctx.user.reach)})` : sql`true`
}

/** The database's own area, for tables that are read before anybody is known and so have no row security. */
export const regionInArea = (column: string): RawBuilder<boolean> =>
  sql`(${sql.ref(column)} <@ (select app_reach()))`

/** The first wall for an office, by the area it has of its own or that of its organisation; the database's is another. */
export const officeInReach = (ctx: Ctx, own: string, organisation: string): RawBuilder<boolean> =>
  ctx.walls.application
    ? sql`(coalesce(${sql.ref(own)}, ${sql.ref(organisation)}) <@ ${reachText(ctx.user.reach)}::codemultirange)`
    : sql`true`

/** The first wall for writing to a place. Problem 'region.out-of-reach'. */
export function requireInReach(ctx: Ctx, region: string): void {
  if (!ctx.walls.application) return
  const { lo, hi } = regionRange(region)
  if (!ctx.user.reach.some((range) => range.lo <= lo && hi <= range.hi)) throw problem('region.out-of-reach')
}

/** Narrows people to a region someone picked; the wall stands beside it, not instead of it. */
export const personInRegion = (region: string, alias = 'person'): RawBuilder<boolean> =>
  placed(alias, [regionRange(region)])

/** Holders as counted everywhere: living people whose certificate was not cancelled. */
export const isHolder: RawBuilder<SqlBool> = sql`(person.kind = 'holder' and person.alive and person.certificate_status <> 'cancelled')`

/**
 * Whether figures of whole townships answer for this user and this region: not where somebody sees but a part of a township,
 * or one person more.
 */
export function isWholeArea(ctx: Ctx, region?: string): boolean {
  const isWhole = (bound: string) => bound.endsWith('000') || bound === nation.replaceAll('0', '9')
  const isReachWhole = ctx.user.reach.every(({ lo, hi }) => isWhole(lo) && isWhole(hi))
  return !ctx.glass && isReachWhole && (region === undefined || regionLevel(region) <= 4)
}

const placed = (alias: string, ranges: CodeRange[]): RawBuilder<boolean> =>
  sql`((${within(`${alias}.hukouRegion`, ranges)}) or (${within(`${alias}.residenceRegion`, ranges)}))`

/** Both walls for writing to a place, the database's own asked beforehand, so that it is told and not a fault. Problem 'region.out-of-reach'. */
export async function requireInArea(ctx: Ctx, region: string): Promise<void> {
  requireInReach(ctx, region)
  const { rows } = await sql<{ inside: boolean }>`select ${region}::text <@ app_reach() as inside`.execute(
    ctx.db,
  )
  if (!rows[0]?.inside) throw problem('region.out-of-reach')
}
