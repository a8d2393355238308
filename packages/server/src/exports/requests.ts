import { type ExportKind, mayDo } from '@zhucan/catalogue'
import { hideNumbers, problem } from '@zhucan/kernel'
import { requireConfirmed } from '../access/index.ts'
import {
  type Ctx,
  enqueue,
  loadExportPolicy,
  officeSpending,
  readBudget,
  requireOtherPerson,
  spendExport,
} from '../platform/index.ts'
import { insertRequest, lockToDecide, moveRequest } from './requests.store.ts'
import type { ExportSource } from './source.ts'
import { exportSourceOf } from './sources.ts'

/** What somebody wants to take along. */
export interface Wanted {
  what: ExportKind
  filter: Record<string, unknown>
  withNumbers: boolean
}

/** The source, the filter in its checked form, and how much would leave. */
export interface Measured {
  source: ExportSource
  filter: Record<string, unknown>
  rows: number
  numbers: number
  needsApproval: boolean
}

/** Looks how much a wish comes to and whether it needs a second person. Nothing leaves yet. */
export async function measureExport(ctx: Ctx, wanted: Wanted): Promise<Measured> {
  const { source, filter } = openSource(ctx, wanted)
  const rows = await source.count(ctx, filter)
  const numbers = wanted.withNumbers ? rows * source.numbersPerRow : 0
  return { source, filter, rows, numbers, needsApproval: await exceedsBudget(ctx, rows, numbers) }
}

/** The source a role may use, with its filter checked. Problems 'access.forbidden', 'export.no-numbers', 'request.invalid'. */
export function openSource(ctx: Ctx, { what, filter, withNumbers }: Wanted) {
  const source = exportSourceOf(what)
  if (!source || !mayDo(ctx.user.role, source.right)) throw problem('access.forbidden')
  if (withNumbers && (!source.numberRight || !mayDo(ctx.user.role, source.numberRight)))
    throw problem('export.no-numbers')
  const checked = source.filter.safeParse(filter)
  if (!checked.success)
    throw problem('request.invalid', {
      field: `filter.${checked.error.issues[0]?.path.join('.') ?? ''}`,
      rule: 'filter',
    })
  return { source, filter: checked.data }
}

/** Whether rows and numbers are more than what is left of the day's budget for files without a second person. */
async function exceedsBudget(ctx: Ctx, rows: number, numbers: number): Promise<boolean> {
  const budget = await readBudget(ctx)
  const policy = await loadExportPolicy(ctx)
  const left = (measure: string) => {
    const line = budget.find((l) => l.measure === measure)
    return line ? line.limit - line.spent : 0
  }
  if (rows > left('file-rows') || rows > left('rows') || numbers > left('numbers')) return true
  const officeRows = policy('office-rows') - (await officeSpending(ctx, 'rows'))
  const officeNumbers = policy('office-numbers') - (await officeSpending(ctx, 'numbers'))
  return rows > officeRows || numbers > officeNumbers
}

/**
 * Asks for a file: made at once within the budget, held for a second person above it. What is large or has numbers in clear is
 * asked for by who has just shown who they are, not by whoever sits down at an open screen. Problem 'access.confirm-needed'.
 */
export async function requestExport(
  ctx: Ctx,
  wanted: Wanted & { format: 'xlsx' | 'csv'; locale: 'zh' | 'en'; purpose: string },
) {
  const { filter, rows, numbers, needsApproval } = await measureExport(ctx, wanted)
  if (rows === 0) throw problem('export.nothing')
  if (needsApproval || numbers > 0) requireConfirmed(ctx, ctx.user)
  if (!needsApproval) await spendExport(ctx, { way: 'file', rows, fileRows: rows, numbers })
  const { what, format, locale, withNumbers } = wanted
  const purpose = hideNumbers(wanted.purpose)
  const id = await insertRequest(ctx, {
    what,
    filter,
    format,
    locale,
    withNumbers,
    purpose,
    rows,
    needsApproval,
  })
  if (!needsApproval) await enqueue(ctx, 'export-make', { exportId: id, userId: ctx.user.id })
  return { id, rows, numbers, needsApproval, state: needsApproval ? 'waiting' : 'making' }
}

/** A second person's yes or no, for this very request. Problems 'export.own', 'export.decided', 'export.not-found'. */
export async function decideExport(ctx: Ctx, id: string, decision: { approve: boolean; note: string }) {
  const { requestedBy, appointmentId, state } = await lockToDecide(ctx, id)
  if (requestedBy === ctx.user.id) throw problem('export.own')
  if (state !== 'waiting') throw problem('export.decided')
  await requireOtherPerson(ctx, requestedBy)
  const next = decision.approve ? ('making' as const) : ('refused' as const)
  const moved = await moveRequest(ctx, id, 'waiting', {
    state: next,
    decidedBy: ctx.user.id,
    decidedAt: new Date(ctx.now()),
    note: hideNumbers(decision.note) || null,
  })
  if (!moved) throw problem('export.decided')
  if (decision.approve)
    await enqueue(ctx, 'export-make', {
      exportId: id,
      userId: requestedBy,
      ...(appointmentId !== null && { appointmentId }),
    })
  return { id, state: next, requestedBy }
}
