import { fileById } from '@zhucan/catalogue'
import { type Ctx, findProgress } from '../platform/index.ts'
import { getImport, type listImports } from './imports.store.ts'

type Listed = Omit<Awaited<ReturnType<typeof listImports>>[number], 'uploadedByName' | 'sheets'> & {
  uploadedByName?: string | null
}

/** An import as a line of a list; `title` is the Chinese name of the file type, or the file's own name. */
export function importSummary(record: Listed) {
  const file = fileById(record.fileType ?? '')
  return {
    id: record.id,
    state: record.state,
    fileType: record.fileType,
    title: file?.title.zh ?? record.fileName,
    fileName: record.fileName,
    size: Number(record.size),
    day: record.day,
    region: record.region,
    createdAt: record.uploadedAt.toISOString(),
    byName: record.uploadedByName ?? null,
    listId: record.state === 'done' && record.fileType !== 'register' ? record.id : null,
    appliedAt: record.appliedAt?.toISOString() ?? null,
    counts: record.counts,
    isForm: record.formId !== null,
    problem: record.problem,
  }
}

/** One import with its mapping and progress. Problem 'import.not-found' outside one's reach. */
export async function importDetail(ctx: Ctx, id: string) {
  const record = await getImport(ctx, id)
  const progress = await findProgress(ctx, id)
  return { ...importSummary(record), sheets: record.sheets, faults: record.faults, progress }
}
