import type { SampleVerdict, TaskAction } from '@zhucan/catalogue'
import { hideNumbers, problem } from '@zhucan/kernel'
import { type Ctx, requireOtherPerson } from '../platform/index.ts'
import { insertAct } from './acts.store.ts'
import { requireDays } from './create-task.ts'
import { requireReceiveBy } from './deadlines.ts'
import type { Acted, Seen } from './target-actions.ts'
import { insertTaskShares } from './task-create.store.ts'
import { takeTaskFiles } from './task-files.store.ts'
import {
  lockTask,
  requireTaskStep,
  type TaskChange,
  type TaskRecord,
  withdrawTaskTree,
  writeTask,
} from './task-moves.store.ts'
import { whoReported } from './task-page.store.ts'
import { lowerRegions } from './weights.store.ts'

/** What somebody says of a task, with the files that show it. */
export interface TaskReport {
  note: string
  files: string[]
}

/** Actions that change nothing but the state, and what day they note. */
const plain = {
  issue: (): TaskChange => ({}),
  receive: (ctx: Ctx): TaskChange => ({ receivedOn: ctx.day() }),
  decline: (): TaskChange => ({}),
  verify: (): TaskChange => ({}),
  remind: (ctx: Ctx): TaskChange => ({ remindedOn: ctx.day() }),
} as const satisfies Partial<Record<TaskAction, (ctx: Ctx) => TaskChange>>

/** Issues, takes, declines, settles or reminds of a task. */
export async function stepTaskOn(
  ctx: Ctx,
  seen: Seen,
  action: keyof typeof plain,
  note?: string,
): Promise<Acted> {
  const task = await lockTask(ctx, seen.id, seen.version)
  return act(ctx, task, { action, note, change: plain[action](ctx) })
}

/** Tells how a task goes, with evidence if there is any. */
export async function reportProgress(ctx: Ctx, seen: Seen, { note, files }: TaskReport): Promise<Acted> {
  const task = await lockTask(ctx, seen.id, seen.version)
  return act(ctx, task, { action: 'progress', note, files, change: { progressOn: ctx.day() } })
}

/** Reports a task done; without evidence nobody can check it. Problem 'work.evidence-needed'. */
export async function completeTask(ctx: Ctx, seen: Seen, { note, files }: TaskReport): Promise<Acted> {
  const task = await lockTask(ctx, seen.id, seen.version)
  if (files.length === 0) throw problem('work.evidence-needed')
  return act(ctx, task, { action: 'complete', note, files, change: { doneOn: ctx.day() } })
}

/** Sends a completion back, or takes a settled task up again; both may set a new day. */
export async function redoTask(
  ctx: Ctx,
  seen: Seen,
  action: 'return' | 'reopen',
  { note, dueOn }: { note: string; dueOn?: string | undefined },
): Promise<Acted> {
  const task = await lockTask(ctx, seen.id, seen.version)
  const day = requireReceiveBy(ctx, dueOn)
  return act(ctx, task, {
    action,
    note,
    change: { doneOn: null, receiveBy: null, ...(day && { dueOn: day }) },
  })
}

/** Enters what a check of a completion found; who reported it does not check it. Problem 'work.own-check'. */
export async function answerCheck(
  ctx: Ctx,
  seen: Seen,
  { verdict, note, files }: TaskReport & { verdict: SampleVerdict },
): Promise<Acted> {
  const task = await lockTask(ctx, seen.id, seen.version)
  await requireTaskStep(ctx, task, 'sample-result', verdict)
  const reporter = await whoReported(ctx, task.id)
  if (reporter === ctx.user.id) throw problem('work.own-check')
  if (reporter !== null) await requireOtherPerson(ctx, reporter)
  const change = verdict === 'false' ? { doneOn: null, receiveBy: null } : {}
  return act(ctx, task, { action: 'sample-result', note, files, verdict, change })
}

/** Changes the words or the days of a task; the first deadline stays on record. */
export async function changeTask(
  ctx: Ctx,
  seen: Seen,
  asked: {
    title?: string | undefined
    what?: string | undefined
    dueOn?: string | undefined
    receiveBy?: string | undefined
    note: string
  },
): Promise<Acted> {
  const task = await lockTask(ctx, seen.id, seen.version)
  const days =
    asked.dueOn === undefined && asked.receiveBy === undefined
      ? {}
      : requireDays(ctx, { dueOn: asked.dueOn ?? task.dueOn, receiveBy: asked.receiveBy })
  const words = {
    ...(asked.title && { title: hideNumbers(asked.title) }),
    ...(asked.what && { what: hideNumbers(asked.what) }),
  }
  return act(ctx, task, { action: 'change', note: asked.note, change: { ...days, ...words } })
}

/** Hands a task on to regions right below; all of them if none is named. */
export async function passTaskDown(
  ctx: Ctx,
  seen: Seen,
  asked: {
    regions?: string[] | undefined
    dueOn?: string | undefined
    receiveBy?: string | undefined
    note?: string | undefined
  },
): Promise<Acted & { added: number }> {
  const task = await lockTask(ctx, seen.id, seen.version)
  const stand = await requireTaskStep(ctx, task, 'pass-down')
  const all = await lowerRegions(ctx, task.region)
  const wanted = asked.regions ? all.filter(({ code }) => asked.regions?.includes(code)) : all
  if (wanted.length === 0) throw problem('work.nobody')
  if (asked.regions && wanted.length !== new Set(asked.regions).size) throw problem('work.not-below')
  const days = requireDays(ctx, { dueOn: asked.dueOn ?? task.dueOn, receiveBy: asked.receiveBy })
  const actId = await insertAct(ctx, {
    ...{ kind: 'task', action: 'pass-down', note: asked.note },
    details: { regions: wanted.length },
  })
  const added = await insertTaskShares(ctx, task.id, wanted, { actId, ...days })
  await writeTask(ctx, task, { ...stand, progressOn: ctx.day() }, actId)
  return { id: task.id, state: stand.state, version: task.version + 1, added }
}

/** Takes a task back, with what was passed down from it. */
export async function withdrawTask(ctx: Ctx, seen: Seen, note: string): Promise<Acted> {
  const task = await lockTask(ctx, seen.id, seen.version)
  const { state } = await requireTaskStep(ctx, task, 'withdraw')
  const actId = await insertAct(ctx, { kind: 'task', action: 'withdraw', note })
  await withdrawTaskTree(ctx, task.id, actId)
  return { id: task.id, state, version: task.version + 1 }
}

interface TaskAct {
  action: TaskAction
  note?: string | undefined
  files?: string[]
  verdict?: SampleVerdict
  change: TaskChange
}

async function act(
  ctx: Ctx,
  task: TaskRecord,
  { action, note, files, verdict, change }: TaskAct,
): Promise<Acted> {
  const stand = await requireTaskStep(ctx, task, action, verdict)
  const actId = await insertAct(ctx, {
    ...{ kind: 'task', action, note },
    details: { ...(files && { files }), ...(verdict && { verdict }) },
  })
  await takeTaskFiles(ctx, task.id, actId, files ?? [])
  await writeTask(ctx, task, { ...stand, ...change }, actId)
  return { id: task.id, state: stand.state, version: task.version + 1 }
}
