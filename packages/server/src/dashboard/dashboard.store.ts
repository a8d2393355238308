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

/** How many people share a kind, a certificate and the beginnings of their two places. */
export interface PeopleGroup {
  kind: string
  category: string | null
  level: number | null
  hukou: string
  residence: string
  count: number
}

/** How many clues share a rule and the beginnings of their two places. */
export interface ClueGroup {
  rule: string
  hukou: string
  residence: string
  open: number
  withdrawn: number
}

/** What a region's figures are added up from, the places told to `width` digits. */
export interface Figures {
  people: PeopleGroup[]
  clues: ClueGroup[]
  children: { code: string; name: string }[]
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

/** The tallies know whole townships: whoever asks for villages has few people to count. */
const isTallied = (ctx: Ctx, region: string, width: number): boolean => width <= 9 && isWholeArea(ctx, region)

/** Holders and people by the state of their certificate; each sum opens /persons with the same filter. */
export const groupPeople = (ctx: Ctx, region: string, width: number): Promise<PeopleGroup[]> =>
  isTallied(ctx, region, width)
    ? readPeopleTally(ctx, region, width)
    : figure<PeopleGroup[]>(
        ctx,
        'people groups',
        { region, width },
        { work: () => readPeople(ctx, region, width), sizeOf: sumCounts },
      )

async function readPeopleTally(ctx: Ctx, region: string, width: number): Promise<PeopleGroup[]> {
  const { rows } = await sql<PeopleGroup>`
    select kind, category, level, left(hukou_region, ${width}::int) as hukou,
      left(residence_region, ${width}::int) as residence, sum(n)::int as count from person_tally person
    where kind <> 'relative' and is_counted and ${personInReach(ctx)} and ${personInRegion(region)}
    group by 1, 2, 3, 4, 5 having sum(n) <> 0`.execute(ctx.db)
  return rows
}

async function readPeople(ctx: Ctx, region: string, width: number): Promise<PeopleGroup[]> {
  const { rows } = await sql<PeopleGroup>`
    select kind, category, level, left(hukou_region, ${width}::int) as hukou,
      left(residence_region, ${width}::int) as residence, count(*)::int as count from person
    where kind <> 'relative' and (kind <> 'holder' or ${isHolder}) and ${personInReach(ctx)} and ${personInRegion(region)}
    group by 1, 2, 3, 4, 5`.execute(ctx.db)
  return rows
}

/** Open and withdrawn clues by rule. */
export async function groupClues(ctx: Ctx, region: string, width: number): Promise<ClueGroup[]> {
  if (isTallied(ctx, region, width)) {
    const tallied = await readClues(ctx, { region, width, from: sql`clue_tally clue`, weight: sql`n` })
    return [...tallied, ...(await readClues(ctx, { region, width, ...far }))]
  }
  return figure(
    ctx,
    'clues by rule',
    { region, width },
    {
      work: () => readClues(ctx, { region, width, ...asTheyStand }),
      sizeOf: (groups) => groups.reduce((so, { open, withdrawn }) => so + open + withdrawn, 0),
    },
  )
}

interface ClueSource {
  from: RawBuilder<unknown>
  /** For how many clues a line stands. */
  weight: RawBuilder<number>
}

const asTheyStand: ClueSource = { from: sql`clue`, weight: sql`1` }
/** The tallies leave out those whose person lies elsewhere. */
const far: ClueSource = {
  from: sql`(select * from clue where not is_near) clue`,
  weight: sql`1`,
}

async function readClues(
  ctx: Ctx,
  { region, width, from, weight }: ClueSource & { region: string; width: number },
): Promise<ClueGroup[]> {
  const sumOf = (states: RawBuilder<SqlBool>) =>
    sql`coalesce(sum(${weight}) filter (where ${states}), 0)::int`
  const { rows } = await sql<ClueGroup>`
    select rule, left(hukou_region, ${width}::int) as hukou, left(residence_region, ${width}::int) as residence,
      ${sumOf(sql`state not in ('closed', 'withdrawn')`)} as open, ${sumOf(sql`state = 'withdrawn'`)} as withdrawn
    from ${from} where ${personInReach(ctx, 'clue')} and ${personInRegion(region, 'clue')} group by 1, 2, 3`.execute(
    ctx.db,
  )
  return rows
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
