import { maskName } from '@zhucan/kernel'
import { sql } from 'kysely'
import { type Ctx, regionInReach } from '../platform/index.ts'
import type { RowPlace } from './undo-list.store.ts'
import type { UndoPerson } from './undo-plan.store.ts'
import type { UndoCounts } from './undo-register.store.ts'

/** What is to be undone; both null = the whole import. */
export interface UndoChoice {
  people: readonly string[] | null
  rows: readonly RowPlace[] | null
}

/** Enters that somebody asked for an undo. */
export async function insertUndo(
  ctx: Ctx,
  importId: string,
  region: string,
  choice: UndoChoice,
): Promise<string> {
  const id = ctx.newId()
  await sql`insert into import_undo (id, import_id, region, asked_by, asked_at, people, rows)
    values (${id}, ${importId}, ${region}, ${ctx.user.id}, ${new Date(ctx.now())}, ${choice.people}::uuid[],
      ${choice.rows === null ? null : JSON.stringify(choice.rows)}::jsonb)`.execute(ctx.db)
  return id
}

/** The undo that was asked for and is not finished, or undefined. */
export async function findOpenUndo(
  ctx: Ctx,
  importId: string,
): Promise<(UndoChoice & { id: string }) | undefined> {
  const { rows } = await sql<UndoChoice & { id: string }>`
    select id, people, rows from import_undo where import_id = ${importId} and finished_at is null
      and ${regionInReach(ctx, 'region')} order by asked_at desc, id desc limit 1`.execute(ctx.db)
  return rows[0]
}

/** Writes what an undo did. */
export async function finishUndo(ctx: Ctx, undoId: string, counts: UndoCounts): Promise<void> {
  await sql`update import_undo set finished_at = ${new Date(ctx.now())}, counts = ${JSON.stringify(counts)}::jsonb
    where id = ${undoId}`.execute(ctx.db)
}

/** Takes away the request for an undo that could not be done. */
export async function dropOpenUndos(ctx: Ctx, importId: string): Promise<void> {
  await sql`delete from import_undo where import_id = ${importId} and finished_at is null`.execute(ctx.db)
}

/** One finished undo as the history shows it. */
export interface UndoEntry {
  id: string
  byName: string | null
  at: Date
  isWhole: boolean
  counts: UndoCounts
}

/** Every finished undo of an import, the newest first. */
export async function listUndos(ctx: Ctx, importId: string): Promise<UndoEntry[]> {
  const { rows } = await sql<UndoEntry>`
    select u.id, a.name as by_name, u.finished_at as at, u.people is null and u.rows is null as is_whole, u.counts
    from import_undo u left join auth_user a on a.id = u.asked_by
    where u.import_id = ${importId} and u.finished_at is not null and ${regionInReach(ctx, 'u.region')}
    order by u.finished_at desc, u.id desc limit 100`.execute(ctx.db)
  return rows
}

/** Who stayed, and why, in the last finished undo of an import; names masked. */
export async function listStays(
  ctx: Ctx,
  importId: string,
  page: { offset: number; limit: number },
): Promise<{ total: number; rows: UndoPerson[] }> {
  const from = sql`from import_undo_person s join person p on p.id = s.person_id where s.undo_id = (
    select id from import_undo where import_id = ${importId} and finished_at is not null and ${regionInReach(ctx, 'region')}
    order by finished_at desc, id desc limit 1)`
  const { rows: totals } = await sql<{ n: number }>`select count(*)::int as n ${from}`.execute(ctx.db)
  const { rows } = await sql<UndoPerson>`
    select s.person_id, p.name, s.fate, s.reason, s.fields ${from}
    order by s.reason, p.name collate "C", s.person_id limit ${page.limit} offset ${page.offset}`.execute(
    ctx.db,
  )
  return { total: totals[0]?.n ?? 0, rows: rows.map((row) => ({ ...row, name: maskName(row.name) })) }
}

/** Whether anything of the import is still in the register or among the lists. */
export async function hasLeft(ctx: Ctx, importId: string): Promise<boolean> {
  const { rows } = await sql<{ left: boolean }>`
    select exists (select 1 from assertion where import_id = ${importId})
      or exists (select 1 from list where id = ${importId}) as left`.execute(ctx.db)
  return rows[0]?.left ?? false
}
