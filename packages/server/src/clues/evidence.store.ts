import { problem } from '@zhucan/kernel'
import { sql } from 'kysely'
import type { Ctx } from '../platform/index.ts'
import type { EvidenceFile } from './evidence-file.ts'

/** Most files of one clue. */
const mostFiles = 20

/** A piece of evidence as the page of a clue shows it. */
export interface ShownFile {
  id: string
  feedbackId: string | null
  fileName: string
  mediaType: string
  size: number
  uploadedAt: Date
  uploadedByName: string | null
}

/** Enters a sealed file with a clue. Problem 'clue.too-many-files'. */
export async function insertEvidence(ctx: Ctx, clueId: string, file: EvidenceFile): Promise<ShownFile> {
  const kept = await ctx.db
    .selectFrom('clueFile')
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .where('clueId', '=', clueId)
    .executeTakeFirst()
  if (Number(kept?.count ?? 0) >= mostFiles) throw problem('clue.too-many-files', { limit: mostFiles })
  const id = ctx.newId()
  const uploadedAt = new Date(ctx.now())
  await ctx.db
    .insertInto('clueFile')
    .values({ id, clueId, feedbackId: null, ...file, uploadedBy: ctx.user.id, uploadedAt })
    .execute()
  const { fileName, mediaType, size } = file
  return { id, feedbackId: null, fileName, mediaType, size, uploadedAt, uploadedByName: ctx.user.name }
}

/** Makes files evidence of a finding. Problem 'clue.unknown-file' for one that is of another clue, person or finding. */
export async function takeEvidence(ctx: Ctx, clueId: string, feedbackId: string, files: string[]) {
  const wanted = [...new Set(files)]
  if (wanted.length === 0) return
  const taken = await ctx.db
    .updateTable('clueFile')
    .set({ feedbackId })
    .where('clueId', '=', clueId)
    .where('id', 'in', wanted)
    .where('feedbackId', 'is', null)
    .where('uploadedBy', '=', ctx.user.id)
    .executeTakeFirst()
  if (Number(taken.numUpdatedRows) !== wanted.length) throw problem('clue.unknown-file')
}

/** The files of a clue, oldest first. */
export async function listEvidence(ctx: Ctx, clueId: string): Promise<ShownFile[]> {
  const found = await sql<ShownFile>`
    select f.id, f.feedback_id, f.file_name, f.media_type, f.size, f.uploaded_at, u.name as uploaded_by_name
    from clue_file f left join auth_user u on u.id = f.uploaded_by
    where f.clue_id = ${clueId} order by f.uploaded_at, f.id`.execute(ctx.db)
  return found.rows
}

/** One file of a clue. Problem 'request.not-found'. */
export async function getEvidence(ctx: Ctx, clueId: string, id: string) {
  const file = await ctx.db
    .selectFrom('clueFile')
    .select(['storedAs', 'fileName', 'mediaType'])
    .where('clueId', '=', clueId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!file) throw problem('request.not-found')
  return file
}

/** Files that no finding has named since a moment. */
export const listLooseFiles = (ctx: Ctx, before: Date) =>
  ctx.db
    .selectFrom('clueFile')
    .select(['id', 'clueId', 'storedAs'])
    .where('feedbackId', 'is', null)
    .where('uploadedAt', '<', before)
    .orderBy('uploadedAt')
    .limit(1_000)
    .execute()

/** Takes the entry of a loose file away; false where a finding names it by now. */
export async function forgetLooseFile(ctx: Ctx, id: string): Promise<boolean> {
  const { numDeletedRows } = await ctx.db
    .deleteFrom('clueFile')
    .where('id', '=', id)
    .where('feedbackId', 'is', null)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

/** Whether a stored file has an entry. */
export async function isKnownFile(ctx: Ctx, storedAs: string): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('clueFile')
    .select('id')
    .where('storedAs', '=', storedAs)
    .executeTakeFirst()
  return row !== undefined
}
