import { type RawBuilder, type SqlBool, sql } from 'kysely'
import {
  type Ctx,
  figure,
  isHolder,
  personInReach,
  personInRegion,
  regionInReach,
} from '../platform/index.ts'
import { isWholeArea } from '../platform/reach.store.ts'
import type { ClueDays } from './clue-trend.ts'

/** How many people share a kind and a certificate, wherever they are. */
export interface PeopleGroup {
  kind: string
  category: string | null
  level: number | null
  count: number
}

/** How many share the beginnings of their two places. */
export interface PlaceGroup {
  hukou: string
  residence: string
  count: number
}

/** People of a region, and its holders by place. */
export interface PeopleSums {
  groups: PeopleGroup[]
  holders: PlaceGroup[]
}

/** Clues of a region by rule, and the open ones by place. */
export interface ClueSums {
  rules: { rule: string; open: number; withdrawn: number }[]
  open: PlaceGroup[]
}

/** The regions right below one, in force. */
export const listChildren = (ctx: Ctx, region: string) =>
  ctx.db
    .selectFrom('region')
    .select(['code', 'name'])
    .where('parent', '=', region)
    .where('endedOn', 'is', null)
    .orderBy('code')
    .execute()

const sumCounts = (groups: readonly { count: number }[]): number =>
  groups.reduce((so, { count }) => so + count, 0)

const townshipWidth = 9

/** The tallies know whole townships: whoever asks for villages has few people to count. */
const isTallied = (ctx: Ctx, region: string, width: number): boolean =>
  width <= townshipWidth && isWholeArea(ctx, region)

const cutPlaces = (width: number) => sql`
  left(hukou_region, ${width}::int) as hukou, left(residence_region, ${width}::int) as residence`

/** What a tally calls a township is as long as it need be. */
const talliedPlaces = (width: number) =>
  width === townshipWidth ? sql`hukou_region as hukou, residence_region as residence` : cutPlaces(width)

/** Holders and people by the state of their certificate; each sum opens /persons with the same filter. */
export const sumPeople = (ctx: Ctx, region: string, width: number): Promise<PeopleSums> =>
  isTallied(ctx, region, width)
    ? addUpPeople(
        ctx,
        sql`select kind, category, level, ${talliedPlaces(width)}, n from person_tally person
          where kind <> 'relative' and is_counted and ${personInReach(ctx)} and ${personInRegion(region)}`,
      )
    : figure<PeopleSums>(
        ctx,
        'people groups',
        { region, width },
        {
          work: () => addUpPeople(ctx, peopleAsTheyStand(ctx, region, width)),
          sizeOf: ({ groups }) => sumCounts(groups),
        },
      )

const peopleAsTheyStand = (ctx: Ctx, region: string, width: number) => sql`
  select kind, category, level, ${cutPlaces(width)}, 1 as n from person
  where kind <> 'relative' and (kind <> 'holder' or ${isHolder}) and ${personInReach(ctx)} and ${personInRegion(region)}`

async function addUpPeople(ctx: Ctx, lines: RawBuilder<unknown>): Promise<PeopleSums> {
  const { rows } = await sql<PeopleGroup & PlaceGroup & { isPlace: number }>`
    select kind, category, level, hukou, residence, sum(n)::int as count, grouping(category) as is_place
    from (${lines}) line
    group by grouping sets ((kind, category, level), (kind, hukou, residence)) having sum(n) <> 0`.execute(
    ctx.db,
  )
  return {
    groups: rows.filter(({ isPlace }) => isPlace === 0),
    holders: rows.filter(({ isPlace, kind }) => isPlace === 1 && kind === 'holder'),
  }
}

/** Open and withdrawn clues by rule; the tallies leave out those whose person lies elsewhere. */
export async function sumClues(ctx: Ctx, region: string, width: number): Promise<ClueSums> {
  const within = sql`${personInReach(ctx, 'clue')} and ${personInRegion(region, 'clue')}`
  const asTheyStand = sql`select rule, state, ${cutPlaces(width)}, 1 as n from clue where ${within}`
  if (isTallied(ctx, region, width))
    return addUpClues(
      ctx,
      sql`select rule, state, ${talliedPlaces(width)}, n from clue_tally clue where ${within}
        union all ${asTheyStand} and not is_near`,
    )
  return figure<ClueSums>(
    ctx,
    'clues by rule',
    { region, width },
    {
      work: () => addUpClues(ctx, asTheyStand),
      sizeOf: ({ rules }) => rules.reduce((so, { open, withdrawn }) => so + open + withdrawn, 0),
    },
  )
}

async function addUpClues(ctx: Ctx, lines: RawBuilder<unknown>): Promise<ClueSums> {
  const sumOf = (states: RawBuilder<SqlBool>) => sql`coalesce(sum(n) filter (where ${states}), 0)::int`
  const { rows } = await sql<ClueSums['rules'][number] & PlaceGroup & { isPlace: number }>`
    select rule, hukou, residence, ${sumOf(sql`state not in ('closed', 'withdrawn')`)} as open,
      ${sumOf(sql`state = 'withdrawn'`)} as withdrawn, grouping(rule) as is_place
    from (${lines}) line group by grouping sets ((rule), (hukou, residence))`.execute(ctx.db)
  return {
    rules: rows.filter(({ isPlace }) => isPlace === 0),
    open: rows
      .filter(({ isPlace }) => isPlace === 1)
      .map(({ hukou, residence, open }) => ({ hukou, residence, count: open })),
  }
}

/** On which days the clues of a region were found and finished; one that was opened again is not finished. */
export async function countClueDays(ctx: Ctx, region: string): Promise<ClueDays[]> {
  if (isTallied(ctx, region, 0)) {
    const { rows } = await sql<ClueDays>`
      select since, done, sum(n)::int as count from clue_day_tally clue
      where ${personInReach(ctx, 'clue')} and ${personInRegion(region, 'clue')} group by 1, 2 having sum(n) <> 0`.execute(
      ctx.db,
    )
    return rows
  }
  return figure<ClueDays[]>(
    ctx,
    'clue days',
    { region },
    { work: () => readClueDays(ctx, region), sizeOf: sumCounts },
  )
}

async function readClueDays(ctx: Ctx, region: string): Promise<ClueDays[]> {
  const { rows } = await sql<ClueDays>`
    select since, case state when 'closed' then closed_on when 'withdrawn' then withdrawn_on end as done,
      count(*)::int as count
    from clue where ${personInReach(ctx, 'clue')} and ${personInRegion(region, 'clue')} group by 1, 2`.execute(
    ctx.db,
  )
  return rows
}

interface ListCount {
  id: string
  fileType: string
  title: string
  receivedOn: string
  rows: number
  matched: number
  invalid: number
  absent: number
}

/** Each department list with how much of it was matched; its age is the caller's to count. */
export async function countLists(ctx: Ctx): Promise<ListCount[]> {
  const { rows } = await sql<ListCount>`
    select list.id, list.file_type, list.title, list.received_on, coalesce(sum(r.n), 0)::int as rows,
      coalesce(sum(r.n) filter (where r.state = 'matched'), 0)::int as matched,
      coalesce(sum(r.n) filter (where r.state = 'invalid'), 0)::int as invalid,
      coalesce(sum(r.n) filter (where r.state = 'absent'), 0)::int as absent
    from list left join list_tally r on r.list_id = list.id
    where ${regionInReach(ctx, 'list.region')}
    group by list.id order by list.received_on desc, list.file_type`.execute(ctx.db)
  return rows
}
