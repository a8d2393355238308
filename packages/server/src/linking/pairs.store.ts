import type { LinkState } from '@zhucan/catalogue'
import type { LinkEvidence } from '@zhucan/db'
import { maskName, problem } from '@zhucan/kernel'
import { sql } from 'kysely'
import { type Ctx, personInReach, regionInReach } from '../platform/index.ts'
import { byChance } from './sample.store.ts'

/** A pair as a run brings it in. */
export interface NewPair {
  sheet: number
  row: number
  personId: string
  weight: number
  rivals: number
  guarded: boolean
  needsTwo: boolean
  remembered: boolean
  state: LinkState
  evidence: readonly LinkEvidence[]
  /** What the register says of the person, as a hexadecimal mark. */
  seen: string
  /** Whose decision was carried on. */
  decidedBy: string | null
}

const chunk = 500

/** Brings the pairs of a run in and links the rows of those that are linked. Returns how many rows were linked. */
export async function insertPairs(
  ctx: Ctx,
  run: { id: string; listId: string },
  pairs: readonly NewPair[],
): Promise<number> {
  for (let at = 0; at < pairs.length; at += chunk) {
    const values = pairs.slice(at, at + chunk).map((pair) => ({ ...pair, id: ctx.newId() }))
    await sql`insert into link_pair (id, run_id, list_id, sheet, row_no, person_id, weight, rivals, guarded, needs_two,
        remembered, evidence, state, before_state, before_method, person_seen, decided_by)
      select x.id, ${run.id}, ${run.listId}, x.sheet, x.row, x."personId", x.weight, x.rivals, x.guarded, x."needsTwo",
        x.remembered, x.evidence, x.state, r.state, r.method, decode(x.seen, 'hex'), x."decidedBy"
      from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as x (id uuid, sheet smallint, row integer, "personId" uuid,
        weight real, rivals smallint, guarded boolean, "needsTwo" boolean, remembered boolean, evidence jsonb, state text, seen text, "decidedBy" text)
      join list_row r on r.list_id = ${run.listId} and r.sheet = x.sheet and r.row_no = x.row
      where r.state <> 'matched'`.execute(ctx.db)
  }
  const done = await sql`update list_row r set state = 'matched', method = 'linked', person_id = p.person_id
    from link_pair p where p.run_id = ${run.id} and p.state in ('linked', 'accepted')
      and r.list_id = p.list_id and r.sheet = p.sheet and r.row_no = p.row_no`.execute(ctx.db)
  return Number(done.numAffectedRows ?? 0)
}

/** A question that an earlier run left open, or that somebody was about to answer. */
export interface OpenQuestion {
  sheet: number
  row: number
  personId: string
  was: LinkState
  decidedBy: string | null
  seen: Buffer | null
}

/** Closes the questions that earlier runs of the list left open: the new run asks them anew, or carries them on. */
export async function closeOpenPairs(ctx: Ctx, listId: string, exceptRun: string): Promise<OpenQuestion[]> {
  const { rows } = await sql<OpenQuestion>`with open as (
      select id, state from link_pair
      where list_id = ${listId} and run_id <> ${exceptRun} and state in ('review', 'unsure', 'awaiting-second') for update),
    closed as (
      update link_pair p set state = 'superseded', version = version + 1 from open where open.id = p.id
      returning p.*, open.state as was),
    told as (
      insert into link_event (id, pair_id, version, at, action, from_state, to_state)
      select gen_random_uuid(), id, version, ${new Date(ctx.now())}, 'asked-anew', was, 'superseded' from closed)
    select sheet, row_no as row, person_id, was, decided_by, person_seen as seen from closed`.execute(ctx.db)
  return rows
}

/** A pair with the list it belongs to. */
export interface LinkPair {
  id: string
  runId: string
  listId: string
  listTitle: string
  fileType: string
  region: string
  sheet: number
  row: number
  personId: string
  weight: number
  rivals: number
  guarded: boolean
  needsTwo: boolean
  remembered: boolean
  evidence: LinkEvidence[]
  state: LinkState
  sample: 'none' | 'drawn' | 'agrees' | 'differs'
  decidedBy: string | null
  version: number
}

const pairColumns = sql`p.id, p.run_id, p.list_id, list.title as list_title, list.file_type, list.region, p.sheet,
  p.row_no as row, p.person_id, p.weight, p.rivals, p.guarded, p.needs_two, p.remembered, p.evidence, p.state, p.sample,
  p.decided_by, p.version`

const reachable = (ctx: Ctx) => sql`from link_pair p join list on list.id = p.list_id
  join person on person.id = p.person_id
  where ${regionInReach(ctx, 'list.region')} and ${personInReach(ctx)}`

/** One pair of which list and person are in reach; `lock` holds it. Problem 'link.not-found'. */
export async function getPair(ctx: Ctx, id: string, lock = false): Promise<LinkPair> {
  const { rows } = await sql<LinkPair>`select ${pairColumns} ${reachable(ctx)} and p.id = ${id}
    ${lock ? sql`for update of p` : sql``}`.execute(ctx.db)
  if (!rows[0]) throw problem('link.not-found')
  return rows[0]
}

/** What a queue shows of a pair. */
export interface PairLine {
  id: string
  sheet: number
  row: number
  name: string
  weight: number
  rivals: number
  guarded: boolean
  needsTwo: boolean
  remembered: boolean
  state: LinkState
  sample: string
  version: number
  evidence: LinkEvidence[]
}

/** Which pairs of a run a queue holds. */
export interface PairFilter {
  states: readonly LinkState[]
  sampled: boolean
}

/**
 * One page of a run's pairs, the likeliest first, rows with several candidates together; names masked. What somebody set
 * aside as unsure comes behind what nobody has looked at. Drawn pairs that wait for an answer come in the order of chance, so
 * that those answered so far are a fair part.
 */
export async function listPairs(
  ctx: Ctx,
  runId: string,
  filter: PairFilter,
  page: { offset: number; limit: number },
): Promise<{ total: number; rows: PairLine[] }> {
  const which = sql`${reachable(ctx)} and p.run_id = ${runId} and p.state = any(${[...filter.states]})
    ${filter.sampled ? sql`and p.sample = 'drawn'` : sql``}`
  const total = await sql<{ n: number }>`select count(*)::int as n ${which}`.execute(ctx.db)
  const { rows } = await sql<PairLine>`select ${pairColumns}, person.name ${which}
    order by ${filter.sampled ? sql`${byChance(sql`${runId}`)},` : sql``} min(case when p.state = 'unsure' then 1 else 0 end) over (partition by p.sheet, p.row_no), max(p.weight) over (partition by p.sheet, p.row_no) desc, p.sheet, p.row_no, p.weight desc, p.id
    limit ${page.limit} offset ${page.offset}`.execute(ctx.db)
  return { total: total.rows[0]?.n ?? 0, rows: rows.map((row) => ({ ...row, name: maskName(row.name) })) }
}

/** Other candidates for the same row in the same run. */
export async function listRivals(
  ctx: Ctx,
  pair: LinkPair,
): Promise<{ id: string; weight: number; state: LinkState }[]> {
  const { rows } = await sql<{
    id: string
    weight: number
    state: LinkState
  }>`select p.id, p.weight, p.state ${reachable(ctx)}
    and p.run_id = ${pair.runId} and p.sheet = ${pair.sheet} and p.row_no = ${pair.row} and p.id <> ${pair.id}
    order by p.weight desc, p.id`.execute(ctx.db)
  return rows
}

/** One line of a pair's history. */
export interface PairEvent {
  version: number
  at: Date
  actorName: string | null
  action: string
  toState: string
  note: string | null
}

/** What happened to a row and a person in this run and before it, the newest first. */
export async function listEvents(ctx: Ctx, pair: LinkPair): Promise<PairEvent[]> {
  const { rows } = await sql<PairEvent>`select e.version, e.at, e.actor_name, e.action, e.to_state, e.note
    from link_event e join link_pair p on p.id = e.pair_id
    where p.list_id = ${pair.listId} and p.sheet = ${pair.sheet} and p.row_no = ${pair.row} and p.person_id = ${pair.personId}
    order by e.at desc, e.pair_id = ${pair.id} desc, e.version desc`.execute(ctx.db)
  return rows
}

/** A step of a pair. */
export interface PairMove {
  action: string
  to: LinkState
  note: string | null
  sample?: LinkPair['sample']
}

/** Writes a step of locked pairs, each with its line of history. */
export async function movePairs(
  ctx: Ctx,
  pairs: readonly Pick<LinkPair, 'id' | 'state' | 'version'>[],
  { action, to, note, sample }: PairMove,
): Promise<void> {
  const at = new Date(ctx.now())
  await sql`update link_pair set state = ${to}, version = version + 1, decided_by = ${ctx.user.id}, decided_at = ${at},
      sample = coalesce(${sample ?? null}, sample)
    where id = any(${pairs.map(({ id }) => id)}::uuid[])`.execute(ctx.db)
  await sql`insert into link_event (id, pair_id, version, at, actor_id, actor_name, action, from_state, to_state, note)
    select step.id, step.pair_id, step.version, ${at}, ${ctx.user.id}, ${ctx.user.name}, ${action}, step.from_state, ${to}, ${note}
    from unnest(${pairs.map(() => ctx.newId())}::uuid[], ${pairs.map(({ id }) => id)}::uuid[],
      ${pairs.map(({ version }) => version + 1)}::int[], ${pairs.map(({ state }) => state)}::text[])
      as step (id, pair_id, version, from_state)`.execute(ctx.db)
}

/** Makes the row be about the person; false when it is about somebody already. Keeps how it stood before. */
export async function linkRow(ctx: Ctx, pair: LinkPair, seen: Buffer | null): Promise<boolean> {
  await sql`update link_pair p set before_state = r.state, before_method = r.method,
      person_seen = coalesce(${seen}::bytea, p.person_seen) from list_row r
    where p.id = ${pair.id} and r.list_id = p.list_id and r.sheet = p.sheet and r.row_no = p.row_no
      and r.state <> 'matched'`.execute(ctx.db)
  const { numAffectedRows } =
    await sql`update list_row set state = 'matched', method = 'linked', person_id = ${pair.personId}
    where list_id = ${pair.listId} and sheet = ${pair.sheet} and row_no = ${pair.row} and state <> 'matched'`.execute(
      ctx.db,
    )
  return Number(numAffectedRows ?? 0) === 1
}

/** Lets the rows of these pairs stand as they stood before they were linked. */
export async function unlinkRows(ctx: Ctx, pairs: readonly Pick<LinkPair, 'id'>[]): Promise<void> {
  await sql`update list_row r set state = p.before_state, method = p.before_method, person_id = null from link_pair p
    where p.id = any(${pairs.map(({ id }) => id)}::uuid[])
      and r.list_id = p.list_id and r.sheet = p.sheet and r.row_no = p.row_no`.execute(ctx.db)
}

/** The pairs of the same row in a state, locked. */
export async function lockRivals(
  ctx: Ctx,
  pair: LinkPair,
  states: readonly LinkState[],
): Promise<LinkPair[]> {
  const { rows } = await sql<LinkPair>`select ${pairColumns} ${reachable(ctx)}
    and p.run_id = ${pair.runId} and p.sheet = ${pair.sheet} and p.row_no = ${pair.row} and p.id <> ${pair.id}
    and p.state = any(${[...states]}) for update of p`.execute(ctx.db)
  return rows
}
