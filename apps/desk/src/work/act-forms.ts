import type { TargetAction, TaskAction } from '@zhucan/catalogue'

/** What the form of an action asks for; an action without a form is done at once. */
export interface ActForm {
  readonly note: 'reason' | 'account' | 'possible'
  readonly value?: true
  readonly receiveBy?: true
  readonly reportBy?: 'needed'
  readonly dueOn?: true
  readonly files?: 'needed' | 'possible'
  readonly verdict?: true
}

/** The forms of actions on targets; a split has a window of its own. */
export const targetForms: Partial<Record<TargetAction, ActForm>> = {
  return: { note: 'reason' },
  change: { note: 'reason', value: true, receiveBy: true },
  remind: { note: 'possible' },
  'ask-report': { note: 'possible', reportBy: 'needed' },
  withdraw: { note: 'reason' },
}

/** The forms of actions on tasks. */
export const taskForms: Partial<Record<TaskAction, ActForm>> = {
  issue: { note: 'possible' },
  decline: { note: 'reason' },
  progress: { note: 'account', files: 'possible' },
  complete: { note: 'account', files: 'needed' },
  return: { note: 'reason', dueOn: true },
  verify: { note: 'possible' },
  'sample-result': { note: 'account', files: 'possible', verdict: true },
  reopen: { note: 'reason', dueOn: true },
  remind: { note: 'possible' },
  change: { note: 'reason', dueOn: true, receiveBy: true },
  'pass-down': { note: 'possible', receiveBy: true, dueOn: true },
  withdraw: { note: 'reason' },
}
