import { regionRange } from '@zhucan/kernel'
import { type RawBuilder, sql } from 'kysely'
import { type Ctx, figure } from '../platform/index.ts'
import type { CellGroup, Child, ClueGroup, ClueSums } from './add-up-clues.ts'
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

/** What is asked of the clues of a filter; places are told to `width` digits. Whoever shows fewer columns adds up. */
interface Asked {
  filter: ClueFilter
  width: number
  withCells: boolean
}

/** The counts of a filter. */
export async function groupClues(ctx: Ctx, asked: Asked): Promise<ClueSums> {
  const { filter, width, withCells } = asked
  if (width <= townshipWidth && isTallied(ctx, filter)) return readSums(ctx, tallied(ctx, asked), withCells)
  return figure(
    ctx,
    'clue groups',
    { ...filter, width, withCells },
    {
      work: () => readSums(ctx, asTheyStand(ctx, asked), withCells),
      sizeOf: ({ places }) => places.reduce((sum, { count }) => sum + count, 0),
    },
  )
}

/** What a sum is told by, over `clue` or what is tallied under its name. */
const lineColumns = (ctx: Ctx, hukou: RawBuilder<string>, residence: RawBuilder<string>) => sql`
  state, rule, severity, ${colourSql(ctx.day(), ctx.policy.loop)} as colour, holder, ${hukou} as hukou,
  ${residence} as residence`

const cutColumns = (ctx: Ctx, width: number) =>
  lineColumns(ctx, sql`left(hukou_region, ${width}::int)`, sql`left(residence_region, ${width}::int)`)

const asTheyStand = (ctx: Ctx, { filter, width }: Asked): RawBuilder<unknown> =>
  sql`select ${cutColumns(ctx, width)}, 1 as n from clue where ${clueWhere(ctx, filter)}`

/** From the tallies; those whose person lies elsewhere as they stand: they are few, and one may be somebody else's. */
function tallied(ctx: Ctx, { filter, width }: Asked): RawBuilder<unknown> {
  const isWhole = width === townshipWidth
  const columns = isWhole
    ? lineColumns(ctx, sql`hukou_region`, sql`residence_region`)
    : cutColumns(ctx, width)
  return sql`select ${columns}, n from clue_tally clue where ${tallyWhere(ctx, filter)}
    union all
    select ${cutColumns(ctx, width)}, 1 from clue where ${clueWhere(ctx, filter)} and not clue.is_near`
}

type SumLine = CellGroup & ClueGroup & { kind: number }

/** Sets that are added up apart: by everything but the place, by the place alone, and by both where somebody wants cells. */
async function readSums(ctx: Ctx, lines: RawBuilder<unknown>, withCells: boolean): Promise<ClueSums> {
  const cells = withCells ? sql`, (state, rule, colour, hukou, residence)` : sql``
  const { rows } = await sql<SumLine>`
    select state, rule, severity, colour, holder, hukou, residence, sum(n)::int as count, grouping(hukou, state) as kind
    from (${lines}) line
    group by grouping sets ((state, rule, severity, colour, holder), (hukou, residence)${cells})
    having sum(n) <> 0`.execute(ctx.db)
  const ofKind = (wanted: number) => rows.filter(({ kind }) => kind === wanted)
  return { groups: ofKind(0b10), places: ofKind(0b01), cells: ofKind(0) }
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
