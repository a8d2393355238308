import type { FactsCatalogue, RuleDefinition } from '@zhucan/catalogue'
import { type ConditionFault, faultProblem } from './condition-fault.ts'
import { type FactRow, predicateOf } from './evaluate-term.ts'
import { type ClauseExplanation, clauseExplainer } from './explain.ts'
import { missingFactsReader } from './missing-facts.ts'
import { type ConditionScope, parseCondition } from './parse-condition.ts'
import { sqlOf } from './sql-text.ts'
import { factNamesOf, type Term } from './term.ts'

/** clue = the condition holds; none = it does not; cannot-say = the facts named in `missing` are needed first. */
export interface RuleAnswer {
  readonly answer: 'clue' | 'none' | 'cannot-say'
  readonly missing: readonly string[]
}

/** One rule in its three readings; all give the same answer for the same facts. */
export interface CompiledRule {
  readonly id: string
  /** Changes whenever the condition changes; kept with every clue. */
  readonly version: string
  /** Facts the condition looks at, in reading order. */
  readonly facts: readonly string[]
  /** The condition as it was checked; packed facts are judged by it. */
  readonly term: Term
  /** Condition over the fact table's columns: true, false or null; valid in DuckDB and PostgreSQL. */
  readonly sql: string
  /** The same with every column under a table alias. */
  sqlFor(alias: string): string
  evaluate(row: FactRow): RuleAnswer
  /** The condition clause by clause, with the row's own values. */
  explain(row: FactRow, locale: 'zh' | 'en'): readonly ClauseExplanation[]
}

/** What compiling needs of a rule; a dated rule written by staff has no more than this. */
export type Condition = Pick<RuleDefinition, 'id' | 'when' | 'since'> &
  Partial<Pick<RuleDefinition, 'subject'>>

/** Everything wrong with a condition, empty when it can be compiled. */
export function checkCondition(when: string, scope: ConditionScope): readonly ConditionFault[] {
  return parseCondition(when, scope).faults
}

/** Makes a rule ready to run; throws the first fault of its condition as a Problem with rule and position. */
export function compileRule(rule: Condition, facts: FactsCatalogue): CompiledRule {
  const { term, faults } = parseCondition(rule.when, {
    facts,
    ...(rule.subject && { subject: rule.subject }),
  })
  if (term === null) throw faultProblem(faults[0], rule.when)
  const decide = predicateOf(term)
  const findMissing = missingFactsReader(term)
  const explain = clauseExplainer(term, facts)
  return {
    id: rule.id,
    version: `${rule.since}-${fingerprint(sqlOf(term))}`,
    facts: factNamesOf(term),
    term,
    sql: sqlOf(term),
    sqlFor: (alias) => sqlOf(term, alias),
    evaluate(row) {
      const truth = decide(row)
      if (truth === null) return { answer: 'cannot-say', missing: findMissing(row) }
      return truth ? { answer: 'clue', missing: [] } : { answer: 'none', missing: [] }
    },
    explain,
  }
}

/** FNV-1a in 32 bits: tells two versions of one condition apart, protects nothing. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}
