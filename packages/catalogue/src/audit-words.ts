import type { Label } from '@zhucan/kernel'

/** What the audit's acts are called in plain words; an act without a word is shown by its code. */
export const auditActions: Readonly<Record<string, Label>> = {
  'access.sign-in': { zh: '登录', en: 'Signed in' },
  'access.sign-in-failed': { zh: '登录失败', en: 'Sign-in failed' },
  'access.sign-out': { zh: '退出登录', en: 'Signed out' },
  'access.welcome': { zh: '使用一次性链接开户', en: 'Used a one-time link' },
  'access.invite': { zh: '邀请用户', en: 'Invited a user' },
  'person.list': { zh: '查看名册列表', en: 'Looked at the register list' },
  'person.find-by-number': { zh: '按号码查找', en: 'Searched by number' },
  'person.read': { zh: '打开个人档案', en: "Opened a person's file" },
  'person.reveal': { zh: '查看明文号码', en: 'Had a number shown' },
  'clue.list': { zh: '查看线索列表', en: 'Looked at the list of clues' },
  'clue.read': { zh: '查看线索原因', en: 'Looked at the reason of a clue' },
  'list.rows': { zh: '查看部门名单', en: 'Looked at a department list' },
  'list.raw-deleted': { zh: '到期删除原始名单', en: 'Deleted an expired list' },
  'import.create': { zh: '上传文件', en: 'Uploaded a file' },
  'import.map': { zh: '确认列对应', en: 'Confirmed the columns' },
  'import.preview': { zh: '查看导入预览', en: 'Looked at the preview' },
  'import.apply': { zh: '确认导入', en: 'Confirmed an import' },
  'import.applied': { zh: '导入完成', en: 'Import done' },
  'import.discard': { zh: '放弃导入', en: 'Discarded an import' },
  'import.forgotten': { zh: '清理未完成的上传', en: 'Cleared a forgotten upload' },
  'import.download-faults': { zh: '下载问题清单', en: 'Downloaded the faults' },
  'screening.start': { zh: '发起筛查', en: 'Started a screening' },
  'screening.run': { zh: '筛查完成', en: 'Screening done' },
  'region.apply': { zh: '调整行政区划', en: 'Changed regions' },
  'export.request': { zh: '申请导出', en: 'Asked for an export' },
  'export.decide': { zh: '审批导出', en: 'Decided on an export' },
  'export.withdraw': { zh: '撤回导出申请', en: 'Withdrew an export' },
  'export.made': { zh: '导出文件生成', en: 'Export made' },
  'export.download': { zh: '下载导出文件', en: 'Downloaded an export' },
  'export.refused': { zh: '超出额度被拒绝', en: 'Refused: budget spent' },
  'export.policy': { zh: '调整额度', en: 'Changed a budget' },
  'export.identify': { zh: '识别外泄文件', en: 'Identified a leaked file' },
  'glass.open': { zh: '应急查阅：申请', en: 'Emergency access: asked' },
  'glass.read': { zh: '应急查阅：查看档案', en: 'Emergency access: opened the file' },
  'glass.end': { zh: '应急查阅：结束', en: 'Emergency access: ended' },
  'glass.review': { zh: '应急查阅：复核', en: 'Emergency access: reviewed' },
  'audit.search': { zh: '查询审计日志', en: 'Searched the audit' },
  'audit.signals': { zh: '查看异常使用', en: 'Looked at unusual use' },
  'audit.verify': { zh: '核验审计链', en: 'Verified the chain' },
  'organisation.list': { zh: '查看组织名录', en: 'Looked at the directory' },
  'organisation.read': { zh: '查看组织', en: 'Opened an organisation' },
  'organisation.contact': { zh: '查看联系电话', en: 'Had a contact shown' },
  'organisation.save': { zh: '修改组织信息', en: 'Changed an organisation' },
  'organisation.term': { zh: '登记任职', en: 'Recorded a term' },
  'organisation.term-end': { zh: '结束任职', en: 'Ended a term' },
  'organisation.import': { zh: '上传组织名录', en: 'Uploaded a directory' },
  'organisation.import-apply': { zh: '导入组织名录', en: 'Imported a directory' },
  'organisation.import-faults': { zh: '下载名录问题清单', en: 'Downloaded the directory faults' },
  'organisation.duties': { zh: '设置部门职责', en: 'Set duties' },
}

/** Names of fields as the audit keeps them, in plain words. */
export const auditFields: Readonly<Record<string, Label>> = {
  id: { zh: '身份证号', en: 'ID number' },
  certificate: { zh: '残疾人证号', en: 'certificate number' },
  phone: { zh: '电话', en: 'telephone' },
  guardianPhone: { zh: '监护人电话', en: "guardian's telephone" },
  bankAccount: { zh: '银行账号', en: 'bank account' },
  name: { zh: '姓名', en: 'name' },
  sex: { zh: '性别', en: 'sex' },
  chair: { zh: '主席', en: 'chair' },
  commissioner: { zh: '专职委员', en: 'commissioner' },
  paySource: { zh: '补助来源', en: 'pay source' },
  isCertificateHolder: { zh: '本人持证', en: 'certificate holder' },
  fromDay: { zh: '开始日期', en: 'from' },
  untilDay: { zh: '结束日期', en: 'until' },
  address: { zh: '地址', en: 'address' },
  duties: { zh: '职责', en: 'duties' },
}

/** Groups of acts an auditor asks for together. */
export const auditGroups = {
  reveal: {
    label: { zh: '查看明文号码', en: 'Numbers in clear' },
    actions: ['person.reveal', 'organisation.contact'],
  },
  file: {
    label: { zh: '打开个人档案', en: "Persons' files" },
    actions: ['person.read', 'glass.read', 'clue.read'],
  },
  export: {
    label: { zh: '导出与下载', en: 'Exports and downloads' },
    actions: [
      'export.request',
      'export.decide',
      'export.withdraw',
      'export.made',
      'export.download',
      'export.refused',
      'import.download-faults',
      'import.form',
    ],
  },
  'look-up': {
    label: { zh: '按号码查找', en: 'Searches by number' },
    actions: ['person.find-by-number'],
  },
  list: {
    label: { zh: '列表翻页', en: 'Lists' },
    actions: ['person.list', 'clue.list', 'list.rows', 'import.preview', 'organisation.list'],
  },
  glass: {
    label: { zh: '应急查阅', en: 'Emergency access' },
    actions: ['glass.open', 'glass.read', 'glass.end', 'glass.review'],
  },
  audit: {
    label: { zh: '审计自身', en: 'The audit itself' },
    actions: ['audit.search', 'audit.signals', 'audit.verify', 'export.identify'],
  },
} as const satisfies Record<string, { label: Label; actions: readonly string[] }>

/** One of the groups. */
export type AuditGroup = keyof typeof auditGroups
