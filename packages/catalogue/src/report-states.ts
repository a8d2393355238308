import type { Label } from '@zhucan/kernel'

/** Where a reported figure stands. */
export type ReportState = keyof typeof reportStates

/** The states with their names on screens. */
export const reportStates = {
  draft: { zh: '草稿', en: 'Draft' },
  submitted: { zh: '已报送', en: 'Submitted' },
  returned: { zh: '已退回', en: 'Returned' },
  reviewed: { zh: '已审核', en: 'Reviewed' },
  locked: { zh: '已锁定', en: 'Locked' },
  corrected: { zh: '已更正', en: 'Corrected' },
} as const satisfies Record<string, Label>

/** What a person can do with a reported figure. */
export type ReportAction = keyof typeof reportActions

interface Move {
  readonly label: Label
  readonly from: readonly ReportState[]
  readonly to: ReportState
  /** Who submitted it may not do this. */
  readonly byAnother?: boolean
  readonly needsReason?: boolean
}

/** The table of moves. A locked figure has one way on: a correction with its reason, which is locked again. */
export const reportActions = {
  save: { label: { zh: '保存草稿', en: 'Save draft' }, from: ['draft', 'returned'], to: 'draft' },
  submit: { label: { zh: '报送', en: 'Submit' }, from: ['draft', 'returned'], to: 'submitted' },
  return: {
    label: { zh: '退回', en: 'Return' },
    from: ['submitted', 'reviewed'],
    to: 'returned',
    byAnother: true,
    needsReason: true,
  },
  review: { label: { zh: '审核通过', en: 'Review' }, from: ['submitted'], to: 'reviewed', byAnother: true },
  lock: { label: { zh: '锁定', en: 'Lock' }, from: ['reviewed', 'corrected'], to: 'locked', byAnother: true },
  correct: {
    label: { zh: '更正', en: 'Correct' },
    from: ['locked', 'corrected'],
    to: 'corrected',
    needsReason: true,
  },
} as const satisfies Record<string, Move>

/** The states whose figures enter sums: somebody else has looked at them. */
export const countedStates: readonly ReportState[] = ['reviewed', 'locked', 'corrected']

/** Why a move is refused, or null when it may be made. */
export function refuseReportMove(
  action: ReportAction,
  state: ReportState,
  { isOwn, reason }: { isOwn: boolean; reason: string | null },
): 'state' | 'own' | 'reason' | null {
  const move: Move = reportActions[action]
  if (!move.from.includes(state)) return 'state'
  if (move.byAnother && isOwn) return 'own'
  if (move.needsReason && (reason?.trim().length ?? 0) < 4) return 'reason'
  return null
}
