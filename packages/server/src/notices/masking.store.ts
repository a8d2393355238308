import { sql } from 'kysely'
import { type Ctx, regionInReach } from '../platform/index.ts'
import type { NoticeItem } from './items.store.ts'
import { type NoticeReading, textContext } from './notice.store.ts'
import type { Retelling, Span } from './retell.ts'

/** A notice as it is kept after masks were put on or taken off. */
export interface MaskedNotice {
  text: string
  clear: string
  reading: NoticeReading
  head: {
    title: string
    documentNumber: string | null
    issuers: string[]
    addressees: string[]
    fileName: string
  }
}

/** Writes the masked text and everything read in it; the clear text is sealed where it was not yet. Returns the version. */
export async function writeMasked(
  ctx: Ctx,
  id: string,
  { text, clear, reading, head }: MaskedNotice,
): Promise<number> {
  const { version } = await ctx.db
    .updateTable('notice')
    .set((eb) => ({
      ...{ text, reading: JSON.stringify(reading), ...head },
      textSealed: eb.fn.coalesce('textSealed', eb.val(ctx.keyring.seal(clear, textContext(id)))),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return version
}

/** An item as it is told after a change; a changed version tells whoever still sees the old one. */
export async function retellItem(ctx: Ctx, told: NoticeItem, isRejected: boolean): Promise<void> {
  await ctx.db
    .updateTable('noticeItem')
    .set((eb) => ({
      ...{ quote: told.quote, value: JSON.stringify(told.value), version: eb('version', '+', 1) },
      proposed: told.proposed && JSON.stringify(told.proposed),
      ...(isRejected && {
        ...{ state: 'rejected' as const, decidedBy: ctx.user.id, decidedAt: new Date(ctx.now()) },
      }),
    }))
    .where('id', '=', told.id)
    .execute()
}

/** Masks in the history of a notice what its text masks: reasons and what was written before and after. */
export async function retellEvents(ctx: Ctx, noticeId: string, retelling: Retelling): Promise<void> {
  const events = await ctx.db
    .selectFrom('noticeEvent')
    .select(['id', 'reason', 'details'])
    .where('noticeId', '=', noticeId)
    .execute()
  for (const { id, reason, details } of events) {
    const told = {
      reason: reason === null ? null : retelling.words(reason),
      details: JSON.stringify(retelling.value(details)),
    }
    if (told.reason === reason && told.details === JSON.stringify(details)) continue
    await ctx.db.updateTable('noticeEvent').set(told).where('id', '=', id).execute()
  }
}

/** Tells the work made of a notice anew, wherever it went in reach. Returns how many targets and tasks show it. */
export async function retellWork(ctx: Ctx, noticeId: string, retelling: Retelling): Promise<number> {
  const { places, changed } = await retellClauses(ctx, noticeId, retelling)
  const tasks = await retellTasks(ctx, noticeId, retelling, places)
  const { rows } = await sql<{ count: number }>`select
    (select count(*)::int from target where clause_id = any(${changed}::uuid[]) and ${regionInReach(ctx, 'target.region')})
    + (select count(*)::int from task where (clause_id = any(${changed}::uuid[]) or id = any(${tasks}::uuid[]))
      and ${regionInReach(ctx, 'task.region')}) as count`.execute(ctx.db)
  return rows[0]!.count
}

/** Clauses copied from a notice: where each stands in it, and those that are told differently now. */
async function retellClauses(ctx: Ctx, noticeId: string, retelling: Retelling) {
  const clauses = await ctx.db
    .selectFrom('workClause')
    .select(['id', 'title', 'documentNumber', 'quote', 'startAt', 'endAt'])
    .where('noticeId', '=', noticeId)
    .execute()
  const places = new Map<string, Span>()
  const changed: string[] = []
  for (const { id, startAt, endAt, ...said } of clauses) {
    const near = startAt !== null && endAt !== null ? { start: startAt, end: endAt } : undefined
    if (near) places.set(id, near)
    const told = retelling.value(said, near)
    if (JSON.stringify(told) === JSON.stringify(said)) continue
    const written = await ctx.db.updateTable('workClause').set(told).where('id', '=', id).executeTakeFirst()
    if (written.numUpdatedRows > 0n) changed.push(id)
  }
  return { places, changed }
}

interface TaskWords {
  clauseId: string | null
  title: string
  what: string
  reportTo: string | null
}

/** Shares say what their root says, so each wording is told once, however many tasks carry it. Returns the changed ones. */
async function retellTasks(
  ctx: Ctx,
  noticeId: string,
  retelling: Retelling,
  places: ReadonlyMap<string, Span>,
): Promise<string[]> {
  const ofNotice = sql`(notice_id = ${noticeId}::uuid
      or target_id in (select g.id from target g where g.notice_id = ${noticeId}::uuid))
    and ${regionInReach(ctx, 'task.region')}`
  const { rows } = await sql<TaskWords>`select distinct clause_id, title, what, report_to from task
    where ${ofNotice}`.execute(ctx.db)
  const changed: string[] = []
  for (const { clauseId, ...said } of rows) {
    const told = retelling.value(said, places.get(clauseId ?? ''))
    if (JSON.stringify(told) === JSON.stringify(said)) continue
    const written = await sql<{ id: string }>`update task
      set title = ${told.title}, what = ${told.what}, report_to = ${told.reportTo}
      where ${ofNotice} and clause_id is not distinct from ${clauseId}::uuid and title = ${said.title}
        and what = ${said.what} and report_to is not distinct from ${said.reportTo} returning id`.execute(
      ctx.db,
    )
    changed.push(...written.rows.map(({ id }) => id))
  }
  return changed
}

/** How many papers were drafted from a notice; they are their authors' words and stay as they are. */
export async function countPapersOf(ctx: Ctx, noticeId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from paper
    where source ->> 'notice' = ${noticeId} and state <> 'withdrawn' and ${regionInReach(ctx, 'paper.region')}`.execute(
    ctx.db,
  )
  return rows[0]!.count
}
