import type { FactType } from '@zhucan/catalogue'
import type { Term } from './term.ts'

const columnTypes: Readonly<Record<FactType, string>> = {
  int: 'INTEGER',
  text: 'TEXT',
  bool: 'BOOLEAN',
  date: 'DATE',
  money: 'BIGINT',
}

/** Column of a fact in the fact table: the name with dots as underscores. Always quoted in SQL. */
export function factColumn(name: string): string {
  return name.replaceAll('.', '_')
}

/** SQL type of a fact's column, the same word in DuckDB and PostgreSQL. */
export function factColumnType(type: FactType): string {
  return columnTypes[type]
}

/** Quotes a name for DuckDB and PostgreSQL alike. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/**
 * SQL of a checked condition: an expression that is true, false or null, with one meaning in DuckDB and PostgreSQL.
 * `alias` is the fact table's alias, already chosen by the caller; without it the columns stand alone.
 */
export function sqlOf(term: Term, alias?: string): string {
  const prefix = alias === undefined ? '' : `${quoteName(alias)}.`
  return write(term, (name) => prefix + quoteName(factColumn(name)))
}

type Column = (name: string) => string

function write(term: Term, column: Column): string {
  switch (term.kind) {
    case 'literal':
      return literal(term.type, term.value)
    case 'fact':
      return column(term.name)
    case 'unknown':
      return `(${column(term.name)} IS NULL)`
    case 'not':
      return `(NOT ${write(term.operand, column)})`
    case 'all':
      return `(${term.operands.map((each) => write(each, column)).join(' AND ')})`
    case 'any':
      return `(${term.operands.map((each) => write(each, column)).join(' OR ')})`
    case 'compare':
      return `(${write(term.left, column)} ${sqlOperator(term.operator)} ${write(term.right, column)})`
    case 'arithmetic':
      return `(${wide(term.left, column)} ${term.operator} ${wide(term.right, column)})`
    case 'in':
      return `(${write(term.operand, column)} IN (${term.list.map((each) => write(each, column)).join(', ')}))`
    case 'choose':
      // The form with an operand: an unknown condition meets neither branch and stays null.
      return `(CASE ${write(term.condition, column)} WHEN TRUE THEN ${write(term.whenTrue, column)} WHEN FALSE THEN ${write(term.whenFalse, column)} END)`
  }
}

/** 32-bit operands overflow in 32 bits in both databases, so each is widened before it is calculated with. */
function wide(term: Term, column: Column): string {
  const text = write(term, column)
  return term.kind === 'arithmetic' ? text : `CAST(${text} AS BIGINT)`
}

function sqlOperator(operator: string): string {
  if (operator === '==') return '='
  return operator === '!=' ? '<>' : operator
}

function literal(type: FactType, value: number | string | boolean): string {
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (typeof value === 'number') return value < 0 ? `(${value})` : String(Math.abs(value))
  const quoted = `'${value.replaceAll("'", "''")}'`
  return type === 'date' ? `DATE ${quoted}` : quoted
}
