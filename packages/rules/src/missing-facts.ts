import { type FactRow, type Value, valueReader } from './evaluate-term.ts'
import type { Term } from './term.ts'

/** Adds the names of the facts that keep a term without a value; call it only for a row where it has none. */
type Collect = (row: FactRow, names: Set<string>) => void

/**
 * Makes the reader of missing facts: the unknown facts that keep a term from having a value in a row, in reading
 * order. A fact that is unknown but would change nothing (another clause already decides) is left out.
 */
export function missingFactsReader(term: Term): (row: FactRow) => string[] {
  const collect = collectIfUnknown(term)
  return (row) => {
    const names = new Set<string>()
    collect(row, names)
    return [...names]
  }
}

function collectIfUnknown(term: Term): Collect {
  const read = valueReader(term)
  const collect = collectorOf(term)
  return (row, names) => {
    if (read(row) === null) collect(row, names)
  }
}

function collectorOf(term: Term): Collect {
  switch (term.kind) {
    case 'literal':
    case 'unknown':
      return () => undefined
    case 'fact':
      return (_row, names) => names.add(term.name)
    case 'not':
      return collectorOf(term.operand)
    case 'all':
    case 'any':
      return collectAll(term.operands)
    case 'compare':
    case 'arithmetic':
      return collectAll([term.left, term.right])
    case 'in':
      return collectAll([term.operand, ...term.list])
    case 'choose':
      return collectChoice(valueReader(term.condition), [term.condition, term.whenTrue, term.whenFalse])
  }
}

function collectAll(terms: readonly Term[]): Collect {
  const collectors = terms.map(collectIfUnknown)
  return (row, names) => {
    for (const collect of collectors) collect(row, names)
  }
}

function collectChoice(readCondition: (row: FactRow) => Value, terms: readonly [Term, Term, Term]): Collect {
  const [condition, whenTrue, whenFalse] = [
    collectIfUnknown(terms[0]),
    collectIfUnknown(terms[1]),
    collectIfUnknown(terms[2]),
  ]
  return (row, names) => {
    const truth = readCondition(row)
    if (truth === null) condition(row, names)
    else if (truth) whenTrue(row, names)
    else whenFalse(row, names)
  }
}
