import { z } from '@hono/zod-openapi'
import { clueColours, sampleVerdicts, taskStates } from '@zhucan/catalogue'
import { taskGroups, taskSorts } from './task-list.store.ts'
import { clauseSource, code, day, keysOf, moment, note, reason, seen, workLine } from './work-shapes.ts'

/** What a list of tasks can be narrowed by, as it stands in an address. */
export const taskFilter = z.object({
  scope: z.enum(['mine', 'given', 'supporting', 'area']).default('mine'),
  state: z.enum([...keysOf(taskStates), ...taskGroups]).optional(),
  colour: z.enum(keysOf(clueColours)).optional(),
  notice: z.uuid().optional(),
  target: z.uuid().optional(),
  region: code.optional(),
  level: z.coerce.number().int().min(0).max(5).optional(),
  organisation: z.uuid().optional(),
  parent: z.uuid().optional(),
  sort: z.enum(taskSorts).optional(),
})

/** One task in a list. */
export const taskLine = z.object({
  id: z.string(),
  version: z.number(),
  parentId: z.string().nullable(),
  title: z.string(),
  region: z.string(),
  regionName: z.string().nullable(),
  level: z.number(),
  leadOrganisationId: z.string().nullable(),
  leadName: z.string().nullable(),
  giverName: z.string(),
  state: z.string(),
  sample: z.string(),
  receiveBy: z.string().nullable(),
  dueOn: z.string(),
  firstDueOn: z.string(),
  doneOn: z.string().nullable(),
  progressOn: z.string().nullable(),
  remindedOn: z.string().nullable(),
  due: z.string().nullable(),
  colour: z.string(),
  noticeTitle: z.string().nullable(),
  documentNumber: z.string().nullable(),
  isWatched: z.boolean(),
  parts: z.number(),
  partsDone: z.number(),
  actions: z.array(z.string()),
})

/** A piece of evidence. */
export const taskFile = z.object({
  id: z.string(),
  actId: z.string().nullable(),
  fileName: z.string(),
  mediaType: z.string(),
  size: z.number(),
  uploadedAt: moment,
})

/** A line of a task's history. */
export const taskHistoryLine = workLine.extend({ actId: z.string(), verdict: z.string().nullable() })

const title = z.string().trim().min(2).max(200)
const what = z.string().trim().min(2).max(4000)
const account = z.string().trim().min(4).max(2000)
const files = z.array(z.uuid()).max(40).default([])

/** A task as somebody enters it. */
export const newTask = z.object({
  clause: clauseSource.optional(),
  targetId: z.uuid().optional(),
  title,
  what,
  reportTo: z.string().trim().min(1).max(100).optional(),
  leadOrganisationId: z.uuid().optional(),
  supports: z.array(z.uuid()).max(50).optional(),
  receiveBy: day.optional(),
  dueOn: day,
})

/** The bodies of what is done with one task. */
export const taskBodies = {
  seen,
  noted: seen.extend({ note: note.optional() }),
  reasoned: seen.extend({ note: reason }),
  report: seen.extend({ note: account, files }),
  redo: seen.extend({ note: reason, dueOn: day.optional() }),
  check: seen.extend({ verdict: z.enum(keysOf(sampleVerdicts)), note: account, files }),
  change: seen.extend({
    title: title.optional(),
    what: what.optional(),
    dueOn: day.optional(),
    receiveBy: day.optional(),
    note: reason,
  }),
  passDown: seen.extend({
    regions: z.array(code).min(1).max(5000).optional(),
    dueOn: day.optional(),
    receiveBy: day.optional(),
    note: note.optional(),
  }),
  draw: z.object({
    count: z.number().int().min(1).max(500),
    region: code.optional(),
    seed: z
      .string()
      .regex(/^[0-9a-zA-Z]{1,64}$/)
      .optional(),
  }),
}
