import { judgeSum, type TargetAction, toSteps } from '@zhucan/catalogue'
import { problem } from '@zhucan/kernel'
import type { Ctx } from '../platform/index.ts'
import { insertAct } from './acts.store.ts'
import { readFigure, requireIndicator } from './create-target.ts'
import { requireReceiveBy } from './deadlines.ts'
import { listLiveParts } from './split.store.ts'
import {
  lockTarget,
  requireTargetStep,
  type TargetChange,
  type TargetRecord,
  withdrawTrees,
  writeTarget,
} from './target-moves.store.ts'

/** What every action on one piece of work says first. */
export interface Seen {
  id: string
  version: number
}

/** How a piece stands after an action. */
export interface Acted {
  id: string
  state: string
  version: number
}

/** Takes a target, agrees to it or hands it back. */
export async function answerTarget(
  ctx: Ctx,
  seen: Seen,
  action: 'receive' | 'confirm' | 'return',
  note?: string,
): Promise<Acted> {
  const target = await lockTarget(ctx, seen.id, seen.version)
  return act(ctx, target, action, {}, note)
}

/** Gives a piece another figure or another day; whoever has it receives it anew. */
export async function changeTarget(
  ctx: Ctx,
  seen: Seen,
  asked: { value?: string | undefined; receiveBy?: string | undefined; note: string },
): Promise<Acted> {
  const target = await lockTarget(ctx, seen.id, seen.version)
  const receiveBy = requireReceiveBy(ctx, asked.receiveBy) ?? target.receiveBy
  const figure =
    asked.value === undefined
      ? { value: target.value, decimals: target.decimals }
      : readFigure(requireIndicator(target.indicator), target.form, asked.value)
  if (figure.decimals > target.decimals) throw problem('work.wrong-figure', { decimals: target.decimals })
  await requireTargetStep(ctx, target, 'change')
  if (figure.value !== target.value) await requireFit(ctx, target, figure.value)
  return act(ctx, target, 'change', { value: figure.value, receiveBy, since: ctx.day() }, asked.note)
}

/** Tells whoever has a piece that it is waited for. */
export async function remindTarget(ctx: Ctx, seen: Seen, note?: string): Promise<Acted> {
  const target = await lockTarget(ctx, seen.id, seen.version)
  return act(ctx, target, 'remind', { remindedOn: ctx.day() }, note)
}

/** Asks for a report by a day; it is overdue after it until the figure is handed in. */
export async function askReport(ctx: Ctx, seen: Seen, reportBy: string, note?: string): Promise<Acted> {
  const target = await lockTarget(ctx, seen.id, seen.version)
  return act(ctx, target, 'ask-report', { reportBy: requireReceiveBy(ctx, reportBy), reportOpen: true }, note)
}

/** Takes a piece back, with everything that was split from it. */
export async function withdrawTarget(ctx: Ctx, seen: Seen, note: string): Promise<Acted> {
  const target = await lockTarget(ctx, seen.id, seen.version)
  const state = await requireTargetStep(ctx, target, 'withdraw')
  await requireFit(ctx, target, null)
  const actId = await insertAct(ctx, { kind: 'target', action: 'withdraw', note })
  await withdrawTrees(ctx, [target.id], actId)
  return { id: target.id, state, version: target.version + 1 }
}

/** The shares of the piece above must still add up when one of them gets another figure, or none. */
async function requireFit(ctx: Ctx, target: TargetRecord, value: string | null): Promise<void> {
  if (target.parentId === null || target.value === null) return
  const parent = await lockTarget(ctx, target.parentId)
  const parts = await listLiveParts(ctx, parent.id)
  const steps = parts.map(
    (part) => toSteps((part.id === target.id ? value : part.value) ?? '0', parent.decimals) ?? 0,
  )
  const sum = judgeSum(parent.form, toSteps(parent.value ?? '0', parent.decimals) ?? 0, steps)
  if (!sum.fits)
    throw problem(`work.sum-${sum.why}`, { difference: Math.abs(sum.difference), value: parent.value ?? '' })
}

async function act(
  ctx: Ctx,
  target: TargetRecord,
  action: TargetAction,
  change: TargetChange,
  note?: string,
): Promise<Acted> {
  const state = await requireTargetStep(ctx, target, action)
  const actId = await insertAct(ctx, { kind: 'target', action, note })
  await writeTarget(ctx, target, { ...change, state }, actId)
  return { id: target.id, state, version: target.version + 1 }
}
