import { regionRange } from '@zhucan/kernel'
import { sql } from 'kysely'
import type { Ctx } from '../platform/context.ts'
import { personInReach } from '../platform/reach.store.ts'

export interface RegionName {
  code: string
  name: string
  level: number
}

/** A region with its ancestors (province first). The tree is public: it is read beyond one's reach. */
export async function findRegionPath(ctx: Ctx, code: string): Promise<RegionName[]> {
  const result = await sql<RegionName>`
    with recursive up as (
      select code, name, level, parent from region where code = ${code}
      union all
      select r.code, r.name, r.level, r.parent from region r join up on r.code = up.parent
    ) select code, name, level from up order by level`.execute(ctx.db)
  return result.rows
}

/** The regions right below one (provinces below '000000000000'). */
export async function listChildren(
  ctx: Ctx,
  code: string,
): Promise<(RegionName & { hasChildren: boolean })[]> {
  return ctx.db
    .selectFrom('region')
    .select((eb) => [
      'code',
      'name',
      'level',
      eb
        .exists(
          eb.selectFrom('region as child').select('child.code').whereRef('child.parent', '=', 'region.code'),
        )
        .$castTo<boolean>()
        .as('hasChildren'),
    ])
    .where('parent', code === '000000000000' ? 'is' : '=', code === '000000000000' ? null : code)
    .where('endedOn', 'is', null)
    .orderBy('code')
    .execute()
}

/** Regions whose name begins with the text, the highest levels first. */
export async function findRegionsByName(ctx: Ctx, name: string): Promise<RegionName[]> {
  return ctx.db
    .selectFrom('region')
    .select(['code', 'name', 'level'])
    .where('name', 'like', `${name.replaceAll(/[%_\\]/g, '\\$&')}%`)
    .where('endedOn', 'is', null)
    .orderBy('level')
    .orderBy('code')
    .limit(20)
    .execute()
}

/** How many certificate holders each child region has within the user's reach. */
export async function countHolders(ctx: Ctx, codes: string[]): Promise<Map<string, number>> {
  if (codes.length === 0) return new Map()
  const width = childWidth(codes[0]!)
  const all = regionRange(parentOf(codes[0]!, width))
  const rows = await ctx.db
    .selectFrom('person')
    .select((eb) => [
      sql<string>`left(hukou_region, ${sql.lit(width)})`.as('prefix'),
      eb.fn.countAll<bigint>().as('count'),
    ])
    .where('kind', '=', 'holder')
    .where('hukouRegion', '>=', all.lo)
    .where('hukouRegion', '<', all.hi)
    .where(personInReach(ctx))
    .groupBy('prefix')
    .execute()
  return new Map(rows.map((r) => [r.prefix.padEnd(12, '0'), Number(r.count)]))
}

/** The regions that make up the user's reach, for the head of the page. */
export async function listReachRegions(ctx: Ctx): Promise<RegionName[]> {
  return ctx.db
    .selectFrom('region')
    .select(['code', 'name', 'level'])
    .where(
      'code',
      'in',
      ctx.user.reach.map((r) => r.lo),
    )
    .orderBy('code')
    .execute()
}

const childWidth = (code: string): number =>
  code.endsWith('0000000000')
    ? 2
    : code.endsWith('00000000')
      ? 4
      : code.endsWith('000000')
        ? 6
        : code.endsWith('000')
          ? 9
          : 12

const parentOf = (code: string, width: number): string =>
  code.slice(0, width === 2 ? 0 : width <= 6 ? width - 2 : width - 3).padEnd(12, '0')
