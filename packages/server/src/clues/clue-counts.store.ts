import { regionRange } from '@zhucan/kernel'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type Ctx, figure } from '../platform/index.ts'
import type { Child, ClueGroup } from './add-up-clues.ts'
import {
  type ClueFilter,
  clueInReach,
  clueWhere,
  colourSql,
  isTallied,
  tallyWhere,
} from './clue-filter.store.ts'

/** The most digits of a place that the tallies know. */
const townshipWidth = 9

/** The counts of a filter; places are told to `width` digits. Whoever shows fewer columns adds up. */
export async function groupClues(ctx: Ctx, filter: ClueFilter, width: number): Promise<ClueGroup[]> {
  if (width <= townshipWidth && isTallied(ctx, filter)) return readTally(ctx, filter, width)
  return figure(
    ctx,
    'clue groups',
    { ...filter, width },
    {
      work: () => readGroups(ctx, clueWhere(ctx, filter), width),
      sizeOf: (groups) => groups.reduce((sum, { count }) => sum + count, 0),
    },
  )
}

/** What a group is told by, over `clue` or what is tallied under its name. */
const groupColumns = (ctx: Ctx, width: number): RawBuilder<unknown> => sql`
  state, rule, severity, ${colourSql(ctx.day(), ctx.policy.loop)} as colour, holder, left(hukou_region, ${width}::int) as hukou,
  left(residence_region, ${width}::int) as residence`

async function readGroups(ctx: Ctx, where: RawBuilder<SqlBool>, width: number): Promise<ClueGroup[]> {
  const groups = await sql<ClueGroup>`
    select ${groupColumns(ctx, width)}, count(*)::int as count
    from clue where ${where} group by 1, 2, 3, 4, 5, 6, 7`.execute(ctx.db)
  return groups.rows
}

/** From the tallies; those whose person lies elsewhere as they stand: they are few, and one may be somebody else's. */
async function readTally(ctx: Ctx, filter: ClueFilter, width: number): Promise<ClueGroup[]> {
  const tallied = await sql<ClueGroup>`
    select ${groupColumns(ctx, width)}, sum(n)::int as count
    from clue_tally clue where ${tallyWhere(ctx, filter)} group by 1, 2, 3, 4, 5, 6, 7 having sum(n) <> 0`.execute(
    ctx.db,
  )
  const far = sql<SqlBool>`${clueWhere(ctx, filter)} and not clue.is_near`
  return [...tallied.rows, ...(await readGroups(ctx, far, width))]
}

/** The regions right below one, in force. */
export const listChildren = (ctx: Ctx, region: string): Promise<Child[]> =>
  ctx.db
    .selectFrom('region')
    .select(['code', 'name'])
    .where('parent', '=', region)
    .where('endedOn', 'is', null)
    .orderBy('code')
    .execute()

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
