import { type Paper, paperContext } from '@zhucan/papers'
import { sql } from 'kysely'
import { type Ctx, regionInReach } from '../platform/index.ts'
import type { NoticeItem } from './items.store.ts'
import { type NoticeReading, textContext } from './notice.store.ts'
import { eachWords, type Retelling, type Span } from './retell.ts'

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

/** Tells the work made of a notice anew, in whichever office. Returns how many targets and tasks in reach show it. */
export async function retellWork(ctx: Ctx, noticeId: string, retelling: Retelling): Promise<number> {
  const { places, changed } = await retellClauses(ctx, noticeId, retelling)
  const tasks = await retellTasks(ctx, noticeId, retelling, places)
  const { rows } = await sql<{ count: number }>`select
    (select count(*)::int from target where clause_id = any(${changed}::uuid[]) and ${regionInReach(ctx, 'target.region')})
    + (select count(*)::int from task where (clause_id = any(${changed}::uuid[]) or id = any(${tasks}::uuid[]))
      and ${regionInReach(ctx, 'task.region')}) as count`.execute(ctx.db)
  return rows[0]!.count
}

interface ClauseWords {
  id: string
  title: string
  documentNumber: string | null
  quote: string
  startAt: number | null
  endAt: number | null
}

/** Clauses copied from a notice: where each stands in it, and those that are told differently now. */
async function retellClauses(ctx: Ctx, noticeId: string, retelling: Retelling) {
  const { rows } = await sql<ClauseWords>`select id, title, document_number, quote, start_at, end_at
    from clauses_of_notice(${noticeId}::uuid)`.execute(ctx.db)
  const places = new Map<string, Span>()
  const changed: string[] = []
  for (const { id, startAt, endAt, title, documentNumber, quote } of rows) {
    const near = startAt !== null && endAt !== null ? { start: startAt, end: endAt } : undefined
    if (near) places.set(id, near)
    const said = [title, documentNumber, quote]
    const told = retelling.value(said, near)
    if (JSON.stringify(told) === JSON.stringify(said)) continue
    await sql`select retell_clause(${noticeId}::uuid, ${id}::uuid, ${told}::text[])`.execute(ctx.db)
    changed.push(id)
  }
  return { places, changed }
}

interface TaskWords {
  clauseId: string | null
  title: string
  what: string
  reportTo: string | null
}

/** Each wording is told once, however many tasks carry it. Returns the changed ones. */
async function retellTasks(
  ctx: Ctx,
  noticeId: string,
  retelling: Retelling,
  places: ReadonlyMap<string, Span>,
): Promise<string[]> {
  const { rows } = await sql<TaskWords>`select * from words_of_tasks(${noticeId}::uuid)`.execute(ctx.db)
  const changed: string[] = []
  for (const { clauseId, title, what, reportTo } of rows) {
    const said = [title, what, reportTo]
    const told = retelling.value(said, places.get(clauseId ?? ''))
    if (JSON.stringify(told) === JSON.stringify(said)) continue
    const written = await sql<{
      id: string
    }>`select id from retell_tasks(${noticeId}::uuid, ${clauseId}::uuid,
      ${said}::text[], ${told}::text[]) as id`.execute(ctx.db)
    changed.push(...written.rows.map(({ id }) => id))
  }
  return changed
}

type PaperBody = Omit<Paper, 'figures'>

interface DraftedPaper {
  id: string
  organisationId: string
  title: string
  sealed: Buffer
}

/**
 * Tells papers drafted from a notice anew, in whichever office; those that are issued stay, and their history says that words
 * were masked later. Returns how many of the user's own office changed: of others nothing is learnt.
 */
export async function retellPapers(
  ctx: Ctx,
  noticeId: string,
  retelling: Retelling,
  action: 'mask' | 'unmask',
): Promise<number> {
  const { rows } = await sql<DraftedPaper & { state: string }>`
    select * from papers_of_notice(${noticeId}::uuid)`.execute(ctx.db)
  let own = 0
  for (const { id, organisationId, state, sealed } of rows) {
    const said = JSON.parse(ctx.keyring.openText(sealed, paperContext(id))) as PaperBody
    const told = toldPaper(said, retelling)
    const isIssued = state === 'issued'
    if (JSON.stringify(told) === JSON.stringify(said) || (isIssued && action === 'unmask')) continue
    const body = ctx.keyring.seal(JSON.stringify(told), paperContext(id))
    await sql`select retell_paper(${noticeId}::uuid, ${id}::uuid, ${told.title}, ${body},
      ${JSON.stringify(eventOf(ctx, action))}::jsonb)`.execute(ctx.db)
    if (!isIssued && organisationId === ctx.user.organisationId) own += 1
  }
  return own
}

const eventOf = (ctx: Ctx, action: 'mask' | 'unmask') => ({
  ...{ id: ctx.newId(), at: new Date(ctx.now()).toISOString(), action },
  ...{ actorId: ctx.user.id, actorName: ctx.user.name },
})

/** What a person reads of a paper, told anew; a bound figure is no word of the notice. */
function toldPaper(said: PaperBody, retelling: Retelling): PaperBody {
  const { title, issuers, addressees, body, attachments, note, copiesTo, printedBy } = said
  const words = { title, issuers, addressees, body, attachments, note, copiesTo, printedBy }
  return {
    ...said,
    ...eachWords(words, (one) =>
      one
        .split(/(\{\{\d+\}\})/)
        .map((part, at) => (at % 2 === 1 ? part : retelling.words(part)))
        .join(''),
    ),
  }
}
