import type { CompareOperator, Term } from './term.ts'

const opposites: Readonly<Record<CompareOperator, CompareOperator>> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
}

const mirrored: Readonly<Record<CompareOperator, CompareOperator>> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
}

/**
 * The same condition as people would say it: negations moved inwards until they meet a single fact or list,
 * `fact == true` as the fact, groups flat, the fact on the left. Every step keeps all three truth values.
 */
export function positiveTerm(term: Term): Term {
  return rewrite(term, false)
}

function rewrite(term: Term, isNegated: boolean): Term {
  switch (term.kind) {
    case 'not':
      return rewrite(term.operand, !isNegated)
    case 'all':
    case 'any':
      return group(isNegated ? other(term.kind) : term.kind, term.operands, isNegated)
    case 'compare':
      return comparison(isNegated ? { ...term, operator: opposites[term.operator] } : term)
    case 'choose':
      if (term.type !== 'bool') return term
      return {
        ...term,
        condition: rewrite(term.condition, false),
        whenTrue: rewrite(term.whenTrue, isNegated),
        whenFalse: rewrite(term.whenFalse, isNegated),
      }
    case 'in':
      return term.list.length === 1
        ? rewrite(
            { kind: 'compare', type: 'bool', operator: '==', left: term.operand, right: term.list[0]! },
            isNegated,
          )
        : negate(term, isNegated)
    case 'literal':
      return isNegated ? { ...term, value: !term.value } : term
    default:
      return negate(term, isNegated)
  }
}

function negate(term: Term, isNegated: boolean): Term {
  return isNegated ? { kind: 'not', type: 'bool', operand: term } : term
}

function other(kind: 'all' | 'any'): 'all' | 'any' {
  return kind === 'all' ? 'any' : 'all'
}

function group(kind: 'all' | 'any', operands: readonly Term[], isNegated: boolean): Term {
  const parts = operands
    .map((each) => rewrite(each, isNegated))
    .flatMap((each) => (each.kind === kind ? each.operands : [each]))
  return { kind, type: 'bool', operands: parts }
}

type Comparison = Extract<Term, { kind: 'compare' }>

function comparison(term: Comparison): Term {
  const { left, right, operator } = term
  if (left.kind === 'literal' && right.kind !== 'literal') {
    return comparison({ ...term, left: right, right: left, operator: mirrored[operator] })
  }
  if (left.type === 'bool' && right.kind === 'literal') {
    return rewrite(left, (operator === '==') !== right.value)
  }
  return term
}
