import type { Label } from '@zhucan/kernel'

/** A column of the directory workbook: its heading when it goes out, and every heading it is known by when it comes in. */
export interface DirectoryColumn {
  readonly label: Label
  readonly aliases: readonly string[]
}

/** The columns of the workbook of village associations: one row a commissioner, the chair in each. */
export const directoryColumns = {
  regionCode: {
    label: { zh: '行政区划代码', en: 'Region code' },
    aliases: ['区划代码', '村代码', '村（社区）代码'],
  },
  township: {
    label: { zh: '乡镇（街道）', en: 'Township' },
    aliases: ['乡镇', '街道', '镇街', '所属乡镇', '乡镇街道'],
  },
  village: {
    label: { zh: '村（社区）', en: 'Village' },
    aliases: ['村', '社区', '行政村', '村社区', '村名', '村名称'],
  },
  association: { label: { zh: '残协名称', en: 'Association' }, aliases: ['残协', '组织名称', '残疾人协会'] },
  chair: {
    label: { zh: '残协主席', en: 'Chair' },
    aliases: ['主席', '残协主席姓名', '主席姓名', '残协负责人'],
  },
  chairFrom: { label: { zh: '主席任职日期', en: 'Chair since' }, aliases: ['主席任职时间'] },
  chairPhone: {
    label: { zh: '主席电话', en: 'Telephone of the chair' },
    aliases: ['主席联系电话', '主席手机'],
  },
  commissioner: {
    label: { zh: '专职委员', en: 'Commissioner' },
    aliases: ['专职委员姓名', '专委', '专委姓名', '委员姓名'],
  },
  commissionerSex: {
    label: { zh: '专职委员性别', en: 'Sex of the commissioner' },
    aliases: ['性别', '专委性别'],
  },
  commissionerFrom: {
    label: { zh: '专职委员任职日期', en: 'Commissioner since' },
    aliases: ['任职日期', '任职时间', '聘用日期', '聘用时间', '专委任职日期'],
  },
  commissionerPhone: {
    label: { zh: '专职委员电话', en: 'Telephone of the commissioner' },
    aliases: ['联系电话', '电话', '手机', '专委电话'],
  },
  paySource: { label: { zh: '补助来源', en: 'Pay source' }, aliases: ['工资来源', '补贴来源', '经费来源'] },
  isHolder: {
    label: { zh: '本人是否持证', en: 'Certificate holder' },
    aliases: ['是否持证', '本人持证', '是否残疾人'],
  },
} as const satisfies Record<string, DirectoryColumn>

/** One column's name. */
export type DirectoryColumnName = keyof typeof directoryColumns

/** What can be wrong with a row of the directory, and what to do about it. */
export const directoryFaults = {
  'region-unknown': {
    zh: '没有找到这个村（社区），请核对行政区划代码或村名、乡镇名。',
    en: 'This village was not found; check the region code or the names of village and township.',
  },
  'region-ambiguous': {
    zh: '同名的村不止一个，请填写行政区划代码或乡镇（街道）。',
    en: 'Several villages have this name; fill in the region code or the township.',
  },
  'region-not-village': {
    zh: '代码不是村（社区）一级，请填写 12 位村级代码。',
    en: 'The code is not a village; fill in its 12 digits.',
  },
  'nobody-named': { zh: '主席和专职委员都没有填写。', en: 'Neither chair nor commissioner is named.' },
  'name-invalid': { zh: '姓名不像人名，请核对。', en: 'This does not look like a name; check it.' },
  'day-invalid': {
    zh: '日期无法识别，请写成 2026-03-01。',
    en: 'The date cannot be read; write it as 2026-03-01.',
  },
  'phone-invalid': { zh: '电话号码无法识别。', en: 'The telephone number cannot be read.' },
  'two-chairs': { zh: '同一个村填了两位不同的主席。', en: 'Two different chairs for the same village.' },
  'row-twice': { zh: '与前面的行重复。', en: 'The same as a row above.' },
} as const satisfies Record<string, Label>

/** One fault's code. */
export type DirectoryFault = keyof typeof directoryFaults

/** How a village's association is called when nobody says otherwise. */
export const associationName: Label = { zh: '{village}残疾人协会', en: '{village} association' }

/** Words for yes and no, as offices write them. */
export const yesWords: readonly string[] = ['是', '有', '持证', 'yes', 'y', '1', 'true', '√']
export const noWords: readonly string[] = ['否', '无', '未持证', 'no', 'n', '0', 'false', '×']

/** Words for the sexes. */
export const sexWords: Readonly<Record<string, 'male' | 'female'>> = {
  男: 'male',
  女: 'female',
  male: 'male',
  female: 'female',
}

/** Yes and no as they are written out. */
export const yesNo: Readonly<Record<'yes' | 'no', Label>> = {
  yes: { zh: '是', en: 'yes' },
  no: { zh: '否', en: 'no' },
}
