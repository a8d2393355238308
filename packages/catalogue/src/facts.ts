import { categories, type Label, levels } from '@zhucan/kernel'

/** date = 'YYYY-MM-DD'; money = whole fen; every fact may be unknown (null). */
export type FactType = 'int' | 'text' | 'bool' | 'date' | 'money'

/** What one fact is a fact about; a household rule sees only household and policy facts. The last three are for indicators. */
export type FactSubject = 'person' | 'household' | 'policy' | 'clue' | 'visit' | 'list-row'

/** Where a fact comes from, named so that a person can be told what is missing: the register, the policy table, or a list. */
export const factSources = {
  register: { zh: '残疾人登记册', en: 'register' },
  policy: { zh: '本地政策设置', en: 'local policy settings' },
  work: { zh: '线索办理记录', en: 'records of work on clues' },
  'civil-affairs-assistance': { zh: '民政救助名单', en: 'civil affairs assistance list' },
  'medical-insurance-self-paid': { zh: '医保个人自付名单', en: 'self-paid medical cost list' },
  'school-register': { zh: '学籍名单', en: 'school register' },
  'dangerous-housing': { zh: '农村危房名单', en: 'dangerous housing list' },
  deaths: { zh: '死亡人员名单', en: 'deaths list' },
  'two-subsidies-payment': { zh: '两项补贴发放名单', en: 'two-subsidies payment list' },
  'rural-revitalisation': { zh: '防返贫监测名单', en: 'rural revitalisation list' },
} as const satisfies Record<string, Label>

export type FactSource = keyof typeof factSources

/** One fact a rule may look at. */
export interface FactDefinition {
  readonly type: FactType
  readonly subject: FactSubject
  readonly source: FactSource
  readonly label: Label
  /** Written behind the number; English in the plural. */
  readonly unit?: Label
  /** month = the number is YYYYMM; countdown = days to an event, negative after it. */
  readonly format?: 'month' | 'countdown'
  /** What 0 means when it is no amount. */
  readonly zero?: Label
  /** Every value the fact can take, for enumerations; a condition that compares with another value is refused. */
  readonly values?: readonly { readonly value: string | number; readonly label: Label }[]
  /** How a yes-or-no fact reads as a sentence. */
  readonly sentences?: { readonly yes: Label; readonly no: Label }
}

/** Facts by dotted name. */
export type FactsCatalogue = Readonly<Record<string, FactDefinition>>

const years: Label = { zh: '岁', en: 'years' }
const days: Label = { zh: '天', en: 'days' }
const people: Label = { zh: '人', en: 'persons' }
const levelValues = levels.map(({ code, label }) => ({ value: code, label }))

const assistanceValues = [
  { value: 'none', label: { zh: '无救助', en: 'none' } },
  { value: 'dibao', label: { zh: '低保', en: 'dibao' } },
  { value: 'dibao-margin', label: { zh: '低保边缘', en: 'dibao margin' } },
  { value: 'tekun', label: { zh: '特困供养', en: 'tekun' } },
]

const personFacts = {
  'person.age': {
    type: 'int',
    subject: 'person',
    source: 'register',
    label: { zh: '年龄', en: 'Age' },
    unit: years,
  },
  'person.sex': {
    type: 'text',
    subject: 'person',
    source: 'register',
    label: { zh: '性别', en: 'Sex' },
    values: [
      { value: 'male', label: { zh: '男', en: 'male' } },
      { value: 'female', label: { zh: '女', en: 'female' } },
    ],
  },
  'person.category': {
    type: 'text',
    subject: 'person',
    source: 'register',
    label: { zh: '残疾类别', en: 'Disability category' },
    values: categories.map(({ code, label }) => ({ value: code, label })),
  },
  'person.level': {
    type: 'int',
    subject: 'person',
    source: 'register',
    label: { zh: '残疾等级', en: 'Disability level' },
    values: levelValues,
  },
  // A certificate that is about to end is still 'valid' here; how near the end is stands in daysToExpiry.
  'person.certificateState': {
    type: 'text',
    subject: 'person',
    source: 'register',
    label: { zh: '残疾人证状态', en: 'Certificate state' },
    values: [
      { value: 'valid', label: { zh: '有效', en: 'valid' } },
      { value: 'expired', label: { zh: '已过期', en: 'expired' } },
      { value: 'frozen', label: { zh: '已冻结', en: 'frozen' } },
      { value: 'cancelled', label: { zh: '已注销', en: 'cancelled' } },
      { value: 'none', label: { zh: '未办证', en: 'no certificate' } },
    ],
  },
  // Counted from the day of the run to the last valid day; 0 on that day itself, negative after it.
  'person.daysToExpiry': {
    type: 'int',
    subject: 'person',
    source: 'register',
    label: { zh: '距残疾人证到期', en: 'Expiry of the certificate' },
    unit: days,
    format: 'countdown',
  },
  // Never unknown. False when the register records the death, or a deaths list that was read carries the person;
  // without a deaths list the register alone decides. So a missing list silences no rule but dead-but-paid,
  // and nobody is asked to help a dead person apply.
  'person.alive': {
    type: 'bool',
    subject: 'person',
    source: 'register',
    label: { zh: '是否健在', en: 'Alive' },
    sentences: {
      yes: { zh: '没有死亡记录', en: 'No death is recorded' },
      no: { zh: '已有死亡记录', en: 'A death is recorded' },
    },
  },
  // From the deaths list only: false when a list covers the person's region and does not carry the person,
  // unknown when no list covers the region.
  'person.isDead': {
    type: 'bool',
    subject: 'person',
    source: 'deaths',
    label: { zh: '是否在死亡人员名单中', en: 'On the deaths list' },
    sentences: {
      yes: { zh: '在死亡人员名单中', en: 'Is on the deaths list' },
      no: { zh: '不在死亡人员名单中', en: 'Is not on the deaths list' },
    },
  },
  'person.deathMonth': {
    type: 'int',
    subject: 'person',
    source: 'deaths',
    label: { zh: '死亡月份', en: 'Month of death' },
    format: 'month',
    zero: { zh: '无死亡记录', en: 'no death recorded' },
  },
  // "Paid" means paid in one of the last three months of the latest payment list that covers the region.
  'person.nursingPaid': {
    type: 'bool',
    subject: 'person',
    source: 'two-subsidies-payment',
    label: { zh: '是否领取重度残疾人护理补贴', en: 'Receives the nursing subsidy' },
    sentences: {
      yes: {
        zh: '近三个月领取了重度残疾人护理补贴',
        en: 'Was paid the nursing subsidy in the last three months',
      },
      no: {
        zh: '近三个月没有领取重度残疾人护理补贴',
        en: 'Was not paid the nursing subsidy in the last three months',
      },
    },
  },
  'person.livingPaid': {
    type: 'bool',
    subject: 'person',
    source: 'two-subsidies-payment',
    label: { zh: '是否领取困难残疾人生活补贴', en: 'Receives the living subsidy' },
    sentences: {
      yes: {
        zh: '近三个月领取了困难残疾人生活补贴',
        en: 'Was paid the living subsidy in the last three months',
      },
      no: {
        zh: '近三个月没有领取困难残疾人生活补贴',
        en: 'Was not paid the living subsidy in the last three months',
      },
    },
  },
  'person.lastPaidMonth': {
    type: 'int',
    subject: 'person',
    source: 'two-subsidies-payment',
    label: { zh: '最近一次发放补贴的月份', en: 'Last month a subsidy was paid' },
    format: 'month',
    zero: { zh: '从未发放', en: 'never' },
  },
  'person.assistance': {
    type: 'text',
    subject: 'person',
    source: 'civil-affairs-assistance',
    label: { zh: '本人救助类别', en: 'Own social assistance' },
    values: assistanceValues,
  },
  // Sum over the current calendar year; 0 when a list covers the region and does not carry the person.
  'person.selfPaidFen': {
    type: 'money',
    subject: 'person',
    source: 'medical-insurance-self-paid',
    label: { zh: '本年度个人自付医疗费', en: 'Self-paid medical cost this year' },
  },
  // Special school, ordinary school and teaching at home all count as enrolled.
  'person.enrolled': {
    type: 'bool',
    subject: 'person',
    source: 'school-register',
    label: { zh: '是否有学籍', en: 'Enrolled in a school' },
    sentences: {
      yes: { zh: '在学籍名单中', en: 'Is in the school register' },
      no: { zh: '不在学籍名单中', en: 'Is not in the school register' },
    },
  },
} as const satisfies FactsCatalogue

const householdFacts = {
  // The strongest kind any living member receives: tekun before dibao before dibao-margin before none.
  'household.assistance': {
    type: 'text',
    subject: 'household',
    source: 'civil-affairs-assistance',
    label: { zh: '家庭救助类别', en: 'Social assistance of the household' },
    values: assistanceValues,
  },
  // Class C or D and not yet repaired or rebuilt.
  'household.dangerousHousing': {
    type: 'bool',
    subject: 'household',
    source: 'dangerous-housing',
    label: { zh: '是否住在未改造的危房', en: 'Lives in unrepaired dangerous housing' },
    sentences: {
      yes: { zh: '住房为未改造的 C、D 级危房', en: 'The home is class C or D and not repaired' },
      no: { zh: '住房不在未改造的危房名单中', en: 'The home is not listed as dangerous and unrepaired' },
    },
  },
  // Living members whose certificate is not cancelled.
  'household.holders': {
    type: 'int',
    subject: 'household',
    source: 'register',
    label: { zh: '户内持证残疾人数', en: 'Certificate holders in the household' },
    unit: people,
  },
  // Living members, holders included.
  'household.size': {
    type: 'int',
    subject: 'household',
    source: 'register',
    label: { zh: '家庭人口数', en: 'Household size' },
    unit: people,
  },
  // A carer is an adult member or guardian who is marked as carer and holds no certificate.
  'household.oldestCarerAge': {
    type: 'int',
    subject: 'household',
    source: 'register',
    label: { zh: '最年长照护人年龄', en: 'Age of the oldest carer' },
    unit: years,
    zero: { zh: '没有照护人', en: 'no carer' },
  },
  'household.isRural': {
    type: 'bool',
    subject: 'household',
    source: 'register',
    label: { zh: '是否农村家庭', en: 'Rural household' },
    sentences: {
      yes: { zh: '是农村家庭', en: 'Is a rural household' },
      no: { zh: '是城镇家庭', en: 'Is an urban household' },
    },
  },
  'household.monitored': {
    type: 'bool',
    subject: 'household',
    source: 'rural-revitalisation',
    label: { zh: '是否纳入防返贫监测', en: 'Monitored against return to poverty' },
    sentences: {
      yes: { zh: '已纳入防返贫监测', en: 'Is monitored against return to poverty' },
      no: { zh: '未纳入防返贫监测', en: 'Is not monitored against return to poverty' },
    },
  },
  'household.povertyExited': {
    type: 'bool',
    subject: 'household',
    source: 'rural-revitalisation',
    label: { zh: '是否脱贫户', en: 'Household that left registered poverty' },
    sentences: {
      yes: { zh: '是脱贫户', en: 'Left registered poverty' },
      no: { zh: '不是脱贫户', en: 'Was not a registered poor household' },
    },
  },
} as const satisfies FactsCatalogue

const policyFacts = {
  'policy.selfPaidLineFen': {
    type: 'money',
    subject: 'policy',
    source: 'policy',
    label: { zh: '自付医疗费预警线', en: 'warning line for self-paid medical cost' },
  },
  'policy.marginGetsLiving': {
    type: 'bool',
    subject: 'policy',
    source: 'policy',
    label: { zh: '低保边缘家庭是否享受生活补贴', en: 'Living subsidy for dibao-margin households' },
    sentences: {
      yes: {
        zh: '本地低保边缘家庭可享受生活补贴',
        en: 'Dibao-margin households get the living subsidy here',
      },
      no: {
        zh: '本地低保边缘家庭不享受生活补贴',
        en: 'Dibao-margin households do not get the living subsidy here',
      },
    },
  },
  'policy.nursingMaxLevelCognitive': {
    type: 'int',
    subject: 'policy',
    source: 'policy',
    label: {
      zh: '智力、精神残疾享受护理补贴的等级界限',
      en: 'level limit of the nursing subsidy for intellectual and mental disability',
    },
    values: levelValues,
  },
  'policy.carerAge': {
    type: 'int',
    subject: 'policy',
    source: 'policy',
    label: { zh: '以老养残照护人年龄线', en: 'age line of an elderly carer' },
    unit: years,
  },
  'policy.schoolAgeFrom': {
    type: 'int',
    subject: 'policy',
    source: 'policy',
    label: { zh: '义务教育起始年龄', en: 'first age of compulsory schooling' },
    unit: years,
  },
  'policy.schoolAgeTo': {
    type: 'int',
    subject: 'policy',
    source: 'policy',
    label: { zh: '义务教育截止年龄', en: 'last age of compulsory schooling' },
    unit: years,
  },
  'policy.expiryWarningDays': {
    type: 'int',
    subject: 'policy',
    source: 'policy',
    label: { zh: '到期提醒天数', en: 'days of warning before expiry' },
    unit: days,
  },
} as const satisfies FactsCatalogue

/** Every fact a rule may look at. The fact table has one column for each: the name with dots as underscores. */
export const facts = { ...personFacts, ...householdFacts, ...policyFacts }

export type FactName = keyof typeof facts

export type PolicyFactName = keyof typeof policyFacts

/** The same catalogue for code that looks facts up by a name it was given. */
export const factsCatalogue: FactsCatalogue = facts

/** Names of the facts that come from the dated policy table. */
export const policyFactNames = Object.keys(policyFacts) as PolicyFactName[]
