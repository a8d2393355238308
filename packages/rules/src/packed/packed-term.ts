import { dayNumber, plainDate, problem } from '@zhucan/kernel'
import type { CompareTerm, Term } from '../term.ts'
import { everybody, type Gates, nobody, type Wire } from './gates.ts'
import { bitColumn, knownColumn, type PackedLayout } from './packed-layout.ts'
import {
  add,
  chooseNumber,
  compareNumbers,
  multiply,
  type PackedNumber,
  sameNumber,
  subtract,
} from './packed-number.ts'

/** A condition's truth for 64 people: for whom it holds, for whom it does not; for the others it cannot be said. */
export interface PackedTruth {
  readonly yes: Wire
  readonly no: Wire
}

/** A text of 64 people: whose is known, and who has which value. */
interface PackedChoice {
  readonly known: Wire
  readonly is: ReadonlyMap<string, Wire>
}

interface Board {
  readonly gates: Gates
  readonly layout: PackedLayout
}

/** Reads a checked condition over packed facts, by the same three-valued logic as its other readings. */
export function packedTruth(term: Term, board: Board): PackedTruth {
  const { gates } = board
  switch (term.kind) {
    case 'literal':
      return term.value === true ? { yes: everybody, no: nobody } : { yes: nobody, no: everybody }
    case 'fact':
      return truthFact(term.name, board)
    case 'unknown': {
      const known = knownWire(term.name, board)
      return { yes: gates.not(known), no: known }
    }
    case 'not': {
      const { yes, no } = packedTruth(term.operand, board)
      return { yes: no, no: yes }
    }
    case 'all':
    case 'any':
      return group(term.kind, term.operands, board)
    case 'compare':
      return compare(term, board)
    case 'in':
      return group(
        'any',
        term.list.map((right) => equality(term.operand, right)),
        board,
      )
    case 'choose': {
      const condition = packedTruth(term.condition, board)
      const [a, b] = [packedTruth(term.whenTrue, board), packedTruth(term.whenFalse, board)]
      return { yes: pick(gates, condition, a.yes, b.yes), no: pick(gates, condition, a.no, b.no) }
    }
    case 'arithmetic':
      throw new TypeError('a sum is no condition')
  }
}

const equality = (left: Term, right: Term): CompareTerm => ({
  kind: 'compare',
  type: 'bool',
  operator: '==',
  left,
  right,
})

function pick(gates: Gates, { yes, no }: PackedTruth, first: Wire, second: Wire): Wire {
  return gates.or(gates.and(yes, first), gates.and(no, second))
}

function group(kind: 'all' | 'any', operands: readonly Term[], board: Board): PackedTruth {
  const { all, any } = board.gates
  const parts = operands.map((operand) => packedTruth(operand, board))
  const [yes, no] = [parts.map((part) => part.yes), parts.map((part) => part.no)]
  return kind === 'all' ? { yes: all(yes), no: any(no) } : { yes: any(yes), no: all(no) }
}

function compare(term: CompareTerm, board: Board): PackedTruth {
  const { gates } = board
  const { left, right, operator } = term
  if (left.type === 'bool') return sameTruth(term, board)
  const [holds, known] =
    left.type === 'text'
      ? sameChoice(term, board)
      : holdsFor(operator, packedNumber(left, board), packedNumber(right, board), gates)
  return { yes: gates.and(known, holds), no: gates.and(known, gates.not(holds)) }
}

function holdsFor(operator: CompareTerm['operator'], a: PackedNumber, b: PackedNumber, gates: Gates) {
  return [compareNumbers(gates, operator, a, b), gates.and(a.known, b.known)] as const
}

function sameTruth({ left, right, operator }: CompareTerm, board: Board): PackedTruth {
  const [a, b] = [packedTruth(left, board), packedTruth(right, board)]
  const yes = pick(board.gates, a, b.yes, b.no)
  const no = pick(board.gates, a, b.no, b.yes)
  return operator === '==' ? { yes, no } : { yes: no, no: yes }
}

function sameChoice({ left, right, operator }: CompareTerm, board: Board): readonly [Wire, Wire] {
  const { gates } = board
  const [a, b] = [packedChoice(left, board), packedChoice(right, board)]
  const same = gates.any([...a.is].map(([value, has]) => gates.and(has, b.is.get(value) ?? nobody)))
  return [operator === '==' ? same : gates.not(same), gates.and(a.known, b.known)]
}

function packedNumber(term: Term, board: Board): PackedNumber {
  const { gates } = board
  switch (term.kind) {
    case 'literal':
      return sameNumber(
        BigInt(term.type === 'date' ? dayNumber(plainDate(String(term.value))) : Number(term.value)),
      )
    case 'fact':
      return numberFact(term.name, board)
    case 'arithmetic': {
      const [a, b] = [packedNumber(term.left, board), packedNumber(term.right, board)]
      return { '+': add, '-': subtract, '*': multiply }[term.operator](gates, a, b)
    }
    case 'choose': {
      const condition = packedTruth(term.condition, board)
      return chooseNumber(
        gates,
        condition,
        packedNumber(term.whenTrue, board),
        packedNumber(term.whenFalse, board),
      )
    }
    default:
      throw new TypeError(`${term.kind} is no number`)
  }
}

function packedChoice(term: Term, board: Board): PackedChoice {
  if (term.kind === 'literal') return { known: everybody, is: new Map([[String(term.value), everybody]]) }
  if (term.kind === 'fact') return choiceFact(term.name, board)
  if (term.kind !== 'choose') throw new TypeError(`${term.kind} is no text`)
  const { gates } = board
  const condition = packedTruth(term.condition, board)
  const [a, b] = [packedChoice(term.whenTrue, board), packedChoice(term.whenFalse, board)]
  const values = [...new Set([...a.is.keys(), ...b.is.keys()])]
  const chosen = (value: string) =>
    pick(gates, condition, a.is.get(value) ?? nobody, b.is.get(value) ?? nobody)
  return {
    known: pick(gates, condition, a.known, b.known),
    is: new Map(values.map((value) => [value, chosen(value)])),
  }
}

function knownWire(name: string, board: Board): Wire {
  keptFact(name, board)
  return board.gates.column(knownColumn(name))
}

function truthFact(name: string, board: Board): PackedTruth {
  keptFact(name, board, 'truth')
  const yes = board.gates.column(bitColumn(name, 0))
  return { yes, no: board.gates.and(knownWire(name, board), board.gates.not(yes)) }
}

function numberFact(name: string, board: Board): PackedNumber {
  const { lowest, width } = keptFact(name, board, 'number')
  return { known: knownWire(name, board), lowest: BigInt(lowest), bits: bitWires(name, width, board) }
}

function choiceFact(name: string, board: Board): PackedChoice {
  const { gates } = board
  const { values, width } = keptFact(name, board, 'choice')
  const bits = bitWires(name, width, board)
  const known = knownWire(name, board)
  const has = (code: number) =>
    gates.all([known, ...bits.map((bit, at) => ((code >> at) & 1 ? bit : gates.not(bit)))])
  return { known, is: new Map(values.map((value, code) => [value, has(code)])) }
}

function bitWires(name: string, width: number, { gates }: Board): Wire[] {
  return Array.from({ length: width }, (_, bit) => gates.column(bitColumn(name, bit)))
}

type Kept = PackedLayout[string]

function keptFact<K extends Kept['kind'] = Kept['kind']>(
  name: string,
  { layout }: Board,
  kind?: K,
): Extract<Kept, { kind: K }> {
  const fact = layout[name]
  if (!fact || (kind && fact.kind !== kind)) throw problem('facts.not-kept', { fact: name })
  return fact as Extract<Kept, { kind: K }> // its kind was just looked at
}
