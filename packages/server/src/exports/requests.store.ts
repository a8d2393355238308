import type { ExportKind, ExportPolicyName, ExportPolicyRow, Role } from '@zhucan/catalogue'
import type { ExportRequestTable, ExportState } from '@zhucan/db'
import { problem } from '@zhucan/kernel'
import { type Selectable, sql, type Updateable } from 'kysely'
import { type Ctx, regionInReach, requireInArea } from '../platform/index.ts'

/** One export as it is kept; `byName` and `decidedByName` are the people. */
export interface ExportRecord extends Selectable<ExportRequestTable> {
  byName: string | null
  decidedByName: string | null
  organisationName: string | null
}

const records = (ctx: Ctx) =>
  ctx.db
    .selectFrom('exportRequest')
    .selectAll('exportRequest')
    .select([
      sql<string | null>`(select name from auth_user where id = export_request.requested_by)`.as('byName'),
      sql<string | null>`(select name from auth_user where id = export_request.decided_by)`.as(
        'decidedByName',
      ),
      sql<string | null>`(select name from organisation where id = export_request.organisation_id)`.as(
        'organisationName',
      ),
    ])

/** Keeps a new request. From here on nobody can change what was asked for. */
export async function insertRequest(
  ctx: Ctx,
  request: Pick<
    Selectable<ExportRequestTable>,
    'format' | 'locale' | 'withNumbers' | 'purpose' | 'rows' | 'needsApproval'
  > & { what: ExportKind; filter: Record<string, unknown> },
): Promise<string> {
  const id = ctx.newId()
  await ctx.db
    .insertInto('exportRequest')
    .values({
      id,
      ...request,
      filter: JSON.stringify(request.filter),
      region: ctx.user.region,
      organisationId: ctx.user.organisationId,
      appointmentId: ctx.user.appointmentId ?? null,
      requestedBy: ctx.user.id,
      requestedAt: new Date(ctx.now()),
      state: request.needsApproval ? 'waiting' : 'making',
      decidedBy: null,
      decidedAt: null,
      note: null,
      madeRows: null,
      contentHash: null,
      expiresAt: null,
    })
    .execute()
  return id
}

/** The user's own exports, the newest first. */
export const listOwn = (ctx: Ctx): Promise<ExportRecord[]> =>
  records(ctx).where('requestedBy', '=', ctx.user.id).orderBy('requestedAt', 'desc').limit(100).execute()

/** What others in reach ask for and what was decided, the waiting first. */
export const listToApprove = (ctx: Ctx): Promise<ExportRecord[]> =>
  records(ctx)
    .where(regionInReach(ctx, 'exportRequest.region'))
    .where('needsApproval', '=', true)
    .where('requestedBy', '<>', ctx.user.id)
    .orderBy(sql`state <> 'waiting'`)
    .orderBy('requestedAt', 'desc')
    .limit(100)
    .execute()

/** One's own export. Problem 'export.not-found' for all others, whoever asks. */
export async function getOwn(ctx: Ctx, id: string): Promise<ExportRecord> {
  const record = await records(ctx)
    .where('id', '=', id)
    .where('requestedBy', '=', ctx.user.id)
    .executeTakeFirst()
  if (!record) throw problem('export.not-found')
  return record
}

/** A request in reach, locked until the decision is written. */
export async function lockToDecide(
  ctx: Ctx,
  id: string,
): Promise<{ requestedBy: string; appointmentId: string | null; state: ExportState }> {
  const record = await ctx.db
    .selectFrom('exportRequest')
    .select(['requestedBy', 'appointmentId', 'state'])
    .where('id', '=', id)
    .where(regionInReach(ctx, 'region'))
    .forUpdate()
    .executeTakeFirst()
  if (!record) throw problem('export.not-found')
  return record
}

/** Writes what became of a request, if it still stands in a state; false when somebody was faster. */
export async function moveRequest(
  ctx: Ctx,
  id: string,
  from: ExportState,
  to: Updateable<ExportRequestTable>,
): Promise<boolean> {
  const moved = await ctx.db
    .updateTable('exportRequest')
    .set(to)
    .where('id', '=', id)
    .where('state', '=', from)
    .executeTakeFirst()
  return moved.numUpdatedRows === 1n
}

/** Whether the office an export was asked from is still held: its file does not go along to another one. */
export async function isOfficeHeld(ctx: Ctx, { appointmentId }: ExportRecord): Promise<boolean> {
  if (appointmentId === null) return true
  const held = await sql`select 1 from appointment where id = ${appointmentId} and user_id = ${ctx.user.id}
    and from_day <= ${ctx.day()} and (until_day is null or until_day > ${ctx.day()})`.execute(ctx.db)
  return held.rows.length === 1
}

/** Counts one more download. */
export async function countDownload(ctx: Ctx, id: string): Promise<void> {
  await ctx.db
    .updateTable('exportRequest')
    .set({ downloads: sql`downloads + 1` })
    .where('id', '=', id)
    .execute()
}

/** The exports whose files are past their time. */
export async function takeExpired(ctx: Ctx): Promise<string[]> {
  const gone = await ctx.db
    .updateTable('exportRequest')
    .set({ state: 'gone' })
    .where('state', '=', 'ready')
    .where('expiresAt', '<=', new Date(ctx.now()))
    .returning('id')
    .execute()
  return gone.map(({ id }) => id)
}

/** Exports by id, as far as they are in the auditor's reach: whose file leaked. */
export const findByMarks = (ctx: Ctx, ids: string[]): Promise<ExportRecord[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : records(ctx).where('id', 'in', ids).where(regionInReach(ctx, 'exportRequest.region')).execute()

/** The amounts that offices in reach have set, the newest first. */
export const listPolicy = (ctx: Ctx) =>
  ctx.db
    .selectFrom('exportPolicy')
    .select(['id', 'role', 'name', 'region', sql<string>`from_day::text`.as('fromDay'), 'amount', 'basis'])
    .where(regionInReach(ctx, 'region'))
    .orderBy('setAt', 'desc')
    .limit(200)
    .execute()

/** Sets an amount for a role and a place from a day on. */
export async function insertPolicy(
  ctx: Ctx,
  row: NewBudget,
  agreed?: { proposalId: string; setBy: string },
): Promise<void> {
  await requireInArea(ctx, row.region)
  await ctx.db
    .insertInto('exportPolicy')
    .values({ id: ctx.newId(), ...row, setBy: ctx.user.id, ...agreed, setAt: new Date(ctx.now()) })
    .execute()
}

/** An amount as somebody sets it. */
export interface NewBudget {
  role: Role
  name: ExportPolicyName
  region: string
  fromDay: string
  amount: number
  basis: string
}

/**
 * Every amount of a role and a name, wherever it was set, in the order they were: what holds at a place comes from above. Who
 * sets amounts waits for whoever is setting one, so that two smaller steps are not judged by the same rows.
 */
export async function amountsOf(
  ctx: Ctx,
  { role, name }: Pick<NewBudget, 'role' | 'name'>,
): Promise<ExportPolicyRow[]> {
  await sql`select pg_advisory_xact_lock(hashtext('export budgets'))`.execute(ctx.db)
  const { rows } =
    await sql<ExportPolicyRow>`select role, name, region, from_day::text as from_day, amount from export_policy
    where role = ${role} and name = ${name} order by set_at, id`.execute(ctx.db)
  return rows
}
