import type { Action, TargetAction, TaskAction } from '@zhucan/catalogue'

/** The right behind each action on a target. */
export const rightOfTargetAction = {
  receive: 'target.take',
  confirm: 'target.take',
  return: 'target.take',
  split: 'target.give',
  change: 'target.give',
  remind: 'supervision.remind',
  'ask-report': 'target.give',
  withdraw: 'target.give',
} as const satisfies Record<TargetAction, Action>

/** The right behind each action on a task. */
export const rightOfTaskAction = {
  issue: 'task.give',
  receive: 'task.take',
  decline: 'task.take',
  progress: 'task.take',
  complete: 'task.take',
  return: 'task.give',
  verify: 'task.give',
  draw: 'task.sample',
  'sample-result': 'task.sample',
  reopen: 'task.give',
  remind: 'supervision.remind',
  change: 'task.give',
  'pass-down': 'task.give',
  withdraw: 'task.give',
} as const satisfies Record<TaskAction, Action>
