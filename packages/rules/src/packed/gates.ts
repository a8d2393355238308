import { quoteName } from '../sql-text.ts'

/** A word of 64 people in the making: it stands for a column, a gate over other words, or one of the two constants. */
export type Wire = number

/** The word in which no bit stands, and the one in which all stand. */
export const nobody: Wire = 0
export const everybody: Wire = 1

type Gate =
  | { readonly op: 'constant'; readonly text: string }
  | { readonly op: 'column'; readonly name: string }
  | { readonly op: 'not'; readonly a: Wire }
  | { readonly op: 'and' | 'or' | 'xor'; readonly a: Wire; readonly b: Wire }

/** Puts words together; equal words are made once, and what a constant decides is left out. */
export interface Gates {
  column(name: string): Wire
  not(a: Wire): Wire
  and(a: Wire, b: Wire): Wire
  or(a: Wire, b: Wire): Wire
  xor(a: Wire, b: Wire): Wire
  all(wires: readonly Wire[]): Wire
  any(wires: readonly Wire[]): Wire
  /** The gates made so far; each comes behind those it is made of. */
  readonly made: readonly Gate[]
}

/** An empty board of gates. */
export function newGates(): Gates {
  const made: Gate[] = [
    { op: 'constant', text: '0::UBIGINT' },
    { op: 'constant', text: '18446744073709551615::UBIGINT' },
  ]
  const known = new Map<string, Wire>()
  const make = (key: string, gate: Gate): Wire => {
    const before = known.get(key)
    if (before !== undefined) return before
    known.set(key, made.length)
    return made.push(gate) - 1
  }
  const pair = (op: 'and' | 'or' | 'xor', a: Wire, b: Wire): Wire => {
    const [first, second] = a < b ? [a, b] : [b, a]
    return make(`${op} ${first} ${second}`, { op, a: first, b: second })
  }
  const isOpposite = (a: Wire, b: Wire): boolean => {
    const [first, second] = [made[a]!, made[b]!]
    return (first.op === 'not' && first.a === b) || (second.op === 'not' && second.a === a)
  }
  const not = (a: Wire): Wire => {
    if (a === nobody || a === everybody) return a === nobody ? everybody : nobody
    const gate = made[a]!
    return gate.op === 'not' ? gate.a : make(`not ${a}`, { op: 'not', a })
  }
  const and = (a: Wire, b: Wire): Wire => {
    if (a === nobody || b === nobody || isOpposite(a, b)) return nobody
    if (a === everybody || a === b) return b
    return b === everybody ? a : pair('and', a, b)
  }
  const or = (a: Wire, b: Wire): Wire => {
    if (a === everybody || b === everybody || isOpposite(a, b)) return everybody
    if (a === nobody || a === b) return b
    return b === nobody ? a : pair('or', a, b)
  }
  const xor = (a: Wire, b: Wire): Wire => {
    if (a === b) return nobody
    if (a === nobody || b === nobody) return a === nobody ? b : a
    if (a === everybody || b === everybody) return not(a === everybody ? b : a)
    return isOpposite(a, b) ? everybody : pair('xor', a, b)
  }
  const all = (wires: readonly Wire[]) => wires.reduce(and, everybody)
  const any = (wires: readonly Wire[]) => wires.reduce(or, nobody)
  const column = (name: string) => make(`column ${name}`, { op: 'column', name })
  return { made, column, not, and, or, xor, all, any }
}

/** Longest chain of gates written into one expression; the engine refuses some that are ten times deeper. */
const deepest = 40

/**
 * SQL of a query that works out words row by row: the columns of `keep` as they are, then each output by its name.
 * What several gates need is worked out once, in a query inside.
 */
export function gatesSql(
  gates: Gates,
  outputs: Readonly<Record<string, Wire>>,
  { table, keep }: { table: string; keep: readonly string[] },
): string {
  const plan = planOf(gates, Object.values(outputs))
  const kept = keep.map(quoteName)
  const last = plan.stages.length
  return plan.stages.reduce((inner, stage, at) => {
    const final = at === last - 1
    const passed = final ? [] : plan.passedBy(at).map((wire) => plan.nameOf(wire))
    const own = final
      ? Object.entries(outputs).map(([name, wire]) => `${plan.write(wire)} AS ${quoteName(name)}`)
      : stage.map((wire) => `${plan.writeGate(wire)} AS ${plan.nameOf(wire)}`)
    return `(SELECT ${[...kept, ...passed, ...own].join(', ')} FROM ${inner} AS f)`
  }, table)
}

/** Who is worked out when: gates that several need, and every fortieth of a chain, get a stage and a name. */
function planOf({ made }: Gates, outputs: readonly Wire[]) {
  const uses = countUses(made, outputs)
  const stage: number[] = []
  const depth: number[] = []
  const isNamed: boolean[] = []
  made.forEach((gate, wire) => {
    const parts = partsOf(gate)
    stage[wire] = Math.max(0, ...parts.map((part) => stage[part]! + (isNamed[part] ? 1 : 0)))
    depth[wire] = Math.max(0, ...parts.map((part) => (isNamed[part] ? 0 : depth[part]! + 1)))
    const isGate = parts.length > 0 && uses[wire]! > 0
    const isPlainNot = gate.op === 'not' && made[gate.a]!.op === 'column'
    isNamed[wire] = isGate && ((uses[wire]! > 1 && !isPlainNot) || depth[wire]! >= deepest)
  })
  const finalStage = 1 + Math.max(-1, ...made.map((_, wire) => (isNamed[wire] ? stage[wire]! : -1)))
  const stages: Wire[][] = Array.from({ length: finalStage + 1 }, () => [])
  made.forEach((_, wire) => {
    if (isNamed[wire]) stages[stage[wire]!]!.push(wire)
  })
  const nameOf = (wire: Wire): string => {
    const gate = made[wire]!
    return quoteName(gate.op === 'column' ? gate.name : `w${wire}`)
  }
  const write = (wire: Wire): string => (isNamed[wire] ? nameOf(wire) : writeGate(wire))
  const writeGate = (wire: Wire): string => textOf(made[wire]!, write)
  const stands = (wire: Wire): boolean => isNamed[wire]! || made[wire]!.op === 'column'
  const lastUse = lastUses(made, outputs, { stands, stage, finalStage, isNamed, uses })
  /** Names that a stage hands on: what it did not make itself and a later one looks at. */
  const passedBy = (at: number): Wire[] =>
    [...lastUse]
      .filter(([wire, last]) => last > at && (made[wire]!.op === 'column' || stage[wire]! < at))
      .map(([wire]) => wire)
  return { stages, nameOf, write, writeGate, passedBy }
}

function countUses(made: readonly Gate[], outputs: readonly Wire[]): number[] {
  const uses = made.map(() => 0)
  for (const wire of outputs) uses[wire]! += 1
  for (let wire = made.length - 1; wire >= 0; wire--)
    if (uses[wire]! > 0) for (const part of partsOf(made[wire]!)) uses[part]! += 1
  return uses
}

interface Plan {
  readonly stands: (wire: Wire) => boolean
  readonly stage: readonly number[]
  readonly finalStage: number
  readonly isNamed: readonly boolean[]
  readonly uses: readonly number[]
}

/** The last stage that looks at each name; a gate without a name is looked through. */
function lastUses(
  made: readonly Gate[],
  outputs: readonly Wire[],
  { stands, stage, finalStage, isNamed, uses }: Plan,
): Map<Wire, number> {
  const lookedAt: number[] = made.map(() => -1)
  const look = (wire: Wire, at: number) => {
    lookedAt[wire] = Math.max(lookedAt[wire]!, at)
  }
  for (const wire of outputs) look(wire, finalStage)
  for (let wire = made.length - 1; wire >= 0; wire--) {
    if (uses[wire] === 0) continue
    for (const part of partsOf(made[wire]!)) look(part, isNamed[wire] ? stage[wire]! : lookedAt[wire]!)
  }
  return new Map(
    made.flatMap((_, wire) => (stands(wire) && lookedAt[wire]! >= 0 ? [[wire, lookedAt[wire]!]] : [])),
  )
}

function partsOf(gate: Gate): readonly Wire[] {
  if (gate.op === 'constant' || gate.op === 'column') return []
  return gate.op === 'not' ? [gate.a] : [gate.a, gate.b]
}

function textOf(gate: Gate, write: (wire: Wire) => string): string {
  switch (gate.op) {
    case 'constant':
      return gate.text
    case 'column':
      return quoteName(gate.name)
    case 'not':
      return `(~${write(gate.a)})`
    case 'xor':
      return `xor(${write(gate.a)}, ${write(gate.b)})`
    default:
      return `(${write(gate.a)} ${gate.op === 'and' ? '&' : '|'} ${write(gate.b)})`
  }
}
