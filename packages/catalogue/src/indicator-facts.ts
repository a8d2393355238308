import type { Label } from '@zhucan/kernel'
import { clueStates } from './clue-states.ts'
import { clueVerdicts, clueVisits } from './clue-work.ts'
import type { IndicatorBase } from './define-indicator.ts'
import { type FactsCatalogue, factsCatalogue } from './facts.ts'

const valuesOf = (labels: Readonly<Record<string, Label>>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }))

const work = { source: 'work' } as const
const flag = (zh: string, en: string) =>
  ({
    type: 'bool',
    label: { zh, en },
    sentences: { yes: { zh, en }, no: { zh: `不是：${zh}`, en: `Not: ${en}` } },
  }) as const

/** Facts that indicators may count by beside those of the rules. */
const ownFacts: FactsCatalogue = {
  // As everywhere: a living person whose certificate was not cancelled. A deaths list that was read speaks here too.
  'person.isHolder': { ...flag('持证残疾人', 'Certificate holder'), subject: 'person', source: 'register' },
  'clue.state': {
    ...work,
    type: 'text',
    subject: 'clue',
    label: { zh: '线索状态', en: 'State of the clue' },
    values: valuesOf(clueStates),
  },
  'clue.kind': {
    ...work,
    type: 'text',
    subject: 'clue',
    label: { zh: '线索类别', en: 'Kind of clue' },
    values: valuesOf({
      missed: { zh: '应享未享', en: 'missed' },
      undue: { zh: '不应享而享', en: 'undue' },
      risk: { zh: '风险', en: 'risk' },
      expiry: { zh: '到期', en: 'expiry' },
      household: { zh: '家庭', en: 'household' },
    }),
  },
  'clue.severity': {
    ...work,
    type: 'text',
    subject: 'clue',
    label: { zh: '严重程度', en: 'Severity' },
    values: valuesOf({
      high: { zh: '高', en: 'high' },
      medium: { zh: '中', en: 'medium' },
      low: { zh: '低', en: 'low' },
    }),
  },
  // The level that checked it answered, whatever came afterwards.
  'clue.verdict': {
    ...work,
    type: 'text',
    subject: 'clue',
    label: { zh: '核实结论', en: 'Verdict' },
    values: valuesOf({ ...clueVerdicts, none: { zh: '尚无结论', en: 'none yet' } }),
  },
  'clue.isOverdue': { ...work, ...flag('线索已超期', 'Clue is overdue'), subject: 'clue' },
  'clue.isThisYear': { ...work, ...flag('本年发现', 'Found this year'), subject: 'clue' },
  'visit.mode': {
    ...work,
    type: 'text',
    subject: 'visit',
    label: { zh: '核实方式', en: 'Way of checking' },
    values: valuesOf(clueVisits),
  },
  'visit.isThisYear': { ...work, ...flag('本年走访', 'Made this year'), subject: 'visit' },
  'row.state': {
    type: 'text',
    subject: 'list-row',
    source: 'register',
    label: { zh: '比对结果', en: 'Result of matching' },
    values: valuesOf({
      matched: { zh: '比中', en: 'matched' },
      invalid: { zh: '无法比对', en: 'cannot be matched' },
      absent: { zh: '未在登记册中', en: 'not in the register' },
    }),
  },
}

const all: FactsCatalogue = { ...factsCatalogue, ...ownFacts }

const subjectsOf: Readonly<Record<IndicatorBase, readonly string[]>> = {
  person: ['person', 'household', 'policy'],
  household: ['household', 'policy'],
  clue: ['clue'],
  visit: ['visit'],
  'list-row': ['list-row'],
}

/** The facts that an indicator over these records may look at. */
export function indicatorFacts(base: IndicatorBase): FactsCatalogue {
  const subjects = subjectsOf[base]
  return Object.fromEntries(Object.entries(all).filter(([, { subject }]) => subjects.includes(subject)))
}
