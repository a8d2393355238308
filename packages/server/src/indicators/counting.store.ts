import { type IndicatorBase, rules } from '@zhucan/catalogue'
import { regionRange } from '@zhucan/kernel'
import { sql } from 'kysely'
import { to as copyTo } from 'pg-copy-streams'
import { type Ctx, personInReach, regionInReach } from '../platform/index.ts'
import { buildFacts } from '../screening/index.ts'
import { neededColumns, readyOver } from './ready-indicators.ts'

/** The temporary table that holds the records of one kind, each at its one place, with the facts indicators look at. */
const tableOf = (base: IndicatorBase): string => `counted_${base.replace('-', '_')}`

/** Builds the records of all kinds for this transaction. Everybody counts where they are registered, so that levels add up. */
export async function buildRecords(ctx: Ctx, region: string): Promise<void> {
  await buildFacts(ctx, region)
  const { lo, hi } = regionRange(region)
  const inside = (place: string) =>
    sql`${sql.raw(place)} collate "C" >= ${sql.lit(lo)} and ${sql.raw(place)} collate "C" < ${sql.lit(hi)}`
  await sql`create temp table counted_person on commit drop as
    select f.*, f.person_id as record_id, f.hukou_region as place,
      (f.kind = 'holder' and f.person_alive and f."person_certificateState" is distinct from 'cancelled') as "person_isHolder"
    from fact f where ${inside('f.hukou_region')}`.execute(ctx.db)
  await sql`create temp table counted_household on commit drop as
    select distinct on (f.household_id) f.*, f.household_id as record_id, h.region as place
    from fact f join household h on h.id = f.household_id
    where ${inside('h.region')} order by f.household_id, f.person_id`.execute(ctx.db)
  await sql`create temp table counted_clue on commit drop as
    select clue.id as record_id, clue.place, clue.state as clue_state, ${kindOfRule} as clue_kind,
      clue.severity as clue_severity, coalesce(clue.verdict, 'none') as clue_verdict,
      coalesce(clue.due < ${day(ctx)}, false) as "clue_isOverdue",
      clue.since >= ${yearStart(ctx)} and clue.since <= ${day(ctx)} as "clue_isThisYear"
    from clue where ${personInReach(ctx, 'clue')} and ${inside('clue.place')}`.execute(ctx.db)
  await sql`create temp table counted_visit on commit drop as
    select v.id as record_id, clue.place, v.visit as visit_mode,
      v.visited_on >= ${yearStart(ctx)} and v.visited_on <= ${day(ctx)} as "visit_isThisYear"
    from clue_feedback v join clue on clue.id = v.clue_id
    where v.kind = 'feedback' and ${personInReach(ctx, 'clue')} and ${inside('clue.place')}`.execute(ctx.db)
  await sql`create temp table counted_list_row on commit drop as
    select list.id as record_id, list.region as place, r.state as row_state
    from list_row r join list on list.id = r.list_id
    where ${regionInReach(ctx, 'list.region')} and ${inside('list.region')}`.execute(ctx.db)
}

const day = (ctx: Ctx) => sql`${sql.lit(ctx.day())}::date`
const yearStart = (ctx: Ctx) => sql`${sql.lit(`${ctx.day().slice(0, 4)}-01-01`)}::date`

/** Which kind of clue each rule makes; a rule that is gone from the catalogue has none. */
const kindOfRule = sql`case clue.rule ${sql.join(
  rules.map(({ id, kind }) => sql`when ${sql.lit(id)} then ${sql.lit(kind)}`),
  sql` `,
)} end`

type Cell = string | number | boolean | null

/** The records of a kind as rows for the engine: the place as a number, then the needed facts. */
export async function* streamRecords(ctx: Ctx, base: IndicatorBase): AsyncGenerator<(Cell | bigint)[]> {
  const columns = neededColumns(base)
  const list = ['place::bigint', ...columns.map(({ quoted }) => quoted)].join(', ')
  // In order of place, so that the engine adds to one sum for a long time.
  const query = `copy (select ${list} from ${tableOf(base)} order by place) to stdout`
  const stream = ctx.client.query(copyTo(query))
  let rest = ''
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const lines = (rest + chunk.toString('utf8')).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const [place = '', ...cells] = line.split('\t')
      yield [BigInt(place), ...cells.map((cell, at) => readCell(cell, columns[at]!.type))]
    }
  }
}

function readCell(cell: string, type: string): Cell | bigint {
  if (cell === '\\N') return null
  if (type === 'BOOLEAN') return cell === 't'
  if (type === 'INTEGER') return Number(cell)
  return type === 'BIGINT' ? BigInt(cell) : cell
}

/** How many records of a kind there are. */
export async function countRecords(ctx: Ctx, base: IndicatorBase): Promise<bigint> {
  const { rows } = await ctx.client.query<{ n: bigint }>(`select count(*) as n from ${tableOf(base)}`)
  return BigInt(rows[0]?.n ?? 0)
}

/** Keeps which record got which answer, so that a figure opens into exactly its rows; who counts nowhere is left out. */
export async function keepRecords(ctx: Ctx, snapshotId: string, base: IndicatorBase): Promise<void> {
  const answers = readyOver(base).map((each) => `${each.sqlFor('f')}::text`)
  if (answers.length === 0 || base === 'list-row') return
  await ctx.client.query(
    `insert into indicator_record (snapshot_id, base, record_id, region, answers)
     select $1, $2, record_id, place, answers from (
       select f.record_id, f.place, concat(${answers.join(', ')}) as answers from ${tableOf(base)} f) r
     where answers <> '${'0'.repeat(answers.length)}'`,
    [snapshotId, base],
  )
}
