import { sql } from 'kysely'
import {
  type Ctx,
  figure,
  isHolder,
  personInReach,
  personInRegion,
  regionInReach,
} from '../platform/index.ts'
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

/** Holders and people by the state of their certificate, in one pass; each sum opens /persons with the same filter. */
export const groupPeople = (ctx: Ctx, region: string, width: number): Promise<PeopleGroup[]> =>
  figure<PeopleGroup[]>(
    ctx,
    'people groups',
    { region, width },
    { work: () => readPeople(ctx, region, width), sizeOf: sumCounts },
  )

async function readPeople(ctx: Ctx, region: string, width: number): Promise<PeopleGroup[]> {
  const { rows } = await sql<PeopleGroup>`
    select kind, category, level, left(hukou_region, ${width}::int) as hukou,
      left(residence_region, ${width}::int) as residence, count(*)::int as count from person
    where kind <> 'relative' and (kind <> 'holder' or ${isHolder}) and ${personInReach(ctx)} and ${personInRegion(region)}
    group by 1, 2, 3, 4, 5`.execute(ctx.db)
  return rows
}

/** Open and withdrawn clues by rule, in one pass. */
export const groupClues = (ctx: Ctx, region: string, width: number): Promise<ClueGroup[]> =>
  figure(
    ctx,
    'clues by rule',
    { region, width },
    {
      work: () => readClues(ctx, region, width),
      sizeOf: (groups) => groups.reduce((so, { open, withdrawn }) => so + open + withdrawn, 0),
    },
  )

async function readClues(ctx: Ctx, region: string, width: number): Promise<ClueGroup[]> {
  const { rows } = await sql<ClueGroup>`
    select rule, left(hukou_region, ${width}::int) as hukou, left(residence_region, ${width}::int) as residence,
      count(*) filter (where state not in ('closed', 'withdrawn'))::int as open,
      count(*) filter (where state = 'withdrawn')::int as withdrawn
    from clue where ${personInReach(ctx, 'clue')} and ${personInRegion(region, 'clue')} group by 1, 2, 3`.execute(
    ctx.db,
  )
  return rows
}

/** On which days the clues of a region were found and finished; one that was opened again is not finished. */
export const countClueDays = (ctx: Ctx, region: string): Promise<ClueDays[]> =>
  figure<ClueDays[]>(
    ctx,
    'clue days',
    { region },
    { work: () => readClueDays(ctx, region), sizeOf: sumCounts },
  )

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
export const countLists = (ctx: Ctx): Promise<ListCount[]> =>
  figure(
    ctx,
    'lists',
    {},
    { work: () => readLists(ctx), sizeOf: (lists) => lists.reduce((so, { rows }) => so + rows, 0) },
  )

async function readLists(ctx: Ctx): Promise<ListCount[]> {
  const { rows } = await sql<ListCount>`
    select list.id, list.file_type, list.title, list.received_on,
      count(r.*)::int as rows, count(*) filter (where r.state = 'matched')::int as matched,
      count(*) filter (where r.state = 'invalid')::int as invalid, count(*) filter (where r.state = 'absent')::int as absent
    from list left join list_row r on r.list_id = list.id
    where ${regionInReach(ctx, 'list.region')}
    group by list.id order by list.received_on desc, list.file_type`.execute(ctx.db)
  return rows
}
