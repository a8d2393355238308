import { type ASTNode, ParseError, parse } from '@marcbachmann/cel-js'
import type { FactDefinition, FactsCatalogue, RuleSubject } from '@zhucan/catalogue'
import type { ConditionFault } from './condition-fault.ts'
import type { Term } from './term.ts'
import { typedTerm } from './typed-term.ts'

/** Longest condition accepted, in UTF-16 units; ten times the longest rule that ships. */
export const maxConditionLength = 2000

/** What a condition is checked against. `subject` limits the facts: a household rule may not look at one person. */
export interface ConditionScope {
  readonly facts: FactsCatalogue
  readonly subject?: RuleSubject
}

export type ParsedCondition = { readonly term: Term; readonly faults: readonly [] } | RefusedCondition

interface RefusedCondition {
  readonly term: null
  readonly faults: readonly [ConditionFault, ...ConditionFault[]]
}

/** Reads CEL text into a typed term, or says everything that is wrong with it, in reading order. */
export function parseCondition(text: string, scope: ConditionScope): ParsedCondition {
  if (text.length > maxConditionLength) {
    return refuse({
      code: 'rule.too-long',
      start: 0,
      end: text.length,
      params: { limit: maxConditionLength },
    })
  }
  const tree = readTree(text)
  if ('code' in tree) return refuse(tree)
  const faults: ConditionFault[] = []
  const term = typedTerm(tree, (name) => findFact(name, scope), faults)
  const [first, ...rest] = faults
  if (first) return { term: null, faults: [first, ...rest] }
  if (term?.type === 'bool') return { term, faults: [] }
  const params = { found: term?.type ?? 'null', expected: 'bool' }
  return refuse({ code: 'rule.wrong-type', start: tree.start, end: tree.end, params })
}

function findFact(name: string, scope: ConditionScope): FactDefinition | 'wrong-subject' | null {
  const fact = Object.hasOwn(scope.facts, name) ? scope.facts[name] : undefined
  if (!fact) return null
  return scope.subject === 'household' && fact.subject === 'person' ? 'wrong-subject' : fact
}

function readTree(text: string): ASTNode | ConditionFault {
  try {
    return parse(text).ast
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    const { start, end } = error.range ?? { start: 0, end: text.length }
    return { code: 'rule.syntax', start, end, params: { detail: error.code } }
  }
}

function refuse(fault: ConditionFault): RefusedCondition {
  return { term: null, faults: [fault] }
}
