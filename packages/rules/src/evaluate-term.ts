import type { ArithmeticOperator, CompareOperator, Term, Truth } from './term.ts'

/** A fact's value in a row; null or undefined is unknown. Dates are 'YYYY-MM-DD', money whole fen. */
export type FactValue = string | number | bigint | boolean | null | undefined

/** Facts of one person (or household) by dotted name. */
export type FactRow = Readonly<Record<string, FactValue>>

/** What a term is worth in a row; null is unknown. */
export type Value = string | number | boolean | null
type Run = (row: FactRow) => Value
/** A condition's truth in a row. */
export type Predicate = (row: FactRow) => Truth

/** How `and`, `or`, `not` treat unknown. */
export interface Logic {
  readonly all: (operands: readonly Predicate[]) => Predicate
  readonly any: (operands: readonly Predicate[]) => Predicate
  readonly not: (operand: Predicate) => Predicate
}

/** SQL's (Kleene's) logic: unknown stays unknown unless the other operands decide alone. */
export const threeValued: Logic = {
  all: (operands) => (row) => settle(operands, row, false),
  any: (operands) => (row) => settle(operands, row, true),
  not: (operand) => (row) => {
    const truth = operand(row)
    return truth === null ? null : !truth
  },
}

function settle(operands: readonly Predicate[], row: FactRow, decisive: boolean): Truth {
  let isUnknown = false
  for (const operand of operands) {
    const truth = operand(row)
    if (truth === decisive) return decisive
    if (truth === null) isUnknown = true
  }
  return isUnknown ? null : !decisive
}

/** Makes the JavaScript reading of a checked condition; same answer as its SQL for every row. */
export function predicateOf(term: Term, logic: Logic = threeValued): Predicate {
  const run = runOf(term, logic)
  return (row) => run(row) as Truth // a checked condition is of type bool
}

/** Makes the reader of any checked term's value, a condition or not. */
export function valueReader(term: Term): (row: FactRow) => Value {
  return runOf(term, threeValued)
}

function runOf(term: Term, logic: Logic): Run {
  switch (term.kind) {
    case 'literal':
      return () => term.value
    case 'fact':
      return term.type === 'int' || term.type === 'money'
        ? numberReader(term.name)
        : plainReader(term.name, term.type)
    case 'unknown':
      return (row) => (row[term.name] ?? null) === null
    case 'not':
      return logic.not(predicateOf(term.operand, logic))
    case 'all':
    case 'any':
      return logic[term.kind](term.operands.map((each) => predicateOf(each, logic)))
    case 'compare':
      return compare(runOf(term.left, logic), runOf(term.right, logic), comparisons[term.operator])
    case 'arithmetic':
      return calculate(runOf(term.left, logic), runOf(term.right, logic), calculations[term.operator])
    case 'in':
      return isIn(
        runOf(term.operand, logic),
        term.list.map((each) => runOf(each, logic)),
      )
    case 'choose':
      return choose(
        predicateOf(term.condition, logic),
        runOf(term.whenTrue, logic),
        runOf(term.whenFalse, logic),
      )
  }
}

function numberReader(name: string): Run {
  return (row) => {
    const value = row[name]
    if (value === null || value === undefined || typeof value === 'number') return value ?? null
    if (typeof value === 'bigint') return Number(value)
    throw new TypeError(`fact ${name} is a ${typeof value}, not a number`)
  }
}

function plainReader(name: string, type: 'text' | 'bool' | 'date'): Run {
  const expected = type === 'bool' ? 'boolean' : 'string'
  return (row) => {
    const value = row[name]
    if (value === null || value === undefined) return null
    if (typeof value === expected) return value as string | boolean // just checked
    throw new TypeError(`fact ${name} is a ${typeof value}, not a ${expected}`)
  }
}

type Known = string | number | boolean

const comparisons: Record<CompareOperator, (a: Known, b: Known) => boolean> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}

const calculations: Record<ArithmeticOperator, (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
}

function compare(left: Run, right: Run, test: (a: Known, b: Known) => boolean): Run {
  return (row) => {
    const a = left(row)
    const b = right(row)
    return a === null || b === null ? null : test(a, b)
  }
}

function calculate(left: Run, right: Run, operation: (a: number, b: number) => number): Run {
  return (row) => {
    const a = left(row)
    const b = right(row)
    // Adding 0 turns -0 into 0, which SQL does not know.
    return a === null || b === null ? null : operation(a as number, b as number) + 0
  }
}

/** Like SQL's IN: an unknown member makes "no" impossible, not "yes". */
function isIn(operand: Run, list: readonly Run[]): Run {
  return (row) => {
    const value = operand(row)
    if (value === null) return null
    let isUnknown = false
    for (const member of list) {
      const each = member(row)
      if (each === value) return true
      if (each === null) isUnknown = true
    }
    return isUnknown ? null : false
  }
}

function choose(condition: Predicate, whenTrue: Run, whenFalse: Run): Run {
  return (row) => {
    const truth = condition(row)
    if (truth === null) return null
    return truth ? whenTrue(row) : whenFalse(row)
  }
}
