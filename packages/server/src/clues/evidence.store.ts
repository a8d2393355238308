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

/** The tables whose files rest beside each other, with the column that is filled once something names the file. */
const kinds = {
  clue: { table: 'clue_file', of: 'clue_id', namedBy: 'feedback_id' },
  task: { table: 'task_file', of: 'task_id', namedBy: 'act_id' },
  figure: { table: 'report_file', of: 'report_id', namedBy: 'report_id' },
} as const

/** What a piece of evidence belongs to. */
export type EvidenceKind = keyof typeof kinds

/** Files of all kinds that nothing has named since a moment. */
export async function listLooseFiles(
  ctx: Ctx,
  before: Date,
): Promise<{ kind: EvidenceKind; id: string; of: string | null; storedAs: string }[]> {
  const loose = Object.entries(kinds).map(
    ([kind, { table, of, namedBy }]) =>
      sql`(select ${kind} as kind, id, ${sql.ref(of)} as "of", stored_as from ${sql.table(table)}
        where ${sql.ref(namedBy)} is null and uploaded_at < ${before} order by uploaded_at limit 1000)`,
  )
  const { rows } = await sql<{ kind: EvidenceKind; id: string; of: string | null; storedAs: string }>`
    ${sql.join(loose, sql` union all `)}`.execute(ctx.db)
  return rows
}

/** Takes the entry of a loose file away; false where something names it by now. */
export async function forgetLooseFile(ctx: Ctx, kind: EvidenceKind, id: string): Promise<boolean> {
  const { table, namedBy } = kinds[kind]
  const { numAffectedRows } = await sql`
    delete from ${sql.table(table)} where id = ${id} and ${sql.ref(namedBy)} is null`.execute(ctx.db)
  return numAffectedRows === 1n
}

/** Whether a stored file has an entry of any kind. */
export async function isKnownFile(ctx: Ctx, storedAs: string): Promise<boolean> {
  const entries = Object.values(kinds).map(
    ({ table }) => sql`exists (select 1 from ${sql.table(table)} where stored_as = ${storedAs})`,
  )
  const { rows } = await sql<{ known: boolean }>`select ${sql.join(entries, sql` or `)} as known`.execute(
    ctx.db,
  )
  return rows[0]?.known === true
}
