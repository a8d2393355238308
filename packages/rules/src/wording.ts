import { type FactDefinition, factSources } from '@zhucan/catalogue'
import type { Locale } from './format-fact.ts'
import type { CompareOperator } from './term.ts'

type Comparisons = Readonly<Record<CompareOperator, (value: string) => string>>

/** The sentences explanations are made of, one set per language. */
export interface Wording {
  readonly compared: Comparisons
  /** The same for months and days, which are earlier or later, not smaller or larger. */
  readonly comparedInTime: Comparisons
  among(values: readonly string[], isNegated: boolean): string
  states(subject: string, value: string): string
  /** The value and the demand it meets; a demand that names another fact (`isLong`) is not put in brackets. */
  holds(statement: string, demand: string, isLong: boolean): string
  fails(statement: string, demand: string, isLong: boolean): string
  /** Why a comparison has no answer; the subject is null when the reasons name it already. */
  cannotCompare(reasons: readonly string[], subject: string | null, demand: string): string
  cannotSay(reasons: readonly string[], label: string): string
  missing(fact: FactDefinition): string
  isKnown(label: string, value: string | null): string
  withValue(label: string, value: string | null): string
  yesOrNo(label: string, truth: boolean): string
  /** Several sentences that together decide a group. */
  together(parts: readonly string[]): string
  noneOf(parts: readonly string[]): string
  /** A value that is a statement of its own, such as "never". */
  remarks(subject: string, value: string): string
  same(left: string, right: string, isSame: boolean): string
  readonly always: string
  readonly never: string
  readonly dependsOnCondition: string
}

const zh: Wording = {
  compared: {
    '==': (value) => `为${value}`,
    '!=': (value) => `不是${value}`,
    '<': (value) => `小于${value}`,
    '<=': (value) => `不大于${value}`,
    '>': (value) => `大于${value}`,
    '>=': (value) => `不小于${value}`,
  },
  comparedInTime: {
    '==': (value) => `为${value}`,
    '!=': (value) => `不是${value}`,
    '<': (value) => `早于${value}`,
    '<=': (value) => `不晚于${value}`,
    '>': (value) => `晚于${value}`,
    '>=': (value) => `不早于${value}`,
  },
  among: (values, isNegated) => `${isNegated ? '不属于' : '属于'}${values.join('、')}`,
  states: (subject, value) => `${subject}为${value}`,
  holds: (statement, demand, isLong) => (isLong ? `${statement}，${demand}` : `${statement}（${demand}）`),
  fails: (statement, demand, isLong) =>
    isLong ? `${statement}，要求${demand}` : `${statement}（要求${demand}）`,
  cannotCompare: (reasons, subject, demand) => `${reasons.join('，')}，无法判断${subject ?? ''}是否${demand}`,
  cannotSay: (reasons, label) => `${reasons.join('，')}，无法判断${label}`,
  missing: (fact) => {
    if (fact.source === 'register') return `登记册未填写“${fact.label.zh}”`
    if (fact.source === 'policy') return `本地区尚未设置“${fact.label.zh}”`
    return `暂无${factSources[fact.source].zh}`
  },
  isKnown: (label, value) => (value === null ? `${label}未知` : `${label}已知（${value}）`),
  withValue: (label, value) => `${label}（${value ?? '未知'}）`,
  yesOrNo: (label, truth) => `${label}：${truth ? '是' : '否'}`,
  together: (parts) => parts.join('；'),
  noneOf: (parts) => `以下条件一项也不满足：${parts.join('；')}`,
  remarks: (subject, value) => `${subject}：${value}`,
  same: (left, right, isSame) => `“${left}”与“${right}”${isSame ? '一致' : '不一致'}`,
  always: '恒成立',
  never: '恒不成立',
  dependsOnCondition: '按条件取值',
}

const en: Wording = {
  compared: {
    '==': (value) => value,
    '!=': (value) => `not ${value}`,
    '<': (value) => `less than ${value}`,
    '<=': (value) => `at most ${value}`,
    '>': (value) => `more than ${value}`,
    '>=': (value) => `at least ${value}`,
  },
  comparedInTime: {
    '==': (value) => value,
    '!=': (value) => `not ${value}`,
    '<': (value) => `before ${value}`,
    '<=': (value) => `no later than ${value}`,
    '>': (value) => `after ${value}`,
    '>=': (value) => `no earlier than ${value}`,
  },
  among: (values, isNegated) => `${isNegated ? 'none' : 'one'} of ${values.join(', ')}`,
  states: (subject, value) => `${subject}: ${value}`,
  holds: (statement, demand, isLong) => (isLong ? `${statement}, ${demand}` : `${statement} (${demand})`),
  fails: (statement, demand, isLong) => {
    const must = demand.startsWith('not ') ? `must not be ${demand.slice(4)}` : `must be ${demand}`
    return isLong ? `${statement}, ${must}` : `${statement} (${must})`
  },
  cannotCompare: (reasons, subject, demand) =>
    `Cannot say whether ${subject === null ? 'it' : `“${subject}”`} is ${demand}: ${reasons.join('; ')}`,
  cannotSay: (reasons, label) => `Not known: “${label}”; ${reasons.join('; ')}`,
  missing: (fact) => {
    if (fact.source === 'register') return `the register has no “${fact.label.en}”`
    if (fact.source === 'policy') return `“${fact.label.en}” is not set for this region`
    return `there is no ${factSources[fact.source].en} yet`
  },
  isKnown: (label, value) => (value === null ? `${label}: not known` : `${label}: known (${value})`),
  withValue: (label, value) => `${label.replace(/^[A-Z](?=[a-z])/, lowerCase)} (${value ?? 'not known'})`,
  yesOrNo: (label, truth) => `${label}: ${truth ? 'yes' : 'no'}`,
  together: (parts) => parts.join('; '),
  noneOf: (parts) => `None of these holds: ${parts.join('; ')}`,
  remarks: (subject, value) => `${subject}: ${value}`,
  same: (left, right, isSame) => `“${left}” and “${right}” ${isSame ? 'agree' : 'differ'}`,
  always: 'Always true',
  never: 'Never true',
  dependsOnCondition: 'value by condition',
}

function lowerCase(letter: string): string {
  return letter.toLowerCase()
}

/** Sentence parts by language. */
export const wordings: Readonly<Record<Locale, Wording>> = { zh, en }
