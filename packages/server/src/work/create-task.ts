import { hideNumbers, problem } from '@zhucan/kernel'
import type { Ctx } from '../platform/index.ts'
import { insertAct } from './acts.store.ts'
import { type ClauseSource, insertClause } from './clauses.store.ts'
import { requireReceiveBy } from './deadlines.ts'
import { loadOffice } from './office.store.ts'
import { findHelpers, hasTarget, insertTask } from './task-create.store.ts'

/** A task as a person enters it. Nobody named leads: the office that enters it does. */
export interface NewTask {
  clause?: ClauseSource | undefined
  targetId?: string | undefined
  title: string
  what: string
  reportTo?: string | undefined
  leadOrganisationId?: string | undefined
  supports?: string[] | undefined
  receiveBy?: string | undefined
  dueOn: string
}

/** Gives a task to an office of the own region; what the own office leads is received at once. Returns its id. */
export async function createTask(
  ctx: Ctx,
  asked: NewTask,
): Promise<{ id: string; version: number; state: string }> {
  const office = await loadOffice(ctx)
  const lead = asked.leadOrganisationId ?? office.id
  const supports = [...new Set(asked.supports ?? [])]
  if (supports.includes(lead)) throw problem('work.lead-supports')
  const known = new Set((await findHelpers(ctx)).map(({ id }) => id))
  if ([lead, ...supports].some((id) => !known.has(id))) throw problem('work.not-an-office')
  if (asked.targetId && !(await hasTarget(ctx, asked.targetId))) throw problem('request.not-found')
  const { dueOn, receiveBy } = requireDays(ctx, asked)
  const clause = asked.clause ? await insertClause(ctx, asked.clause) : null
  const isOwn = lead === office.id
  const state = isOwn ? 'received' : 'issued'
  const actId = await insertAct(ctx, { kind: 'task', action: 'create' })
  const id = await insertTask(ctx, {
    ...{ title: hideNumbers(asked.title), what: hideNumbers(asked.what) },
    reportTo: asked.reportTo === undefined ? null : hideNumbers(asked.reportTo),
    targetId: asked.targetId ?? null,
    leadOrganisationId: isOwn && office.speaksForRegion ? null : lead,
    ...{ supports, dueOn, receiveBy, state, clause, actId },
  })
  return { id, version: 1, state }
}

/** Both days of a task. Problems 'work.past-day', 'work.late-receipt'. */
export function requireDays(
  ctx: Ctx,
  asked: { dueOn: string; receiveBy?: string | undefined },
): { dueOn: string; receiveBy: string | null } {
  const dueOn = requireReceiveBy(ctx, asked.dueOn)!
  const receiveBy = requireReceiveBy(ctx, asked.receiveBy)
  if (receiveBy !== null && receiveBy > dueOn) throw problem('work.late-receipt')
  return { dueOn, receiveBy }
}
