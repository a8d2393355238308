import { problem } from '@zhucan/kernel'
import type { EvidenceFile } from '../clues/index.ts'
import { type Ctx, regionInReach } from '../platform/index.ts'

/** Most files of one report, and most that somebody has sent and not used yet. */
export const mostReportFiles = 20

/** A piece of evidence as the page of a report shows it, with the line of the history that it came with. */
export interface ReportFile {
  id: string
  revision: number | null
  fileName: string
  mediaType: string
  size: number
  uploadedAt: Date
}

/** Enters a sealed file for a place; it is loose until a report names it. Problem 'work.too-many-files'. */
export async function insertReportFile(ctx: Ctx, region: string, file: EvidenceFile): Promise<ReportFile> {
  const loose = await ctx.db
    .selectFrom('reportFile')
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .where('uploadedBy', '=', ctx.user.id)
    .where('reportId', 'is', null)
    .executeTakeFirst()
  requireFew(Number(loose?.count ?? 0) + 1)
  const id = ctx.newId()
  const uploadedAt = new Date(ctx.now())
  await ctx.db
    .insertInto('reportFile')
    .values({ id, reportId: null, revision: null, region, uploadedBy: ctx.user.id, uploadedAt, ...file })
    .execute()
  const { fileName, mediaType, size } = file
  return { id, revision: null, fileName, mediaType, size, uploadedAt }
}

/** Makes files evidence of a report. Problems 'work.unknown-file' for one of another place, person or report, 'work.too-many-files'. */
export async function takeReportFiles(
  ctx: Ctx,
  report: { id: string; region: string; revision: number },
  files: readonly string[],
): Promise<void> {
  const wanted = [...new Set(files)]
  if (wanted.length === 0) return
  requireFew((await listReportFiles(ctx, report.id)).length + wanted.length)
  const taken = await ctx.db
    .updateTable('reportFile')
    .set({ reportId: report.id, revision: report.revision })
    .where('id', 'in', wanted)
    .where('region', '=', report.region)
    .where('reportId', 'is', null)
    .where('uploadedBy', '=', ctx.user.id)
    .executeTakeFirst()
  if (Number(taken.numUpdatedRows) !== wanted.length) throw problem('work.unknown-file')
}

function requireFew(count: number): void {
  if (count > mostReportFiles) throw problem('work.too-many-files', { limit: mostReportFiles })
}

/** The files of a report, oldest first. */
export const listReportFiles = (ctx: Ctx, reportId: string): Promise<ReportFile[]> =>
  ctx.db
    .selectFrom('reportFile')
    .select(['id', 'revision', 'fileName', 'mediaType', 'size', 'uploadedAt'])
    .where('reportId', '=', reportId)
    .where(regionInReach(ctx, 'reportFile.region'))
    .orderBy('uploadedAt')
    .orderBy('id')
    .execute()

/** One file of a report. Problem 'request.not-found'. */
export async function getReportFile(ctx: Ctx, reportId: string, id: string) {
  const file = await ctx.db
    .selectFrom('reportFile')
    .select(['storedAs', 'fileName', 'mediaType'])
    .where('reportId', '=', reportId)
    .where('id', '=', id)
    .where(regionInReach(ctx, 'reportFile.region'))
    .executeTakeFirst()
  if (!file) throw problem('request.not-found')
  return file
}
