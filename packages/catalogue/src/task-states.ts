import type { Label } from '@zhucan/kernel'
import type { WorkRefusal, WorkSide } from './target-states.ts'

/** Where a task stands. */
export type TaskState = keyof typeof taskStates

/** The states with their names on screens. */
export const taskStates = {
  draft: { zh: '草稿', en: 'Draft' },
  issued: { zh: '已交办', en: 'Issued' },
  received: { zh: '已签收', en: 'Received' },
  working: { zh: '办理中', en: 'Under way' },
  done: { zh: '已报完成', en: 'Reported done' },
  sampled: { zh: '抽查中', en: 'Being checked' },
  verified: { zh: '已办结', en: 'Settled' },
  returned: { zh: '退回重办', en: 'Sent back' },
  declined: { zh: '不接收', en: 'Declined' },
  reopened: { zh: '重新办理', en: 'Reopened' },
  withdrawn: { zh: '已撤销', en: 'Withdrawn' },
} as const satisfies Record<string, Label>

/** What a person can do with a task. */
export type TaskAction = keyof typeof taskActions

interface Transition {
  readonly label: Label
  readonly from: readonly TaskState[]
  readonly to: TaskState | 'same'
  readonly by: WorkSide
}

const inWork = ['received', 'working', 'returned', 'reopened'] as const satisfies TaskState[]

/** The table of transitions. */
export const taskActions = {
  issue: { label: { zh: '交办', en: 'Issue' }, from: ['draft', 'declined'], to: 'issued', by: 'giver' },
  receive: { label: { zh: '签收', en: 'Receive' }, from: ['issued'], to: 'received', by: 'carrier' },
  decline: {
    label: { zh: '说明理由不接收', en: 'Decline' },
    from: ['issued', 'received'],
    to: 'declined',
    by: 'carrier',
  },
  progress: { label: { zh: '报进展', en: 'Report progress' }, from: inWork, to: 'working', by: 'carrier' },
  complete: { label: { zh: '报完成', en: 'Report it done' }, from: inWork, to: 'done', by: 'carrier' },
  return: { label: { zh: '退回重办', en: 'Send back' }, from: ['done'], to: 'returned', by: 'giver' },
  verify: { label: { zh: '办结', en: 'Settle' }, from: ['done'], to: 'verified', by: 'giver' },
  draw: { label: { zh: '抽查', en: 'Draw for a check' }, from: ['done'], to: 'sampled', by: 'giver' },
  'sample-result': {
    label: { zh: '登记抽查结果', en: 'Enter the check' },
    from: ['sampled'],
    to: 'verified',
    by: 'giver',
  },
  reopen: { label: { zh: '重新办理', en: 'Reopen' }, from: ['verified'], to: 'reopened', by: 'giver' },
  remind: {
    label: { zh: '催办', en: 'Remind' },
    from: ['issued', ...inWork],
    to: 'same',
    by: 'giver',
  },
  change: {
    label: { zh: '调整', en: 'Change' },
    from: ['draft', 'issued', ...inWork, 'declined'],
    to: 'same',
    by: 'giver',
  },
  'pass-down': { label: { zh: '转交下级', en: 'Pass down' }, from: inWork, to: 'working', by: 'carrier' },
  withdraw: {
    label: { zh: '撤销', en: 'Withdraw' },
    from: ['draft', 'issued', ...inWork, 'done', 'declined'],
    to: 'withdrawn',
    by: 'giver',
  },
} as const satisfies Record<string, Transition>

/** How a sampled completion came out. */
export const sampleVerdicts = {
  true: { zh: '属实', en: 'True' },
  false: { zh: '不属实', en: 'Not true' },
  unknown: { zh: '无法核实', en: 'Cannot be verified' },
} as const satisfies Record<string, Label>

export type SampleVerdict = keyof typeof sampleVerdicts

/** What the machine knows of a task. */
export interface TaskStand {
  readonly state: TaskState
  readonly sample: 'none' | 'drawn' | SampleVerdict
}

/** How a task stands after an action, or why the action is not possible. */
export type TaskStep = { readonly to: TaskStand } | { readonly refused: WorkRefusal }

const sampleEnds = { true: 'verified', false: 'reopened', unknown: 'done' } as const

/**
 * One step of the machine. A completion found untrue opens the task again; one that cannot be verified stays as
 * reported, marked, and is not drawn twice. A task reported done anew may be drawn anew.
 */
export function stepTask(
  task: TaskStand,
  action: TaskAction,
  sides: readonly WorkSide[],
  verdict?: SampleVerdict,
): TaskStep {
  const rule: Transition = taskActions[action]
  if (!rule.from.includes(task.state)) return { refused: 'wrong-state' }
  if (!sides.includes(rule.by)) return { refused: 'wrong-side' }
  switch (action) {
    case 'draw':
      return task.sample === 'none'
        ? { to: { state: 'sampled', sample: 'drawn' } }
        : { refused: 'wrong-state' }
    case 'sample-result':
      return verdict ? { to: { state: sampleEnds[verdict], sample: verdict } } : { refused: 'wrong-state' }
    case 'complete':
      return { to: { state: 'done', sample: 'none' } }
    default:
      return { to: { state: rule.to === 'same' ? task.state : rule.to, sample: task.sample } }
  }
}

/** The actions that the table allows. */
export const possibleTaskActions = (task: TaskStand, sides: readonly WorkSide[]): TaskAction[] =>
  (Object.keys(taskActions) as TaskAction[]).filter(
    (action) => 'to' in stepTask(task, action, sides, action === 'sample-result' ? 'true' : undefined),
  )

/** States in which a task is still somebody's work. */
export const isOpenTask = (state: TaskState): boolean => state !== 'verified' && state !== 'withdrawn'
