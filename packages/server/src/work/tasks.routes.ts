import { z } from '@hono/zod-openapi'
import { mayDo, possibleTaskActions } from '@zhucan/catalogue'
import { answerEvidence } from '../clues/index.ts'
import { type Ctx, query } from '../platform/index.ts'
import { paging } from '../register/index.ts'
import { type ActingOffice, loadOffice } from './office.store.ts'
import { rightOfTaskAction } from './rights-of-work.ts'
import { getClause } from './target-page.store.ts'
import { findHelpers } from './task-create.store.ts'
import { getTaskFile, listTaskFiles } from './task-files.store.ts'
import { countTasks, listTasks, type TaskLine } from './task-list.store.ts'
import { taskSides } from './task-moves.store.ts'
import { getTask, listSupports, taskHistory } from './task-page.store.ts'
import { taskFile, taskFilter, taskHistoryLine, taskLine } from './task-shapes.ts'
import { clause, id } from './work-shapes.ts'

const showTask = <Line extends TaskLine>(ctx: Ctx, office: ActingOffice, line: Line) => ({
  ...line,
  actions: possibleTaskActions(line, taskSides(office, line)).filter((action) =>
    mayDo(ctx.user.role, rightOfTaskAction[action]),
  ),
})

const listing = [
  query({
    path: '/api/v1/tasks',
    summary: 'Tasks: those one leads, gave, supports, or all of the area',
    right: 'task.read',
    query: taskFilter.extend(paging.shape),
    output: z.object({ total: z.number(), rows: z.array(taskLine) }),
    audit: 'no-personal-data',
    async run(ctx, { query: { page, pageSize, ...filter } }) {
      const office = await loadOffice(ctx)
      const place = { offset: (page - 1) * pageSize, limit: pageSize }
      const { total, rows } = await listTasks(ctx, office, filter, place)
      return { total, rows: rows.map((row) => showTask(ctx, office, row)) }
    },
  }),
  query({
    path: '/api/v1/tasks/counts',
    summary: 'How many tasks share a state and a colour; each count opens into its rows',
    right: 'task.read',
    query: taskFilter,
    output: z.array(z.object({ state: z.string(), colour: z.string(), count: z.number() })),
    audit: 'no-personal-data',
    run: async (ctx, { query: filter }) => countTasks(ctx, await loadOffice(ctx), filter),
  }),
  query({
    path: '/api/v1/tasks/helpers',
    summary: "Organisations of one's region that may lead or support",
    right: 'task.give',
    output: z.array(z.object({ id: z.string(), name: z.string(), kind: z.string() })),
    audit: 'no-personal-data',
    run: (ctx) => findHelpers(ctx),
  }),
]

const reading = [
  query({
    path: '/api/v1/tasks/{id}',
    summary: 'One task with its clause, who supports it and its evidence',
    right: 'task.read',
    params: id,
    output: taskLine.extend({
      what: z.string(),
      reportTo: z.string().nullable(),
      targetId: z.string().nullable(),
      receivedOn: z.string().nullable(),
      clause: clause.nullable(),
      supports: z.array(z.object({ id: z.string(), name: z.string() })),
      files: z.array(taskFile),
    }),
    audit: 'no-personal-data',
    async run(ctx, { params }) {
      const task = await getTask(ctx, params.id)
      return {
        ...showTask(ctx, await loadOffice(ctx), task),
        clause: await getClause(ctx, 'task', task.id),
        supports: await listSupports(ctx, task.id),
        files: await listTaskFiles(ctx, task.id),
      }
    },
  }),
  query({
    path: '/api/v1/tasks/{id}/history',
    summary: 'What was done with a task, oldest first',
    right: 'task.read',
    params: id,
    output: z.array(taskHistoryLine),
    audit: 'no-personal-data',
    async run(ctx, { params }) {
      await getTask(ctx, params.id)
      return taskHistory(ctx, params.id)
    },
  }),
  query({
    path: '/api/v1/tasks/{id}/files/{file}',
    summary: 'A piece of evidence',
    right: 'task.read',
    params: z.object({ id: z.uuid(), file: z.uuid() }),
    output: 'file',
    audit: (_output, { params }) => ({
      action: 'task.read-evidence',
      subjectKind: 'task',
      subjectId: params.id,
      details: { file: params.file },
    }),
    async run(ctx, { params }) {
      return answerEvidence(ctx, await getTaskFile(ctx, params.id, params.file))
    },
  }),
]

/** What one may ask of tasks; fixed addresses come before those with an id. */
export const taskReading = [...listing, ...reading]
