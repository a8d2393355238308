import {
  type ClueColour,
  type CluePolicyRow,
  type ClueState,
  cluePolicies,
  colourDays,
  isOpenClue,
} from '@zhucan/catalogue'
import { nation, type PlainDate, regionLevel, regionRange } from '@zhucan/kernel'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type Ctx, personInReach, personInRegion } from '../platform/index.ts'
import { isWholeArea } from '../platform/reach.store.ts'

/** Groups of states that lists ask for, beside the single ones. */
export const stateGroups = ['open', 'in-work', 'all'] as const

/** What a list of clues can be narrowed by. */
export interface ClueFilter {
  state?: ClueState | (typeof stateGroups)[number] | undefined
  rule?: string | undefined
  region?: string | undefined
  severity?: string | undefined
  holder?: number | undefined
  mine?: boolean | undefined
  colour?: ClueColour | undefined
  office?: string | undefined
  since?: string | undefined
  until?: string | undefined
  verdict?: string | undefined
  changed?: boolean | undefined
}

/** The states a filter means, in words that the partial indexes of open clues know. */
function inStates(state: NonNullable<ClueFilter['state']>): RawBuilder<SqlBool> {
  const isOpen = sql<SqlBool>`clue.state not in ('closed', 'withdrawn')`
  if (state === 'all') return sql`true`
  if (state === 'open') return isOpen
  if (state === 'in-work') return sql`${isOpen} and clue.state <> 'new'`
  return sql`${isOpenClue(state) ? isOpen : sql`true`} and clue.state = ${state}`
}

/** The condition that a list, its counts and a bulk action share. */
export function clueWhere(ctx: Ctx, filter: ClueFilter): RawBuilder<SqlBool> {
  return sql`${clueInReach(ctx)} and ${narrowed(ctx, filter)}`
}

/** The same of what is tallied under the name of `clue`, where `isTallied`. */
export const tallyWhere = (ctx: Ctx, filter: ClueFilter): RawBuilder<SqlBool> =>
  sql`${personInReach(ctx, 'clue')} and ${narrowed(ctx, filter)}`

const talliedFilters: ReadonlySet<string> = new Set<keyof ClueFilter>([
  ...(['state', 'rule', 'region', 'severity', 'holder', 'mine', 'colour', 'office'] as const),
])

/** Whether the tallies answer a filter: they know whole townships, and nothing of days of finding and verdicts. */
export const isTallied = (ctx: Ctx, filter: ClueFilter): boolean =>
  isWholeArea(ctx, filter.region) &&
  Object.entries(filter).every(([key, value]) => value === undefined || talliedFilters.has(key)) &&
  ctx.policy.loop.every(({ region }) => regionLevel(region) <= 4)

function narrowed(ctx: Ctx, filter: ClueFilter): RawBuilder<SqlBool> {
  const state = filter.state ?? (filter.mine ? 'open' : 'new')
  const clauses: RawBuilder<SqlBool>[] = [inStates(state), ...plainClauses(filter)]
  if (filter.region) clauses.push(personInRegion(filter.region, 'clue'))
  if (filter.mine) clauses.push(isMine(ctx))
  if (filter.colour) clauses.push(sql`${colourSql(ctx.day(), ctx.policy.loop)} = ${filter.colour}`)
  return sql.join(clauses, sql` and `)
}

/**
 * The first wall. A person's clue lies where the person does, the database sees to that; a household's stands on one of
 * its members, who may belong to somebody else. Of most the database knows that the member lies in the same townships: whoever
 * sees whole townships need not look at those.
 */
export const clueInReach = (ctx: Ctx): RawBuilder<SqlBool> =>
  sql`${personInReach(ctx, 'clue')} and (${isWholeArea(ctx) ? sql`clue.is_near` : sql`clue.subject = 'person'`}
    or exists (select 1 from person where person.id = clue.person_id and ${personInReach(ctx)}))`

function plainClauses(filter: ClueFilter): RawBuilder<SqlBool>[] {
  const clauses: RawBuilder<SqlBool>[] = []
  if (filter.rule) clauses.push(sql`clue.rule = ${filter.rule}`)
  if (filter.severity) clauses.push(sql`clue.severity = ${filter.severity}`)
  if (filter.holder) clauses.push(sql`clue.holder = ${filter.holder}`)
  if (filter.office) clauses.push(sql`clue.office_id = ${filter.office}`)
  if (filter.since) clauses.push(sql`clue.since >= ${filter.since}`)
  if (filter.until) clauses.push(sql`clue.since <= ${filter.until}`)
  if (filter.verdict) clauses.push(sql`clue.verdict = ${filter.verdict}`)
  if (filter.changed) clauses.push(sql`clue.facts_changed_on is not null and clue.state not in ('closed')`)
  return clauses
}

/** What lies with the user's own office: its level, its place, and no other office named. */
const isMine = (ctx: Ctx): RawBuilder<SqlBool> => {
  const places = ctx.user.reach.map((r) => sql`(clue.place >= ${r.lo} and clue.place < ${r.hi})`)
  return sql`clue.holder = ${regionLevel(ctx.user.region)} and (${sql.join(places, sql` or `)})
    and (clue.office_id is null or clue.office_id = ${ctx.user.organisationId})`
}

/** The colour of a clue's deadline on a day, by the policy of its place; the twin of the catalogue's `clueColour`. */
export function colourSql(day: PlainDate, rows: readonly CluePolicyRow[] = cluePolicies): RawBuilder<string> {
  const local = [...new Set(rows.map(({ region }) => region))].filter((region) => region !== nation)
  const cases = local
    .sort((a, b) => regionLevel(b) - regionLevel(a))
    .map((region) => {
      const { lo, hi } = regionRange(region)
      return sql`when clue.place >= ${lo} and clue.place < ${hi} then ${colourAt(region, day, rows)}`
    })
  const elsewhere = colourAt(nation, day, rows)
  return cases.length === 0 ? elsewhere : sql`(case ${sql.join(cases, sql` `)} else ${elsewhere} end)`
}

function colourAt(region: string, day: PlainDate, rows: readonly CluePolicyRow[]): RawBuilder<string> {
  const { red, blue } = colourDays(region, day, rows)
  return sql`(case when clue.due is null or clue.due > ${blue}::date then 'clear'
    when clue.due >= ${day}::date then 'blue' when clue.due < ${red}::date then 'red' else 'orange' end)`
}
