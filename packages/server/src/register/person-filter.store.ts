import type { PlainDate } from '@zhucan/kernel'
import { expiryWarningDays, maskName, regionLevel } from '@zhucan/kernel'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Ctx } from '../platform/context.ts'
import { alongIndex, findFigure, keepFigure, large, orderedFrom } from '../platform/large-lists.store.ts'
import { isHolder, isWholeArea, personInReach, personInRegion } from '../platform/reach.store.ts'
import { soundsLike } from './name-sounds.store.ts'
import { type PersonSort, personOrder } from './person-sort.store.ts'
import { typedSound } from './read-name.ts'

/** What a list of people can be narrowed by; each figure of the dashboard is one such filter. */
export interface PersonFilter {
  region?: string | undefined
  kind?: 'holder' | 'suspected' | 'diagnosed-child' | 'relative' | undefined
  name?: string | undefined
  category?: string | undefined
  level?: number | undefined
  certificateState?: string | undefined
  rule?: string | undefined
}

/** Where a certificate stands on a day; the same words as the kernel's certificateState. */
export const certificateStateSql = (day: PlainDate, alias = 'person'): RawBuilder<string> => {
  const status = sql.ref(`${alias}.certificateStatus`)
  const validTo = sql.ref(`${alias}.certificateValidTo`)
  return sql<string>`case when ${status} <> 'issued' then ${status}
    when ${validTo} is null then 'valid'
    when ${validTo} < ${day}::date then 'expired'
    when ${validTo} <= ${day}::date + ${sql.lit(expiryWarningDays)} then 'expiring' else 'valid' end`
}

/** The where-clause of a filter, the reach included. */
export function personWhere(ctx: Ctx, filter: PersonFilter): RawBuilder<SqlBool> {
  const clauses: RawBuilder<SqlBool>[] = [personInReach(ctx)]
  if (filter.region) clauses.push(personInRegion(filter.region))
  if (filter.kind) clauses.push(filter.kind === 'holder' ? isHolder : sql`person.kind = ${filter.kind}`)
  if (filter.name) clauses.push(nameIs(filter.name))
  if (filter.category) clauses.push(sql`person.category = ${filter.category}`)
  if (filter.level) clauses.push(sql`person.level = ${filter.level}`)
  if (filter.certificateState)
    clauses.push(sql`${certificateStateSql(ctx.day())} = ${filter.certificateState}`)
  if (filter.rule) {
    clauses.push(sql`exists (select 1 from clue where clue.person_id = person.id
      and clue.state not in ('closed', 'withdrawn')
      and clue.rule = ${filter.rule})`)
  }
  return sql.join(clauses, sql` and `)
}

/** By the beginning of the name as written, or of its sound when Latin letters were typed. */
export const nameIs = (typed: string): RawBuilder<SqlBool> => {
  const letters = typedSound(typed)
  return letters ? soundsLike(letters, typed) : beginsWith(typed)
}

/**
 * Looks people up by the index of names. The planner takes an area for small, so in a county it would go through everybody
 * for the few of one name; below, the area is indeed the shorter way.
 */
export async function byName<Rows>(ctx: Ctx, work: () => Promise<Rows>): Promise<Rows> {
  const isWide = ctx.user.reach.some(({ lo }) => regionLevel(lo) <= 3)
  if (!isWide) return work()
  await sql`select set_config('enable_bitmapscan', 'off', true)`.execute(ctx.db)
  const rows = await work()
  await sql`select set_config('enable_bitmapscan', 'on', true)`.execute(ctx.db)
  return rows
}

/** A prefix as a range: LIKE may not look into an index before row security has spoken, comparisons may. */
const beginsWith = (prefix: string): RawBuilder<SqlBool> =>
  sql`(person.name collate "C" >= ${prefix} and person.name collate "C" < ${`${prefix}\u{10FFFF}`})`

/** One line of a list of people: masked, no number. */
export interface PersonLine {
  id: string
  name: string
  sex: string | null
  birth: string | null
  category: string | null
  level: number | null
  certificateState: string
  regionName: string | null
  kind: string
  householdHolders: number
  clues: number
}

interface PersonPlace {
  offset: number
  limit: number
  sort?: PersonSort | undefined
}

/** One page of people within the filter, names masked, ordered by place and name. Where no tally answers, the total of a large list may be a moment old. */
export async function listPersons(
  ctx: Ctx,
  filter: PersonFilter,
  page: PersonPlace,
): Promise<{ total: number; rows: PersonLine[] }> {
  const total = (await countTally(ctx, filter)) ?? findFigure<number>(ctx, 'people', filter)
  if (total !== undefined) return { total, rows: await readPage(ctx, filter, page, total) }
  const startedAt = ctx.now()
  const read = () => countAndRead(ctx, filter, page)
  const list = filter.name === undefined ? await read() : await byName(ctx, read)
  if (list.total >= large) keepFigure(ctx, 'people', filter, { value: list.total, startedAt })
  return list
}

async function readPage(
  ctx: Ctx,
  filter: PersonFilter,
  page: PersonPlace,
  total: number,
): Promise<PersonLine[]> {
  if (total <= page.offset) return []
  const read = () => readOrdered(ctx, filter, page)
  return total < orderedFrom ? read() : alongIndex(ctx, { table: 'person', total }, read)
}

const tallied: ReadonlySet<string> = new Set<keyof PersonFilter>(['region', 'kind', 'category', 'level'])

/** How many people the filter means, where the tallies of whole townships know it. */
async function countTally(ctx: Ctx, filter: PersonFilter): Promise<number | undefined> {
  const isKnown = Object.entries(filter).every(([key, value]) => value === undefined || tallied.has(key))
  if (!isKnown || !isWholeArea(ctx, filter.region)) return undefined
  const { kind, region, category, level } = filter
  const clauses: RawBuilder<SqlBool>[] = [personInReach(ctx)]
  if (region) clauses.push(personInRegion(region))
  if (kind) clauses.push(sql`kind = ${kind}`)
  if (kind === 'holder') clauses.push(sql`is_counted`)
  if (category) clauses.push(sql`category = ${category}`)
  if (level) clauses.push(sql`level = ${level}`)
  const { rows } = await sql<{ total: number }>`
    select coalesce(sum(n), 0)::int as total from person_tally person where ${sql.join(clauses, sql` and `)}`.execute(
    ctx.db,
  )
  return rows[0]?.total ?? 0
}

/** The columns of a line over `person` and its `region`. */
const lineColumns = (ctx: Ctx): RawBuilder<unknown> => sql`
  person.id, person.name, person.sex, person.birth, person.category, person.level, person.kind,
  ${certificateStateSql(ctx.day())} as certificate_state, region.name as region_name,
  (select count(*)::int from person other where other.household_id = person.household_id
    and other.kind = 'holder' and ${personInReach(ctx, 'other')}) as household_holders,
  (select count(*)::int from clue where clue.person_id = person.id
    and clue.state not in ('closed', 'withdrawn')) as clues`

/** A page of a list whose length is known, read along the index of its order. */
async function readOrdered(ctx: Ctx, filter: PersonFilter, page: PersonPlace): Promise<PersonLine[]> {
  const { rows } = await sql<PersonLine>`
    select ${lineColumns(ctx)} from (select * from person where ${personWhere(ctx, filter)}
      order by ${personOrder(page.sort, 'person')} limit ${page.limit} offset ${page.offset}) person
    left join region on region.code = person.residence_region
    order by ${personOrder(page.sort, 'person')}`.execute(ctx.db)
  return rows.map((row) => ({ ...row, name: maskName(row.name) }))
}

/** Who is meant is looked up once, for the count as for the page: reading a city's people is what costs. */
async function countAndRead(
  ctx: Ctx,
  filter: PersonFilter,
  page: PersonPlace,
): Promise<{ total: number; rows: PersonLine[] }> {
  const { rows } = await sql<{ total: number } & (PersonLine | { id: null })>`
    with found as materialized (select id, hukou_region, name, birth, level, certificate_valid_to
      from person where ${personWhere(ctx, filter)})
    select counted.total, ${lineColumns(ctx)}
    from (select count(*)::int as total from found) counted
    left join (select id as found_id from found order by ${personOrder(page.sort, 'found')}
      limit ${page.limit} offset ${page.offset}) page on true
    left join person on person.id = page.found_id
    left join region on region.code = person.residence_region
    order by ${personOrder(page.sort, 'person')}`.execute(ctx.db)
  const people = rows.flatMap(({ total: _, ...row }) => (row.id === null ? [] : [row]))
  return {
    total: rows[0]?.total ?? 0,
    rows: people.map((row) => ({ ...row, name: maskName(row.name) })),
  }
}
