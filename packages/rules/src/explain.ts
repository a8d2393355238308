import type { FactDefinition, FactSource, FactsCatalogue } from '@zhucan/catalogue'
import { type FactRow, type FactValue, type Value, valueReader } from './evaluate-term.ts'
import { demandStyle, type FactStyle, formatFactValue, isRemark, type Locale } from './format-fact.ts'
import { missingFactsReader } from './missing-facts.ts'
import { positiveTerm } from './positive-term.ts'
import {
  type CompareOperator,
  type CompareTerm,
  factNamesOf,
  type InTerm,
  type Term,
  type Truth,
} from './term.ts'
import { type Wording, wordings } from './wording.ts'

/** One fact behind a clause, ready to show; `text` is null when the fact is unknown. */
export interface ExplainedFact {
  readonly fact: string
  readonly label: string
  readonly value: FactValue
  readonly text: string | null
  readonly source: FactSource
}

/** One clause of a rule with the row's own values; a group says by `join` how its parts count together. */
export interface ClauseExplanation {
  readonly text: string
  readonly outcome: Truth
  readonly values: readonly ExplainedFact[]
  readonly join: 'all' | 'any' | null
  readonly parts: readonly ClauseExplanation[]
}

interface Setting {
  readonly row: FactRow
  readonly locale: Locale
  readonly say: Wording
  readonly facts: FactsCatalogue
}

/** Makes the sentence reading of a condition: its top-level clauses, each with its outcome; all must hold. */
export function clauseExplainer(
  term: Term,
  facts: FactsCatalogue,
): (row: FactRow, locale: Locale) => readonly ClauseExplanation[] {
  const positive = positiveTerm(term)
  const clauses = positive.kind === 'all' ? positive.operands : [positive]
  return (row, locale) => {
    const setting = { row, locale, say: wordings[locale], facts }
    return clauses.map((clause) => explain(clause, setting))
  }
}

function explain(term: Term, setting: Setting): ClauseExplanation {
  if (term.kind === 'all' || term.kind === 'any') return explainGroup(term.kind, term, term.operands, setting)
  if (term.kind === 'choose') return explainChoice(term, setting)
  return {
    text: sentence(term, setting),
    outcome: truthOf(term, setting.row),
    values: factNamesOf(term).map((name) => explainedFact(name, setting)),
    join: null,
    parts: [],
  }
}

function explainGroup(
  join: 'all' | 'any',
  whole: Term,
  operands: readonly Term[],
  setting: Setting,
): ClauseExplanation {
  const parts = operands.map((each) => explain(each, setting))
  const outcome = truthOf(whole, setting.row)
  return {
    text: groupText(join, outcome, parts, setting),
    outcome,
    values: factNamesOf(whole).map((name) => explainedFact(name, setting)),
    join,
    parts,
  }
}

/** In three-valued logic the parts that share the group's outcome are the ones that decide it; the rest is noise. */
function groupText(
  join: 'all' | 'any',
  outcome: Truth,
  parts: readonly ClauseExplanation[],
  { say }: Setting,
): string {
  const deciding = parts.filter((part) => part.outcome === outcome).map(({ text }) => text)
  const texts = [...new Set(deciding)]
  return join === 'any' && outcome === false && texts.length > 1 ? say.noneOf(texts) : say.together(texts)
}

/** Only the branch taken matters to the person; with an unknown condition the condition itself is the answer. */
function explainChoice(term: Extract<Term, { kind: 'choose' }>, setting: Setting): ClauseExplanation {
  const condition = truthOf(term.condition, setting.row)
  if (condition === null) return explain(term.condition, setting)
  const reason = condition
    ? term.condition
    : positiveTerm({ kind: 'not', type: 'bool', operand: term.condition })
  return explainGroup('all', term, [reason, condition ? term.whenTrue : term.whenFalse], setting)
}

function truthOf(term: Term, row: FactRow): Truth {
  return valueReader(term)(row) as Truth // clauses are of type bool
}

function factOf(name: string, { facts }: Setting): FactDefinition {
  return facts[name]! // checked when the condition was read
}

function explainedFact(name: string, setting: Setting): ExplainedFact {
  const fact = factOf(name, setting)
  const value = setting.row[name] ?? null
  return {
    fact: name,
    label: fact.label[setting.locale],
    value,
    text: value === null ? null : formatFactValue(fact, plain(value), setting.locale),
    source: fact.source,
  }
}

function plain(value: NonNullable<FactValue>): Exclude<Value, null> {
  return typeof value === 'bigint' ? Number(value) : value
}

function sentence(term: Term, setting: Setting): string {
  const { say } = setting
  switch (term.kind) {
    case 'literal':
      return term.value ? say.always : say.never
    case 'fact':
      return yesNoSentence(term.name, setting)
    case 'not':
      return negatedSentence(term.operand, setting)
    case 'unknown':
      return say.isKnown(
        factOf(term.name, setting).label[setting.locale],
        explainedFact(term.name, setting).text,
      )
    case 'compare':
      return compareSentence(term, setting)
    case 'in':
      return memberSentence(term, false, setting)
    default:
      return explain(term, setting).text
  }
}

function negatedSentence(term: Term, setting: Setting): string {
  return term.kind === 'in' ? memberSentence(term, true, setting) : sentence(term, setting)
}

function yesNoSentence(name: string, setting: Setting): string {
  const { row, locale, say } = setting
  const fact = factOf(name, setting)
  const value = row[name]
  if (typeof value !== 'boolean') return say.cannotSay([say.missing(fact)], fact.label[locale])
  return fact.sentences?.[value ? 'yes' : 'no'][locale] ?? say.yesOrNo(fact.label[locale], value)
}

function compareSentence(term: CompareTerm, setting: Setting): string {
  if (term.left.type === 'bool') return agreement(term, setting)
  const { say } = setting
  const style = styleOf(term, setting)
  const operator = wordedOperator(term, style)
  const isEquality = operator === '==' || operator === '!='
  const wanted = describe(term.right, demandStyle(style, isEquality), setting)
  // "whether not X" reads badly, so the question is put the other way round.
  const words = style.type === 'date' || style.format === 'month' ? say.comparedInTime : say.compared
  const asked = words[operator === '!=' ? '==' : operator](wanted)
  const isPlain = operator === '==' && term.right.kind === 'literal'
  return judged(
    term,
    term.left,
    { text: words[operator](wanted), asked, isPlain, others: [term.right] },
    setting,
  )
}

/** Where 0 means "never", more than 0 means "not never". */
function wordedOperator({ operator, right }: CompareTerm, style: FactStyle): CompareOperator {
  if (!style.zero || right.kind !== 'literal' || right.value !== 0) return operator
  if (operator === '>') return '!='
  return operator === '<=' ? '==' : operator
}

function memberSentence(term: InTerm, isNegated: boolean, setting: Setting): string {
  const style = demandStyle(styleOf(term, setting), true)
  const values = term.list.map((each) => describe(each, style, setting))
  const text = setting.say.among(values, isNegated)
  const asked = setting.say.among(values, false)
  const isPlain = !isNegated && term.list.every((each) => each.kind === 'literal')
  const whole: Term = isNegated ? { kind: 'not', type: 'bool', operand: term } : term
  return judged(whole, term.operand, { text, asked, isPlain, others: term.list }, setting)
}

interface Demand {
  readonly text: string
  readonly asked: string
  /** The value alone shows that the demand is met. */
  readonly isPlain: boolean
  readonly others: readonly Term[]
}

function judged(whole: Term, subject: Term, demand: Demand, setting: Setting): string {
  const { say, row, locale } = setting
  const outcome = truthOf(whole, row)
  const value = valueReader(subject)(row)
  if (outcome === null || value === null) return unanswered(whole, subject, demand, setting)
  const style = styleOf(whole, setting)
  const name = subjectText(subject, style, setting)
  const shown = formatFactValue(style, value, locale)
  const statement = isRemark(style, value) ? say.remarks(name, shown) : say.states(name, shown)
  if (outcome && demand.isPlain) return statement
  const isLong = demand.others.some((each) => factNamesOf(each).length > 0)
  return outcome ? say.holds(statement, demand.text, isLong) : say.fails(statement, demand.text, isLong)
}

function unanswered(whole: Term, subject: Term, demand: Demand, setting: Setting): string {
  const missing = missingFactsReader(whole)(setting.row)
  const reasons = [...new Set(missing.map((name) => setting.say.missing(factOf(name, setting))))]
  const isNamed =
    subject.kind === 'fact' &&
    missing.every((name) => name === subject.name) &&
    ['register', 'policy'].includes(factOf(subject.name, setting).source)
  const name = isNamed ? null : subjectText(subject, styleOf(whole, setting), setting)
  return setting.say.cannotCompare(reasons, name, demand.asked)
}

function agreement(term: CompareTerm, setting: Setting): string {
  const [left, right] = [positiveTerm(term.left), positiveTerm(term.right)].map((each) =>
    explain(each, setting),
  )
  const isSame = left!.outcome === right!.outcome
  return truthOf(term, setting.row) === null
    ? setting.say.together([left!.text, right!.text])
    : setting.say.same(left!.text, right!.text, isSame)
}

/** Constants are written like the first fact they are held against: 2 beside a level is 二级. */
function styleOf(term: Term, setting: Setting): FactStyle {
  const [first] = factNamesOf(term)
  return first === undefined ? { type: 'int' } : factOf(first, setting)
}

function subjectText(term: Term, style: FactStyle, setting: Setting): string {
  return term.kind === 'fact'
    ? factOf(term.name, setting).label[setting.locale]
    : describe(term, style, setting)
}

function describe(term: Term, style: FactStyle, setting: Setting): string {
  switch (term.kind) {
    case 'literal':
      return formatFactValue(style, term.value, setting.locale)
    case 'fact': {
      const { label, text } = explainedFact(term.name, setting)
      return setting.say.withValue(label, text)
    }
    case 'arithmetic': {
      // A factor is a bare number; only what is added carries the unit.
      const partStyle: FactStyle = term.operator === '*' ? { type: 'int' } : style
      return `${describe(term.left, partStyle, setting)} ${signs[term.operator]} ${describe(term.right, partStyle, setting)}`
    }
    case 'choose': {
      const condition = truthOf(term.condition, setting.row)
      if (condition === null) return setting.say.dependsOnCondition
      return describe(condition ? term.whenTrue : term.whenFalse, style, setting)
    }
    default:
      return explain(positiveTerm(term), setting).text
  }
}

const signs = { '+': '+', '-': '−', '*': '×' } as const
