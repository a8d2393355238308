import { regionRange } from '@zhucan/kernel'
import { sql } from 'kysely'
import type { Ctx } from '../platform/context.ts'
import { isHolder, personInReach } from '../platform/reach.store.ts'

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

/** How many certificate holders each region has within the user's reach; the same people its list shows. */
export async function countHolders(ctx: Ctx, codes: string[]): Promise<Map<string, number>> {
  const ranges = codes.map((code) => ({ code, ...regionRange(code) }))
  const rows = await sql<{ code: string; count: number }>`
    select r.code, (select count(*)::int from person where ${isHolder} and ${personInReach(ctx)}
      and (person.hukou_region >= r.lo and person.hukou_region < r.hi
        or person.residence_region >= r.lo and person.residence_region < r.hi)) as count
    from jsonb_to_recordset(${JSON.stringify(ranges)}::jsonb) as r (code text, lo text collate "C", hi text collate "C")
    `.execute(ctx.db)
  return new Map(rows.rows.map((r) => [r.code, r.count]))
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

/**
 * The regions of one's reach from the top down to the deepest level at which they are no more than `most`: for a county
 * its villages, for a province its counties.
 */
export async function listOwnRegions(ctx: Ctx, most: number): Promise<RegionName[]> {
  const within = sql.join(
    ctx.user.reach.map(({ lo, hi }) => sql`(code >= ${lo} and code < ${hi})`),
    sql` or `,
  )
  const { rows } = await sql<RegionName>`
    with mine as (select code, name, level from region where (${within}) and ended_on is null),
      levels as (select level, sum(count(*)) over (order by level) as so_far from mine group by level)
    select code, name, mine.level from mine join levels using (level)
    where so_far <= ${most} order by mine.level, code`.execute(ctx.db)
  return rows
}
