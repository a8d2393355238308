import { z } from '@hono/zod-openapi'
import { possibleTaskActions } from '@zhucan/catalogue'
import { problem } from '@zhucan/kernel'
import { enterEvidence, receiveEvidence } from '../clues/index.ts'
import { command } from '../platform/index.ts'
import { createTask } from './create-task.ts'
import { drawTasks } from './draw-tasks.ts'
import { loadOffice } from './office.store.ts'
import { actionsOn } from './one-action.ts'
import { rightOfTaskAction } from './rights-of-work.ts'
import {
  answerCheck,
  changeTask,
  completeTask,
  passTaskDown,
  redoTask,
  reportProgress,
  stepTaskOn,
  withdrawTask,
} from './task-actions.ts'
import { insertTaskFile } from './task-files.store.ts'
import { lockTask, taskSides } from './task-moves.store.ts'
import { taskBodies as bodies, newTask, taskFile } from './task-shapes.ts'
import { acted, id } from './work-shapes.ts'

const onOne = actionsOn('task', rightOfTaskAction)

const giving = [
  command({
    method: 'post',
    path: '/api/v1/tasks',
    summary: "Give a task to an office of one's region, from an item of a notice or by hand",
    right: 'task.give',
    body: newTask,
    output: acted,
    audit: (output, { body }) => ({
      action: 'task.create',
      subjectKind: 'task',
      subjectId: output.id,
      fields: ['title', 'what', 'lead', 'supports', 'dueOn'],
      details: { state: output.state, dueOn: body.dueOn },
    }),
    run: (ctx, { body }) => createTask(ctx, body),
  }),
  command({
    method: 'post',
    path: '/api/v1/tasks/sample',
    summary: 'Draw a number of reported completions for a check, by a seed on record',
    right: 'task.sample',
    body: bodies.draw,
    output: z.object({ actId: z.string(), seed: z.string(), population: z.number(), drawn: z.number() }),
    audit: (output) => ({
      action: 'task.draw',
      subjectKind: 'work-act',
      subjectId: output.actId,
      fields: ['state', 'sample'],
      details: { ...output },
    }),
    run: (ctx, { body }) => drawTasks(ctx, body),
  }),
]

const single = [
  onOne({
    action: 'issue',
    summary: 'Issue a declined task anew',
    body: bodies.noted,
    fields: [],
    run: (ctx, task, { note }) => stepTaskOn(ctx, task, 'issue', note),
  }),
  onOne({
    action: 'receive',
    summary: 'Take a task',
    body: bodies.seen,
    fields: [],
    run: (ctx, task) => stepTaskOn(ctx, task, 'receive'),
  }),
  onOne({
    action: 'decline',
    summary: "Say why a task is not one's own",
    body: bodies.reasoned,
    fields: ['note'],
    run: (ctx, task, { note }) => stepTaskOn(ctx, task, 'decline', note),
  }),
  onOne({
    action: 'progress',
    summary: 'Tell how a task goes',
    body: bodies.report,
    fields: ['note', 'files'],
    run: (ctx, task, body) => reportProgress(ctx, task, body),
  }),
  onOne({
    action: 'complete',
    summary: 'Report a task done, with evidence',
    body: bodies.report,
    fields: ['note', 'files'],
    run: (ctx, task, body) => completeTask(ctx, task, body),
  }),
  onOne({
    action: 'return',
    summary: 'Send a completion back to be done again',
    body: bodies.redo,
    fields: ['note', 'dueOn'],
    run: (ctx, task, body) => redoTask(ctx, task, 'return', body),
  }),
  onOne({
    action: 'verify',
    summary: 'Settle a task',
    body: bodies.noted,
    fields: [],
    run: (ctx, task, { note }) => stepTaskOn(ctx, task, 'verify', note),
  }),
  onOne({
    action: 'sample-result',
    summary: 'Enter what a check of a completion found',
    body: bodies.check,
    fields: ['sample', 'note', 'files'],
    run: (ctx, task, body) => answerCheck(ctx, task, body),
  }),
  onOne({
    action: 'reopen',
    summary: 'Take a settled task up again',
    body: bodies.redo,
    fields: ['note', 'dueOn'],
    run: (ctx, task, body) => redoTask(ctx, task, 'reopen', body),
  }),
  onOne({
    action: 'remind',
    summary: 'Tell whoever has a task that it is waited for',
    body: bodies.noted,
    fields: ['remindedOn'],
    run: (ctx, task, { note }) => stepTaskOn(ctx, task, 'remind', note),
  }),
  onOne({
    action: 'change',
    summary: 'Change the words or days of a task',
    body: bodies.change,
    fields: ['title', 'what', 'dueOn', 'receiveBy'],
    run: (ctx, task, body) => changeTask(ctx, task, body),
  }),
  onOne({
    action: 'withdraw',
    summary: 'Take a task back, with what was passed down from it',
    body: bodies.reasoned,
    fields: ['note'],
    run: (ctx, task, { note }) => withdrawTask(ctx, task, note),
  }),
]

const passing = command({
  method: 'post',
  path: '/api/v1/tasks/{id}/pass-down',
  summary: 'Hand a task on to the regions below',
  right: 'task.give',
  params: id,
  body: bodies.passDown,
  output: acted.extend({ added: z.number() }),
  audit: (output, { params }) => ({
    action: 'task.pass-down',
    subjectKind: 'task',
    subjectId: params.id,
    fields: ['state', 'shares'],
    details: { state: output.state, added: output.added },
  }),
  run: (ctx, { params, body: { version, ...asked } }) => passTaskDown(ctx, { id: params.id, version }, asked),
})

const files = command({
  method: 'post',
  path: '/api/v1/tasks/{id}/files',
  summary: 'Send a photo or a paper; it is sealed as it arrives and becomes evidence once a report names it',
  right: 'task.take',
  params: id,
  output: taskFile,
  receive: receiveEvidence,
  audit: (output, { params }) => ({
    action: 'task.add-evidence',
    subjectKind: 'task',
    subjectId: params.id,
    fields: ['files'],
    details: { file: output.id, size: output.size },
  }),
  run: (ctx, { params, received }) =>
    enterEvidence(ctx, received, async (file) => {
      const task = await lockTask(ctx, params.id)
      const possible = possibleTaskActions(task, taskSides(await loadOffice(ctx), task))
      if (!possible.some((each) => each === 'complete' || each === 'progress' || each === 'sample-result'))
        throw problem('work.wrong-state')
      return insertTaskFile(ctx, task, file)
    }),
})

/** What people do with tasks; fixed addresses come before those with an id. */
export const taskWork = [...giving, ...single, passing, files]
