import type { Label } from '@zhucan/kernel'

/** One member department of the disability work committee (残工委成员单位) and what it does for disabled people. */
export interface Department {
  readonly id: string
  readonly label: Label
  /** Short name on buttons and in lists. */
  readonly short: Label
  readonly duties: readonly Label[]
}

/**
 * The departments that sit on the committee in most places, with the duties that follow from the nation's papers.
 * A county appends dated wording of its own as data; see `department_duty`.
 */
export const departments: readonly Department[] = [
  {
    id: 'civil-affairs',
    label: { zh: '民政局', en: 'Civil affairs bureau' },
    short: { zh: '民政', en: 'Civil affairs' },
    duties: [
      {
        zh: '审定并发放困难残疾人生活补贴和重度残疾人护理补贴',
        en: 'Decides on and pays the living and the nursing subsidy',
      },
      {
        zh: '低保、低保边缘、特困供养和临时救助',
        en: 'Dibao, dibao margin, tekun support and temporary relief',
      },
      {
        zh: '按期提供社会救助、补贴发放和殡葬火化名单',
        en: 'Gives the lists of assistance, subsidy payments and cremations in time',
      },
      { zh: '精神障碍社区康复服务', en: 'Community rehabilitation of people with mental disorders' },
    ],
  },
  {
    id: 'education',
    label: { zh: '教育局', en: 'Education bureau' },
    short: { zh: '教育', en: 'Education' },
    duties: [
      { zh: '适龄残疾儿童少年入学，一人一案', en: 'Schooling of disabled children, one plan for each' },
      {
        zh: '随班就读、特殊教育学校和送教上门',
        en: 'Inclusive classes, special schools and teaching at home',
      },
      { zh: '按期提供学籍名单', en: 'Gives the school register in time' },
    ],
  },
  {
    id: 'health',
    label: { zh: '卫生健康局', en: 'Health bureau' },
    short: { zh: '卫健', en: 'Health' },
    duties: [
      { zh: '指定残疾评定机构，管理评定医师', en: 'Appoints the assessing hospitals and their doctors' },
      { zh: '残疾预防、早期筛查和医疗康复', en: 'Prevention, early screening and medical rehabilitation' },
      { zh: '家庭医生签约服务残疾人', en: 'Family doctors for disabled people' },
      { zh: '按期提供死亡医学证明名单', en: 'Gives the list of death certificates in time' },
    ],
  },
  {
    id: 'medical-insurance',
    label: { zh: '医疗保障局', en: 'Medical insurance bureau' },
    short: { zh: '医保', en: 'Medical insurance' },
    duties: [
      { zh: '资助困难残疾人参加基本医疗保险', en: 'Helps poor disabled people to be insured' },
      { zh: '康复项目纳入医保支付，医疗救助', en: 'Pays for rehabilitation items and medical assistance' },
      { zh: '按期提供个人自付医疗费用名单', en: 'Gives the list of self-paid medical costs in time' },
    ],
  },
  {
    id: 'housing',
    label: { zh: '住房和城乡建设局', en: 'Housing bureau' },
    short: { zh: '住建', en: 'Housing' },
    duties: [
      { zh: '农村困难残疾人家庭危房改造', en: 'Repair of dangerous houses of poor disabled households' },
      { zh: '无障碍设施建设和改造，公租房优先保障', en: 'Accessible building and public housing first' },
      { zh: '按期提供危房鉴定与改造名单', en: 'Gives the list of dangerous houses in time' },
    ],
  },
  {
    id: 'human-resources',
    label: { zh: '人力资源和社会保障局', en: 'Human resources bureau' },
    short: { zh: '人社', en: 'Human resources' },
    duties: [
      {
        zh: '就业困难残疾人认定、职业培训和就业援助',
        en: 'Recognises, trains and helps disabled people who look for work',
      },
      { zh: '城乡居民基本养老保险代缴', en: 'Pays pension contributions for those entitled' },
      { zh: '公益性岗位安置', en: 'Places people in public-service posts' },
    ],
  },
  {
    id: 'agriculture',
    label: { zh: '农业农村局（乡村振兴局）', en: 'Agriculture and rural revitalisation bureau' },
    short: { zh: '农业农村', en: 'Rural affairs' },
    duties: [
      {
        zh: '易返贫致贫残疾人家庭监测和帮扶',
        en: 'Watches and helps disabled households at risk of poverty',
      },
      { zh: '产业扶持和实用技术培训', en: 'Support for farming and practical training' },
      {
        zh: '按期提供监测对象和脱贫人口名单',
        en: 'Gives the list of monitored and exited households in time',
      },
    ],
  },
  {
    id: 'public-security',
    label: { zh: '公安局', en: 'Public security bureau' },
    short: { zh: '公安', en: 'Public security' },
    duties: [
      { zh: '核对户籍和居民身份信息', en: 'Checks household registration and identity' },
      { zh: '按期提供户籍注销名单', en: 'Gives the list of cancelled registrations in time' },
      { zh: '肇事肇祸精神障碍患者救治救助', en: 'Help for people with mental disorders in trouble' },
    ],
  },
  {
    id: 'finance',
    label: { zh: '财政局', en: 'Finance bureau' },
    short: { zh: '财政', en: 'Finance' },
    duties: [
      { zh: '保障残疾人事业经费和补贴资金', en: 'Funds the work and the subsidies' },
      { zh: '残疾人就业保障金征管与使用监督', en: 'Oversees the employment security fund' },
    ],
  },
  {
    id: 'trade-union',
    label: { zh: '总工会', en: 'Federation of trade unions' },
    short: { zh: '工会', en: 'Trade unions' },
    duties: [
      { zh: '困难残疾职工帮扶和权益维护', en: 'Helps disabled workers in hardship and defends their rights' },
    ],
  },
  {
    id: 'youth-league',
    label: { zh: '共青团委', en: 'Communist Youth League' },
    short: { zh: '团委', en: 'Youth League' },
    duties: [{ zh: '青年志愿者助残行动', en: 'Young volunteers for disabled people' }],
  },
  {
    id: 'women-federation',
    label: { zh: '妇女联合会', en: "Women's federation" },
    short: { zh: '妇联', en: 'Women' },
    duties: [
      { zh: '残疾妇女儿童关爱和家庭支持', en: 'Care for disabled women and children and their families' },
    ],
  },
]

/** A department by its id, or undefined. */
export const departmentById = (id: string): Department | undefined => departments.find((d) => d.id === id)

/** A department by any of the names a workbook may call it by. */
export function departmentByName(name: string): Department | undefined {
  const said = name.trim()
  return departments.find((d) =>
    [d.id, d.label.zh, d.short.zh, d.label.en, d.short.en].some((known) => known === said),
  )
}
