import type { Label } from '@zhucan/kernel'

/** Kinds of papers, as the reader tells them apart. */
export const noticeKinds = {
  notice: { zh: '通知', en: 'Notice' },
  plan: { zh: '方案、计划、要点', en: 'Plan' },
  opinion: { zh: '意见', en: 'Opinions' },
  measures: { zh: '办法、规定', en: 'Measures' },
  law: { zh: '法律法规', en: 'Law' },
  circular: { zh: '通报', en: 'Circular' },
  bulletin: { zh: '公报、公告', en: 'Bulletin' },
  reply: { zh: '批复', en: 'Reply' },
  letter: { zh: '函', en: 'Letter' },
  decision: { zh: '决定', en: 'Decision' },
  report: { zh: '报告、请示', en: 'Report or request' },
  article: { zh: '报道、解读', en: 'Article' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies Record<string, Label>

export type NoticeKind = keyof typeof noticeKinds

/** What may be read in a notice. */
export const noticeItemKinds = {
  target: { zh: '目标任务', en: 'Target' },
  fact: { zh: '已有数据', en: 'Fact' },
  deadline: { zh: '时限', en: 'Deadline' },
  responsibility: { zh: '责任分工', en: 'Responsibility' },
} as const satisfies Record<string, Label>

export type NoticeItemKind = keyof typeof noticeItemKinds

/** Where a notice stands. */
export const noticeStates = {
  checking: { zh: '核对中', en: 'Being checked' },
  confirmed: { zh: '已确认', en: 'Confirmed' },
  withdrawn: { zh: '已撤销', en: 'Withdrawn' },
} as const satisfies Record<string, Label>

export type NoticeState = keyof typeof noticeStates

/** What became of an item. */
export const noticeItemStates = {
  proposed: { zh: '待处理', en: 'Undecided' },
  confirmed: { zh: '已确认', en: 'Confirmed' },
  corrected: { zh: '已更正', en: 'Corrected' },
  added: { zh: '人工补充', en: 'Added' },
  rejected: { zh: '已排除', en: 'Rejected' },
} as const satisfies Record<string, Label>

export type NoticeItemState = keyof typeof noticeItemStates

/** Kinds of personal data that are looked for. */
export const personalDataKinds = {
  mobile: { zh: '手机号', en: 'Mobile number' },
  phone: { zh: '电话号码', en: 'Telephone number' },
  'id-number': { zh: '身份证号', en: 'ID number' },
  'disability-certificate': { zh: '残疾人证号', en: 'Disability certificate number' },
  'bank-account': { zh: '银行账号', en: 'Bank account' },
  'social-account': { zh: '微信、QQ号', en: 'WeChat or QQ account' },
  email: { zh: '电子邮箱', en: 'E-mail address' },
  plate: { zh: '车牌号', en: 'Number plate' },
  address: { zh: '住址', en: 'Home address' },
  name: { zh: '人名', en: 'Name' },
  other: { zh: '其他个人信息', en: 'Other personal data' },
} as const satisfies Record<string, Label>

export type PersonalDataKind = keyof typeof personalDataKinds

/** Which figures contradict each other. */
export const doubtKinds = {
  ratio: { zh: '完成率对不上', en: 'The ratio does not agree' },
  difference: { zh: '相差数对不上', en: 'The difference does not agree' },
  sum: { zh: '合计对不上', en: 'The sum does not agree' },
  growth: { zh: '增减幅度对不上', en: 'The growth does not agree' },
} as const satisfies Record<string, Label>

/** What was done with a notice, as its history tells it. */
export const noticeActs = {
  take: { zh: '收文识读', en: 'Taken in and read' },
  about: { zh: '更正文件信息', en: 'Corrected what the paper is' },
  confirm: { zh: '确认条目', en: 'Confirmed an item' },
  correct: { zh: '更正条目', en: 'Corrected an item' },
  reject: { zh: '排除条目', en: 'Rejected an item' },
  reset: { zh: '撤回处理', en: 'Took a decision back' },
  add: { zh: '补充条目', en: 'Added an item' },
  mask: { zh: '遮盖个人信息', en: 'Masked personal data' },
  unmask: { zh: '解除遮盖', en: 'Took a mask off' },
  'confirm-notice': { zh: '确认文件', en: 'Confirmed the notice' },
  reopen: { zh: '重新打开', en: 'Opened again' },
  withdraw: { zh: '撤销', en: 'Withdrew' },
  send: { zh: '下发', en: 'Sent down' },
} as const satisfies Record<string, Label>

export type NoticeAct = keyof typeof noticeActs
