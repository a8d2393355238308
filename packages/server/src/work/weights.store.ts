import { isFillerName } from '@zhucan/catalogue'
import { nation, regionRange } from '@zhucan/kernel'
import { sql } from 'kysely'
import { type Ctx, isHolder } from '../platform/index.ts'

/** A region right below another one. */
export interface LowerRegion {
  code: string
  name: string
  level: number
}

/** The regions that something is handed down to: places that only hold others in the tree are left out for what they hold. */
export async function lowerRegions(ctx: Ctx, code: string): Promise<LowerRegion[]> {
  const rows = await ctx.db
    .selectFrom('region')
    .select(['code', 'name', 'level'])
    .where('parent', code === nation ? 'is' : '=', code === nation ? null : code)
    .where('endedOn', 'is', null)
    .orderBy('code')
    .execute()
  const spread = await Promise.all(
    rows.map(async (row) => (isFillerName(row.name) && row.level < 4 ? lowerRegions(ctx, row.code) : [row])),
  )
  return spread.flat()
}

/** How many certificate holders each region has in the register, by where they are registered. */
export async function holdersOf(ctx: Ctx, codes: readonly string[]): Promise<Map<string, number>> {
  const ranges = codes.map((code) => ({ code, ...regionRange(code) }))
  const { rows } = await sql<{ code: string; count: number }>`
    select r.code, (select count(*)::int from person where ${isHolder}
      and person.hukou_region >= r.lo and person.hukou_region < r.hi) as count
    from jsonb_to_recordset(${JSON.stringify(ranges)}::jsonb) as r (code text, lo text collate "C", hi text collate "C")
    `.execute(ctx.db)
  return new Map(rows.map(({ code, count }) => [code, count]))
}
