import type { Label } from '@zhucan/kernel'
import { directoryColumns } from './directory-sheet.ts'
import { type ExportKind, impersonalKinds } from './export-kinds.ts'
import { exportPaperColumns } from './export-paper-words.ts'
import { exportWorkColumns } from './export-work-columns.ts'

/** Headings of the columns of exported files. */
export const exportColumns = {
  name: { zh: '姓名', en: 'Name' },
  sex: { zh: '性别', en: 'Sex' },
  age: { zh: '年龄', en: 'Age' },
  birth: { zh: '出生日期', en: 'Born' },
  category: { zh: '残疾类别', en: 'Category' },
  level: { zh: '残疾等级', en: 'Level' },
  certificateState: { zh: '证件状态', en: 'Certificate' },
  certificateValidTo: { zh: '有效期至', en: 'Valid to' },
  region: { zh: '居住地', en: 'Place' },
  regionCode: { zh: '行政区划代码', en: 'Region code' },
  id: { zh: '身份证号', en: 'ID number' },
  certificate: { zh: '残疾人证号', en: 'Certificate number' },
  phone: { zh: '联系电话', en: 'Telephone' },
  rule: { zh: '规则', en: 'Rule' },
  severity: { zh: '轻重', en: 'Severity' },
  state: { zh: '状态', en: 'State' },
  since: { zh: '发现日期', en: 'Found' },
  at: { zh: '时间', en: 'Time' },
  who: { zh: '查阅人', en: 'Who' },
  role: { zh: '角色', en: 'Role' },
  act: { zh: '行为', en: 'Act' },
  fields: { zh: '涉及字段', en: 'Fields' },
  reason: { zh: '理由', en: 'Reason' },
  township: directoryColumns.township.label,
  village: directoryColumns.village.label,
  association: directoryColumns.association.label,
  chair: directoryColumns.chair.label,
  chairFrom: directoryColumns.chairFrom.label,
  chairPhone: directoryColumns.chairPhone.label,
  commissioner: directoryColumns.commissioner.label,
  commissionerSex: directoryColumns.commissionerSex.label,
  commissionerFrom: directoryColumns.commissionerFrom.label,
  commissionerPhone: directoryColumns.commissionerPhone.label,
  paySource: directoryColumns.paySource.label,
  isHolder: directoryColumns.isHolder.label,
  ...exportWorkColumns,
  ...exportPaperColumns,
} as const satisfies Record<string, Label>

const said: Label = {
  zh: '{who} 于 {when} 导出；范围：{scope}；用途：{purpose}；导出编号 {id}。',
  en: 'Exported by {who} on {when}; scope: {scope}; purpose: {purpose}; export {id}. ',
}

/** The line that everybody can read on an exported sheet. */
export const watermarkText = (what: ExportKind): Label =>
  impersonalKinds.includes(what)
    ? {
        zh: `${said.zh}仅限本用途使用。`,
        en: `${said.en}For this purpose only.`,
      }
    : {
        zh: `${said.zh}含个人信息，仅限本用途使用，不得转发。`,
        en: `${said.en}Personal data, for this purpose only, not to be passed on.`,
      }

/** The words that stand in cells instead of codes. */
export const exportWords: Readonly<Record<string, Label>> = {
  male: { zh: '男', en: 'male' },
  female: { zh: '女', en: 'female' },
  valid: { zh: '有效', en: 'valid' },
  expiring: { zh: '即将到期', en: 'expiring' },
  expired: { zh: '已过期', en: 'expired' },
  frozen: { zh: '冻结', en: 'frozen' },
  cancelled: { zh: '注销', en: 'cancelled' },
  none: { zh: '无', en: 'none' },
  high: { zh: '高', en: 'high' },
  medium: { zh: '中', en: 'medium' },
  low: { zh: '低', en: 'low' },
}
