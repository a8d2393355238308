import type { LocalLine, PolicyLineValue } from '@zhucan/catalogue'
import { nation, type PlainDate, parentRegion, problem, type RegionCode } from '@zhucan/kernel'
import { sql } from 'kysely'
import { type Ctx, decidedNow, requireInArea, tellRefusal } from '../platform/index.ts'

/** A line as it was entered, with who stood for it. */
export interface EnteredLine {
  id: string
  code: string
  region: string
  regionName: string | null
  fromDay: string
  value: PolicyLineValue | null
  source: string
  documentNumber: string | null
  note: string | null
  enteredBy: string
  enteredByName: string
  enteredAt: Date
  state: 'waiting' | 'confirmed' | 'refused' | 'withdrawn'
  decidedByName: string | null
  decidedAt: Date | null
  reason: string | null
}

const lines = (ctx: Ctx) =>
  ctx.db
    .selectFrom('policyLine as l')
    .leftJoin('region as r', 'r.code', 'l.region')
    .select(['l.id', 'l.code', 'l.region', 'r.name as regionName', 'l.value', 'l.source', 'l.documentNumber'])
    .select(['l.note', 'l.enteredBy', 'l.enteredByName', 'l.enteredAt', 'l.state', 'l.decidedByName'])
    .select(['l.decidedAt', 'l.reason', sql<string>`l.from_day::text`.as('fromDay')])
    .where(bindsHere(ctx))

/** The first wall: lines of places inside the area, and those of places around it, which bind it. */
const bindsHere = (ctx: Ctx) =>
  ctx.walls.application
    ? sql<boolean>`(${sql.join(
        ctx.user.reach.map(
          ({ lo, hi }) => sql`region_span(l.region) && codemultirange(coderange(${lo}, ${hi}))`,
        ),
        sql` or `,
      )})`
    : sql<boolean>`true`

/** What waits for its second person, the oldest first. */
export const listWaitingLines = (ctx: Ctx): Promise<EnteredLine[]> =>
  lines(ctx).where('l.state', '=', 'waiting').orderBy('l.enteredAt').limit(200).execute()

/** Everything ever entered of one line for a place and those above it, the newest first. */
export const listHistory = (ctx: Ctx, code: string, region: RegionCode): Promise<EnteredLine[]> =>
  lines(ctx)
    .where('l.code', '=', code)
    .where('l.region', 'in', placesUpwards(region))
    .orderBy('l.fromDay', 'desc')
    .orderBy('l.enteredAt', 'desc')
    .limit(200)
    .execute()

const placesUpwards = (region: RegionCode): string[] => {
  const places: string[] = []
  for (let at: RegionCode | null = region; at !== null; at = parentRegion(at)) places.push(at)
  return [...new Set([...places, nation])]
}

/** The names of places. */
export async function namesOf(ctx: Ctx, codes: readonly string[]): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map()
  const found = await ctx.db
    .selectFrom('region')
    .select(['code', 'name'])
    .where('code', 'in', [...codes])
    .execute()
  return new Map(found.map(({ code, name }) => [code, name]))
}

/** A line as somebody enters it. */
export interface NewLine extends Omit<LocalLine, 'id'> {
  note: string | null
}

/** Enters a line that waits for its second person. Problems 'region.out-of-reach', 'policy.waiting-already'. */
export async function insertLine(ctx: Ctx, { from, value, ...line }: NewLine): Promise<string> {
  await requireInArea(ctx, line.region)
  const id = ctx.newId()
  await ctx.db
    .insertInto('policyLine')
    .values({
      ...{ id, ...line, fromDay: from, value: value === null ? null : JSON.stringify(value) },
      ...{ enteredBy: ctx.user.id, enteredByName: ctx.user.name, enteredAt: new Date(ctx.now()) },
    })
    .execute()
    .catch(tellRefusal('policy_line_waiting', 'policy.waiting-already'))
  return id
}

/** A line that waits within the area, held until the end of the transaction. Problem 'policy.nothing-waiting'. */
export async function takeWaiting(ctx: Ctx, id: string): Promise<EnteredLine> {
  const found = await lines(ctx)
    .where('l.id', '=', id)
    .where('l.state', '=', 'waiting')
    .forUpdate('l')
    .executeTakeFirst()
  if (!found) throw problem('policy.nothing-waiting')
  await requireInArea(ctx, found.region)
  return found
}

/** Writes how it was decided. */
export async function settleLine(
  ctx: Ctx,
  id: string,
  decision: { state: 'confirmed' | 'refused' | 'withdrawn'; reason: string | null },
): Promise<void> {
  await ctx.db
    .updateTable('policyLine')
    .set({
      ...decision,
      ...decidedNow(ctx),
    })
    .where('id', '=', id)
    .execute()
}

/** The day and moment a screening ran at, and where the person of a clue is registered. */
export async function findClueGround(ctx: Ctx, clueId: string) {
  const { rows } = await sql<{ day: PlainDate; startedAt: Date; place: string }>`
    select s.day::text as day, s.started_at, p.hukou_region as place
    from clue c join screening s on s.id = c.screening_id join person p on p.id = c.person_id
    where c.id = ${clueId}`.execute(ctx.db)
  return rows[0]
}
