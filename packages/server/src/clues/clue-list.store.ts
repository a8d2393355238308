import type { ClueColour, ClueHolder, ClueStand } from '@zhucan/catalogue'
import { maskName } from '@zhucan/kernel'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { alongIndex, type Ctx, figure, orderedFrom } from '../platform/index.ts'
import { type ClueFilter, clueWhere, colourSql, isTallied, tallyWhere } from './clue-filter.store.ts'

/** One clue as it stands in a list; the name is masked. */
export interface ClueLine extends ClueStand {
  id: string
  rule: string
  severity: string
  subject: string
  since: string
  personId: string
  personName: string
  category: string | null
  level: number | null
  regionName: string | null
  holder: ClueHolder
  place: string
  placeName: string | null
  officeId: string | null
  officeName: string | null
  due: string | null
  colour: ClueColour
  verdict: 'true' | 'false' | 'unknown' | null
  factsChangedOn: string | null
  version: number
}

/** The columns a list can be sorted by. */
export const clueSorts = ['severity', 'due', 'since', 'rule', 'state', 'place', 'changed'] as const

/** How a list is ordered. */
export interface ClueOrder {
  sort: (typeof clueSorts)[number]
  order: 'asc' | 'desc'
}

const columns: Record<ClueOrder['sort'], string[]> = {
  severity: ['severity_rank', 'since', 'place', 'id'],
  due: ['due', 'severity_rank', 'id'],
  since: ['since', 'severity_rank', 'id'],
  rule: ['rule', 'severity_rank', 'since', 'id'],
  state: ['state', 'severity_rank', 'since', 'id'],
  place: ['place', 'severity_rank', 'since', 'id'],
  changed: ['changed_at', 'id'],
}

/** The asked column in the asked direction, what it is silent on always last; the others keep the order steady. */
function orderBy({ sort, order }: ClueOrder): RawBuilder<unknown> {
  const [first, ...rest] = columns[sort].map((column) => sql.ref(`clue.${column}`))
  const direction = order === 'asc' ? sql`asc nulls last` : sql`desc nulls last`
  return sql.join([sql`${first} ${direction}`, ...rest])
}

/** The columns of a line over `clue`, its person, its places and its office. */
export const lineColumns = (ctx: Ctx): RawBuilder<unknown> => sql`
  clue.id, clue.rule, clue.severity, clue.subject, clue.state, clue.since, clue.person_id, person.name as person_name,
  person.category, person.level, region.name as region_name, clue.holder, clue.place, spot.name as place_name,
  clue.office_id, office.name as office_name, clue.due, ${colourSql(ctx.day(), ctx.policy.loop)} as colour, clue.verdict, clue.sample,
  clue.answered_at, clue.facts_changed_on, clue.version`

/** What `lineColumns` reads from, beside `clue`. */
export const lineJoins = sql`
  join person on person.id = clue.person_id
  left join region on region.code = person.residence_region
  left join region spot on spot.code = clue.place
  left join organisation office on office.id = clue.office_id`

/** How many clues the filter means; where no tally answers, the number of a long list may be a moment old. */
export async function countClues(ctx: Ctx, filter: ClueFilter): Promise<number> {
  if (!isTallied(ctx, filter))
    return figure(ctx, 'clues', filter, {
      work: () => countWhere(ctx, clueWhere(ctx, filter)),
      sizeOf: (count) => count,
    })
  const tallied = await sql<{ count: bigint }>`
    select coalesce(sum(n), 0) as count from clue_tally clue where ${tallyWhere(ctx, filter)}`.execute(ctx.db)
  const far = sql<SqlBool>`${clueWhere(ctx, filter)} and not clue.is_near`
  return Number(tallied.rows[0]?.count ?? 0) + (await countWhere(ctx, far))
}

async function countWhere(ctx: Ctx, where: RawBuilder<SqlBool>): Promise<number> {
  const counted = await sql<{ count: bigint }>`select count(*) as count from clue where ${where}`.execute(
    ctx.db,
  )
  return Number(counted.rows[0]?.count ?? 0)
}

/** One page of clues, names masked. */
export async function listClues(
  ctx: Ctx,
  filter: ClueFilter,
  order: ClueOrder,
  page: { offset: number; limit: number },
): Promise<{ total: number; rows: ClueLine[] }> {
  const total = await countClues(ctx, filter)
  const read = () =>
    sql<ClueLine>`
    select ${lineColumns(ctx)}
    from (select * from clue where ${clueWhere(ctx, filter)} order by ${orderBy(order)}
      limit ${page.limit} offset ${page.offset}) clue ${lineJoins}
    order by ${orderBy(order)}`.execute(ctx.db)
  const rows = total < orderedFrom ? await read() : await alongIndex(ctx, { table: 'clue', total }, read)
  return {
    total,
    rows: rows.rows.map((row) => ({ ...row, personName: maskName(row.personName) })),
  }
}
