import type { ClueVerdict, ClueVisit, SecondLook } from '@zhucan/catalogue'
import { problem } from '@zhucan/kernel'
import { sql } from 'kysely'
import { type Ctx, personInReach, regionInReach } from '../platform/index.ts'
import { clueInReach } from './clue-filter.store.ts'
import type { ClueRecord } from './clue-moves.store.ts'

/** A finding as it is kept. */
export interface Answer {
  kind: 'feedback' | 'second-look'
  verdict: ClueVerdict | SecondLook
  visit: ClueVisit
  visitedOn: string
  finding: string
  factRef: string | null
}

/** Keeps a finding; it is never changed afterwards. Returns its id. */
export async function insertAnswer(ctx: Ctx, clue: ClueRecord, answer: Answer): Promise<string> {
  const id = ctx.newId()
  await ctx.db
    .insertInto('clueFeedback')
    .values({
      id,
      clueId: clue.id,
      ...answer,
      holder: clue.holder,
      givenBy: ctx.user.id,
      organisationId: ctx.user.organisationId,
      at: new Date(ctx.now()),
      version: clue.version + 1,
    })
    .execute()
  return id
}

/** What a decision stands on: the latest feedback and what was said of it since. */
export interface Ground {
  id: string
  verdict: ClueVerdict
  givenBy: string
  hasEvidence: boolean
  secondLook: SecondLook | null
  handlings: number
}

/** The latest feedback on a clue with its evidence and second look; undefined before there is one. */
export async function findGround(ctx: Ctx, clueId: string): Promise<Ground | undefined> {
  const found = await sql<Ground>`
    select f.id, f.verdict, f.given_by,
      f.fact_ref is not null or exists (select 1 from clue_file e where e.feedback_id = f.id) as has_evidence,
      (select s.verdict from clue_feedback s where s.clue_id = f.clue_id and s.kind = 'second-look'
        and s.version > f.version order by s.version desc limit 1) as second_look,
      (select count(*)::int from clue_handling h where h.feedback_id = f.id) as handlings
    from clue_feedback f where f.clue_id = ${clueId} and f.kind = 'feedback'
    order by f.version desc limit 1`.execute(ctx.db)
  return found.rows[0]
}

/** Keeps a decision. The database refuses it once more if it takes something away without its ground. */
export async function insertHandling(
  ctx: Ctx,
  clueId: string,
  feedbackId: string,
  decision: {
    kind: 'stop' | 'correct' | 'add' | 'refer' | 'recover' | 'waive'
    decision: string
    basis: string
    amountFen?: number | undefined
    fromDay?: string | undefined
  },
): Promise<string> {
  const id = ctx.newId()
  await ctx.db
    .insertInto('clueHandling')
    .values({
      id,
      clueId,
      feedbackId,
      kind: decision.kind,
      decision: decision.decision,
      basis: decision.basis,
      amountFen: decision.amountFen === undefined ? null : BigInt(decision.amountFen),
      fromDay: decision.fromDay ?? null,
      handledBy: ctx.user.id,
      organisationId: ctx.user.organisationId,
      at: new Date(ctx.now()),
    })
    .execute()
  return id
}

/** Problem 'clue.unknown-fact' unless the source row is one of the person or household the clue is about. */
export async function requireFact(ctx: Ctx, clue: ClueRecord, factId: string): Promise<void> {
  const people =
    clue.subject === 'household' && clue.householdId
      ? sql`select m.person_id from household_member m join person p on p.id = m.person_id
          where m.household_id = ${clue.householdId} and ${personInReach(ctx, 'p')}`
      : sql`select ${clue.personId}::uuid`
  const [kind, id = '', sheet = '0', row = '0'] = factId.split(':')
  const found =
    kind === 'assertion'
      ? sql`select 1 from assertion where id = ${id}::uuid and person_id in (${people})`
      : sql`select 1 from list_row r join list l on l.id = r.list_id
          where l.id = ${id}::uuid and r.sheet = ${Number(sheet)} and r.row_no = ${Number(row)}
            and r.person_id in (${people}) and ${regionInReach(ctx, 'l.region')}`
  if ((await found.execute(ctx.db)).rows.length === 0) throw problem('clue.unknown-fact')
}

/** A finding as the page of a clue shows it. */
export interface ShownFinding {
  id: string
  kind: 'feedback' | 'second-look'
  verdict: string
  visit: string
  visitedOn: string
  text: string
  factId: string | null
  holder: number
  givenBy: string
  givenByName: string | null
  organisation: string | null
  at: Date
}

/** Everything that was found, the latest first. */
export async function listFindings(ctx: Ctx, clueId: string): Promise<ShownFinding[]> {
  const found = await sql<ShownFinding>`
    select f.id, f.kind, f.verdict, f.visit, f.visited_on, f.finding as text, f.fact_ref as fact_id, f.holder, f.given_by,
      u.name as given_by_name, o.name as organisation, f.at
    from clue_feedback f left join auth_user u on u.id = f.given_by left join organisation o on o.id = f.organisation_id
    where f.clue_id = ${clueId} order by f.version desc`.execute(ctx.db)
  return found.rows
}

/** Everything that was decided, the latest first. */
export async function listHandlings(ctx: Ctx, clueId: string) {
  const found = await sql<{
    id: string
    kind: string
    decision: string
    basis: string
    amountFen: bigint | null
    fromDay: string | null
    handledByName: string | null
    organisation: string | null
    at: Date
  }>`
    select h.id, h.kind, h.decision, h.basis, h.amount_fen, h.from_day, u.name as handled_by_name, o.name as organisation, h.at
    from clue_handling h left join auth_user u on u.id = h.handled_by left join organisation o on o.id = h.organisation_id
    where h.clue_id = ${clueId} order by h.at desc`.execute(ctx.db)
  return found.rows
}

/** The history of a clue, oldest first. */
export async function listHistory(ctx: Ctx, clueId: string) {
  const found = await sql<{
    id: string
    at: Date
    day: string
    action: string
    fromState: string
    toState: string
    fromHolder: number
    toHolder: number
    actorName: string | null
    organisationName: string | null
    officeName: string | null
    due: string | null
    note: string | null
    bulkId: string | null
    details: Record<string, unknown>
  }>`
    select e.id, e.at, e.day, e.action, e.from_state, e.to_state, e.from_holder, e.to_holder, e.actor_name,
      e.organisation_name, o.name as office_name, e.due, e.note, e.bulk_id, e.details - 'before' as details
    from clue_event e left join organisation o on o.id = e.office_id
    where e.clue_id = ${clueId} order by e.version`.execute(ctx.db)
  return found.rows
}

/** The latest drawing that took a clue: rate and seed, so that anybody can draw again. */
export async function findDrawing(ctx: Ctx, clueId: string) {
  const found = await sql<{ rate: number; seed: string; population: number; at: Date }>`
    select b.rate, b.seed, b.population, b.at from clue_event e join clue_bulk b on b.id = e.bulk_id
    where e.clue_id = ${clueId} and e.action = 'draw' and ${regionInReach(ctx, 'b.region')}
    order by e.version desc limit 1`.execute(ctx.db)
  return found.rows[0] ?? null
}

/** Whether the same question is open in another clue. */
export async function hasOpenTwin(ctx: Ctx, clue: ClueRecord): Promise<boolean> {
  const about =
    clue.subject === 'household'
      ? sql`household_id = ${clue.householdId}`
      : sql`person_id = ${clue.personId} and subject = 'person'`
  const found = await sql`
    select 1 from clue where rule = ${clue.rule} and ${about} and id <> ${clue.id}
      and state not in ('closed', 'withdrawn') and ${clueInReach(ctx)} limit 1`.execute(ctx.db)
  return found.rows.length > 0
}
