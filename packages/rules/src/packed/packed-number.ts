import type { CompareOperator } from '../term.ts'
import { everybody, type Gates, nobody, type Wire } from './gates.ts'

/** Whole numbers of 64 people, turned on their side: `lowest` plus what the bits say, the lowest bit first. */
export interface PackedNumber {
  /** Whose number is known; the bits of the others mean nothing. */
  readonly known: Wire
  readonly lowest: bigint
  readonly bits: readonly Wire[]
}

/** The same number for everybody. */
export function sameNumber(value: bigint): PackedNumber {
  return { known: everybody, lowest: value, bits: [] }
}

/** a + b. */
export function add(gates: Gates, a: PackedNumber, b: PackedNumber): PackedNumber {
  return {
    known: gates.and(a.known, b.known),
    lowest: a.lowest + b.lowest,
    bits: addBits(gates, a.bits, b.bits),
  }
}

/** a - b: what is counted down from the highest b is b turned over. */
export function subtract(gates: Gates, a: PackedNumber, b: PackedNumber): PackedNumber {
  const highest = b.lowest + (1n << BigInt(b.bits.length)) - 1n
  return add(gates, a, { known: b.known, lowest: -highest, bits: b.bits.map(gates.not) })
}

/** a × b, as taught at school: (la + x)(lb + y) = la·lb + la·y + lb·x + x·y, with subtraction where a lowest is negative. */
export function multiply(gates: Gates, a: PackedNumber, b: PackedNumber): PackedNumber {
  const known = gates.and(a.known, b.known)
  const bare = (bits: readonly Wire[]): PackedNumber => ({ known, lowest: 0n, bits })
  const product = b.bits.reduce<readonly Wire[]>(
    (sum, bit, at) =>
      addBits(
        gates,
        sum,
        shifted(
          at,
          a.bits.map((each) => gates.and(each, bit)),
        ),
      ),
    [],
  )
  const parts = [times(gates, bare(b.bits), a.lowest), times(gates, bare(a.bits), b.lowest)]
  return parts.reduce((sum, part) => add(gates, sum, part), {
    known,
    lowest: a.lowest * b.lowest,
    bits: product,
  })
}

function times(gates: Gates, a: PackedNumber, factor: bigint): PackedNumber {
  const zero = { ...sameNumber(0n), known: a.known }
  if (factor < 0n) return subtract(gates, zero, times(gates, a, -factor))
  const bits = bitsOf(factor).reduce<readonly Wire[]>(
    (sum, bit, at) => (bit === everybody ? addBits(gates, sum, shifted(at, a.bits)) : sum),
    [],
  )
  return { ...zero, bits }
}

/** For whom `yes` stands a, for whom `no` stands b, for the others unknown. */
export function chooseNumber(
  gates: Gates,
  { yes, no }: { yes: Wire; no: Wire },
  a: PackedNumber,
  b: PackedNumber,
): PackedNumber {
  const [x, y, lowest] = fromOneBottom(gates, a, b)
  const pick = (first: Wire, second: Wire) => gates.or(gates.and(yes, first), gates.and(no, second))
  return { known: pick(a.known, b.known), lowest, bits: sideBySide(x, y).map(([p, q]) => pick(p, q)) }
}

/** For whom a comparison holds, among those whose numbers are known. */
export function compareNumbers(
  gates: Gates,
  operator: CompareOperator,
  a: PackedNumber,
  b: PackedNumber,
): Wire {
  const [x, y] = fromOneBottom(gates, a, b)
  switch (operator) {
    case '==':
      return gates.not(differ(gates, x, y))
    case '!=':
      return differ(gates, x, y)
    case '<':
      return isLess(gates, x, y)
    case '>':
      return isLess(gates, y, x)
    case '<=':
      return gates.not(isLess(gates, y, x))
    case '>=':
      return gates.not(isLess(gates, x, y))
  }
}

function differ(gates: Gates, x: readonly Wire[], y: readonly Wire[]): Wire {
  return gates.any(sideBySide(x, y).map(([p, q]) => gates.xor(p, q)))
}

/** From the lowest bit up: less where this bit is less, or where it is not more and the bits below were less. */
function isLess(gates: Gates, x: readonly Wire[], y: readonly Wire[]): Wire {
  return sideBySide(x, y).reduce((below, [p, q]) => {
    const isZero = gates.not(p)
    return gates.or(gates.and(isZero, q), gates.and(gates.or(isZero, q), below))
  }, nobody)
}

/** Both counted from the lower of the two lowest numbers. */
function fromOneBottom(
  gates: Gates,
  a: PackedNumber,
  b: PackedNumber,
): [x: readonly Wire[], y: readonly Wire[], lowest: bigint] {
  const lowest = a.lowest < b.lowest ? a.lowest : b.lowest
  const raised = (one: PackedNumber) => addBits(gates, one.bits, bitsOf(one.lowest - lowest))
  return [raised(a), raised(b), lowest]
}

function sideBySide(x: readonly Wire[], y: readonly Wire[]): [Wire, Wire][] {
  const width = Math.max(x.length, y.length)
  return Array.from({ length: width }, (_, at) => [x[at] ?? nobody, y[at] ?? nobody])
}

function addBits(gates: Gates, x: readonly Wire[], y: readonly Wire[]): readonly Wire[] {
  if (x.length === 0 || y.length === 0) return x.length === 0 ? y : x
  let carry: Wire = nobody
  const sum = sideBySide(x, y).map(([p, q]) => {
    const either = gates.xor(p, q)
    const bit = gates.xor(either, carry)
    carry = gates.or(gates.and(p, q), gates.and(either, carry))
    return bit
  })
  return carry === nobody ? sum : [...sum, carry]
}

function shifted(places: number, bits: readonly Wire[]): readonly Wire[] {
  return [...Array<Wire>(places).fill(nobody), ...bits]
}

/** A number that is not negative as bits. */
function bitsOf(value: bigint): Wire[] {
  return value === 0n
    ? []
    : [...value.toString(2)].reverse().map((digit) => (digit === '1' ? everybody : nobody))
}
