import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '../platform/index.ts'
import { allocate, type Stratum } from './clerical-sample.ts'

/**
 * What a pair `p` counts as: a link of the program's own, or a question to people, also one that the answer about another
 * candidate settled. Nothing, where a later search took it over.
 */
const kind = sql`case when p.state = 'linked' or (p.sample in ('agrees', 'differs') and p.state <> 'superseded') then 'link'
  when p.state <> 'superseded' or exists (select 1 from link_pair other where other.list_id = p.list_id and other.run_id = p.run_id
    and other.sheet = p.sheet and other.row_no = p.row_no and other.state = 'accepted') then 'review' end`

/** The band of weights of a pair: questions by two bits, of links only how far they are from being questions. */
const band = sql`case when p.kind = 'link' then least(floor(p.weight / 4) * 4, 12) else least(floor(p.weight / 2) * 2, 4) end::int`

const pairsOf = (runId: RawBuilder<unknown>) => sql`(select p.*, ${band} as band
  from (select p.*, ${kind} as kind from link_pair p where p.run_id = ${runId}) p where p.kind is not null)`

/**
 * An order by chance of the pairs `p` of a run, out of the list's name and the day, the row and the person's words and no id: two
 * installations with the same files draw the same pairs, and the next month's list other ones.
 */
export const byChance = (runId: RawBuilder<unknown>) => sql`md5(concat_ws(' ',
    (select list.title || ' ' || run.day from link_run run join list on list.id = run.list_id where run.id = ${runId}),
    p.sheet, p.row_no, (select concat_ws(' ', who.name, who.birth, who.hukou_region) from person who where who.id = p.person_id))), p.id`

/** The bands of a run with what people said of the pairs drawn from them, as JSON; empty where none were drawn. */
export const strataSql = (runId: RawBuilder<unknown>) => sql`(case when not exists (
    select 1 from link_pair drawn where drawn.run_id = ${runId} and drawn.sample <> 'none') then '[]'::jsonb
  else (select coalesce(jsonb_agg(to_jsonb(s)), '[]') from (
    select p.kind, p.band, count(*) as size,
      count(*) filter (where case p.kind when 'link' then p.sample = 'agrees' and p.state = 'linked'
        else p.sample = 'drawn' and p.state in ('accepted', 'awaiting-second') end) as same,
      count(*) filter (where case p.kind when 'link' then p.sample = 'differs' or (p.sample = 'agrees' and p.state <> 'linked')
        else p.sample = 'drawn' and p.state in ('rejected', 'unlinked', 'superseded') end) as differs,
      count(*) filter (where p.kind = 'review' and p.sample = 'drawn' and p.state = 'unsure') as unsure,
      count(*) filter (where p.kind = 'review' and p.state = 'accepted') as accepted,
      count(*) filter (where p.kind = 'review' and p.state in ('review', 'unsure', 'awaiting-second')) as waiting
    from ${pairsOf(runId)} p group by p.kind, p.band order by p.kind, p.band) s) end)`

/**
 * Draws pairs for a person to judge, half of them links and half of them questions where there are both: from each band of
 * weights in proportion, by chance; the same run draws the same. Questions that are answered already may be among them.
 * Returns how many were drawn.
 */
export async function drawSample(ctx: Ctx, runId: string, size: number): Promise<number> {
  const { rows: bands } = await sql<Pick<Stratum, 'kind' | 'band' | 'size'>>`
    select kind, band, count(*)::int as size from ${pairsOf(sql`${runId}`)} p where sample = 'none'
    group by 1, 2 order by 1, 2`.execute(ctx.db)
  const ofKind = (of: Stratum['kind']) => bands.filter((one) => one.kind === of)
  const count = (of: Stratum['kind']) => ofKind(of).reduce((sum, one) => sum + one.size, 0)
  const links = Math.max(size - count('review'), Math.min(count('link'), Math.ceil(size / 2)))
  const shares = [
    ...allocate(
      ofKind('link').map((one) => one.size),
      links,
    ),
    ...allocate(
      ofKind('review').map((one) => one.size),
      size - Math.min(links, count('link')),
    ),
  ]
  const wanted = [...ofKind('link'), ...ofKind('review')].map((one, at) => ({ ...one, take: shares[at]! }))
  const { numAffectedRows } = await sql`update link_pair set sample = 'drawn' where id in (
    select ranked.id from (select id, kind, band, row_number() over (partition by kind, band order by ${byChance(sql`${runId}`)}) as place
      from ${pairsOf(sql`${runId}`)} p where sample = 'none') ranked
    join jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w (kind text, band int, take int)
      on w.kind = ranked.kind and w.band = ranked.band and ranked.place <= w.take)`.execute(ctx.db)
  return Number(numAffectedRows ?? 0)
}
