import { type ClueAction, type ClueRefusal, type ClueStand, stepClue } from '@zhucan/catalogue'
import { type PlainDate, problem, regionLevel } from '@zhucan/kernel'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Ctx } from '../platform/index.ts'
import { clueInReach } from './clue-filter.store.ts'

/** A clue as an action sees it, locked until the transaction ends. */
export interface ClueRecord extends ClueStand {
  id: string
  version: number
  rule: string
  subject: 'person' | 'household'
  personId: string
  householdId: string | null
  hukouRegion: string
  residenceRegion: string
  place: string
  officeId: string | null
  dueCounty: PlainDate | null
  dueTownship: PlainDate | null
  dueVillage: PlainDate | null
  verdict: 'true' | 'false' | 'unknown' | null
  closedOn: PlainDate | null
}

/** What an action may change of a clue. */
export type ClueChange = Partial<
  Pick<
    ClueRecord,
    | keyof ClueStand
    | 'place'
    | 'officeId'
    | 'dueCounty'
    | 'dueTownship'
    | 'dueVillage'
    | 'verdict'
    | 'closedOn'
  >
>

/** One clue with what becomes of it, and what the history says besides. */
export interface ClueMove {
  clue: ClueRecord
  change: ClueChange
  details?: Record<string, unknown>
}

/** The most clues one action takes. */
export const mostAtOnce = 10_000

/** Locks clues in reach, in one order for everybody, so that two bulk actions cannot wait for each other. */
export async function lockClues(ctx: Ctx, where: RawBuilder<SqlBool>): Promise<ClueRecord[]> {
  const found = await sql<ClueRecord>`
    select id, version, state, holder, answered_at, sample, rule, subject, person_id, household_id, hukou_region,
      residence_region, place, office_id, due_county, due_township, due_village, verdict, closed_on
    from clue where ${where} order by id limit ${mostAtOnce + 1} for update`.execute(ctx.db)
  if (found.rows.length > mostAtOnce) throw problem('clue.too-many', { limit: mostAtOnce })
  return found.rows
}

/** One clue in reach, locked. Problems 'request.not-found'; 'clue.changed' when it is no longer what was seen. */
export async function lockClue(ctx: Ctx, id: string, version?: number): Promise<ClueRecord> {
  const [clue] = await lockClues(ctx, sql`clue.id = ${id} and ${clueInReach(ctx)}`)
  if (!clue) throw problem('request.not-found')
  if (version !== undefined && clue.version !== version) throw problem('clue.changed')
  return clue
}

/** Why an office may not do something with a clue. */
export type Refusal = ClueRefusal | 'not-yours'

/** Whether this user's office has the clue: nobody else was named, and the place is in its reach. */
export const isOfOffice = (ctx: Ctx, clue: Pick<ClueRecord, 'place' | 'officeId'>): boolean =>
  (clue.officeId === null || clue.officeId === ctx.user.organisationId) &&
  ctx.user.reach.some(({ lo, hi }) => clue.place >= lo && clue.place < hi)

/** The step of the machine for this user's office. */
export function stepFor(
  ctx: Ctx,
  clue: ClueRecord,
  action: ClueAction,
  down?: 4 | 5,
): { to: ClueStand } | { refused: Refusal } {
  const step = stepClue(clue, action, regionLevel(ctx.user.region), down)
  return 'to' in step && !isOfOffice(ctx, clue) ? { refused: 'not-yours' } : step
}

/** The step, or the problem that says why not. */
export function requireStep(ctx: Ctx, clue: ClueRecord, action: ClueAction, down?: 4 | 5): ClueStand {
  const step = stepFor(ctx, clue, action, down)
  if ('refused' in step) throw problem(`clue.${step.refused}`)
  return step.to
}

const kept = [
  ...(['state', 'holder', 'answeredAt', 'sample', 'place', 'officeId', 'verdict', 'closedOn'] as const),
  ...(['dueCounty', 'dueTownship', 'dueVillage'] as const),
]

/** How a clue was before a bulk action: enough to go back. */
export const standBefore = (clue: ClueRecord): ClueChange =>
  Object.fromEntries(kept.map((column) => [column, clue[column]]))

/**
 * Writes what became of clues and a line of history for each, in two statements however many they are. Problem
 * 'clue.changed' if one moved on meanwhile.
 */
export async function applyMoves(
  ctx: Ctx,
  moves: ClueMove[],
  act: { action: ClueAction | 'undo'; note?: string | undefined; bulkId?: string },
): Promise<void> {
  if (moves.length === 0) return
  const at = new Date(ctx.now())
  const rows = moves.map(({ clue, change, details }) => {
    const after = { ...clue, ...change }
    return {
      ...after,
      event: ctx.newId(),
      seen: clue.version,
      fromState: clue.state,
      fromHolder: clue.holder,
      details: details ?? {},
    }
  })
  const written = await sql`
    with move as (select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as m (
      id uuid, seen int, event uuid, state text, holder smallint, "answeredAt" smallint, sample text, place text,
      "officeId" uuid, verdict text, "closedOn" date, "dueCounty" date, "dueTownship" date, "dueVillage" date,
      "fromState" text, "fromHolder" smallint, details jsonb)),
    moved as (
      update clue set state = m.state, holder = m.holder, answered_at = m."answeredAt", sample = m.sample,
        place = m.place, office_id = m."officeId", verdict = m.verdict, closed_on = m."closedOn",
        due_county = m."dueCounty", due_township = m."dueTownship", due_village = m."dueVillage",
        version = m.seen + 1, changed_at = ${at}
      from move m where clue.id = m.id and clue.version = m.seen
      returning clue.id, clue.version, clue.due)
    insert into clue_event (id, clue_id, version, at, day, actor_id, actor_name, organisation_id, organisation_name,
      action, from_state, to_state, from_holder, to_holder, office_id, due, note, bulk_id, details)
    select m.event, m.id, moved.version, ${at}, ${ctx.day()}, ${ctx.user.id}, ${ctx.user.name},
      ${ctx.user.organisationId}, ${ctx.user.organisationName}, ${act.action}, m."fromState", m.state, m."fromHolder",
      m.holder, m."officeId", moved.due, ${act.note ?? null}, ${act.bulkId ?? null}, m.details
    from move m join moved using (id)`.execute(ctx.db)
  if (Number(written.numAffectedRows) !== moves.length) throw problem('clue.changed')
}
