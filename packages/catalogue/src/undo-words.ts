import type { Label } from '@zhucan/kernel'

/** What an undo does to a person. `partly`: what was said later stays, the import's own word goes. */
export const undoFates = {
  goes: { zh: '移出名册', en: 'Leaves the register' },
  back: { zh: '恢复到导入前', en: 'Goes back to before the import' },
  partly: { zh: '只撤销这次的内容，后来的保留', en: 'Only this import’s values go, later ones stay' },
  stays: { zh: '保留，不撤销', en: 'Stays as it is' },
} as const satisfies Record<string, Label>

export type UndoFate = keyof typeof undoFates

/** Why somebody stays, wholly or in part. */
export const undoReasons = {
  'later-import': { zh: '后来的名册又写到了这个人', en: 'A later register speaks of this person' },
  staff: { zh: '工作人员后来登记过内容', en: 'Staff have entered something since' },
  list: { zh: '部门名单已比对到这个人', en: 'A department’s list was matched with this person' },
  clue: { zh: '有正在办理的疑点', en: 'A clue about this person is being worked on' },
  relative: { zh: '是别人的监护人', en: 'Is the guardian of somebody who stays' },
  moved: { zh: '后来迁移或变动过', en: 'Has moved or changed since' },
  'in-use': { zh: '其他记录正在使用', en: 'Other records refer to this person' },
} as const satisfies Record<string, Label>

export type UndoReason = keyof typeof undoReasons

/** Headings of the list of people an undo touches. */
export const undoSheet = {
  title: { zh: '撤销影响的人', en: 'People the undo touches' },
  name: { zh: '姓名', en: 'Name' },
  fate: { zh: '撤销后', en: 'After the undo' },
  reason: { zh: '原因', en: 'Why' },
  fields: { zh: '涉及内容', en: 'Values' },
} as const satisfies Record<string, Label>
