import { type NameForm, nameForms } from '@zhucan/catalogue'
import { sql } from 'kysely'
import type { Ctx } from '../platform/index.ts'

/** A place in the tree with the ways its name is written. */
export interface TreeRegion {
  code: string
  name: string
  level: number
  forms: NameForm[]
}

/** Reads the tree of regions piece by piece; each piece once. The tree is public, so it is read beyond one's reach. */
export interface RegionTree {
  children(code: string): Promise<readonly TreeRegion[]>
  /** The region itself with its ancestors, widest first. */
  pathTo(code: string): Promise<readonly { code: string; level: number }[]>
  /** Code → code in force (a merged region's successor), for those that exist. */
  existing(codes: readonly string[]): Promise<ReadonlyMap<string, string>>
}

/** A tree that asks the database for what it does not hold yet. */
export function openRegionTree(ctx: Ctx): RegionTree {
  const held = new Map<string, Promise<readonly TreeRegion[]>>()
  return {
    children(code) {
      const known = held.get(code)
      if (known) return known
      const read = readChildren(ctx, code)
      held.set(code, read)
      return read
    },
    pathTo: (code) => readPath(ctx, code),
    existing: (codes) => readExisting(ctx, codes),
  }
}

async function readChildren(ctx: Ctx, code: string): Promise<readonly TreeRegion[]> {
  const top = code === '000000000000'
  const rows = await ctx.db
    .selectFrom('region')
    .select(['code', 'name', 'level'])
    .where('parent', top ? 'is' : '=', top ? null : code)
    .where('endedOn', 'is', null)
    .execute()
  return rows.map((row) => ({ ...row, forms: nameForms(row.name, row.level) }))
}

async function readPath(ctx: Ctx, code: string): Promise<readonly { code: string; level: number }[]> {
  const { rows } = await sql<{ code: string; level: number }>`
    with recursive up as (
      select code, level, parent from region where code = ${code}
      union all select r.code, r.level, r.parent from region r join up on r.code = up.parent
    ) select code, level from up order by level`.execute(ctx.db)
  return rows
}

async function readExisting(ctx: Ctx, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ code: string; current: string }>`
    with recursive now as (
      select code, code as current, ended_on, successor, 0 as steps from region where code = any(${codes})
      union all
      select now.code, r.code, r.ended_on, r.successor, steps + 1 from now join region r on r.code = now.successor
      where now.ended_on is not null and steps < 5
    ) select code, current from now where ended_on is null`.execute(ctx.db)
  return new Map(rows.map((row) => [row.code, row.current]))
}
