import { problem } from '@zhucan/kernel'
import { sql } from 'kysely'
import type { EvidenceFile } from '../clues/index.ts'
import { type Ctx, regionInReach } from '../platform/index.ts'

/** Most files of one task. */
const mostFiles = 40

/** A piece of evidence as the page of a task shows it. */
export interface TaskFile {
  id: string
  actId: string | null
  fileName: string
  mediaType: string
  size: number
  uploadedAt: Date
}

/** Enters a sealed file with a task. Problem 'work.too-many-files'. */
export async function insertTaskFile(
  ctx: Ctx,
  task: { id: string; region: string },
  file: EvidenceFile,
): Promise<TaskFile> {
  const kept = await ctx.db
    .selectFrom('taskFile')
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .where('taskId', '=', task.id)
    .executeTakeFirst()
  if (Number(kept?.count ?? 0) >= mostFiles) throw problem('work.too-many-files', { limit: mostFiles })
  const id = ctx.newId()
  const uploadedAt = new Date(ctx.now())
  const row = { id, taskId: task.id, region: task.region, actId: null, uploadedBy: ctx.user.id, uploadedAt }
  await ctx.db
    .insertInto('taskFile')
    .values({ ...row, ...file })
    .execute()
  const { fileName, mediaType, size } = file
  return { id, actId: null, fileName, mediaType, size, uploadedAt }
}

/** Makes files evidence of an act. Problem 'work.unknown-file' for one of another task, person or act. */
export async function takeTaskFiles(ctx: Ctx, taskId: string, actId: string, files: readonly string[]) {
  const wanted = [...new Set(files)]
  if (wanted.length === 0) return
  const taken = await ctx.db
    .updateTable('taskFile')
    .set({ actId })
    .where('taskId', '=', taskId)
    .where('id', 'in', wanted)
    .where('actId', 'is', null)
    .where('uploadedBy', '=', ctx.user.id)
    .executeTakeFirst()
  if (Number(taken.numUpdatedRows) !== wanted.length) throw problem('work.unknown-file')
}

/** The files of a task, oldest first. */
export async function listTaskFiles(ctx: Ctx, taskId: string): Promise<TaskFile[]> {
  const { rows } = await sql<TaskFile>`
    select id, act_id, file_name, media_type, size, uploaded_at from task_file
    where task_id = ${taskId} and ${regionInReach(ctx, 'task_file.region')} order by uploaded_at, id`.execute(
    ctx.db,
  )
  return rows
}

/** One file of a task. Problem 'request.not-found'. */
export async function getTaskFile(ctx: Ctx, taskId: string, id: string) {
  const file = await ctx.db
    .selectFrom('taskFile')
    .select(['storedAs', 'fileName', 'mediaType'])
    .where('taskId', '=', taskId)
    .where('id', '=', id)
    .where(regionInReach(ctx, 'taskFile.region'))
    .executeTakeFirst()
  if (!file) throw problem('request.not-found')
  return file
}
