import type { ASTNode, BinaryOperator } from '@marcbachmann/cel-js'
import type { FactDefinition, FactType } from '@zhucan/catalogue'
import { isPlainDate, type ProblemCode } from '@zhucan/kernel'
import type { ConditionFault } from './condition-fault.ts'
import { type ArithmeticOperator, type CompareOperator, factNamesOf, type Term } from './term.ts'

type FindFact = (name: string) => FactDefinition | 'wrong-subject' | null

/** Deepest nesting accepted: DuckDB refuses expressions ten times deeper, and every walk down a tree is recursive. */
const maxDepth = 100

interface Reading {
  readonly findFact: FindFact
  readonly depth: number
  readonly faults: ConditionFault[]
}

type Params = ConditionFault['params']

/** Turns the library's tree into a typed term; pushes what is wrong and gives null where no term could be made. */
export function typedTerm(node: ASTNode, findFact: FindFact, faults: ConditionFault[]): Term | null {
  return read(node, { findFact, faults, depth: 0 })
}

function read(node: ASTNode, outer: Reading): Term | null {
  if (outer.depth === maxDepth) return fail(outer, node, 'rule.too-long', { limit: maxDepth })
  const reading = { ...outer, depth: outer.depth + 1 }
  switch (node.op) {
    case 'value':
      return readLiteral(node, node.args, reading)
    case 'id':
    case '.':
      return readFact(node, reading)
    case '!_':
      return readNot(node.args, reading)
    case '-_':
      return readNegative(node, node.args, reading)
    case '&&':
      return readGroup(node, 'all', reading)
    case '||':
      return readGroup(node, 'any', reading)
    case '?:':
      return readChoose(node, node.args, reading)
    case 'call':
      return readCall(node, node.args, reading)
    case 'in':
      return readIn(node.args, reading)
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return readComparison(node, node.op, node.args, reading)
    case '+':
    case '-':
    case '*':
      return readArithmetic(node, node.op, node.args, reading)
    default:
      return fail(reading, node, 'rule.unsupported', { what: node.op })
  }
}

function fail(reading: Reading, node: ASTNode, code: ProblemCode, params: Params = {}): null {
  reading.faults.push({ code, start: node.start, end: node.end, params })
  return null
}

function readLiteral(node: ASTNode, value: unknown, reading: Reading): Term | null {
  if (typeof value === 'boolean') return { kind: 'literal', type: 'bool', value }
  if (typeof value === 'bigint') return readNumber(node, value, reading)
  if (typeof value === 'string') return readText(node, value, reading)
  return fail(reading, node, 'rule.unsupported', { what: value === null ? 'null' : 'literal' })
}

function readNumber(node: ASTNode, value: bigint, reading: Reading): Term | null {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) return fail(reading, node, 'rule.number-too-large')
  return { kind: 'literal', type: 'int', value: Number(value) }
}

/** Control characters and lone surrogates cannot be stored by every database, so no row could ever match them. */
function readText(node: ASTNode, value: string, reading: Reading): Term | null {
  if (!value.isWellFormed() || /\p{Cc}/u.test(value))
    return fail(reading, node, 'rule.unsupported', { what: 'character' })
  return { kind: 'literal', type: 'text', value }
}

function dottedName(node: ASTNode): string | null {
  if (node.op === 'id') return node.args
  if (node.op !== '.') return null
  const [owner, field] = node.args
  const before = dottedName(owner)
  return before === null ? null : `${before}.${field}`
}

function readFact(node: ASTNode, reading: Reading): Term | null {
  const name = dottedName(node)
  if (name === null) return fail(reading, node, 'rule.unsupported', { what: '.' })
  const fact = reading.findFact(name)
  if (fact === 'wrong-subject') return fail(reading, node, 'rule.wrong-subject', { fact: name })
  if (fact === null) return fail(reading, node, 'rule.unknown-fact', { fact: name })
  return { kind: 'fact', type: fact.type, name }
}

function readBool(node: ASTNode, reading: Reading): Term | null {
  return requireType(node, read(node, reading), 'bool', reading)
}

function requireType(node: ASTNode, term: Term | null, expected: FactType, reading: Reading): Term | null {
  if (term === null || term.type === expected) return term
  return fail(reading, node, 'rule.wrong-type', { found: term.type, expected })
}

function readNot(inner: ASTNode, reading: Reading): Term | null {
  const operand = readBool(inner, reading)
  return operand && { kind: 'not', type: 'bool', operand }
}

function readNegative(node: ASTNode, inner: ASTNode, reading: Reading): Term | null {
  const right = readNumeric(inner, reading)
  if (right === null) return null
  if (right.kind === 'literal') return { kind: 'literal', type: right.type, value: -Number(right.value) }
  const zero: Term = { kind: 'literal', type: 'int', value: 0 }
  return combine(node, '-', zero, right, reading)
}

/** `a && b && c` arrives nested to the left; here it becomes one flat group. */
function readGroup(node: ASTNode, kind: 'all' | 'any', reading: Reading): Term | null {
  const operator = kind === 'all' ? '&&' : '||'
  const parts: ASTNode[] = []
  const collect = (each: ASTNode): void => {
    if (each.op === operator) (each.args as [ASTNode, ASTNode]).forEach(collect)
    else parts.push(each)
  }
  collect(node)
  const operands = parts.map((part) => readBool(part, reading))
  return operands.every((operand) => operand !== null) ? { kind, type: 'bool', operands } : null
}

function readChoose(node: ASTNode, args: readonly ASTNode[], reading: Reading): Term | null {
  const condition = readBool(args[0]!, reading)
  const whenTrue = read(args[1]!, reading)
  const whenFalse = read(args[2]!, reading)
  if (!condition || !whenTrue || !whenFalse) return null
  const type = commonType(whenTrue, whenFalse)
  if (type === null) return mismatch(node, whenTrue, whenFalse, reading)
  return { kind: 'choose', type, condition, whenTrue, whenFalse }
}

function readCall(node: ASTNode, [name, args]: [string, ASTNode[]], reading: Reading): Term | null {
  const [only] = args
  if (name !== 'date' || !only || args.length !== 1 || only.op !== 'value') {
    return fail(reading, node, 'rule.unsupported', { what: `${name}()` })
  }
  const value = only.args
  if (typeof value !== 'string' || !isPlainDate(value)) {
    return fail(reading, node, 'rule.wrong-type', { found: 'text', expected: 'date' })
  }
  return { kind: 'literal', type: 'date', value }
}

function readIn([left, right]: [ASTNode, ASTNode], reading: Reading): Term | null {
  const operand = read(left, reading)
  if (right.op !== 'list') return fail(reading, right, 'rule.unsupported', { what: 'in' })
  if (right.args.length === 0) return fail(reading, right, 'rule.empty-list')
  const list = right.args.map((each) => readMember(each, operand, reading))
  if (operand === null || !list.every((each) => each !== null)) return null
  return { kind: 'in', type: 'bool', operand, list }
}

function readMember(node: ASTNode, operand: Term | null, reading: Reading): Term | null {
  const member = read(node, reading)
  if (operand === null || member === null) return null
  if (commonType(operand, member) === null) return mismatch(node, operand, member, reading)
  return isKnownValue(node, operand, member, reading) ? member : null
}

function readComparison(
  node: ASTNode,
  operator: CompareOperator,
  [left, right]: [ASTNode, ASTNode],
  reading: Reading,
): Term | null {
  if (isNull(left) || isNull(right)) return readNullTest(node, operator, isNull(left) ? right : left, reading)
  const a = read(left, reading)
  const b = read(right, reading)
  if (a === null || b === null) return null
  const type = commonType(a, b)
  if (type === null) return mismatch(node, a, b, reading)
  const isOrdered = type === 'int' || type === 'money' || type === 'date'
  if (!isOrdered && operator !== '==' && operator !== '!=') {
    return fail(reading, node, 'rule.unsupported', { what: `${operator} ${type}` })
  }
  if (!isKnownValue(right, a, b, reading) || !isKnownValue(left, b, a, reading)) return null
  return { kind: 'compare', type: 'bool', operator, left: a, right: b }
}

function isNull(node: ASTNode): boolean {
  return node.op === 'value' && node.args === null
}

/** `fact == null` asks whether the fact is unknown; it is the one question that always has an answer. */
function readNullTest(
  node: ASTNode,
  operator: BinaryOperator,
  other: ASTNode,
  reading: Reading,
): Term | null {
  const isEquality = operator === '==' || operator === '!='
  if (!isEquality || dottedName(other) === null)
    return fail(reading, node, 'rule.unsupported', { what: 'null' })
  const fact = readFact(other, reading)
  if (fact?.kind !== 'fact') return null
  const unknown: Term = { kind: 'unknown', type: 'bool', name: fact.name }
  return operator === '==' ? unknown : { kind: 'not', type: 'bool', operand: unknown }
}

/** Money meets money, or a number that is written in the condition itself and so means fen. */
function commonType(a: Term, b: Term): FactType | null {
  if (a.type === b.type) return a.type
  const isMoneyWithNumber =
    (a.type === 'money' && b.type === 'int' && isConstant(b)) ||
    (b.type === 'money' && a.type === 'int' && isConstant(a))
  return isMoneyWithNumber ? 'money' : null
}

function isConstant(term: Term): boolean {
  return factNamesOf(term).length === 0
}

function mismatch(node: ASTNode, a: Term, b: Term, reading: Reading): null {
  return fail(reading, node, 'rule.wrong-type', { found: b.type, expected: a.type })
}

function isKnownValue(node: ASTNode, subject: Term, value: Term, reading: Reading): boolean {
  if (subject.kind !== 'fact' || value.kind !== 'literal' || subject.type !== 'text') return true
  const fact = reading.findFact(subject.name)
  if (fact === null || fact === 'wrong-subject' || !fact.values) return true
  if (fact.values.some((each) => each.value === value.value)) return true
  const allowed = fact.values.map((each) => each.value).join(', ')
  fail(reading, node, 'rule.unknown-value', { fact: subject.name, value: String(value.value), allowed })
  return false
}

function readNumeric(node: ASTNode, reading: Reading): Term | null {
  const term = read(node, reading)
  if (term === null || term.type === 'int' || term.type === 'money') return term
  return fail(reading, node, 'rule.wrong-type', { found: term.type, expected: 'int' })
}

function readArithmetic(
  node: ASTNode,
  operator: ArithmeticOperator,
  [left, right]: [ASTNode, ASTNode],
  reading: Reading,
): Term | null {
  const a = readNumeric(left, reading)
  const b = readNumeric(right, reading)
  return a && b && combine(node, operator, a, b, reading)
}

function combine(
  node: ASTNode,
  operator: ArithmeticOperator,
  left: Term,
  right: Term,
  reading: Reading,
): Term | null {
  const type = arithmeticType(operator, left, right)
  if (type === null) return mismatch(node, left, right, reading)
  const term: Term = { kind: 'arithmetic', type, operator, left, right }
  // Past this bound JavaScript would round where SQL does not.
  return boundOf(term) <= Number.MAX_SAFE_INTEGER ? term : fail(reading, node, 'rule.number-too-large')
}

function arithmeticType(operator: ArithmeticOperator, left: Term, right: Term): 'int' | 'money' | null {
  const isMoney = left.type === 'money' || right.type === 'money'
  if (!isMoney) return 'int'
  if (operator === '*') return left.type === right.type ? null : 'money'
  return commonType(left, right) === null ? null : 'money'
}

/** Largest magnitude a number can have: int columns hold 32 bits, an amount stays under 100 billion yuan. */
function boundOf(term: Term): number {
  switch (term.kind) {
    case 'literal':
      return Math.abs(Number(term.value))
    case 'fact':
      return term.type === 'money' ? 1e13 : 2 ** 31
    case 'choose':
      return Math.max(boundOf(term.whenTrue), boundOf(term.whenFalse))
    case 'arithmetic': {
      const [a, b] = [boundOf(term.left), boundOf(term.right)]
      return term.operator === '*' ? a * b : a + b
    }
    default:
      return Number.POSITIVE_INFINITY
  }
}
