import type { LinkEvidence, MovedRow } from '@zhucan/db'
import { maskName, problem } from '@zhucan/kernel'
import type { LinkModel } from '@zhucan/matching'
import { type RawBuilder, sql } from 'kysely'
import { type Ctx, personInReach, regionInReach } from '../platform/index.ts'

const longestRunMs = 3_600_000

/** A search of the register for files of the same person. */
export interface DuplicateRun {
  id: string
  region: string
  state: 'running' | 'done' | 'failed'
  startedAt: Date
  finishedAt: Date | null
  counts: Record<string, number>
  problem: { code: string; params: Record<string, string | number> } | null
  modelVersion: string | null
  /** The run that learnt the model; null where this one did. */
  modelFrom: string | null
}

/** Registers a run over a region; 'link.running' when one is under way. */
export async function insertRun(ctx: Ctx, region: string): Promise<string> {
  const [latest] = await listRuns(ctx)
  if (
    latest?.state === 'running' &&
    latest.region === region &&
    latest.startedAt.getTime() > ctx.now() - longestRunMs
  )
    throw problem('link.running')
  const id = ctx.newId()
  await ctx.db
    .insertInto('duplicateRun')
    .values({
      id,
      region,
      state: 'running',
      day: ctx.day(),
      startedBy: ctx.user.id,
      startedAt: new Date(ctx.now()),
      finishedAt: null,
    })
    .execute()
  return id
}

/** Runs in reach, the newest first. */
export function listRuns(ctx: Ctx): Promise<DuplicateRun[]> {
  return ctx.db
    .selectFrom('duplicateRun')
    .select(['id', 'region', 'state', 'startedAt', 'finishedAt', 'counts', 'problem', 'modelFrom'])
    .select(sql<string | null>`model->>'version'`.as('modelVersion'))
    .where(regionInReach(ctx, 'duplicateRun.region'))
    .orderBy('startedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(50)
    .execute()
}

/** One run in reach. Problem 'link.not-found'. */
export async function getRun(ctx: Ctx, id: string): Promise<DuplicateRun> {
  const run = (await listRuns(ctx)).find((one) => one.id === id)
  if (!run) throw problem('link.not-found')
  return run
}

/** The newest model that a search in this area learnt; undefined before the first. */
export async function findModel(ctx: Ctx): Promise<{ runId: string; model: LinkModel } | undefined> {
  const row = await ctx.db
    .selectFrom('duplicateRun')
    .select(['id', 'model'])
    .where('state', '=', 'done')
    .where('model', 'is not', null)
    .where('modelFrom', 'is', null)
    .where(regionInReach(ctx, 'duplicateRun.region'))
    .orderBy('startedAt', 'desc')
    .executeTakeFirst()
  return row && { runId: row.id, model: row.model as LinkModel }
}

/** Writes how a run ended. */
export async function endRun(
  ctx: Ctx,
  id: string,
  end:
    | { counts: Record<string, number>; model: LinkModel; modelFrom: string | null }
    | { problem: { code: string; params: Record<string, string | number> } },
): Promise<void> {
  await ctx.db
    .updateTable('duplicateRun')
    .set({
      finishedAt: new Date(ctx.now()),
      ...('counts' in end
        ? {
            state: 'done' as const,
            counts: JSON.stringify(end.counts),
            model: JSON.stringify(end.model),
            modelFrom: end.modelFrom,
          }
        : { state: 'failed' as const, problem: JSON.stringify(end.problem) }),
    })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .where(regionInReach(ctx, 'duplicateRun.region'))
    .execute()
}

/** A pair of files as a run proposes it. */
export interface NewDuplicate {
  a: string
  b: string
  weight: number
  evidence: readonly LinkEvidence[]
}

/** Proposes pairs; what people decided stands. Returns how many questions are open of this run. */
export async function proposePairs(ctx: Ctx, runId: string, found: readonly NewDuplicate[]): Promise<number> {
  let open = 0
  for (let at = 0; at < found.length; at += 500) {
    const rows = found.slice(at, at + 500).map(({ a, b, weight, evidence }) => {
      const [personA, personB] = a < b ? [a, b] : [b, a]
      return { id: ctx.newId(), personA, personB, weight, evidence }
    })
    const { rows: kept } = await sql<{ id: string }>`
      insert into duplicate_pair (id, run_id, person_a, person_b, weight, evidence, state)
      select x.id, ${runId}, x."personA", x."personB", x.weight, x.evidence, 'open'
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as x (id uuid, "personA" uuid, "personB" uuid, weight real, evidence jsonb)
      on conflict (person_a, person_b) do update
        set run_id = excluded.run_id, weight = excluded.weight, evidence = excluded.evidence
        where duplicate_pair.state = 'open'
      returning id`.execute(ctx.db)
    open += kept.length
  }
  return open
}

/** A pair with both people's names. */
export interface DuplicatePair {
  id: string
  personA: string
  personB: string
  nameA: string
  nameB: string
  weight: number
  evidence: LinkEvidence[]
  state: PairState
  version: number
}

/** `waiting` = open, and somebody wants to merge it. */
export type PairState = 'open' | 'waiting' | 'merged' | 'different'

const state = sql`(case when d.state = 'open' and exists (select 1 from proposal q where q.pair_id = d.id and q.state = 'waiting')
  then 'waiting' else d.state end)`

const pairs = (ctx: Ctx, which: RawBuilder<unknown>) => sql`from duplicate_pair d
  join person a on a.id = d.person_a join person b on b.id = d.person_b
  where ${personInReach(ctx, 'a')} and ${personInReach(ctx, 'b')} and ${which}`

const columns = sql`d.id, d.person_a, d.person_b, a.name as name_a, b.name as name_b, d.weight, d.evidence, ${state} as state, d.version`

/** One page of pairs in a state of which both people are in reach, the likeliest first; names masked. */
export async function listPairs(
  ctx: Ctx,
  wanted: PairState,
  page: { offset: number; limit: number },
): Promise<{ total: number; rows: DuplicatePair[] }> {
  const which = pairs(ctx, sql`${state} = ${wanted}`)
  const total = await sql<{ n: number }>`select count(*)::int as n ${which}`.execute(ctx.db)
  const { rows } = await sql<DuplicatePair>`select ${columns} ${which}
    order by d.weight desc, d.id limit ${page.limit} offset ${page.offset}`.execute(ctx.db)
  return {
    total: total.rows[0]?.n ?? 0,
    rows: rows.map((row) => ({ ...row, nameA: maskName(row.nameA), nameB: maskName(row.nameB) })),
  }
}

/** One pair, held when asked. Problem 'link.not-found'. */
export async function getPair(ctx: Ctx, id: string, lock = false): Promise<DuplicatePair> {
  const { rows } = await sql<DuplicatePair>`select ${columns} ${pairs(ctx, sql`d.id = ${id}`)}
    ${lock ? sql`for update of d` : sql``}`.execute(ctx.db)
  if (!rows[0]) throw problem('link.not-found')
  return rows[0]
}

/** Sets the state of a held pair. */
export async function setPairState(
  ctx: Ctx,
  pair: DuplicatePair,
  next: Exclude<PairState, 'waiting'>,
): Promise<void> {
  await ctx.db
    .updateTable('duplicatePair')
    .set({ state: next, decidedBy: ctx.user.id, decidedAt: new Date(ctx.now()), version: pair.version + 1 })
    .where('id', '=', pair.id)
    .execute()
}

/** A merging that one person wanted and another agreed to. */
export interface AgreedMerge {
  pairId: string
  proposalId: string
  kept: string
  gone: string
  note: string | null
}

/** Keeps a merging with what it moved; with this row the database lets the other file step back. */
export async function insertMerge(
  ctx: Ctx,
  merge: AgreedMerge & { moved: readonly MovedRow[] },
): Promise<void> {
  await ctx.db
    .insertInto('personMerge')
    .values({
      ...merge,
      id: ctx.newId(),
      moved: JSON.stringify(merge.moved),
      mergedBy: ctx.user.id,
      mergedByName: ctx.user.name,
      mergedAt: new Date(ctx.now()),
      undoneByName: null,
      undoneAt: null,
      undoneNote: null,
    })
    .execute()
}

/** The mergings of a pair, the newest first. */
export const listMerges = (ctx: Ctx, pairId: string) =>
  ctx.db
    .selectFrom('personMerge')
    .leftJoin('proposal', 'proposal.id', 'personMerge.proposalId')
    .select('proposal.madeByName as wantedByName')
    .select([
      'personMerge.id',
      'kept',
      'gone',
      'mergedByName',
      'mergedAt',
      'personMerge.note',
      'moved',
      'undoneByName',
      'undoneAt',
      'undoneNote',
    ])
    .where('personMerge.pairId', '=', pairId)
    .orderBy('mergedAt', 'desc')
    .execute()

/** Writes that a merging was taken back; with this the database lets the other file come forward again. */
export async function endMerge(ctx: Ctx, mergeId: string, note: string): Promise<void> {
  await ctx.db
    .updateTable('personMerge')
    .set({ undoneByName: ctx.user.name, undoneAt: new Date(ctx.now()), undoneNote: note })
    .where('id', '=', mergeId)
    .execute()
}
