import type { FactType } from '@zhucan/catalogue'

/** True, false or unknown: SQL's three values, with `null` for unknown. */
export type Truth = boolean | null

export type CompareOperator = '==' | '!=' | '<' | '<=' | '>' | '>='

export type ArithmeticOperator = '+' | '-' | '*'

/**
 * A checked condition. Everything below the parser works on terms, so the three readings of a rule (JavaScript,
 * SQL, sentence) start from the same, already typed tree.
 */
export type Term =
  | { readonly kind: 'literal'; readonly type: FactType; readonly value: number | string | boolean }
  | { readonly kind: 'fact'; readonly type: FactType; readonly name: string }
  | { readonly kind: 'unknown'; readonly type: 'bool'; readonly name: string }
  | { readonly kind: 'not'; readonly type: 'bool'; readonly operand: Term }
  | { readonly kind: 'all' | 'any'; readonly type: 'bool'; readonly operands: readonly Term[] }
  | CompareTerm
  | InTerm
  | ChooseTerm
  | ArithmeticTerm

export interface CompareTerm {
  readonly kind: 'compare'
  readonly type: 'bool'
  readonly operator: CompareOperator
  readonly left: Term
  readonly right: Term
}

export interface InTerm {
  readonly kind: 'in'
  readonly type: 'bool'
  readonly operand: Term
  readonly list: readonly Term[]
}

/** `condition ? whenTrue : whenFalse`; an unknown condition makes the whole unknown, never `whenFalse`. */
export interface ChooseTerm {
  readonly kind: 'choose'
  readonly type: FactType
  readonly condition: Term
  readonly whenTrue: Term
  readonly whenFalse: Term
}

export interface ArithmeticTerm {
  readonly kind: 'arithmetic'
  readonly type: 'int' | 'money'
  readonly operator: ArithmeticOperator
  readonly left: Term
  readonly right: Term
}

/** The terms directly below a term, in reading order. */
export function childrenOf(term: Term): readonly Term[] {
  switch (term.kind) {
    case 'literal':
    case 'fact':
    case 'unknown':
      return []
    case 'not':
      return [term.operand]
    case 'all':
    case 'any':
      return term.operands
    case 'compare':
    case 'arithmetic':
      return [term.left, term.right]
    case 'in':
      return [term.operand, ...term.list]
    case 'choose':
      return [term.condition, term.whenTrue, term.whenFalse]
  }
}

/** Names of all facts a term looks at, each once, in reading order. */
export function factNamesOf(term: Term): string[] {
  const names = new Set<string>()
  const visit = (each: Term): void => {
    if (each.kind === 'fact' || each.kind === 'unknown') names.add(each.name)
    for (const child of childrenOf(each)) visit(child)
  }
  visit(term)
  return [...names]
}
