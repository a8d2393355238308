import type { ImportState } from '@zhucan/db'
import { Problem, problem } from '@zhucan/kernel'
import { sql } from 'kysely'
import { type Ctx, regionInReach } from '../platform/index.ts'
import type { ImportSheet } from './import-sheets.ts'
import type { StoredFile } from './stored-file.ts'

/** An upload with everything that is known of it. */
export type ImportRecord = Awaited<ReturnType<typeof getImport>>

/** What may change of an import while it goes its way. */
export interface ImportChange {
  state?: ImportState
  fileType?: string | null
  sheets?: readonly ImportSheet[]
  counts?: Record<string, number>
  faults?: readonly { code: string; count: number }[]
  problem?: { code: string; params: Record<string, string | number> } | null
  checkedAt?: Date | null
  appliedAt?: Date | null
  checkedAgainst?: string | null
  rowCount?: number | null
  replaces?: string | null
  formId?: string | null
}

/** Enters a new upload in the state 'reading'; `replaces` is the list that goes when this one comes. */
export async function insertImport(ctx: Ctx, file: StoredFile, replaces: string | null): Promise<string> {
  const id = ctx.newId()
  await ctx.db
    .insertInto('import')
    .values({
      id,
      region: ctx.user.region,
      ...file,
      size: BigInt(file.size),
      state: 'reading',
      day: ctx.day(),
      uploadedBy: ctx.user.id,
      uploadedAt: new Date(ctx.now()),
      sheets: '[]',
      counts: '{}',
      faults: '[]',
      problem: 'null',
      replaces,
    })
    .execute()
  return id
}

/** A finished import of the same content in the same region, or undefined. */
export function findSameContent(ctx: Ctx, contentHash: Buffer) {
  return ctx.db
    .selectFrom('import')
    .select(['id', 'appliedAt', 'fileType', 'fileName'])
    .where('contentHash', '=', contentHash)
    .where('region', '=', ctx.user.region)
    .where('state', '=', 'done')
    .where(regionInReach(ctx, 'region'))
    .limit(1)
    .executeTakeFirst()
}

/** One import in reach; Problem 'import.not-found' otherwise. `lock` holds it until the transaction ends. */
export async function getImport(ctx: Ctx, id: string, lock = false) {
  const row = await ctx.db
    .selectFrom('import')
    .selectAll()
    .where('id', '=', id)
    .where(regionInReach(ctx, 'region'))
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst()
  if (!row) throw problem('import.not-found')
  return { ...row, sheets: row.sheets as ImportSheet[] }
}

/** The newest imports in reach. */
export function listImports(ctx: Ctx, page: { offset: number; limit: number }) {
  return ctx.db
    .selectFrom('import')
    .leftJoin('authUser', 'authUser.id', 'import.uploadedBy')
    .selectAll('import')
    .select('authUser.name as uploadedByName')
    .where(regionInReach(ctx, 'import.region'))
    .orderBy('uploadedAt', 'desc')
    .orderBy('import.id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
}

/** Changes an import in reach. */
export async function updateImport(ctx: Ctx, id: string, change: ImportChange): Promise<void> {
  const { sheets, counts, faults, problem: wrong, ...plain } = change
  await ctx.db
    .updateTable('import')
    .set({
      ...plain,
      ...(sheets && { sheets: JSON.stringify(sheets) }),
      ...(counts && { counts: JSON.stringify(counts) }),
      ...(faults && { faults: JSON.stringify(faults) }),
      ...(wrong !== undefined && { problem: JSON.stringify(wrong) }),
    })
    .where('id', '=', id)
    .where(regionInReach(ctx, 'region'))
    .execute()
}

/**
 * An import that stands in one of the states, held until the transaction ends; 'import.not-ready' otherwise. It looks
 * before it asks for the hold, because work that is under way holds its import to the end.
 */
export async function takeImport(ctx: Ctx, id: string, ...states: ImportState[]): Promise<ImportRecord> {
  requireState(await getImport(ctx, id), ...states)
  const record = await getImport(ctx, id, true)
  requireState(record, ...states)
  return record
}

/** Throws 'import.not-ready' unless the import stands in one of the states. */
export function requireState(record: { state: ImportState }, ...states: ImportState[]): void {
  if (!states.includes(record.state)) throw problem('import.not-ready', { state: record.state })
}

/** A problem as it is kept with the import; a fault of ours becomes 'server.fault'. */
export function problemRecord(error: unknown): { code: string; params: Record<string, string | number> } {
  if (error instanceof Problem) return { code: error.code, params: { ...error.params } }
  return { code: 'server.fault', params: {} }
}

/** Throws away the checked rows of an import. */
export async function deleteRows(ctx: Ctx, id: string): Promise<void> {
  await ctx.client.query('delete from import_row where import_id = $1', [id])
}

/**
 * What the register holds as far as this user's imports go: another value means that a check is out of date.
 * With `forWriting` nobody else writes to the register until the transaction ends.
 */
export async function registerFingerprint(ctx: Ctx, forWriting: boolean): Promise<string> {
  await sql`select ${forWriting ? sql`pg_advisory_xact_lock` : sql`pg_advisory_xact_lock_shared`}(hashtext('zhucan.register'))`.execute(
    ctx.db,
  )
  const { rows } = await sql<{ print: string }>`
    select (select count(*) from import where file_type = 'register' and state = 'done')
      || ':' || (select count(*) from import_undo where finished_at is not null)
      || ':' || (select count(*) || ':' || coalesce(max(updated_at)::text, '') from person) as print`.execute(
    ctx.db,
  )
  return rows[0]!.print
}
