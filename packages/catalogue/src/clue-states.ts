import type { Label } from '@zhucan/kernel'

/** Where a clue stands on its way from a question to an answer that somebody acted on. */
export type ClueState = keyof typeof clueStates

/** The states with their names on screens. */
export const clueStates = {
  new: { zh: '新发现', en: 'New' },
  issued: { zh: '已下发', en: 'Issued' },
  received: { zh: '已签收', en: 'Received' },
  verifying: { zh: '核实中', en: 'Being checked' },
  answered: { zh: '已反馈', en: 'Answered' },
  returned: { zh: '已退回', en: 'Returned' },
  sampled: { zh: '抽查中', en: 'Second look' },
  handling: { zh: '处理中', en: 'Being handled' },
  closed: { zh: '已销号', en: 'Closed' },
  reopened: { zh: '重新办理', en: 'Reopened' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
} as const satisfies Record<string, Label>

/** Which level has a clue in hand; the numbers are those of the regions. */
export type ClueHolder = 3 | 4 | 5

/** The levels with their names on screens. */
export const clueHolders = {
  3: { zh: '县级', en: 'County' },
  4: { zh: '乡镇（街道）', en: 'Township' },
  5: { zh: '村（社区）', en: 'Village' },
} as const satisfies Record<ClueHolder, Label>

/** What a person can do with a clue. */
export type ClueAction = keyof typeof clueActions

interface Transition {
  readonly label: Label
  readonly from: readonly ClueState[]
  readonly to: ClueState
  readonly at: readonly ClueHolder[]
}

const restful = ['new', 'received', 'returned', 'reopened'] as const satisfies ClueState[]

/** The table of transitions: from which states, into which, and at which level an action is done. */
export const clueActions = {
  issue: {
    label: { zh: '下发', en: 'Issue' },
    from: [...restful, 'answered'],
    to: 'issued',
    at: [3, 4],
  },
  receive: { label: { zh: '签收', en: 'Receive' }, from: ['issued'], to: 'received', at: [4, 5] },
  verify: { label: { zh: '开始核实', en: 'Start checking' }, from: restful, to: 'verifying', at: [3, 4, 5] },
  feedback: {
    label: { zh: '反馈', en: 'Give feedback' },
    from: [...restful, 'verifying'],
    to: 'answered',
    at: [3, 4, 5],
  },
  'pass-up': { label: { zh: '上报', en: 'Pass up' }, from: ['answered'], to: 'answered', at: [4] },
  return: { label: { zh: '退回', en: 'Return' }, from: ['answered'], to: 'returned', at: [3, 4] },
  draw: { label: { zh: '抽查', en: 'Draw a sample' }, from: ['answered'], to: 'sampled', at: [3] },
  'sample-result': {
    label: { zh: '登记抽查结果', en: 'Enter the second look' },
    from: ['sampled'],
    to: 'answered',
    at: [3],
  },
  handle: { label: { zh: '处理', en: 'Handle' }, from: ['answered', 'handling'], to: 'handling', at: [3] },
  close: { label: { zh: '销号', en: 'Close' }, from: ['answered', 'handling'], to: 'closed', at: [3] },
  reopen: { label: { zh: '重新办理', en: 'Reopen' }, from: ['closed'], to: 'reopened', at: [3] },
} as const satisfies Record<string, Transition>

/** What the machine knows of a clue. */
export interface ClueStand {
  readonly state: ClueState
  readonly holder: ClueHolder
  /** The level that gave the latest feedback; null before there is one. */
  readonly answeredAt: ClueHolder | null
  readonly sample: 'none' | 'drawn' | 'agrees' | 'differs'
}

/** Why an action is not possible; also the last part of the problem's code. */
export type ClueRefusal = 'wrong-state' | 'wrong-level'

/** How a clue stands after an action, or why the action is not possible. */
export type ClueStep = { readonly to: ClueStand } | { readonly refused: ClueRefusal }

const refuse = (refused: ClueRefusal): ClueStep => ({ refused })
const above = (holder: ClueHolder): ClueHolder => (holder === 5 ? 4 : 3)

/**
 * One step of the machine. `level` is that of the office that acts; `down` is where an `issue` goes. Says first whether
 * the state allows it at all, then whether it is for this level: a person is told the reason that helps.
 */
export function stepClue(clue: ClueStand, action: ClueAction, level: number, down?: ClueHolder): ClueStep {
  const rule: Transition = clueActions[action]
  if (!rule.from.includes(clue.state)) return refuse('wrong-state')
  if (level !== clue.holder || !rule.at.includes(clue.holder)) return refuse('wrong-level')
  const moved = { ...clue, state: rule.to }
  switch (action) {
    case 'issue':
      return down !== undefined && down > clue.holder
        ? { to: { ...moved, holder: down } }
        : refuse('wrong-level')
    case 'feedback':
      return { to: { ...moved, holder: above(clue.holder), answeredAt: clue.holder, sample: 'none' } }
    case 'pass-up':
      return { to: { ...moved, holder: 3 } }
    case 'return':
      return returned(clue, moved)
    case 'draw':
      return clue.sample === 'none' && clue.answeredAt !== null
        ? { to: { ...moved, sample: 'drawn' } }
        : refuse('wrong-state')
    default:
      return { to: moved }
  }
}

/** Back to the level below, if the answer came from there: nobody returns a clue to themselves. */
function returned(clue: ClueStand, moved: ClueStand): ClueStep {
  if (clue.answeredAt === null || clue.answeredAt <= clue.holder) return refuse('wrong-state')
  return { to: { ...moved, holder: clue.holder === 3 ? 4 : 5, sample: 'none' } }
}

/** The actions that the table allows an office of this level on a clue. */
export function possibleActions(clue: ClueStand, level: number): ClueAction[] {
  return (Object.keys(clueActions) as ClueAction[]).filter(
    (action) => 'to' in stepClue(clue, action, level, action === 'issue' ? 5 : undefined),
  )
}

/** States in which a clue is still somebody's work. */
export const isOpenClue = (state: ClueState): boolean => state !== 'closed' && state !== 'withdrawn'
