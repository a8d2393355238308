import type { Label } from '@zhucan/kernel'

/** What may be exported, in words. */
export const exportKinds = {
  register: { zh: '残疾人名册', en: 'Register' },
  clues: { zh: '线索', en: 'Clues' },
  directory: { zh: '组织名录', en: 'Directory' },
  looks: { zh: '查阅记录', en: 'Who looked' },
  targets: { zh: '目标任务', en: 'Targets' },
  tasks: { zh: '任务', en: 'Tasks' },
  supervision: { zh: '挂牌督战', en: 'Close supervision' },
  notices: { zh: '收文登记', en: 'Notices received' },
  papers: { zh: '发文登记', en: 'Papers written' },
} as const satisfies Record<string, Label>

/** One kind of export. */
export type ExportKind = keyof typeof exportKinds

/** Kinds that hold work and papers, nobody's personal data. */
export const impersonalKinds: readonly ExportKind[] = ['targets', 'tasks', 'supervision', 'notices', 'papers']
