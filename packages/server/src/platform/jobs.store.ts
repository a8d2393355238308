import type { Action } from '@zhucan/catalogue'
import { sql } from 'kysely'
import type { Ctx } from './context.ts'

/** Who asked, and from which of their offices: the work is done from that one, or not at all. */
interface Asker {
  userId: string
  appointmentId?: string
}

/** Background work by name. A payload holds ids only: what is in a queue rests on disk. */
export interface Jobs {
  'import-read': { importId: string } & Asker
  'import-check': { importId: string } & Asker
  'import-apply': { importId: string } & Asker
  'import-undo': { importId: string } & Asker
  screening: { screeningId: string } & Asker
  linking: { runId: string } & Asker
  'links-renew': Asker
  duplicates: { runId: string } & Asker
  'indicator-count': { snapshotId: string } & Asker
  'figures-due': Record<string, never>
  'figures-recount': Record<string, never>
  'figures-renew': { region: string; startedBy: string | null }
  'list-retention': Record<string, never>
  'evidence-sweep': Record<string, never>
  'tries-forget': Record<string, never>
  'export-make': { exportId: string } & Asker
  'export-expiry': Record<string, never>
  'erasure-files': { evidence: string[]; uploads: string[]; exports: string[]; person: string }
  'audit-verify': Record<string, never>
  backup: { runId: string } & Asker
  'backup-check': { runId: string } & Asker
  'backup-due': Record<string, never>
}

/** The right under which work was asked for and is done; the installation's own work needs none. */
export const jobRights = {
  'import-read': 'import.create',
  'import-check': 'import.create',
  'import-apply': 'import.apply',
  'import-undo': 'import.undo',
  screening: 'screening.run',
  linking: 'link.run',
  // Whoever changed the register may lack the right to search lists; then nothing is searched.
  'links-renew': null,
  duplicates: 'link.run',
  'indicator-count': 'figure.count',
  'figures-due': null,
  'figures-recount': null,
  'figures-renew': null,
  'list-retention': null,
  'evidence-sweep': null,
  'tries-forget': null,
  'export-make': 'export.create',
  'export-expiry': null,
  'erasure-files': null,
  'audit-verify': null,
  backup: 'backup.run',
  'backup-check': 'backup.run',
  'backup-due': null,
} as const satisfies Record<keyof Jobs, Action | null>

/**
 * Queues work inside the caller's transaction: rolled back with it, started only after it commits. What somebody asks for
 * themselves carries the office they ask from. Work of one `queue` is done one after the other; of a `key` only one waits.
 */
export async function enqueue<N extends keyof Jobs>(
  ctx: Ctx,
  name: N,
  payload: Jobs[N],
  { queue = null, key = null }: { queue?: string | null; key?: string | null } = {},
): Promise<void> {
  const { id, appointmentId } = ctx.user
  const isOwn = (payload as Partial<Asker>).userId === id && appointmentId !== undefined
  const complete = JSON.stringify(isOwn ? { appointmentId, ...payload } : payload)
  await sql`select graphile_worker.add_job(${name}, ${complete}::json, ${queue}, max_attempts => 3,
    job_key => ${key})`.execute(ctx.db)
}

/** How far a long piece of work is; read by whoever watches. `total` is null while it is not known. */
export interface Progress {
  phase: string
  done: number
  total: number | null
  state: string
}

/** Starts or sets the progress of a piece of work and tells the watchers when the transaction commits. */
export async function setProgress(ctx: Ctx, id: string, progress: Progress): Promise<void> {
  const values = {
    phase: progress.phase,
    done: BigInt(progress.done),
    total: progress.total === null ? null : BigInt(progress.total),
    state: progress.state,
    updatedAt: new Date(ctx.now()),
  }
  await ctx.db
    .insertInto('progress')
    .values({ id, region: ctx.user.region, ...values })
    .onConflict((oc) => oc.column('id').doUpdateSet(values))
    .execute()
  await sql`select pg_notify('zhucan_progress', ${id})`.execute(ctx.db)
}

/** The last progress told of a piece of work in reach. */
export async function findProgress(ctx: Ctx, id: string): Promise<Progress | null> {
  const row = await ctx.db.selectFrom('progress').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return null
  return {
    phase: row.phase,
    done: Number(row.done),
    total: row.total === null ? null : Number(row.total),
    state: row.state,
  }
}
