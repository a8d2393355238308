import type { ClueColour, ClueState } from '@zhucan/catalogue'
import { regionRange } from '@zhucan/kernel'
import { sql } from 'kysely'
import type { Ctx } from '../platform/index.ts'
import { type ClueFilter, clueInReach, clueWhere, colourSql } from './clue-filter.store.ts'

/** How many clues share a state, a rule, a colour and a level. */
export interface ClueGroup {
  state: ClueState
  rule: string
  severity: string
  colour: ClueColour
  holder: number
  count: number
}

/** How many clues of a region right below share a state, a rule and a colour. */
export interface ClueCell {
  region: string
  state: ClueState
  rule: string
  colour: ClueColour
  count: number
}

/** The counts of a filter; each group is added up by whoever shows fewer columns. */
export async function groupClues(ctx: Ctx, filter: ClueFilter): Promise<ClueGroup[]> {
  const groups = await sql<ClueGroup>`
    select state, rule, severity, ${colourSql(ctx.day())} as colour, holder, count(*)::int as count
    from clue where ${clueWhere(ctx, filter)} group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`.execute(ctx.db)
  return groups.rows
}

/** The regions right below one, in force. */
export async function listChildren(ctx: Ctx, region: string) {
  const children = await ctx.db
    .selectFrom('region')
    .select(['code', 'name'])
    .where('parent', '=', region)
    .where('endedOn', 'is', null)
    .orderBy('code')
    .execute()
  return children.map((child) => ({ ...child, ...regionRange(child.code) }))
}

/**
 * The counts of each region right below. Somebody registered in one and living in another counts in both, as both see
 * the clue in their list.
 */
export async function groupByRegion(
  ctx: Ctx,
  filter: ClueFilter,
  children: { code: string; lo: string; hi: string }[],
): Promise<ClueCell[]> {
  const cells = await sql<ClueCell>`
    with child as materialized (
      select code, lo, hi from jsonb_to_recordset(${JSON.stringify(children)}::jsonb)
        as c (code text collate "C", lo text collate "C", hi text collate "C")),
    found as materialized (
      select state, rule, ${colourSql(ctx.day())} as colour, hukou_region, residence_region, count(*)::int as count
      from clue where ${clueWhere(ctx, filter)} group by 1, 2, 3, 4, 5)
    select child.code as region, state, rule, colour, sum(count)::int as count
    from found join child on hukou_region >= lo and hukou_region < hi or residence_region >= lo and residence_region < hi
    group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(ctx.db)
  return cells.rows
}

/** What was done, by whom and in which month: the history without any person in it. */
export interface HistoryFigure {
  action: string
  holder: number
  organisation: string | null
  month: string
  count: number
}

/** The history in figures. */
export async function countHistory(
  ctx: Ctx,
  { from, to, region }: { from?: string | undefined; to?: string | undefined; region?: string | undefined },
): Promise<HistoryFigure[]> {
  const clauses = [clueInReach(ctx)]
  if (from) clauses.push(sql`e.day >= ${from}`)
  if (to) clauses.push(sql`e.day <= ${to}`)
  if (region) {
    const { lo, hi } = regionRange(region)
    clauses.push(sql`clue.place >= ${lo} and clue.place < ${hi}`)
  }
  const figures = await sql<HistoryFigure>`
    select e.action, e.from_holder as holder, e.organisation_name as organisation, to_char(e.day, 'YYYY-MM') as month,
      count(*)::int as count
    from clue_event e join clue on clue.id = e.clue_id where ${sql.join(clauses, sql` and `)}
    group by 1, 2, 3, 4 order by 4, 3, 2, 1`.execute(ctx.db)
  return figures.rows
}
