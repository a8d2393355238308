import { basename, dirname } from 'node:path'
import { z } from '@hono/zod-openapi'
import { isTopOffice, requireTopOffice } from '../access/index.ts'
import { command, enqueue, query } from '../platform/index.ts'
import { getRun, insertRun, lastGoodBackup, listRuns, readPolicy, writePolicy } from './backup-runs.store.ts'
import { lastHour } from './due.ts'

const id = z.object({ id: z.uuid() })
const fault = z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })

const policy = z.object({
  enabled: z.boolean(),
  at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  warnDays: z.int().min(1).max(60),
  daily: z.int().min(1).max(60),
  weekly: z.int().min(0).max(60),
  monthly: z.int().min(0).max(120),
})

const run = z.object({
  id: z.string(),
  cause: z.enum(['asked', 'schedule', 'command']),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'removed']),
  phase: z.string().nullable(),
  done: z.number(),
  total: z.number(),
  askedAt: z.string(),
  finishedAt: z.string().nullable(),
  file: z.string().nullable(),
  folder: z.string().nullable(),
  size: z.number().nullable(),
  rows: z.number().nullable(),
  schema: z.string().nullable(),
  keyId: z.string().nullable(),
  problem: fault.nullable(),
  checkedAt: z.string().nullable(),
  checkProblem: fault.nullable(),
})

/** Backups: seen, asked for, checked. A restore is a command on the machine, whose words the answer holds. */
export const backupOperations = [
  query({
    path: '/api/v1/backups',
    summary: 'Backups made so far, the rule for them, and when the next is due',
    right: 'backup.read',
    output: z.object({
      policy,
      mayChange: z.boolean(),
      lastGood: z.string().nullable(),
      isLate: z.boolean(),
      nextAt: z.string().nullable(),
      runs: z.array(run),
    }),
    audit: 'no-personal-data',
    async run(ctx) {
      const rule = await readPolicy(ctx.db)
      const good = await lastGoodBackup(ctx.db)
      return {
        policy: rule,
        mayChange: await isTopOffice(ctx),
        lastGood: good?.finishedAt.toISOString() ?? null,
        isLate: isLate(good?.finishedAt ?? rule.since, rule.warnDays, ctx.now()),
        nextAt: rule.enabled ? new Date(lastHour(rule.at, ctx.now()) + 86_400_000).toISOString() : null,
        runs: (await listRuns(ctx.db)).map((one) => ({
          ...one,
          ...{ done: Number(one.done), total: Number(one.total) },
          ...{ size: numberOf(one.size), rows: numberOf(one.rows) },
          askedAt: one.askedAt.toISOString(),
          finishedAt: one.finishedAt?.toISOString() ?? null,
          checkedAt: one.checkedAt?.toISOString() ?? null,
          file: one.path === null ? null : basename(one.path),
          folder: one.path === null ? null : dirname(one.path),
        })),
      }
    },
  }),
  command({
    method: 'post',
    path: '/api/v1/backups',
    summary: 'Make a backup now, in the background',
    right: 'backup.run',
    output: z.object({ id: z.string() }),
    audit: (output) => ({ action: 'backup.ask', subjectKind: 'backup', subjectId: output.id }),
    async run(ctx) {
      await requireTopOffice(ctx)
      const runId = ctx.newId()
      await insertRun(ctx.db, { id: runId, cause: 'asked', askedBy: ctx.user.id, now: ctx.now() })
      await enqueue(ctx, 'backup', { runId, userId: ctx.user.id })
      return { id: runId }
    },
  }),
  command({
    method: 'post',
    path: '/api/v1/backups/{id}/check',
    summary: 'Read a backup whole and say whether it can be restored',
    right: 'backup.run',
    params: id,
    output: z.object({ id: z.string() }),
    audit: (output) => ({ action: 'backup.check', subjectKind: 'backup', subjectId: output.id }),
    async run(ctx, { params }) {
      await requireTopOffice(ctx)
      const { id: runId } = await getRun(ctx.db, params.id)
      await enqueue(ctx, 'backup-check', { runId, userId: ctx.user.id })
      return { id: runId }
    },
  }),
  command({
    method: 'put',
    path: '/api/v1/backups/policy',
    summary: 'When backups are made and how long they are kept',
    right: 'backup.policy',
    body: policy,
    output: policy,
    audit: (output) => ({ action: 'backup.policy', fields: Object.keys(output), details: { ...output } }),
    async run(ctx, { body }) {
      await requireTopOffice(ctx)
      await writePolicy(ctx.db, body, new Date(ctx.now()))
      return body
    },
  }),
]

const numberOf = (value: bigint | null): number | null => (value === null ? null : Number(value))

/** Whether the last good backup, or the day the rule began, lies too many days back. */
export function isLate(since: Date, warnDays: number, now: number): boolean {
  return now - since.getTime() > warnDays * 86_400_000
}
