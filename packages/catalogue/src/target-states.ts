import type { Label } from '@zhucan/kernel'

/** Where a share of a target stands on its way down. */
export type TargetState = keyof typeof targetStates

/** The states with their names on screens. */
export const targetStates = {
  draft: { zh: '草稿', en: 'Draft' },
  issued: { zh: '已下达', en: 'Issued' },
  received: { zh: '已签收', en: 'Received' },
  confirmed: { zh: '已确认', en: 'Confirmed' },
  split: { zh: '已分解', en: 'Split' },
  returned: { zh: '已退回', en: 'Handed back' },
  withdrawn: { zh: '已撤销', en: 'Withdrawn' },
} as const satisfies Record<string, Label>

/** What a person can do with a target. */
export type TargetAction = keyof typeof targetActions

/** On which side of a piece somebody stands: who gave it, or who carries it. A root is given and carried by one office. */
export type WorkSide = 'giver' | 'carrier'

interface Transition {
  readonly label: Label
  readonly from: readonly TargetState[]
  readonly to: TargetState | 'same'
  readonly by: WorkSide
}

const alive = ['issued', 'received', 'confirmed', 'split', 'returned'] as const satisfies TargetState[]

/** The table of transitions. */
export const targetActions = {
  receive: { label: { zh: '签收', en: 'Receive' }, from: ['issued'], to: 'received', by: 'carrier' },
  confirm: {
    label: { zh: '确认', en: 'Confirm' },
    from: ['draft', 'received'],
    to: 'confirmed',
    by: 'carrier',
  },
  return: {
    label: { zh: '退回', en: 'Hand back' },
    from: ['issued', 'received'],
    to: 'returned',
    by: 'carrier',
  },
  split: { label: { zh: '分解', en: 'Split' }, from: ['confirmed', 'split'], to: 'split', by: 'carrier' },
  change: {
    label: { zh: '调整', en: 'Change' },
    from: ['draft', ...alive],
    to: 'issued',
    by: 'giver',
  },
  remind: {
    label: { zh: '催办', en: 'Remind' },
    from: ['issued', 'received', 'confirmed', 'split'],
    to: 'same',
    by: 'giver',
  },
  'ask-report': {
    label: { zh: '要求报送', en: 'Ask for a report' },
    from: ['confirmed', 'split'],
    to: 'same',
    by: 'giver',
  },
  withdraw: {
    label: { zh: '撤销', en: 'Withdraw' },
    from: ['draft', ...alive],
    to: 'withdrawn',
    by: 'giver',
  },
} as const satisfies Record<string, Transition>

/** What the machine knows of a target. */
export interface TargetStand {
  readonly state: TargetState
  readonly isRoot: boolean
  /** It was split, and the shares are still there. */
  readonly hasParts: boolean
}

/** Why an action is not possible; also the last part of the problem's code. */
export type WorkRefusal = 'wrong-state' | 'wrong-side'

/** Where an action leads, or why it is not possible. */
export type TargetStep = { readonly to: TargetState } | { readonly refused: WorkRefusal }

/**
 * One step of the machine. A root has nobody above it: changing it keeps it with its office, and nobody receives it or
 * hands it back. A piece that is confirmed again after a change is split still, if its shares are there.
 */
export function stepTarget(
  target: TargetStand,
  action: TargetAction,
  sides: readonly WorkSide[],
): TargetStep {
  const rule: Transition = targetActions[action]
  if (!rule.from.includes(target.state)) return { refused: 'wrong-state' }
  if (target.isRoot && (action === 'remind' || action === 'ask-report')) return { refused: 'wrong-state' }
  if (!sides.includes(rule.by)) return { refused: 'wrong-side' }
  if (rule.to === 'same' || (target.isRoot && action === 'change')) return { to: target.state }
  if (action === 'confirm' && target.hasParts) return { to: 'split' }
  return { to: rule.to }
}

/** The actions that the table allows. */
export const possibleTargetActions = (target: TargetStand, sides: readonly WorkSide[]): TargetAction[] =>
  (Object.keys(targetActions) as TargetAction[]).filter((action) => 'to' in stepTarget(target, action, sides))
