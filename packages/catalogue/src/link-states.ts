import type { Label } from '@zhucan/kernel'

/** Where a pair of a list's row and a person of the register stands. */
export type LinkState = keyof typeof linkStates

/** The states with their names on screens. */
export const linkStates = {
  linked: { zh: '自动关联', en: 'Linked by the program' },
  review: { zh: '待人工核对', en: 'To be looked at' },
  'awaiting-second': { zh: '待第二人复核', en: 'Waiting for a second person' },
  accepted: { zh: '人工确认', en: 'Accepted by a person' },
  rejected: { zh: '不是同一人', en: 'Not the same person' },
  unsure: { zh: '拿不准', en: 'Unsure' },
  unlinked: { zh: '已解除关联', en: 'Link taken back' },
  superseded: { zh: '已另行处理', en: 'Dealt with elsewhere' },
} as const satisfies Record<string, Label>

/** What a person can do with a pair. */
export type LinkAction = keyof typeof linkActions

interface Transition {
  readonly label: Label
  readonly from: readonly LinkState[]
  readonly to: LinkState
}

/** The table of transitions; `accept` leads to a second person where a benefit may end. */
export const linkActions = {
  accept: { label: { zh: '是同一人', en: 'Same person' }, from: ['review', 'unsure'], to: 'accepted' },
  reject: { label: { zh: '不是同一人', en: 'Not the same' }, from: ['review', 'unsure'], to: 'rejected' },
  unsure: { label: { zh: '拿不准', en: 'Unsure' }, from: ['review'], to: 'unsure' },
  confirm: { label: { zh: '复核同意', en: 'Confirm' }, from: ['awaiting-second'], to: 'accepted' },
  refuse: { label: { zh: '复核不同意', en: 'Refuse' }, from: ['awaiting-second'], to: 'review' },
  unlink: {
    label: { zh: '解除关联', en: 'Take the link back' },
    from: ['linked', 'accepted'],
    to: 'unlinked',
  },
  reopen: {
    label: { zh: '重新核对', en: 'Look again' },
    from: ['rejected', 'unlinked'],
    to: 'review',
  },
} as const satisfies Record<string, Transition>

/** States in which the row of the list counts as being about the person. */
export const isLinked = (state: LinkState): boolean => state === 'linked' || state === 'accepted'

/** What the machine knows of a pair. */
export interface LinkStand {
  readonly state: LinkState
  readonly needsTwo: boolean
  /** Who decided last; null while only the program did. */
  readonly decidedBy: string | null
}

/** The state after an action, or why it is not possible: the wrong state, or the same person twice. */
export type LinkStep = { readonly to: LinkState } | { readonly refused: 'wrong-state' | 'same-person' }

/** One step of the machine, done by a user. */
export function stepLink(pair: LinkStand, action: LinkAction, userId: string): LinkStep {
  const rule: Transition = linkActions[action]
  if (!rule.from.includes(pair.state)) return { refused: 'wrong-state' }
  if (action === 'confirm' && pair.decidedBy === userId) return { refused: 'same-person' }
  if (action === 'accept' && pair.needsTwo) return { to: 'awaiting-second' }
  return { to: rule.to }
}

/** The actions that are open to a user on a pair as it stands. */
export const linkActionsOf = (pair: LinkStand, userId: string): readonly LinkAction[] =>
  (Object.keys(linkActions) as LinkAction[]).filter((action) => 'to' in stepLink(pair, action, userId))

/** Whether a link by this row may end a benefit, by the choices of its fields. */
export function endsBenefit(
  file: { readonly endsBenefits?: true | Readonly<Record<string, readonly string[]>> } | undefined,
  fields: Readonly<Record<string, unknown>>,
): boolean {
  const when = file?.endsBenefits
  if (when === undefined) return false
  if (when === true) return true
  return Object.entries(when).some(([column, values]) => values.includes(String(fields[column] ?? '')))
}
